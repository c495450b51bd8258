"""Made-up values of a Careers Hub that several samples share, as many and with texts as long as there can be."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.capabilities.bookings.use_cases.looking import Request
from bot.rehearsal.gallery.made_up import (
    CHANNEL,
    COLLEAGUE,
    CONSULTANT,
    CROWD,
    LEADER,
    NOW,
    SETTING,
    WORKSPACE,
    filled,
)
from maturity_model.booking import LONGEST_SENTENCE, MOST_CHOICES, Booking, BookingState, History, week_book
from maturity_model.booking_week import LONGEST_TERM, MOST_WEEKS, BookingWeek
from maturity_model.hub import LONGEST_CONTACT, LONGEST_SOURCE, LONGEST_TRUST, MOST_STAFF, Hub, MemberSetting, Staff
from maturity_model.hub_page import HubPage, Known, hub_page
from maturity_model.ids import HubId, MemberSettingId, PersonId, WeekId
from maturity_model.review import Stage
from maturity_model.setting import LONGEST_NAME, Kind, Phase

TODAY = NOW.date()
HUB, MEMBER = HubId("4b" * 16), MemberSettingId("3b" * 16)
USUAL_MEMBERS, MANY_MEMBERS = 115, 500
AGREED_ON = date(2026, 9, 23)  # no day has a longer name than a Wednesday in September
LONG_AGO, LATELY = date(2022, 9, 21), date(2025, 9, 24)

HUB_NAME = filled(
    LONGEST_NAME, "The <Northern Estuary & Islands> Careers Hub *and* its _partners_, ~with~ `everybody`,"
)
MEMBER_NAME = filled(LONGEST_NAME, "St <Botolph's> & St Osyth's *Church of England* Academy, _Sixth Form_ & ~College~,")
TRUST = filled(LONGEST_TRUST, "The Archbishop's Trust for <Learning & Work> in the *Northern* Estuary, on both banks,")
CONTACT = "careers.leader@" + "o" * (LONGEST_CONTACT - len("careers.leader@.sch.uk")) + ".sch.uk"
TERM = filled(LONGEST_TERM, "Spring Term <after half-term> & before *Easter*, 2nd part,")
SENTENCE = filled(
    LONGEST_SENTENCE,
    "Oak & Birch come to you on Tuesday <morning>, and you go to them on the *two* days after that.",
    "Please tell <@U0STRANGER> and your reception that visitors bring their own badges.",
)
SOURCE = filled(
    LONGEST_SOURCE, "Compass+, and the record on paper that the *last* careers leader <left> in her & his cupboard."
)

STAFF = frozenset(Staff(workspace=WORKSPACE, person=each) for each in (CONSULTANT, *CROWD[: MOST_STAFF - 1]))
"""As many people as a hub can have."""
THE_HUB = Hub(id=HUB, workspace=WORKSPACE, name=HUB_NAME, code="WXYZ2345", channel=CHANNEL, staff=STAFF)
THE_MEMBER = MemberSetting(
    id=MEMBER,
    hub=HUB,
    name=MEMBER_NAME,
    kind=Kind.SPECIAL_SCHOOL,
    phase=Phase.ALL_THROUGH,
    joined_at=NOW,
    trust=TRUST,
    learners=12_345,
    workspace=WORKSPACE,
    setting=SETTING,
    consultant=Staff(workspace=WORKSPACE, person=CONSULTANT),
    leaders=frozenset({LEADER, COLLEAGUE}),
)
"""A setting in Slack."""
OUTSIDE = replace(THE_MEMBER, workspace=None, setting=None, contact=CONTACT, leaders=frozenset[PersonId]())
"""The same one, not in Slack."""


def week(number: int = 0, *, trios: int = 2, withdrawn: bool = False) -> BookingWeek:
    """A week with the longest term and the longest days, a fortnight after the one before it."""
    first_on = date(2026, 12, 30) + timedelta(weeks=2 * number)
    return BookingWeek(
        id=WeekId(f"{number:032x}"),
        hub=HUB,
        announcement="an" * 14,
        term=TERM,
        first_on=first_on,
        last_on=first_on + timedelta(days=13),
        trios=trios,
        closes_on=max(first_on - timedelta(weeks=4), TODAY),
        announced_by=CONSULTANT,
        announced_at=NOW,
        facilitators=CROWD[:20],
        withdrawn=withdrawn,
    )


WEEKS = tuple(map(week, range(MOST_WEEKS)))
TWO_YEARS = 104  # of weeks
CHOSEN = tuple(each.id for each in WEEKS[:MOST_CHOICES])


def weeks_on_end() -> tuple[BookingWeek, ...]:
    """Every week of two years."""
    first_on = WEEKS[0].first_on
    starts = (first_on + timedelta(weeks=number) for number in range(TWO_YEARS))
    return tuple(
        replace(week(number), first_on=start, last_on=start + timedelta(days=6), closes_on=start - timedelta(days=1))
        for number, start in enumerate(starts)
    )


def members(count: int, *, in_slack: bool = True) -> tuple[MemberSetting, ...]:
    """So many settings, each with the longest name there can be."""
    like = THE_MEMBER if in_slack else OUTSIDE
    return tuple(
        replace(like, id=MemberSettingId(f"{number:032x}"), name=f"{number:03d} {MEMBER_NAME}"[:LONGEST_NAME])
        for number in range(1, count + 1)
    )


def booking(state: BookingState, member: MemberSettingId = MEMBER, choices: Sequence[WeekId] = CHOSEN) -> Booking:
    """What a setting answered, with a sentence where one goes with it."""
    settled = state in {BookingState.CONFIRMED, BookingState.DECLINED}
    return Booking(
        hub=HUB,
        member=member,
        state=state,
        asked_by=LEADER,
        asked_at=NOW,
        choices=tuple(choices),
        week=choices[0] if state is BookingState.CONFIRMED else None,
        sentence=SENTENCE if settled else "",
    )


def request(
    state: BookingState | None = None,
    *,
    before: int = 0,
    weeks: Iterable[BookingWeek] = WEEKS,
    history: History = History(agreed_on=AGREED_ON),  # noqa: B008 - it is frozen
    member: MemberSetting = THE_MEMBER,
) -> Request:
    """Where the setting stands with its hub's weeks, when so many others ask for the same ones before it."""
    others = members(before)
    asked = [booking(BookingState.WAITING, each.id) for each in others]
    own = booking(state) if state else None
    histories = {MEMBER: history, **{each.id: History(agreed_on=AGREED_ON) for each in others}}
    bookings = [*asked, own] if own else asked
    books = tuple(week_book(each, bookings, histories) for each in weeks)
    return Request(hub=THE_HUB, member=member, history=history, books=books, booking=own)


def page(count: int, *states: BookingState | None, weeks: Iterable[BookingWeek] = WEEKS) -> HubPage:
    """A hub's page with so many settings, which take turns at having given each answer; None for no answer yet."""
    everybody = (replace(THE_MEMBER, shows_progress=True), *members(count - 1))[:count]
    turns = states or (None, *BookingState)
    answers = [(member, turns[place % len(turns)]) for place, member in enumerate(everybody)]
    known = Known(
        members=everybody,
        histories={member.id: _history(place) for place, member in enumerate(everybody)},
        stages={member.id: Stage.REFLECTING for member in everybody},
        bookings=[booking(state, member.id) for member, state in answers if state],
    )
    return hub_page(THE_HUB, weeks, known, today=TODAY)


def _history(place: int) -> History:
    histories = (
        History(agreed_on=AGREED_ON),
        History(agreed_on=AGREED_ON, peer_on=LONG_AGO),
        History(),
        History(agreed_on=AGREED_ON, peer_on=LATELY),
    )
    return histories[place // (len(BookingState) + 1) % len(histories)]
