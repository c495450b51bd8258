"""The two modals about a row's words, and what their buttons carry."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.capabilities.wording import texts
from bot.capabilities.wording.use_cases import RowInWords
from bot.kit.pieces import aside_plainly, buttons, modal, say, say_plainly, short_button
from bot.kit.side_by_side import side_by_side
from bot.kit.statements import column_title, passage
from bot.slack.blocks import Block, Element, View
from bot.slack.ids import BadPayload, Packed
from maturity_model.catalog import COLUMNS, Column, Row, RowId
from maturity_model.differences import differing_phrases
from maturity_model.ids import ChannelId, ReviewId

SHOW_PAIR = "wording.show_pair"
SHOWN = "wording.shown"
LEFT_COLUMNS = COLUMNS[:-1]
FIRST_PAIR = COLUMNS[0]


@dataclass(frozen=True, kw_only=True)
class OfPair(Packed):
    """Two neighbouring columns of a row, by the left one."""

    review: ReviewId
    row: RowId
    left: Column

    def __post_init__(self) -> None:
        """Refuse a column that has no right neighbour.

        Raises:
            BadPayload: the model has no such pair.
        """
        if self.left not in LEFT_COLUMNS:
            raise BadPayload


@dataclass(frozen=True, kw_only=True)
class ReadIn(Packed):
    """In which channel they read the card that the modal came from; None where it was no card."""

    channel: ChannelId | None


def compared_modal(words: RowInWords, left: Column, read_in: ReadIn) -> View:
    """Two neighbouring columns side by side, with the phrases marked in which they differ."""
    blocks = [_titled(words.row), buttons(*_pairs(words, left)), *_compared(words.row, left), _mark(words)]
    return modal(texts.COMPARED_TITLE, blocks, callback=SHOWN, metadata=read_in)


def about_modal(words: RowInWords) -> View:
    """What a row is for, what its publisher changed and why, in the publisher's words."""
    said = list(_about(words.row)) or [say(texts.NOTHING_SAID)]
    return modal(texts.ABOUT_TITLE, [_titled(words.row), *said, _mark(words)], callback=SHOWN)


def _pairs(words: RowInWords, shown: Column) -> Iterator[Element]:
    for left in LEFT_COLUMNS:
        of = OfPair(review=words.review, row=words.row.id, left=left)
        spoken = texts.pair_spoken(left, shown=left == shown)
        drawn = short_button(texts.pair(left), f"{SHOW_PAIR}:{left}", of, spoken=spoken)
        if left == shown:
            drawn["style"] = "primary"
        yield drawn


def _compared(row: Row, left: Column) -> Iterator[Block]:
    right = Column(left + 1)
    phrases, others = differing_phrases(row.statement(left), row.statement(right))
    differ = any(piece.differs for piece in (*phrases, *others))
    yield say(texts.LEGEND if differ else texts.ALIKE)
    yield from side_by_side((column_title(left), phrases), (column_title(right), others))


def _about(row: Row) -> Iterator[Block]:
    if row.purpose:
        yield passage(texts.WHAT_FOR, row.purpose)
    if row.change:
        yield passage(texts.CHANGED, row.change.core)
        yield passage(texts.WHY, row.change.reason)


def _titled(row: Row) -> Block:
    return say_plainly(f"{row.id} {row.title}")


def _mark(words: RowInWords) -> Block:
    return aside_plainly(words.edition.mark)
