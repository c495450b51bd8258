"""What people read in the meeting, on its agenda and on its rows' cards."""

from bot.kit.meeting_parts import MEETING
from bot.kit.words import people
from maturity_model.agenda import Order
from maturity_model.catalog import COLUMNS, Column, Edition, Row, RowId
from maturity_model.errors import RowAlreadyAgreed
from maturity_model.review import Family
from maturity_model.spread import Closeness, Counts

SHOW_AGENDA = "Show the agenda"
AGENDA_ON_ITS_WAY = "The agenda is on its way to the channel. It stands below everything else there."
ORDERS = {Order.MODEL: "Rows come in order", Order.WIDEST_FIRST: "Rows furthest apart come first"}
TOGETHER = (
    "*Close enough to agree together*\nWould you rather talk about one of these? Anybody in the review may pull it out."
)
ALONE = "*Close enough to agree at once*\nWould you rather talk about it? Anybody in the review may pull it out."
PARKED_ROWS = "*Parked until the end*"
NEXT_ROW = "Next row"
GO_TO_ROW = "Go to a row"
PULL_OUT = "Pull a row out"
FINISH = "Finish the meeting"
FINISH_TITLE = "Finish the meeting?"
CARRY_ON, FINISH_YES = "Carry on", "Finish"
TOGETHER_TITLE = "Agree them together?"
TOGETHER_TEXT = "Each row is recorded at the column beside it. To change one afterwards, choose it under “Go to a row”."
TOGETHER_YES = "Agree them"
ALONE_TITLE = "Agree this row?"
ALONE_TEXT = "It is recorded at the column beside it. To change that afterwards, choose the row under “Go to a row”."
ALONE_YES = "Agree it"
FINISHED = "*The meeting is finished.* Thank you, all of you. The picture follows in this channel."
CANCELLED = "*This review was cancelled,* so the meeting ends here. Thank you for your time."

SPREADS = {
    Closeness.CLOSE: "*Close.* Your answers are near each other.",
    Closeness.SOME_SPREAD: "*Some spread.* Your answers differ a little.",
    Closeness.WIDE: "*Wide.* Your answers are far apart, so it is worth hearing why.",
    Closeness.FEW_ANSWERS: (
        "*Few answers.* Too few of you named a column for me to show numbers. Talk first, then choose together."
    ),
}
BY_FAMILY = "*By groups of roles*"
NOTES = "*What colleagues noted* (without names)"
SHORTENED = "(shortened)"
PARKED = "*Parked.* This row comes back at the end; you can also agree a column now."
NOT_AGREED = "*Not agreed.* The meeting ended without a column for this row."
PARK = "Park this row"
ADD_REASON = "Add a reason"
CHANGE_REASON = "Change the reason"
CHANGE_COLUMN = "Change the column"

REASON_TITLE = "Why this column?"
REASON_LABEL = "What made you choose it?"
REASON_HINT = "Everybody in the channel can read it. Please don't name or describe a learner."
SAVE = "Save"

AGREED = "agreed"
ALL_AGREED = "Every row is agreed. Press “Finish the meeting” on the agenda below."
ROW_NOT_OPENED = "That row hasn't been opened in the meeting yet. Choose it under “Go to a row” on the agenda."
NOTHING_TO_AGREE_TOGETHER = "There is nothing left to agree together: those rows are agreed, or were pulled out."
AGREEMENT_CHANGED = "The column was changed while you wrote, so I haven't kept this. Please look at the row again."


def progress(agreed: int, total: int) -> str:
    """How far the meeting has come, in words."""
    return f"{agreed} of {total} agreed"


def titled(row: Row) -> str:
    """A row by its number and title."""
    return f"{row.id} {row.title}"


def meeting_open(channel: str, agreed: int, total: int) -> str:
    """That the meeting is under way."""
    return f"*{MEETING}*\nThe meeting is open in <#{channel}>: {progress(agreed, total)}."


def order_and_minutes(order: Order, minutes: int) -> str:
    """How the meeting goes through its rows."""
    return f"{ORDERS[order]} · {minutes} minutes planned"


def being_talked_about(row: str) -> str:
    """Which row is on the table."""
    return f"*Now:* {row}"


def next_up(row: str, word: str) -> str:
    """Which row is next, and how far apart its answers are."""
    return f"Next: {row} ({word})"


def listed(row: RowId, column: Column, title: str, word: Closeness | None) -> str:
    """A row that may be agreed with others; its word is said where it is not "close"."""
    remark = f" ({word})" if word and word is not Closeness.CLOSE else ""
    return f"{row} column {column} · {title}{remark}"


def agree_together(count: int) -> str:
    """The button for the rows that may be agreed together."""
    return "Agree this row" if count == 1 else f"Agree these {count} together"


def finish_text(left: int, total: int) -> str:
    """What finishing means for the rows that are still open."""
    if left == 0:
        return f"All {total} rows are agreed. The picture follows in this channel."
    rows, them = ("1 row is", "it") if left == 1 else (f"{left} rows are", "them")
    return (
        f"{rows} still open. The picture will show {them} as “not agreed”. A careers leader can take the review back "
        "to the meeting later."
    )


def not_agreed(left: int) -> str:
    """How many rows a finished meeting left open."""
    return f"{left} {'row was' if left == 1 else 'rows were'} not agreed; the picture says so."


def agenda_in_words(agreed: int, total: int, upcoming: str | None, *, listed: bool) -> str:
    """The agenda for notifications and screen readers; `listed` says whether rows may be agreed together."""
    coming = f" Next: {upcoming}." if upcoming else ""
    pull_out = " Anybody in the review may pull a listed row out to talk about it." if listed else ""
    return f"{MEETING}: {progress(agreed, total)}.{coming} The facilitator goes on with the buttons here.{pull_out}"


def theme_line(edition: Edition, row: RowId, agreed: int) -> str:
    """Where a row belongs, and how far the meeting has come."""
    theme = edition.theme_of(row)
    return f"Theme {theme.number}: {theme.title} · {progress(agreed, len(edition.rows))}"


def counted(counts: Counts) -> str:
    """How many named each column, in words: "2 at column 1, 3 at column 2"."""
    named = [f"{count} at column {column}" for column, count in zip(COLUMNS, counts, strict=True) if count]
    return ", ".join(named)


def cannot_judge(count: int) -> str:
    """How many said that they can't say."""
    return f"{people(count)} said “I can't say”."


def family(its: Family) -> str:
    """A role family at the beginning of a line."""
    return its[0].upper() + its[1:]


def more_notes(count: int) -> str:
    """That there are notes which are not shown."""
    return f"and {count} more"


def row_in_words(row: str, answers: str, standing: str) -> str:
    """A row's card for notifications and screen readers."""
    return f"Row {row}. {answers} {standing}"


CHOOSE = "Talk about it. Then the facilitator records the column that fits best with the buttons here."


def agree_column(column: Column) -> str:
    """The button that records a column."""
    return f"Agree column {column}"


def agreed_column(column: Column) -> str:
    """What was agreed."""
    return f"Agreed: column {column} (best fit)"


def recorded(column: Column, person: str, when: str, *, together: bool) -> str:
    """What was agreed, who recorded it and when."""
    how = "Agreed with other rows, recorded" if together else "Recorded"
    return f"*{agreed_column(column)}.* {how} by {person}, {when}."


def reason(why: str) -> str:
    """Why the group settled on the column."""
    return f"Why: {why}"


def listed_here(column: Column) -> str:
    """That a row may be agreed with others."""
    return f"*On the list to agree together,* at column {column}. You can also talk about it and agree it here."


def already_open(row: RowId) -> str:
    """That the row asked for is the one on the table."""
    return f"Row {row} is open already: its card is the newest in the channel."


def just_agreed(error: RowAlreadyAgreed) -> str:
    """What stands where somebody else was first."""
    return (
        f"Column {error.column} was just agreed for row {error.row} by <@{error.by}>. You can change it with “"
        f"{CHANGE_COLUMN}”."
    )


def status(*, agreed_at: Column | None, listed_at: Column | None, parked: bool, opened: bool, word: str) -> str:
    """How far a row has come, beside its name in a menu."""
    if agreed_at is not None:
        return f"agreed: column {agreed_at}"
    if listed_at is not None:
        return f"to agree together: column {listed_at}"
    if parked:
        return f"parked, {word}"
    return f"still open, {word}" if opened else word
