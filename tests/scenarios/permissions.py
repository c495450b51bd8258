"""Who may do what: the table of permissions, button by button, with what each button needs to do its work.

It is written from the product's own table and not from the code's, so that the two can disagree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.capabilities.actions import cards as actions
from bot.capabilities.agreement.cards import values as agreement
from bot.capabilities.annual import cards as annual
from bot.capabilities.home import cards as home
from bot.capabilities.membership import cards as membership
from bot.capabilities.opening import cards as opening
from bot.capabilities.outcome import cards as outcome
from bot.capabilities.progress import cards as progress
from bot.capabilities.reflection.cards import modals, values as reflection
from bot.capabilities.reminding import cards as reminding
from bot.capabilities.school_hours import cards as school_hours
from bot.capabilities.steering import cards as steering
from bot.kit.buttons import (
    ADD_ACTION,
    ADD_LEADERS,
    BEGIN,
    CANCEL_REVIEW,
    LEAVE_REVIEW,
    NUDGE,
    OPEN_MEETING,
    RESUME,
    START_REVIEW,
    LeaveReview,
    OfReview,
    OfRow,
    OfSetting,
)
from bot.kit.questions import FACILITATORS, PEOPLE
from bot.kit.which_setting import SETTING as WHICH
from bot.slack.ids import Packed
from maturity_model.catalog import Column, RowId
from maturity_model.ids import ActionId, ChannelId, PersonId, ReviewId, SettingId
from tests.given import MEETING


class Who(StrEnum):
    """Everybody who could press a button, or pretend to have pressed it."""

    ADMIN = "a workspace admin"
    LEADER = "a careers leader"
    FACILITATOR = "a facilitator"
    COLLEAGUE = "a colleague"
    GUEST = "a guest who is a colleague"
    ONLOOKER = "somebody in the channel who is not in the review"
    STRANGER = "a stranger in the workspace"
    REMOVED = "somebody who was taken out of the review"
    DEPARTED = "a colleague and workspace admin whose account was just deactivated"
    NEIGHBOUR = "a careers leader of another setting in the workspace"
    ELSEWHERE = "a careers leader of another workspace"


class At(StrEnum):
    """How far everything has come when the button is pressed."""

    UNNAMED = "nobody has named the setting"
    DRAFT = "a review is drafted"
    REFLECTING = "colleagues reflect"
    MEETING = "the meeting is open"
    AGREED = "the review is agreed"
    CANCELLED = "the review is cancelled"


PEOPLE_HERE: Mapping[Who, PersonId] = {who: PersonId(f"U0{who.name:0<9}") for who in Who if who is not Who.ELSEWHERE}
"""Nobody of another workspace has an id of their own: they come with that of somebody who may."""

SECOND_LEADER, MORE_COLLEAGUES = PersonId("U0SECONDLEADER"), (PersonId("U0THIRD0000"), PersonId("U0FOURTH000"))
SETTING, REVIEW = SettingId("this-setting"), ReviewId("this-review")
NEW_REVIEW, NO_REVIEW, NO_SETTING = ReviewId("a-new-review"), ReviewId("no-review"), SettingId("no-setting")
OTHER_SETTING, OTHER_REVIEW = SettingId("the-other-setting"), ReviewId("the-other-review")
ROOM, OTHER_ROOM = ChannelId("C0THEROOM00"), ChannelId("C0OTHERROOM")
ANSWERED_ROW, NOTED_ROW, OPEN_ROW = RowId("1.1"), RowId("1.1"), RowId("1.3")
AGREED_ROW, LISTED_ROW, NEXT_ROW = RowId("1.2"), RowId("1.4"), RowId("2.1")

EVERYBODY = frozenset(PEOPLE_HERE)
ADMIN, LEADER, FACILITATOR = frozenset({Who.ADMIN}), frozenset({Who.LEADER}), frozenset({Who.FACILITATOR})
COLLEAGUES = frozenset({Who.COLLEAGUE, Who.GUEST, Who.DEPARTED})
"""With whoever has just left: what they pressed before belongs to their part in the review, like every earlier answer.

Slack takes no click from an account once it is deactivated; one that it signed is older. What it says of people now
counts wherever it is asked, so a departed workspace admin is none any more, and nobody departed is given a new part.
"""
MEMBERS = LEADER | FACILITATOR | COLLEAGUES
LEADERS = LEADER | {Who.NEIGHBOUR}
"""Whoever leads careers in some setting of the workspace."""

BEFORE_AND_AFTER = (At.AGREED, At.CANCELLED, At.DRAFT)
UNDER_WAY = (At.REFLECTING, At.MEETING)
ONCE_OPENED = (*UNDER_WAY, At.AGREED, At.CANCELLED)
ONCE_NAMED = (*ONCE_OPENED, At.DRAFT)
ALWAYS = (*ONCE_NAMED, At.UNNAMED)
BEFORE_AND_LATER = (At.UNNAMED, *ONCE_NAMED)


class On(StrEnum):
    """Where a button stands."""

    CARD = "a card"
    HOME = "Home"
    MODAL = "a modal"


@dataclass(frozen=True, kw_only=True)
class Press:
    """A button pressed, or with `chosen` something chosen from a menu; `metadata` is that of the modal it stands in."""

    value: str = ""
    on: On = On.CARD
    variant: str = ""
    chosen: bool = False
    metadata: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question of a modal, and its answer."""

    element: Mapping[str, Any]
    answer: object


@dataclass(frozen=True, kw_only=True)
class Form:
    """A modal sent in."""

    metadata: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The slash command."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        action: the action, callback or first word.
        stages: how far everything may have come for it to make sense, the usual first.
        may: who may do it.
        by: how it is done.
        again: where it has been done already, so that doing it changes nothing and nobody is told off.
        saves: whether it changes what is kept; otherwise it shows something.
        names_ids: whether it says which review or setting it is about. Otherwise it is about their own workspace.
        harmless: it changes nothing for whoever may not, so they are not told off.
        always: of those who may, who may beyond these stages, too, once the setting has its name; nobody else then.
    """

    action: str
    stages: tuple[At, ...]
    may: frozenset[Who]
    by: Press | Form | Typed
    again: tuple[At, ...] = ()
    saves: bool = True
    names_ids: bool = True
    harmless: bool = False
    always: frozenset[Who] = frozenset()

    @property
    def at(self) -> At:
        """How far everything usually has come."""
        return self.stages[0]

    def __str__(self) -> str:
        return f"{type(self.by).__name__.lower()} {self.action}{self.by.variant if isinstance(self.by, Press) else ''}"

    def about(self, review: ReviewId, setting: SettingId = SETTING) -> "Row":
        """The same, about another review, or another setting."""

        def named(value: str) -> str:
            return value.replace(REVIEW, review).replace(NEW_REVIEW, review).replace(SETTING, setting)

        match self.by:
            case Press(value=value, metadata=metadata):
                return replace(self, by=replace(self.by, value=named(value), metadata=named(metadata)))
            case Form(metadata=metadata, fields=fields):
                which = {WHICH: picked(named(str(fields[WHICH].answer)))} if WHICH in fields else {}
                return replace(self, by=replace(self.by, metadata=named(metadata), fields={**fields, **which}))
            case _:
                return self


def people(*chosen: PersonId) -> Field:
    return Field(element={"type": "multi_users_select"}, answer=list(chosen))


def person(chosen: PersonId) -> Field:
    return Field(element={"type": "users_select"}, answer=chosen)


def text(written: str) -> Field:
    return Field(element={"type": "plain_text_input"}, answer=written)


def number(written: str) -> Field:
    return Field(element={"type": "number_input", "is_decimal_allowed": False}, answer=written)


def picked(value: str) -> Field:
    return Field(element={"type": "static_select", "options": _options([value])}, answer=value)


def ticked(*values: str) -> Field:
    return Field(element={"type": "checkboxes", "options": _options(values)}, answer=list(values))


def rows(*values: str) -> Field:
    return Field(element={"type": "multi_static_select", "options": _options(values)}, answer=list(values))


def clock(time: str) -> Field:
    return Field(element={"type": "timepicker"}, answer=time)


def day(on: date) -> Field:
    return Field(element={"type": "datepicker"}, answer=on.isoformat())


def moment(at: datetime) -> Field:
    return Field(element={"type": "datetimepicker"}, answer=at)


def channel(chosen: ChannelId) -> Field:
    return Field(element={"type": "conversations_select"}, answer=chosen)


def _options(values: Iterable[str]) -> list[dict[str, Any]]:
    return [{"text": {"type": "plain_text", "text": value}, "value": value} for value in values]


def press(value: Packed, *, variant: str = "") -> Press:
    return Press(value=value.encode(), variant=variant)


def at_home(value: Packed | None = None, *, variant: str = "") -> Press:
    return Press(value=value.encode() if value else "", on=On.HOME, variant=variant)


def choose_at_home(value: Packed) -> Press:
    return Press(value=value.encode(), on=On.HOME, chosen=True)


def choose(value: Packed) -> Press:
    return Press(value=value.encode(), chosen=True)


def form(metadata: Packed | None = None, **fields: Field) -> Form:
    return Form(metadata=metadata.encode() if metadata else "", fields=fields)


THIS = OfReview(review=REVIEW)
MOVED = MEETING + timedelta(days=1)
MOVE = steering.Move(review=REVIEW, meets_at=int(MOVED.timestamp()), channel=OTHER_ROOM)
ACTION, NEW_ACTION = ActionId(f"{REVIEW}-action"), ActionId("a-new-action")
DUE_ON = date(2027, 3, 12)
ROLES_PAGE = membership.RolesPage(review=REVIEW, page=0).encode()


LEAVING = LeaveReview(review=REVIEW, person=MORE_COLLEAGUES[1], instead=None)


def of_row(row: RowId) -> OfRow:
    return OfRow(review=REVIEW, row=row)


def column(row: RowId, number: int) -> agreement.OfColumn:
    return agreement.OfColumn(review=REVIEW, row=row, column=Column(number))


def leads(
    action: str, stages: tuple[At, ...], by: Press | Form, *, saves: bool = True, again: tuple[At, ...] = ()
) -> Row:
    """Something for careers leaders."""
    return Row(action=action, stages=stages, may=LEADER, by=by, saves=saves, again=again)


def runs(
    action: str,
    by: Press | Form,
    *,
    stages: tuple[At, ...] = (At.MEETING,),
    saves: bool = True,
    again: tuple[At, ...] = (),
) -> Row:
    """Something for facilitators."""
    return Row(action=action, stages=stages, may=FACILITATOR, by=by, saves=saves, again=again)


def answers(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Something for colleagues that changes what they say of the setting, or of themselves."""
    return Row(action=action, stages=UNDER_WAY, may=COLLEAGUES, by=by, saves=saves)


def owns(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Looking at what is one's own, and deleting it: at any time, as everybody is promised."""
    return Row(action=action, stages=ONCE_OPENED, may=COLLEAGUES, by=by, saves=saves)


def tells(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Something with the outcome, for careers leaders and facilitators."""
    return Row(action=action, stages=(At.AGREED,), may=LEADER | FACILITATOR, by=by, saves=saves)


def settles(action: str, by: Press | Form, *, saves: bool = True) -> Row:
    """Something with an action, for its owner and careers leaders."""
    return Row(action=action, stages=(At.AGREED, At.MEETING), may=LEADER | {Who.COLLEAGUE}, by=by, saves=saves)


NAMES = {
    home.NAME: text("Hillside College"),
    home.KIND: picked("COLLEGE"),
    home.PHASE: picked("SIXTEEN_PLUS"),
    home.OPENS: clock("09:00"),
    home.CLOSES: clock("16:00"),
    PEOPLE: people(PEOPLE_HERE[Who.LEADER]),
    home.RUN_BY: person(PEOPLE_HERE[Who.ADMIN]),
}
WHAT_A_REVIEW_NEEDS = {
    PEOPLE: people(PEOPLE_HERE[Who.COLLEAGUE]),
    FACILITATORS: people(PEOPLE_HERE[Who.FACILITATOR]),
    opening.MEETS_AT: moment(MEETING),
    opening.CHANNEL: channel(ROOM),
    opening.MINUTES: number("60"),
    opening.REMINDERS: rows("5", "1"),
    opening.ACADEMIC_YEAR: picked(opening.YEAR_OF_MEETING),
    opening.EDITION: picked("schools-2026"),
}

WHAT_AN_ACTION_NEEDS = {
    actions.ROW: picked(AGREED_ROW),
    actions.TEXT: text("Ask every department for one visit."),
    PEOPLE: person(PEOPLE_HERE[Who.COLLEAGUE]),
    actions.DUE_ON: day(DUE_ON),
}
HOURS = {
    school_hours.OPENS: clock("09:00"),
    school_hours.CLOSES: clock("16:00"),
    school_hours.CLOSURES: text("Half-term 26/10/2026 - 30/10/2026"),
}

THERE = OfSetting(setting=SETTING)
NAMING = form(THERE, **NAMES)
OPENING = form(opening.NewReview(review=NEW_REVIEW, setting=SETTING), **WHAT_A_REVIEW_NEEDS)
WHICH_SETTING = picked(THERE.encode())
LATER_ROLES = Press(value=ROLES_PAGE, on=On.MODAL, metadata=ROLES_PAGE, variant=":later")
GUESTS_ROLE = Press(
    value="LINK_GOVERNOR", on=On.MODAL, metadata=ROLES_PAGE, variant=f":{PEOPLE_HERE[Who.GUEST]}", chosen=True
)
COLUMN_FOUR = press(reflection.ColumnChoice(review=REVIEW, row=ANSWERED_ROW, column=4), variant=":4")

CLICKS: tuple[Row, ...] = (
    Row(action=home.NAME_SETTING, stages=BEFORE_AND_LATER, may=ADMIN, by=at_home(), saves=False, names_ids=False),
    Row(
        action=home.CHOOSE_SETTING,
        stages=(*UNDER_WAY, At.AGREED),
        may=ADMIN | MEMBERS,
        by=choose_at_home(THERE),
        always=ADMIN | LEADER,
    ),
    Row(action=ADD_LEADERS, stages=ONCE_NAMED, may=ADMIN | LEADER, by=at_home(THERE), saves=False),
    Row(action=home.STEP_DOWN, stages=ONCE_NAMED, may=LEADER, by=at_home(THERE), harmless=True),
    leads(school_hours.SET_HOURS, ONCE_NAMED, at_home(THERE), saves=False),
    leads(START_REVIEW, BEFORE_AND_AFTER, at_home(THERE), saves=False),
    leads(steering.MOVE, (At.REFLECTING,), at_home(THIS), saves=False),
    leads(CANCEL_REVIEW, (*UNDER_WAY, At.DRAFT), at_home(THIS), again=(At.CANCELLED,)),
    leads(progress.SEND_AGAIN, UNDER_WAY, at_home(THIS)),
    leads(membership.INVITE, UNDER_WAY, at_home(THIS), saves=False),
    leads(membership.REMOVE, UNDER_WAY, at_home(THIS), saves=False),
    leads(membership.FACILITATORS, UNDER_WAY, at_home(THIS), saves=False),
    leads(membership.ROLES, UNDER_WAY, at_home(THIS), saves=False),
    leads(membership.PAGE, UNDER_WAY, LATER_ROLES, saves=False),
    leads(membership.ROLE, UNDER_WAY, GUESTS_ROLE),
    answers(reflection.CHOOSE, COLUMN_FOUR),
    answers(reflection.CANNOT_SAY, press(of_row(ANSWERED_ROW))),
    answers(reflection.CANNOT_SAY_THEME, press(of_row(ANSWERED_ROW))),
    answers(reflection.ALL_DONE, press(THIS)),
    answers(reflection.NOTE, press(of_row(NOTED_ROW)), saves=False),
    answers(reflection.ROLE, choose(reflection.RoleChoice(review=REVIEW, role="STUDENT_SUPPORT"))),
    answers(reflection.ROLE, choose(reflection.RoleChoice(review=REVIEW, role="OTHER")), saves=False),
    owns(reflection.TAKE_BACK, press(of_row(ANSWERED_ROW))),
    owns(reflection.DELETE_NOTE, press(of_row(NOTED_ROW))),
    owns(reflection.BACK, press(of_row(RowId("1.2"))), saves=False),
    owns(reflection.SKIP, press(of_row(RowId("1.2"))), saves=False),
    owns(reflection.JUMP, choose(of_row(RowId("3.1"))), saves=False),
    owns(reflection.LATER, press(of_row(RowId("1.2"))), saves=False),
    owns(BEGIN, press(THIS), saves=False),
    owns(RESUME, at_home(THIS)),
    answers(reflection.THEME_A_DAY, press(THIS)),
    owns(reflection.NO_THEME_A_DAY, at_home(THIS), saves=False),
    Row(action=reminding.SNOOZE, stages=(At.REFLECTING,), may=COLLEAGUES, by=press(THIS)),
    Row(action=reminding.CANNOT, stages=(At.REFLECTING,), may=COLLEAGUES, by=press(THIS), saves=False),
    leads(NUDGE, (At.REFLECTING,), at_home(THIS), saves=False),
    leads(LEAVE_REVIEW, UNDER_WAY, press(LEAVING)),
    leads(LEAVE_REVIEW, UNDER_WAY, press(replace(LEAVING, instead=PEOPLE_HERE[Who.STRANGER]), variant=":instead")),
    runs(OPEN_MEETING, at_home(THIS, variant=":model"), stages=(At.REFLECTING,), again=(At.MEETING,)),
    runs(OPEN_MEETING, at_home(THIS, variant=":widest"), stages=(At.REFLECTING,), again=(At.MEETING,)),
    runs(agreement.SHOW_AGENDA, press(THIS)),
    runs(agreement.FINISH, press(THIS)),
    runs(agreement.NEXT_ROW, press(agreement.GoOn(review=REVIEW, after=OPEN_ROW))),
    runs(agreement.GO_TO_ROW, choose(of_row(NEXT_ROW))),
    runs(agreement.PARK, press(of_row(OPEN_ROW))),
    runs(agreement.RECORD, press(column(OPEN_ROW, 3), variant=":3")),
    runs(agreement.CHANGE, choose(column(AGREED_ROW, 4))),
    runs(agreement.EXPLAIN, press(of_row(AGREED_ROW)), saves=False),
    Row(action=agreement.PULL_OUT, stages=(At.MEETING,), may=MEMBERS, by=choose(of_row(LISTED_ROW))),
    runs(agreement.AGREE_TOGETHER, press(THIS)),
    tells(outcome.CHOOSE, press(THIS), saves=False),
    tells(outcome.SHOW_PICTURE, press(THIS)),
    tells(outcome.POST_AGAIN, at_home(THIS), saves=False),
    leads(outcome.REOPEN, (At.AGREED,), press(THIS), saves=False),
    leads(ADD_ACTION, (At.MEETING, At.AGREED), press(of_row(AGREED_ROW)), saves=False),
    leads(actions.ADD_TO_REVIEW, (At.AGREED, At.MEETING), at_home(THIS), saves=False),
    settles(actions.DONE, press(actions.OfAction(action=ACTION))),
    settles(actions.NOT_NOW, press(actions.OfAction(action=ACTION))),
    settles(actions.LATER, press(actions.OfAction(action=ACTION)), saves=False),
    leads(annual.SNOOZE, (At.AGREED,), choose(annual.Snooze(review=REVIEW, weeks=4))),
    leads(annual.NOT_THIS_YEAR, (At.AGREED,), press(THIS)),
)

SUBMISSIONS: tuple[Row, ...] = (
    Row(
        action=home.NAME_SETTING,
        stages=(At.UNNAMED,),
        may=ADMIN,
        by=NAMING,
        again=ONCE_NAMED,
        names_ids=False,
    ),
    Row(
        action=ADD_LEADERS,
        stages=ONCE_NAMED,
        may=ADMIN | LEADER,
        by=form(THERE, people=people(PEOPLE_HERE[Who.COLLEAGUE])),
    ),
    Row(
        action=home.LEADERS_OF,
        stages=ONCE_NAMED,
        may=ADMIN | LEADER,
        by=form(None, **{WHICH: WHICH_SETTING}),
        saves=False,
    ),
    leads(school_hours.SET_HOURS, ONCE_NAMED, form(THERE, **HOURS)),
    leads(
        opening.CHOOSE_SETTING,
        BEFORE_AND_AFTER,
        form(opening.From(here=False), **{WHICH: WHICH_SETTING}),
        saves=False,
    ),
    leads(opening.OPEN_REVIEW, BEFORE_AND_AFTER, OPENING),
    leads(
        opening.CONFIRM,
        (At.DRAFT,),
        form(opening.Drafted(review=REVIEW, channel=ROOM)),
        again=(At.REFLECTING,),
    ),
    leads(
        steering.MOVE,
        (At.REFLECTING,),
        form(THIS, **{steering.MEETS_AT: moment(MOVED), steering.CHANNEL: channel(ROOM)}),
    ),
    leads(steering.CONFIRM, (At.REFLECTING,), form(MOVE)),
    leads(membership.INVITE, UNDER_WAY, form(THIS, people=people(PEOPLE_HERE[Who.STRANGER]))),
    leads(membership.REMOVE, UNDER_WAY, form(THIS, people=people(PEOPLE_HERE[Who.COLLEAGUE]))),
    leads(membership.FACILITATORS, UNDER_WAY, form(THIS, people=people(PEOPLE_HERE[Who.COLLEAGUE]))),
    answers(
        reflection.SAVE_NOTE,
        form(of_row(NOTED_ROW), **{modals.NOTE_FIELD: text("Governors asked."), modals.SHOWN_FIELD: ticked("yes")}),
    ),
    Row(
        action=reminding.DECLINE,
        stages=(At.REFLECTING,),
        may=COLLEAGUES,
        by=form(reminding.OfReminder(review=REVIEW), people=people(PEOPLE_HERE[Who.STRANGER])),
    ),
    leads(reminding.SEND_NUDGE, (At.REFLECTING,), form(THIS, people=people(PEOPLE_HERE[Who.COLLEAGUE]))),
    answers(reflection.SAVE_ROLE, form(THIS, **{modals.ROLE_FIELD: text("Librarian")})),
    runs(agreement.GIVE_REASON, form(column(AGREED_ROW, 2), **{agreement.REASON: text("It is our best fit.")})),
    tells(
        outcome.CHOOSE_HIGHLIGHTS,
        form(THIS, **{outcome.STRENGTHS: rows("1.2"), outcome.PRIORITIES: rows("2.1")}),
    ),
    leads(
        ADD_ACTION,
        (At.AGREED, At.MEETING),
        form(actions.NewAction(review=REVIEW, action=NEW_ACTION), **WHAT_AN_ACTION_NEEDS),
    ),
    settles(
        actions.PUT_OFF,
        form(actions.LaterAction(action=ACTION), **{actions.DUE_ON: day(DUE_ON + timedelta(weeks=4))}),
    ),
    leads(outcome.REOPEN_REVIEW, (At.AGREED,), form(THIS, **{outcome.REASON: text("A row was missed.")})),
)

COMMANDS: tuple[Row, ...] = (
    Row(action="help", stages=ALWAYS, may=EVERYBODY, by=Typed(words="help"), saves=False, names_ids=False),
    Row(action="start", stages=BEFORE_AND_AFTER, may=LEADERS, by=Typed(words="start"), saves=False, names_ids=False),
)

TABLE: tuple[Row, ...] = (*CLICKS, *SUBMISSIONS, *COMMANDS)
