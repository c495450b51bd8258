"""Who may do what about hubs, their settings, weeks and requests: the lines of the table of permissions."""

from dataclasses import replace
from datetime import date

from bot.capabilities.bookings.cards.own import CHOICES, WITHDRAW
from bot.capabilities.bookings.cards.page import EXPORT
from bot.capabilities.bookings.cards.setting import ANSWER, DECLINE, SENTENCE, WHAT
from bot.capabilities.hubs import cards as hubs
from bot.capabilities.member_settings import cards as member_settings
from bot.capabilities.weeks.cards import modals as weeks
from bot.kit.buttons import OfSetting
from bot.kit.hub_buttons import (
    ADD_MEMBER,
    ANNOUNCE_WEEKS,
    ASK_FOR_WEEKS,
    CHANGE_WEEK,
    CONSULTANT,
    ENTER_PAST,
    LOOK_AT_SETTING,
    LOOK_AT_WEEK,
    NOT_THIS_TIME,
    REMOVE_MEMBER,
    WITHDRAW_WEEK,
    OfHub,
    OfMember,
    OfWeek,
)
from bot.kit.hub_questions import KIND, LEARNERS, PHASE, TRUST
from bot.kit.questions import PEOPLE
from maturity_model.booking_week import read_weeks
from maturity_model.ids import MemberSettingId, PersonId, WeekId
from tests import given
from tests.scenarios.presses import (
    ADMIN,
    ALWAYS,
    ANNOUNCEMENT,
    EVERYBODY,
    FREE_SETTING,
    HUB,
    LEADER,
    MEMBER,
    NEW_ANNOUNCEMENT,
    NEW_HUB,
    NEW_MEMBER,
    ONCE_NAMED,
    PEOPLE_HERE,
    ROOM,
    SETTING,
    Field,
    Form,
    Press,
    Row,
    Typed,
    Who,
    at_home,
    channel,
    choose_at_home,
    choose_in_modal,
    day,
    form,
    in_modal,
    number,
    people,
    person,
    picked,
    press,
    text,
    ticked,
)

STAFF, NEWCOMER = frozenset({Who.STAFF}), frozenset({Who.NEWCOMER})
SECOND_STAFF = PersonId("U0SECONDSTAFF")
ON_PAPER = MemberSettingId(f"{MEMBER}-on-paper")
"""The hub's setting that is not in Slack."""

FELLOW_MEMBER, SILENT = MemberSettingId("this-fellow-member"), MemberSettingId(f"{MEMBER}-silent")
"""Two that have not answered yet, the second not in Slack."""

WEEK, SECOND_WEEK = WeekId(f"{ANNOUNCEMENT}001"), WeekId(f"{ANNOUNCEMENT}002")
CODE = "ABCD2345"


def runs(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Something for the hub's staff."""
    return Row(action=action, stages=ONCE_NAMED, may=STAFF, by=by, saves=saves)


def leads(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Something for the careers leaders of a setting that is in Slack."""
    return Row(action=action, stages=ONCE_NAMED, may=LEADER, by=by, saves=saves)


def joins(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Something for the careers leaders of a setting that is in no hub."""
    return Row(action=action, stages=ONCE_NAMED, may=NEWCOMER, by=by, saves=saves)


def names_staff(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Saying who works for the hub, for its staff and for who administers the workspace."""
    return Row(action=action, stages=ONCE_NAMED, may=ADMIN | STAFF, by=by, saves=saves)


def makes(by: Press | Form, *, saves: bool = True) -> Row:
    """Making a hub, for who administers the workspace, whether or not anything is named in it."""
    return Row(action=hubs.MAKE, stages=ALWAYS, may=ADMIN, by=by, saves=saves, names_ids=False)


def looks_back(by: Press | Form, *, action: str = ENTER_PAST, saves: bool = True) -> Row:
    """Entering or taking out a review that a setting held, for its careers leaders and the hub's staff."""
    return Row(action=action, stages=ONCE_NAMED, may=LEADER | STAFF, by=by, saves=saves)


THE_HUB, THIS_WEEK = OfHub(hub=HUB), OfWeek(hub=HUB, week=WEEK)
THIS_MEMBER, PAPER_MEMBER = OfMember(hub=HUB, member=MEMBER), OfMember(hub=HUB, member=ON_PAPER)
THERE, FREE = OfSetting(setting=SETTING), OfSetting(setting=FREE_SETTING)

STAFF_AND_CHANNEL = {PEOPLE: people(PEOPLE_HERE[Who.STAFF], PEOPLE_HERE[Who.STRANGER]), hubs.CHANNEL: channel(ROOM)}
CONTEXT = {TRUST: text("Valley Trust"), LEARNERS: number("900")}
WHAT_IT_IS_LIKE = {KIND: picked("COLLEGE"), PHASE: picked("SIXTEEN_PLUS"), **CONTEXT}
ASKED = {CHOICES[0]: picked(SECOND_WEEK), CHOICES[1]: picked(WEEK), **WHAT_IT_IS_LIKE}
PAST = {
    member_settings.PAST_KIND: picked("LEADERSHIP"),
    member_settings.DONE_ON: day(date(2026, 9, 21)),
    member_settings.SOURCE: text("Compass+"),
}
HELD_ON = date(2026, 6, 15)  # a review of either setting, from paper
ENTERED = member_settings.OfPast(hub=HUB, member=MEMBER, kind="LEADERSHIP", done_on=HELD_ON.isoformat())
CHANGED_WEEK = {
    weeks.FIRST_DAY: day(date(2027, 1, 25)),
    weeks.LAST_DAY: day(date(2027, 1, 29)),
    weeks.CLOSES: day(date(2026, 12, 16)),
    weeks.TRIOS: number("2"),
    PEOPLE: people(PEOPLE_HERE[Who.STAFF]),
}
WRITTEN = weeks.Written(
    hub=HUB,
    announcement=NEW_ANNOUNCEMENT,
    text="Summer Term 26.04.2027 - 30.04.2027",
    facilitators=(PEOPLE_HERE[Who.STAFF],),
)
WRITTEN_WEEKS: dict[str, Field] = {
    weeks.WEEKS: text(WRITTEN.text),
    weeks.WEEKS_BEFORE: number(str(WRITTEN.weeks_before)),
    weeks.TRIOS: number(str(WRITTEN.trios)),
    PEOPLE: people(*WRITTEN.facilitators),
}
UNCHECKED = weeks.Draft(hub=HUB, announcement=NEW_ANNOUNCEMENT, checked=None)
READING = read_weeks(WRITTEN.text, weeks_before=WRITTEN.weeks_before, announced=(), today=given.NOW.date())
CHECKED = replace(UNCHECKED, checked=WRITTEN.mark(READING))
JOINING = hubs.Joining(setting=FREE_SETTING, code=CODE, member=NEW_MEMBER)
MAKING = makes(form(OfHub(hub=NEW_HUB), **{hubs.NAME: text("Coast Careers Hub"), **STAFF_AND_CHANNEL}))
ADDING = runs(
    ADD_MEMBER,
    form(
        OfMember(hub=HUB, member=NEW_MEMBER),
        **{
            member_settings.NAME: text("Harbour School"),
            member_settings.CONTACT: text("office@harbour.example"),
            **WHAT_IT_IS_LIKE,
        },
    ),
)
JOIN = joins(hubs.CONFIRM, form(JOINING, **CONTEXT, **{hubs.SHOWS: ticked(hubs.SHOWS)}))
ANNOUNCING = runs(weeks.ANNOUNCE, form(CHECKED, **WRITTEN_WEEKS))

HUB_CLICKS: tuple[Row, ...] = (
    makes(at_home(), saves=False),
    names_staff(hubs.STAFF, at_home(THE_HUB), saves=False),
    joins(hubs.JOIN, at_home(FREE), saves=False),
    leads(hubs.LEAVE, at_home(THERE)),
    leads(hubs.SHOW, at_home(hubs.Showing(setting=SETTING, shows=True))),
    runs(ADD_MEMBER, at_home(THE_HUB), saves=False),
    runs(REMOVE_MEMBER, in_modal(PAPER_MEMBER)),
    runs(CONSULTANT, in_modal(THIS_MEMBER), saves=False),
    looks_back(at_home(THIS_MEMBER), saves=False),
    looks_back(press(THIS_MEMBER), saves=False),
    runs(ENTER_PAST, in_modal(PAPER_MEMBER), saves=False),
    looks_back(choose_in_modal(ENTERED), action=member_settings.REMOVE_PAST),
    runs(member_settings.REMOVE_PAST, choose_in_modal(replace(ENTERED, member=ON_PAPER))),
    runs(ANNOUNCE_WEEKS, at_home(THE_HUB), saves=False),
    runs(CHANGE_WEEK, in_modal(THIS_WEEK), saves=False),
    runs(WITHDRAW_WEEK, in_modal(THIS_WEEK)),
    runs(LOOK_AT_WEEK, at_home(THIS_WEEK), saves=False),
    runs(LOOK_AT_WEEK, choose_at_home(THIS_WEEK), saves=False),
    runs(LOOK_AT_SETTING, choose_at_home(THIS_MEMBER), saves=False),
    runs(LOOK_AT_SETTING, choose_at_home(PAPER_MEMBER), saves=False),
    runs(LOOK_AT_SETTING, press(THIS_MEMBER), saves=False),
    runs(ANSWER, in_modal(THIS_MEMBER), saves=False),
    runs(EXPORT, at_home(THE_HUB)),
    leads(ASK_FOR_WEEKS, at_home(THIS_MEMBER), saves=False),
    leads(ASK_FOR_WEEKS, press(THIS_MEMBER), saves=False),
    runs(ASK_FOR_WEEKS, in_modal(PAPER_MEMBER), saves=False),
    Row(
        action=NOT_THIS_TIME,
        stages=ONCE_NAMED,
        may=frozenset({Who.FELLOW}),
        by=press(OfMember(hub=HUB, member=FELLOW_MEMBER)),
    ),
    runs(NOT_THIS_TIME, press(OfMember(hub=HUB, member=SILENT))),
    leads(WITHDRAW, at_home(THIS_MEMBER)),
    runs(WITHDRAW, at_home(PAPER_MEMBER)),
)

HUB_SUBMISSIONS: tuple[Row, ...] = (
    MAKING,
    names_staff(hubs.STAFF, form(THE_HUB, **STAFF_AND_CHANNEL)),
    joins(hubs.JOIN, form(FREE, **{hubs.CODE: text("abcd-2345")}), saves=False),
    JOIN,
    ADDING,
    runs(CONSULTANT, form(THIS_MEMBER, **{PEOPLE: person(SECOND_STAFF)})),
    looks_back(form(THIS_MEMBER, **PAST)),
    runs(ENTER_PAST, form(PAPER_MEMBER, **PAST)),
    runs(weeks.ANNOUNCE, form(UNCHECKED, **WRITTEN_WEEKS), saves=False),
    ANNOUNCING,
    runs(CHANGE_WEEK, form(THIS_WEEK, **CHANGED_WEEK)),
    leads(ASK_FOR_WEEKS, form(THIS_MEMBER, **ASKED)),
    runs(ASK_FOR_WEEKS, form(PAPER_MEMBER, **ASKED)),
    runs(ANSWER, form(THIS_MEMBER, **{WHAT: picked(WEEK), SENTENCE: text("See you in January.")})),
    runs(ANSWER, form(THIS_MEMBER, **{WHAT: picked(DECLINE), SENTENCE: text("Please ask again in spring.")})),
)

HUB_COMMANDS: tuple[Row, ...] = (
    Row(action="hub", stages=ALWAYS, may=EVERYBODY, by=Typed(words="hub"), saves=False, names_ids=False),
    Row(
        action="hub",
        stages=ONCE_NAMED,
        may=STAFF | {Who.OUTSIDER},
        by=Typed(words="hub weeks"),
        saves=False,
        names_ids=False,
    ),
)
