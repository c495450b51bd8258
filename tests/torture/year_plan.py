"""What many settings do in a year: a seeded dice decides, so that each year can be lived again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from maturity_model.ids import ActionId, ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Capacity, Member, Review, Stage
from maturity_model.setting import Closure, Kind, Phase, Setting
from tests import given
from tests.torture.year_hours import LONDON

FIRST_DAY = date(2026, 9, 1)
LAST_MOMENT = datetime(2028, 9, 30, 12, tzinfo=UTC)
DAYS_TO_BEGIN_IN = 300
COLLEAGUES = 12
REMINDERS = ((), (1,), (5, 1), (3, 1), (10, 5))


class Deed(StrEnum):
    """What somebody does at some time."""

    OPEN = "open the review"
    ANSWER_ALL = "answer every row"
    FINISH = "say that this is all"
    DECLINE = "say that they cannot take part"
    THEME_A_DAY = "choose a theme a day"
    SNOOZE = "put a reminder off"
    NUDGE = "have everybody reminded"
    MOVE = "move the meeting"
    CANCEL = "cancel the review"
    MEET = "hold the meeting"
    ADD_ACTION = "take an action on"
    LEADER_LEAVES = "leave Slack"


@dataclass(frozen=True, kw_only=True, order=True)
class Event:
    """One deed at its time. `moment` is the new time of a meeting that moves."""

    at: datetime
    deed: Deed
    person: PersonId
    moment: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class School:
    """A setting with its review, and everything that happens there, in order."""

    setting: Setting
    review: Review
    channel: ChannelId
    events: tuple[Event, ...]

    @property
    def is_disturbed(self) -> bool:
        """Whether anything happens to its meeting but that it is held."""
        return any(event.deed in (Deed.MOVE, Deed.CANCEL) for event in self.events)

    def deeds_of(self, person: PersonId | None) -> list[Event]:
        """What one colleague does."""
        return [event for event in self.events if event.person == person]


def draw_up(number: int, workspace: WorkspaceId, people: list[PersonId], channel: ChannelId, seed: int) -> School:
    """One setting: its first person leads careers, the second facilitates, and all but those two answer rows."""
    dice = Random(f"{seed} {number}")
    leader, facilitator, *colleagues = people
    setting = _setting(number, workspace, (leader, facilitator), dice)
    opened_at = _moment(FIRST_DAY + timedelta(days=dice.randrange(DAYS_TO_BEGIN_IN)), dice.uniform(7, 21))
    meets_at = _moment(opened_at.date() + timedelta(days=dice.randint(4, 40)), dice.choice((8, 12.5, 15.75, 18.5)))
    review = Review(
        id=ReviewId(f"year-{number}"),
        workspace=workspace,
        setting=setting.id,
        edition=given.built_in().id,
        academic_year="2026/27",
        stage=Stage.DRAFT,
        channel=channel,
        meets_at=meets_at,
        minutes=60,
        opened_by=leader,
        reminders=dice.choice(REMINDERS),
        members=_members(leader, facilitator, colleagues),
    )
    events = [Event(at=opened_at, deed=Deed.OPEN, person=leader), *_before(review, opened_at, colleagues, dice)]
    return School(setting=setting, review=review, channel=channel, events=tuple(sorted(events)))


def action_of(school: School) -> tuple[ActionId, date]:
    """The one action of a setting, and its day."""
    days = Random(f"action {school.review.id}").randint(1, 250)
    return ActionId(f"action-{school.review.id}"), school.review.meets_at.date() + timedelta(days=days + 41)


def _setting(number: int, workspace: WorkspaceId, leaders: tuple[PersonId, ...], dice: Random) -> Setting:
    half_term = Closure(first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
    winter = Closure(first_on=date(2026, 12, 17), last_on=date(2027, 1, 5))
    return Setting(
        id=SettingId(f"setting-{number}"),
        workspace=workspace,
        name=f"School {number}",
        kind=Kind.SCHOOL,
        phase=Phase.SECONDARY,
        opens_at=dice.choice((time(7, 30), time(8), time(9, 15))),
        closes_at=dice.choice((time(15, 30), time(17, 30), time(18))),
        run_by=leaders[0],
        leaders=frozenset(leaders),
        closures=dice.choice(((), (half_term, winter))),
    )


def _members(leader: PersonId, facilitator: PersonId, colleagues: list[PersonId]) -> dict[PersonId, Member]:
    held = {
        leader: frozenset({Capacity.CAREERS_LEADER}),
        facilitator: frozenset({Capacity.FACILITATOR, Capacity.CAREERS_LEADER}),
        **dict.fromkeys(colleagues, frozenset({Capacity.COLLEAGUE})),
    }
    return {person: Member(person=person, capacities=capacities) for person, capacities in held.items()}


def _before(review: Review, opened_at: datetime, colleagues: list[PersonId], dice: Random) -> list[Event]:
    wait = review.meets_at - opened_at
    leader = review.opened_by

    def sometime() -> datetime:
        return opened_at + wait * dice.uniform(0.02, 0.95)

    usual = [Deed.ANSWER_ALL] * 4 + [Deed.FINISH, Deed.DECLINE, Deed.THEME_A_DAY, Deed.SNOOZE]
    events = [
        Event(at=sometime(), deed=dice.choice(usual), person=colleague)
        for colleague in colleagues
        if dice.random() < 0.6
    ]
    if dice.random() < 0.3:
        events.append(Event(at=sometime(), deed=Deed.NUDGE, person=leader))
    if dice.random() < 0.1:
        return [*events, Event(at=sometime(), deed=Deed.CANCEL, person=leader)]
    meets_at = review.meets_at
    if dice.random() < 0.2:
        meets_at = _moment(meets_at.date() + timedelta(days=dice.randint(1, 20)), dice.choice((9, 15.75, 18.5)))
        events.append(Event(at=sometime(), deed=Deed.MOVE, person=leader, moment=meets_at))
    if dice.random() < 0.1:
        events.append(Event(at=meets_at + timedelta(days=100), deed=Deed.LEADER_LEAVES, person=leader))
    return [
        *events,
        Event(at=meets_at + timedelta(minutes=20), deed=Deed.MEET, person=review.facilitators[0].person),
        Event(at=meets_at + timedelta(minutes=50), deed=Deed.ADD_ACTION, person=leader),
    ]


def _moment(day: date, hour: float) -> datetime:
    minutes = int(hour * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60), LONDON).astimezone(UTC)
