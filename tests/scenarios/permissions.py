"""Who may do what: the table of permissions, button by button, with what each button needs to do its work.

It is written from the product's own table and not from the code's, so that the two can disagree.
"""

from dataclasses import replace
from datetime import date, timedelta

from bot.capabilities.actions import cards as actions
from bot.capabilities.agreement.cards import values as agreement
from bot.capabilities.annual import cards as annual
from bot.capabilities.guides import cards as guides
from bot.capabilities.home import cards as home
from bot.capabilities.membership import cards as membership
from bot.capabilities.opening import cards as opening
from bot.capabilities.outcome.cards import values as outcome
from bot.capabilities.progress import cards as progress
from bot.capabilities.reflection.cards import modals, values as reflection
from bot.capabilities.reminding import cards as reminding
from bot.capabilities.school_hours import cards as school_hours
from bot.capabilities.steering import cards as steering
from bot.capabilities.wording import cards as wording
from bot.kit.buttons import (
    ABOUT_ROW,
    ADD_ACTION,
    ADD_LEADERS,
    BEGIN,
    CANCEL_REVIEW,
    COMPARE_WORDS,
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
from bot.rehearsal.stand_in import LocalFile
from maturity_model.catalog import Column, RowId
from maturity_model.ids import ActionId, GuideId
from tests.given import MEETING
from tests.scenarios.hub_permissions import HUB_CLICKS, HUB_COMMANDS, HUB_SUBMISSIONS
from tests.scenarios.presses import (
    ADMIN,
    AGREED_ROW,
    ALWAYS,
    ANSWERED_ROW,
    BEFORE_AND_AFTER,
    BEFORE_AND_LATER,
    COLLEAGUES,
    EVERYBODY,
    FACILITATOR,
    LEADER,
    LEADERS,
    LISTED_ROW,
    MEMBERS,
    MORE_COLLEAGUES,
    NEW_REVIEW,
    NEXT_ROW,
    NOTED_ROW,
    ONCE_NAMED,
    ONCE_OPENED,
    OPEN_ROW,
    OTHER_ROOM,
    PEOPLE_HERE,
    REVIEW,
    ROOM,
    SETTING,
    UNDER_WAY,
    At,
    Form,
    On,
    Press,
    Row,
    Typed,
    Who,
    at_home,
    channel,
    choose,
    choose_at_home,
    clock,
    day,
    file,
    form,
    moment,
    number,
    people,
    person,
    picked,
    press,
    rows,
    text,
    ticked,
)

THIS = OfReview(review=REVIEW)
MOVED = MEETING + timedelta(days=1)
MOVE = steering.Move(review=REVIEW, meets_at=int(MOVED.timestamp()), channel=OTHER_ROOM)
GUIDE, USED_GUIDE, NEW_GUIDE = GuideId(f"{REVIEW}-guide"), GuideId(f"{REVIEW}-used"), GuideId("a-new-guide")
A_FILE = LocalFile(name="guide.md", content=b"A letter to parents.")
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


def looks(action: str, by: Press, *, may: frozenset[Who]) -> Row:
    """Looking closer at a row's words: whoever reads in the meeting's channel has its card there."""
    return Row(action=action, stages=ONCE_OPENED, may=may, by=by, saves=False)


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
READERS = MEMBERS | {Who.ONLOOKER, Who.REMOVED}
ANOTHER_PAIR = Press(
    value=wording.OfPair(review=REVIEW, row=OPEN_ROW, left=Column(2)).encode(),
    on=On.MODAL,
    variant=":2",
    metadata=wording.ReadIn(channel=None).encode(),
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
    leads(guides.GIVE, ONCE_NAMED, at_home(THERE), saves=False),
    leads(guides.LOOK, ONCE_NAMED, press(guides.OfOneGuide(guide=GUIDE)), saves=False),
    leads(guides.TAKE_OUT, ONCE_NAMED, press(guides.OfOneGuide(guide=USED_GUIDE))),
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
    looks(COMPARE_WORDS, press(of_row(OPEN_ROW)), may=READERS),
    looks(wording.SHOW_PAIR, ANOTHER_PAIR, may=MEMBERS),
    looks(ABOUT_ROW, press(of_row(OPEN_ROW)), may=READERS),
    tells(outcome.CHOOSE, press(THIS), saves=False),
    tells(outcome.SHOW_PICTURE, press(THIS)),
    Row(
        action=outcome.COMPARE,
        stages=(At.AGREED,),
        may=READERS,  # it stands in the channel, where they read it all anyway
        by=press(THIS),
        saves=False,
    ),
    tells(outcome.POST_AGAIN, at_home(THIS), saves=False),
    leads(outcome.REOPEN, (At.AGREED,), press(THIS), saves=False),
    leads(ADD_ACTION, (At.MEETING, At.AGREED), press(of_row(AGREED_ROW)), saves=False),
    leads(actions.ADD_TO_REVIEW, (At.AGREED, At.MEETING), at_home(THIS), saves=False),
    settles(actions.DONE, press(actions.OfAction(action=ACTION))),
    settles(actions.NOT_NOW, press(actions.OfAction(action=ACTION))),
    settles(actions.LATER, press(actions.OfAction(action=ACTION)), saves=False),
    leads(annual.SNOOZE, (At.AGREED,), choose(annual.Snooze(review=REVIEW, weeks=4))),
    leads(annual.NOT_THIS_YEAR, (At.AGREED,), press(THIS)),
    *HUB_CLICKS,
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
        guides.HAND_OVER,
        ONCE_NAMED,
        form(guides.NewGuide(guide=NEW_GUIDE, setting=SETTING), **{guides.FILE: file(A_FILE)}),
    ),
    leads(guides.SETTLE, ONCE_NAMED, form(guides.OfOneGuide(guide=GUIDE))),
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
    *HUB_SUBMISSIONS,
)

COMMANDS: tuple[Row, ...] = (
    Row(action="help", stages=ALWAYS, may=EVERYBODY, by=Typed(words="help"), saves=False, names_ids=False),
    Row(action="start", stages=BEFORE_AND_AFTER, may=LEADERS, by=Typed(words="start"), saves=False, names_ids=False),
    *HUB_COMMANDS,
)

TABLE: tuple[Row, ...] = (*CLICKS, *SUBMISSIONS, *COMMANDS)
