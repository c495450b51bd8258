"""What colleagues read while they reflect."""

from bot.kit.words import about_minutes, bar
from maturity_model.catalog import Column, Edition, Row, Theme
from maturity_model.reflection import LONGEST_NOTE_SHOWN, Progress

# the invitation

INVITED = "Your view of careers, please"
HOW = (
    "*What to do.* Each row has four statements, columns 1 to 4. Choose the one that fits your setting best, as you "
    "see it, or press “I can't say”. There are no wrong answers, and you can change any of them until the meeting "
    "opens that row."
)
WHAT_FOR = (
    "*What it's for.* This is about how our setting works, not about any person. It is never used for appraisal. "
    "I'll send you four messages about it at most, this one included."
)
UNDER_WAY = "*The meeting is under way.* You can still answer rows it hasn't opened."
ROLE_UNKNOWN = "*What do you do here?* If you do several things, choose the one you'll mostly answer from."
CHOOSE_ROLE = "Choose what you do"
BEGIN = "Begin"
A_THEME_A_DAY = "A theme a day"
THEME_A_DAY_MEANS = (
    "Rather a little at a time? “A theme a day” brings you one theme each school morning, in place of reminders."
)

# a row

QUESTION = "*Which column fits your setting best, as you see it?*"
CANNOT_SAY = "I can't say"
YOUR_ANSWER = "your answer"
YOURS = "yours"
ADD_NOTE = "Add a note"
CHANGE_NOTE = "Change my note"
DELETE_NOTE = "Delete my note"
NOT_ANSWERED = "not answered"
NOT_KEPT = "no answer kept"
TAKE_BACK = "Take my answer back"
BACK = "Back one row"
SKIP = "Skip this row"
GO_ON = "Go on"
JUMP_TO_THEME = "Jump to a theme"
CANNOT_SAY_FOR_THEME = "I can't say for this theme"
LATER = "Finish later"
ALL_MY_ANSWERS = "See all my answers"
SAVED = "Your answers are saved."
NOTHING_YET = "I keep your place."
ALL_DONE = "That's all I can say"
NEXT_THEME = "I'll bring you the next one on a school morning before you meet. You can also carry on now."
NO_THEME_A_DAY = "Stop a theme a day"
NOTE_MAY_BE_SHOWN = "Once the row is opened in the meeting, it may be shown there without your name."
NOTE_IN_THE_MEETING = "It may be shown in the meeting, without your name."
NOTE_AFTER_THE_MEETING = "The meeting is over. Your note is deleted together with your answers."
NOTE_AFTER_ALL = "This review was called off. Your note is deleted together with your answers."
NOTE_IS_YOURS = "Only you see this note."

# the whole at a glance, and later

LOOK_AT_ROW = "Look at a row again"
CARRY_ON = "Carry on"
CARRY_ON_AFTER_ALL = "Carry on after all"
SAID_ALL = "That's all, thank you"
DONE = "All done, thank you"
CLOSED = "This review takes no more answers"
ALL_OPENED = "The meeting has opened every row"
STAY = "Your answers stay as they are."
JOIN_IN = "There's nothing left to answer here. Please say what you think as you talk."
MEETING_NOW = "The meeting is under way."
MAY_CHANGE = "You can change any answer until the meeting opens its row."
NO_MORE_REMINDERS = "I won't remind you any more. If something comes to you after all, carry on whenever you like."
CANCELLED = "This review was called off. There's nothing more to do, and thank you for your time."
AGREED = "The meeting is over and the review is agreed. Thank you: your view was part of it."
DELETED = "No answers of yours are kept here: what people answer is deleted eight weeks after a review ends."
REMOVED = "You're not part of this review any more, so there's nothing to do here. Thank you for your time."

# the modals

NOTE_TITLE = "Your note"
NOTE_LABEL = "What would help the meeting to understand this row?"
NOTE_HINT = "Leave it empty to delete your note."
MAY_BE_SHOWN_LABEL = "Who may read it"
MAY_BE_SHOWN = "It may be shown in the meeting, without my name"
MAY_BE_SHOWN_HINT = (
    f"Without the tick, only you see it. With it, the meeting sees the first {LONGEST_NOTE_SHOWN} characters. Your "
    "name isn't shown, but colleagues may recognise your words. Please don't name or describe a learner."
)
SAVE_NOTE = "Save my note"
ROLE_TITLE = "What do you do here?"
ROLE_LABEL = "In your own words"
SAVE_ROLE = "Save"
ON_ITS_WAY_TITLE = "Carry on"
ON_ITS_WAY = "Your card is on its way. You'll find it under *Messages*, at the top of this page."

# Home

HOME_TITLE = "Your view of careers"
LOOK_AT_ANSWERS = "Look at my answers"

# refusals

NOTE_TOO_LATE = "The meeting has opened this row, so its notes can't be changed any more. You can still delete yours."


def asks(leader: str, setting: str) -> str:
    """Who asks, and why."""
    return (
        f"{leader} asks for your view. {setting} is looking at how well careers is led: everybody reflects alone "
        "first, then you meet and agree together."
    )


def when(meets: str) -> str:
    """When the meeting is."""
    return f"*When you meet.* {meets}. Please answer what you can before then."


def how_long(edition: Edition) -> str:
    """How long all rows take."""
    rows = len(edition.rows)
    return f"*How long.* {rows} rows, {about_minutes(rows, edition)} in all. Do a few at a time: I keep your place."


WHO_SEES = (
    "*Who sees what.* Your answers are confidential.\n"
    "• *Before:* your careers leader and the facilitator see how many rows you've answered, never what.\n"
    "• *From the day before:* the facilitator also sees for each row whether answers are close, far apart or few, and "
    "nothing else.\n"
    "• *In the meeting:* everybody sees that, too. Each opened row shows how many chose each answer, all together and "
    "by groups of roles, but only where at least three people chose a column. A note is shown only if you tick that it "
    "may be, without your name."
)


def not_anonymous(run_by: str) -> str:
    """Who could look all the same."""
    return f"Confidential isn't anonymous: {run_by}, who runs this system, could technically look, and nobody else."


def invitation_in_short(leader: str, setting: str) -> str:
    """The invitation for a notification, or for somebody who listens."""
    return f"{leader} asks for your view in the careers review of {setting}. Press Begin in this message to start."


def role_known(role: str) -> str:
    """What somebody is down as."""
    return f"You're down as {role}. Choose again if that isn't what you do here."


def where(row: Row, theme: Theme, progress: Progress) -> str:
    """Where the row stands in the whole."""
    edition = progress.edition
    return f"Row {edition.position(row.id)} of {len(edition.rows)}, theme {theme.number}: {theme.title}"


def theme(number: int, title: str) -> str:
    """A theme with its number."""
    return f"Theme {number}: {title}"


def theme_to_go_to(number: int, title: str) -> str:
    """A theme in a menu, where there is room for less."""
    return f"{number} {title}"


def statement(column: int, text: str) -> str:
    """A statement for somebody who listens."""
    return f"Column {column}: {text}"


def your_note(text: str) -> str:
    """One's own note, on one's own card."""
    return f"Your note: {text}"


def how_far(progress: Progress) -> str:
    """How many rows are answered, as a bar and in words."""
    done, whole = len(progress.answers), len(progress.edition.rows)
    return f"{bar(done, whole)} {done} of {whole} answered"


def column(number: int, *, chosen: bool) -> str:
    """The label of a column's button: short, so that all of them take two lines of a phone."""
    return f"Column {number} ({YOURS})" if chosen else f"Column {number}"


def column_spoken(number: int, *, chosen: bool) -> str:
    """The same for somebody who listens."""
    return f"Column {number}, {YOUR_ANSWER}" if chosen else f"Column {number} fits best"


def cannot_say(*, chosen: bool) -> str:
    """The label of the button for those who cannot judge a row."""
    return f"{CANNOT_SAY} ({YOURS})" if chosen else CANNOT_SAY


def answer(column: Column | None) -> str:
    """An answer, in the middle of a sentence."""
    return CANNOT_SAY if column is None else f"column {column}"


def you_said(given: str) -> str:
    """What somebody answered, where it can still change."""
    return f"*Your answer: {given}.* You can change it until the meeting opens this row."


def frozen(given: str | None) -> str:
    """What a row says that the meeting has opened."""
    kept = "The meeting has opened this row, so answers to it stay as they are."
    return f"{kept} *Yours: {given}.*" if given else f"{kept} You hadn't answered it."


def closed_row(given: str | None) -> str:
    """What a row says where the review takes no more answers."""
    return f"{CLOSED}. *Your answer was: {given}.*" if given else f"{CLOSED}. You hadn't answered this row."


def rows_left(rows: int, edition: Edition) -> str:
    """What is still to do, as a title."""
    return f"You have {rows} {'row' if rows == 1 else 'rows'} left, {about_minutes(rows, edition)}"


def answered_row(row: str, given: str, title: str) -> str:
    """A row in the list of one's own answers: the answer first, so that it is found at a glance."""
    return f"{row} *{given}* · {title}"


def rows_answered(done: int, rows: int) -> str:
    """What is done."""
    return f"You've answered all {rows} rows." if done == rows else f"You've answered {done} of {rows} rows."


def meeting(meets: str) -> str:
    """When the meeting is."""
    return f"Meeting: {meets}."
