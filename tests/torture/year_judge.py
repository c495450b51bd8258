"""Whether every notice of the year reached the right person, in hours, in time, at most once; and none is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from maturity_model import notice_kinds as kinds
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState
from maturity_model.review import Capacity
from tests.torture.year_hours import LONDON, is_open, next_opening, opening, school_days_before
from tests.torture.year_plan import Deed, School
from tests.torture.year_run import Year

AN_HOUR = timedelta(hours=1)
IN_HOURS = {
    kinds.REMINDER,
    kinds.NUDGE,
    kinds.SNOOZED,
    kinds.THEME_OF_THE_DAY,
    kinds.BRIEF,
    kinds.ACTION_DUE,
    kinds.NEXT_REVIEW,
    kinds.PEER_REVIEW_DUE,
    kinds.NAME_A_LEADER,
}
NEWS = {
    kinds.INVITATION,
    kinds.FACILITATOR_INVITED,
    kinds.MEETING_MOVED,
    kinds.REVIEW_CANCELLED,
    kinds.CANNOT_TAKE_PART,
}
READERS = {
    Capacity.COLLEAGUE: {kinds.INVITATION, kinds.REMINDER, kinds.NUDGE, kinds.SNOOZED, kinds.THEME_OF_THE_DAY},
    Capacity.FACILITATOR: {kinds.FACILITATOR_INVITED, kinds.BRIEF, kinds.TIME_TO_OPEN},
    Capacity.CAREERS_LEADER: {kinds.CANNOT_TAKE_PART, kinds.NEXT_REVIEW, kinds.PEER_REVIEW_DUE, kinds.ACTION_DUE},
}
BEFORE_THE_MEETING = {kinds.REMINDER, kinds.NUDGE, kinds.SNOOZED, kinds.THEME_OF_THE_DAY, kinds.BRIEF}
ONE_A_DAY = {kinds.REMINDER, kinds.NUDGE, kinds.SNOOZED}
ENDING = (Deed.ANSWER_ALL, Deed.FINISH, Deed.DECLINE)
MOST = 4


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A notice that left, and when."""

    notice: Notice
    at: datetime

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.notice.kind

    @property
    def person(self) -> PersonId | None:
        """Whom it went to."""
        return self.notice.person


async def judge(year: Year) -> list[str]:
    """A sentence for everything that is not as promised."""
    found = list(_not_as_recorded(year, {school.review.id: await year.notices(school) for school in year.schools}))
    for school in year.schools:
        notices = await year.notices(school)
        sent = [Sent(notice=n, at=n.settled_at) for n in notices if n.state is NoticeState.SENT and n.settled_at]
        wrong = (
            *_states(notices, year),
            *_readers(school, sent),
            *_hours(school, sent),
            *_purpose(school, sent),
            *_too_many(sent),
            *_missing(school, sent, year),
        )
        found += [f"{school.review.id}: {sentence}" for sentence in wrong]
    return found


def _not_as_recorded(year: Year, notices: dict[str, list[Notice]]) -> Iterator[str]:
    """What Slack has seen, against what the database says left: for each channel as many posts as notices."""
    posts = Counter(
        (call.workspace, str(call.body["channel"]))
        for call in year.slack.calls
        if call.method in ("chat.postMessage", "files.completeUploadExternal") and call.response.get("ok")
        for call.body["channel"] in [call.body.get("channel") or call.body.get("channel_id")]
    )
    left: Counter[tuple[str, str]] = Counter()
    for each in (notice for of_review in notices.values() for notice in of_review):
        if each.state is NoticeState.SENT:
            left[each.workspace, each.channel or _dm(year, each)] += 1
    if posts != left:
        yield f"Slack has seen {posts.total()} messages, and {left.total()} are noted; {len(posts - left)} channels"


def _dm(year: Year, notice: Notice) -> str:
    workspace = next(w for w in year.slack._workspaces.values() if w.id == notice.workspace)
    channel = workspace.dm_with(workspace.people[notice.person or ""])
    return channel.id if channel else ""


def _states(notices: Sequence[Notice], year: Year) -> Iterator[str]:
    for notice in notices:
        if notice.state in (NoticeState.UNSURE, NoticeState.UNDELIVERABLE, NoticeState.SENDING):
            yield f"{notice.kind} is {notice.state} ({notice.failure})"
        if notice.state is NoticeState.WAITING and notice.due_at <= year.clock.now():
            yield f"{notice.kind} is due since {notice.due_at} and waits"


def _readers(school: School, sent: Sequence[Sent]) -> Iterator[str]:
    for capacity, theirs in READERS.items():
        for each in sent:
            if each.kind in theirs and capacity not in school.review.members[each.person or PersonId("")].capacities:
                yield f"{each.kind} went to somebody who is no {capacity}"


def _hours(school: School, sent: Sequence[Sent]) -> Iterator[str]:
    for each in sent:
        if is_open(school.setting, each.at):
            continue
        if each.kind in IN_HOURS:
            yield f"{each.kind} left at {each.at.astimezone(LONDON)}, when the setting is closed"
        useful_until = each.notice.useful_until
        if each.kind in NEWS and useful_until and next_opening(school.setting, each.at) < useful_until:
            yield f"{each.kind} left at {each.at.astimezone(LONDON)}, and could have waited until morning"


def _purpose(school: School, sent: Sequence[Sent]) -> Iterator[str]:
    cancelled_at = min((event.at for event in school.events if event.deed is Deed.CANCEL), default=None)
    for each in sent:
        if each.kind in BEFORE_THE_MEETING and each.at >= _meets_at(school, each.at):
            yield f"{each.kind} left at {each.at}, after the meeting"
        done_at = min((e.at for e in school.deeds_of(each.person) if e.deed in ENDING), default=None)
        if each.kind in ONE_A_DAY and done_at and done_at < each.at - AN_HOUR:
            yield f"{each.kind} went to somebody who had nothing left or could not take part"
        if cancelled_at and each.kind != kinds.REVIEW_CANCELLED and each.at > cancelled_at + AN_HOUR:
            yield f"{each.kind} left after the review was called off"


def _meets_at(school: School, at: datetime) -> datetime:
    """When the meeting was at that time."""
    moved = [event.moment for event in school.events if event.deed is Deed.MOVE and event.at <= at]
    return moved[-1] or school.review.meets_at if moved else school.review.meets_at


def _too_many(sent: Sequence[Sent]) -> Iterator[str]:
    started = Counter(each.person for each in sent if each.kind in kinds.STARTED)
    if started and max(started.values()) > MOST:
        yield f"somebody got {max(started.values())} messages"
    daily = Counter((each.person, each.at.astimezone(LONDON).date()) for each in sent if each.kind in ONE_A_DAY)
    if daily and max(daily.values()) > 1:
        yield "somebody was reminded twice on one day"
    if len({each.notice.key for each in sent}) != len(sent):
        yield "a notice was sent twice"


def _missing(school: School, sent: Sequence[Sent], year: Year) -> Iterator[str]:
    refused = {event.deed for its, event in year.refused if its is school}
    if Deed.OPEN in refused:
        return
    got: defaultdict[tuple[PersonId | None, str], list[datetime]] = defaultdict(list)
    for each in sent:
        got[each.person, each.kind].append(each.at)
    for member in school.review.colleagues:
        if len(got[member.person, kinds.INVITATION]) != 1 and not school.is_disturbed:
            yield "somebody was not invited once"
        yield from _reminders(school, member.person, got[member.person, kinds.REMINDER])
    if school.is_disturbed:
        return
    facilitator = school.review.facilitators[0].person
    if len(got[facilitator, kinds.TIME_TO_OPEN]) != 1 or len(got[None, kinds.MEETING_BEGINS]) != 1:
        yield "the hour of the meeting went by in silence"
    yield from _next_year(school, got)


def _reminders(school: School, person: PersonId, got: Sequence[datetime]) -> Iterator[str]:
    """Whoever is neither nudged nor does anything but answer is reminded on just the mornings that were chosen."""
    theirs = school.deeds_of(person)
    nudged = any(event.deed is Deed.NUDGE for event in school.events)
    if school.is_disturbed or nudged or any(e.deed in (Deed.SNOOZE, Deed.THEME_A_DAY) for e in theirs):
        return
    opened_at = next(event.at for event in school.events if event.deed is Deed.OPEN)
    done_at = min((event.at for event in theirs), default=None)
    meeting = school.review.meets_at.astimezone(LONDON).date()
    mornings = [
        opening(school.setting, school_days_before(school.setting, meeting, n)) for n in school.review.reminders
    ]
    expected = [at for at in sorted(mornings) if at > opened_at and not (done_at and done_at < at)]
    late = [at for at, due in zip(got, expected, strict=False) if not due <= at < due + 6 * AN_HOUR]
    unsure = [due for due in expected if done_at and abs(done_at - due) < 6 * AN_HOUR]
    if (len(got) != len(expected) or late) and not unsure:
        yield f"reminders were due at {expected}, and left at {list(got)}"


def _next_year(school: School, got: dict[tuple[PersonId | None, str], list[datetime]]) -> Iterator[str]:
    """Three prompts to each careers leader, and one about the peer review; but none to whoever has left by then."""
    gone = {event.person: event.at for event in school.events if event.deed is Deed.LEADER_LEAVES}
    for leader in school.setting.leaders:
        prompts = got.get((leader, kinds.NEXT_REVIEW), [])
        if len(prompts) != (0 if leader in gone else 3):
            yield f"a careers leader was asked {len(prompts)} times to open the next review"
        if len(got.get((leader, kinds.PEER_REVIEW_DUE), [])) != 1:
            yield "a careers leader was not told once that a peer review is due"
        a_year_on = school.review.meets_at + timedelta(days=365)
        early = [
            at for at in prompts if not a_year_on - timedelta(weeks=8, days=1) <= at < a_year_on + timedelta(weeks=8)
        ]
        if early:
            yield f"the next review was asked for at {early}"
