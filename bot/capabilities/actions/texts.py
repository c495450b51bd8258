"""What people read about actions."""

from datetime import date

from bot.kit.words import ADD_AN_ACTION, day_in_words
from maturity_model.catalog import Edition, RowId

ADD = ADD_AN_ACTION
ADD_TITLE = "Add an action"
SAVE = "Save"
ROW = "Which row is it about?"
ROW_PROMPT = "Pick a row"
TEXT = "What will you do?"
TEXT_HINT = "One small, clear step is plenty."
OWNER = "Who takes it on?"
OWNER_HINT = "I'll remind them a week before, and on the day."
DUE_ON = "By when?"

ADDED_TITLE = "Action added"

DONE = "Done"
LATER = "Later"
NOT_NOW = "Not now"
LATER_TITLE = "A later date"
LATER_LABEL = "What would be a better date?"
LATER_HINT = "I'll remind you a week before, and on the day."

IS_DONE = "*Done.* Thank you for seeing it through."
IS_NOT_NOW = "*Put aside for now.* That's fine: I won't remind you again."

HEADING = "*Actions*"
NONE_YET = "No actions yet. One or two that somebody really takes on are worth more than a long list."
NONE_YET_TO_READ = "No actions yet."

NO_ROW_AGREED = "No row is agreed in this review, so there's nothing to add an action to yet."
ROW_NOT_AGREED = "That row isn't agreed yet. Please pick one that is."
TEXT_MISSING = "Please say in a few words what somebody will do."
DUE_DATE_IN_THE_PAST = "Please choose a day after today, so that I can remind them in time."
DUE_DATE_TOO_FAR_AWAY = "That's more than two years away. Please choose an earlier day."


def titled(edition: Edition, row: RowId) -> str:
    """A row by its number and title."""
    return f"{row} {edition.row(row).title}"


def added(owner: str, due_on: date) -> str:
    """What whoever added an action reads."""
    return f"*Added.* I'll remind {owner} as the day comes closer: {day_in_words(due_on)}."


def reminder(due_on: date, *, today: date) -> str:
    """The first words of a reminder."""
    if due_on > today:
        return f"*Coming up on {day_in_words(due_on)}:* an action from your careers review."
    if due_on == today:
        return "*Today is the day:* an action from your careers review."
    return f"*How is this one going?* It was planned for {day_in_words(due_on)}."


def reminder_summary(due_on: date) -> str:
    """The same for notifications and screen readers."""
    return f"A reminder: an action from your careers review, planned for {day_in_words(due_on)}."


def about_row(row: str, added_by: str) -> str:
    """Which row an action is about, and who added it."""
    return f"It's about {row}. {added_by} added it."


def put_off(due_on: date) -> str:
    """What its owner reads once an action is for another day."""
    return f"*Put off until {day_in_words(due_on)}.* I'll remind you as it comes closer."
