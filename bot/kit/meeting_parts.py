"""What a facilitator is shown of a meeting ahead: on Home, in the brief, and at the hour."""

from collections.abc import Mapping, Sequence

from bot.kit.buttons import OPEN_MEETING, OfReview
from bot.kit.meeting_ahead import MeetingAhead
from bot.kit.pieces import ask_first, bullets, button, say
from bot.slack.blocks import Block, Element
from maturity_model.agenda import Order
from maturity_model.briefing import WORTH_A_TALK
from maturity_model.catalog import RowId
from maturity_model.ids import ReviewId
from maturity_model.spread import Closeness

MEETING = "Agreement meeting"
OPEN_IN_ORDER = {
    Order.MODEL: "Open the meeting, first row first",
    Order.WIDEST_FIRST: "Open the meeting, furthest apart first",
}
ORDERS: Mapping[str, Order] = {"model": Order.MODEL, "widest": Order.WIDEST_FIRST}
"""The variants of the button that opens a meeting."""

OPEN_TITLE = "Open the meeting now?"
OPEN_TEXT = (
    "Everybody in the channel sees the agenda. Rows whose answers are close are listed to be agreed together; nobody "
    "can answer those any more."
)
OPEN, NOT_YET = "Open it", "Not yet"
WORDS_FOR_YOU = (
    "*How far apart answers are today*\nFor you to plan with: only facilitators see this, and it may change until "
    "the meeting."
)


def words_said(ahead: MeetingAhead) -> tuple[Block, ...]:
    """The one word that may be said of each row; nothing before the day before."""
    if not ahead.words:
        return ()
    rows = {word: [row for row, its in ahead.words.items() if its is word] for word in Closeness}
    lines = [rows_of_word(word, rows[word]) for word in WORTH_A_TALK if rows[word]]
    close = len(rows[Closeness.CLOSE])
    rest = [close_rows(close, len(ahead.words))] if close else []
    return say(WORDS_FOR_YOU), bullets([*lines, *rest])


def opening_buttons(review: ReviewId) -> list[Element]:
    """The buttons that open a meeting, one for each order of its rows."""
    sure = ask_first(OPEN_TITLE, OPEN_TEXT, yes=OPEN, no=NOT_YET)
    return [
        button(
            OPEN_IN_ORDER[order],
            f"{OPEN_MEETING}:{variant}",
            OfReview(review=review),
            style="primary" if order is Order.MODEL else None,
            confirm=sure,
        )
        for variant, order in ORDERS.items()
    ]


def finished_answering(finished: int, colleagues: int) -> str:
    """How many colleagues have nothing left to answer."""
    return f"{finished} of {colleagues} have finished."


def meeting_ahead(when: str, channel: str, minutes: int) -> str:
    """When and where the meeting is."""
    return f"*{MEETING}*\n{when}, in <#{channel}>. You have {minutes} minutes."


def rows_of_word(word: Closeness, rows: Sequence[RowId]) -> str:
    """The rows of which one word is said."""
    return f"{word.capitalize()}: {', '.join(rows)}"


def close_rows(count: int, total: int) -> str:
    """How many rows need no planning."""
    rest = "The other row is close." if count == 1 else f"The other {count} are close."
    return f"All {total} rows are close." if count == total else rest
