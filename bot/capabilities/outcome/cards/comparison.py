"""What was agreed beside what was agreed before: how many rows stand where, and each of them in a modal."""

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.parts import paragraphs
from bot.capabilities.outcome.cards.values import COMPARE
from bot.kit.buttons import OfReview
from bot.kit.pieces import aside, button, modal, notice_modal, say, short_title
from bot.slack.blocks import Block, View
from bot.slack.card import escape
from charts.words import ASSUMED, other_wording
from maturity_model.catalog import Theme
from maturity_model.comparison import Comparison, RowComparison
from maturity_model.ids import ReviewId
from maturity_model.outcome import Snapshot


def compared_blocks(review: ReviewId, snapshot: Snapshot, *, with_button: bool) -> list[Block]:
    """How many rows stand further on, where they did, or elsewhere; nothing where no review came before."""
    earlier = snapshot.earlier
    if earlier is None:
        return []
    told = _told(earlier) if earlier.has_matches else [texts.no_matches(earlier.academic_year)]
    rows = button(texts.COMPARE, COMPARE, OfReview(review=review)) if with_button and earlier.has_matches else None
    heading = texts.compared_with(earlier.academic_year)
    return [say("\n".join([heading, *told]), accessory=rows), *([aside(ASSUMED)] if earlier.assumed else [])]


def comparison_modal(snapshot: Snapshot) -> View:
    """Every row beside the one it comes from."""
    earlier = snapshot.earlier
    if earlier is None:
        return notice_modal(texts.COMPARE_TITLE, texts.NOTHING_TO_COMPARE)
    notes = [*_about_the_editions(earlier), *([ASSUMED] if earlier.assumed else [])]
    blocks = [say(texts.compare_intro(earlier.academic_year)), *([aside(" ".join(notes))] if notes else [])]
    for theme in snapshot.edition.themes:
        blocks += paragraphs(_theme_lines(theme, earlier))
    if earlier.gone:
        rows_then = [texts.row_gone(row.id, escape(short_title(row.title))) for row in earlier.gone]
        blocks += paragraphs([texts.only_in(earlier.academic_year), *rows_then])
    return modal(texts.COMPARE_TITLE, blocks, callback="outcome.comparison")


def _told(earlier: Comparison) -> list[str]:
    return [*([other_wording(earlier)] if earlier.other_wording else []), *texts.counts(earlier)]


def _about_the_editions(earlier: Comparison) -> list[str]:
    if earlier.other_wording:
        return [other_wording(earlier)]
    return [texts.OTHER_EDITION] if earlier.other_edition else []


def _theme_lines(theme: Theme, earlier: Comparison) -> list[str]:
    rows = [_row_line(earlier.by_row[row.id], row.title, earlier) for row in theme.rows]
    return [f"*{theme.number}. {escape(theme.title)}*", *rows]


def _row_line(row: RowComparison, title: str, earlier: Comparison) -> str:
    columns = texts.then_and_now(row, earlier.academic_year, with_care=not earlier.other_wording)
    return texts.row_compared(row.row, escape(short_title(title)), columns)
