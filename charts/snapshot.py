"""The snapshot: every row of the edition as a strip of four columns, filled up to the one that was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure

from charts import words
from charts.earlier import Earlier
from charts.strip import CELL, CELL_PITCH, CELLS, SYMBOL_PITCH, SYMBOLS, left_of, middle_of
from charts.theme import (
    BLUE,
    BODY,
    CAPTION,
    EMPTY,
    HAIRLINE,
    HEADING,
    LONG_TITLE,
    MARGIN,
    NUMBER,
    ORANGE,
    PALE_BLUE,
    PAPER,
    QUIET_BODY,
    SUBTITLE,
    TITLE,
    WIDTH,
    Page,
    symbol,
)
from maturity_model.catalog import COLUMNS, Column, Row, RowId, Theme
from maturity_model.outcome import Highlights, Snapshot

PITCH = 40.0  # from one row to the next

TITLES = MARGIN + 57  # where the ids are short

AFTER_ID = 17.0

LONGEST_TITLE = 60  # characters; a longer name is set smaller


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A kind of row worth finding: its two symbols, its place beside the cells, and the words that explain it."""

    named: str
    on_a_par: str
    colour: str
    place: float
    name: str
    highlights: Highlights

    def beside(self, row: RowId) -> str:
        """The symbol that stands beside this row, empty for most."""
        if row in self.highlights.rows:
            return self.named
        return self.on_a_par if row in self.highlights.tied else ""

    def legend(self) -> Iterator[tuple[str, str]]:
        """Each symbol that is in use with its words, which say so where there is none."""
        if self.highlights.rows or not self.highlights.tied:
            yield self.named, self.name
        if self.highlights.tied:
            choice = words.choice_among(self.highlights)
            yield self.on_a_par, choice if self.highlights.rows else f"{self.name}, {choice}"


def draw_snapshot(snapshot: Snapshot) -> Figure:
    """Draw the picture of one agreed review, WIDTH pixels wide and as long as the edition needs.

    Every row stands under its theme; four cells stand for its columns, filled up to the agreed one, which bears its
    number. A row that was not agreed says so in place of the cells. Symbols name strengths and priority areas. A ring
    marks each row's column in the review before, where there was one.
    """
    page, signs, earlier = Page(), _signs(snapshot), Earlier(comparison=snapshot.earlier)
    y, titles = _draw_title(page, snapshot), _place_of_titles(page, snapshot)
    y = _draw_legend(page, signs, earlier, y)
    for theme in snapshot.edition.themes:
        y = _draw_theme_heading(page, theme, y)
        for row in theme.rows:
            _draw_names(page, row, (titles, CELLS - 18 - earlier.room), y)
            _draw_cells(page, snapshot.columns.get(row.id), earlier.before(row.id), y)
            earlier.draw_row(page, row.id, y)
            _draw_signs(page, signs, row.id, y)
            y += PITCH
    return page.cut_at(_draw_footer(page, snapshot, y))


def _signs(snapshot: Snapshot) -> tuple[Sign, Sign]:
    strength = Sign(
        named="◆",
        on_a_par="◇",
        colour=BLUE,
        place=SYMBOLS,
        name=words.name_of_strengths(snapshot.strengths),
        highlights=snapshot.strengths,
    )
    priority = Sign(
        named="▶",
        on_a_par="▷",
        colour=ORANGE,
        place=SYMBOLS + SYMBOL_PITCH,
        name=words.name_of_priorities(snapshot.priorities),
        highlights=snapshot.priorities,
    )
    return strength, priority


def _draw_title(page: Page, snapshot: Snapshot) -> float:
    style, lines = (TITLE, 2) if len(snapshot.setting_name) <= LONGEST_TITLE else (LONG_TITLE, 3)
    y = 72.0 - style.size * 1.3
    for line in page.wrapped(snapshot.setting_name, style, width=WIDTH - 2 * MARGIN, lines=lines):
        y += style.size * 1.3
        page.write(MARGIN, y, line, style)
    y += 58
    page.write(MARGIN, y, words.heading_of(snapshot), SUBTITLE)
    return y + 66


def _draw_legend(page: Page, signs: tuple[Sign, Sign], earlier: Earlier, y: float) -> float:
    for sign in signs:
        x = float(MARGIN)
        for drawn, explanation in sign.legend():
            page.write(x + 10, y, drawn, symbol(sign.colour), across="center")
            page.write(x + 34, y, explanation, BODY)
            x += 34 + page.width_of(explanation, BODY) + 40
        y += 39
    y = earlier.draw_legend(page, y)
    page.write(MARGIN, y + 2, words.READING, CAPTION)
    return y + 38


def _draw_theme_heading(page: Page, theme: Theme, y: float) -> float:
    page.rule(y)
    y += 40
    for line in page.wrapped(theme.title, HEADING, width=WIDTH - 2 * MARGIN, lines=2):
        page.write(MARGIN, y, line, HEADING)
        y += 38
    page.write(MARGIN, y, words.benchmarks_of(theme), CAPTION)
    for column in COLUMNS:
        page.write(middle_of(column), y, str(column), CAPTION, across="center")
    return y + 40


def _place_of_titles(page: Page, snapshot: Snapshot) -> float:
    """Where every title begins: beside the widest id of the edition."""
    return max(TITLES, *(MARGIN + page.width_of(row.id, QUIET_BODY) + AFTER_ID for row in snapshot.edition.rows))


def _draw_names(page: Page, row: Row, title: tuple[float, float], y: float) -> None:
    begins, ends = title
    page.write(MARGIN, y, row.id, QUIET_BODY)
    page.write(begins, y, page.shortened(row.title, BODY, width=ends - begins), BODY)


def _draw_cells(page: Page, agreed: Column | None, before: Column | None, y: float) -> None:
    if agreed is None:
        page.fill(CELLS, y, (4 * CELL_PITCH - 4, CELL[1]), PAPER, edge=HAIRLINE)
        page.write(_beside(before), y, words.NOT_AGREED, CAPTION, across="center")
        return
    for column in COLUMNS:
        colour = BLUE if column == agreed else PALE_BLUE if column < agreed else EMPTY
        page.fill(left_of(column), y, CELL, colour)
    page.write(middle_of(agreed), y, str(agreed), NUMBER, across="center")


def _beside(mark: Column | None) -> float:
    """The middle of the strip, or of the half of it that has no mark."""
    if mark is None:
        return CELLS + 2 * CELL_PITCH - 2
    return CELLS + (3 if mark < 3 else 1) * CELL_PITCH - 2


def _draw_signs(page: Page, signs: tuple[Sign, Sign], row: RowId, y: float) -> None:
    for sign in signs:
        if drawn := sign.beside(row):
            page.write(sign.place, y, drawn, symbol(sign.colour), across="center")


def _draw_footer(page: Page, snapshot: Snapshot, y: float) -> float:
    page.rule(y)
    y += 38
    lines = [words.OUR_RULE, *page.wrapped(snapshot.edition.mark, CAPTION, width=WIDTH - 2 * MARGIN, lines=3)]
    for line in lines:
        page.write(MARGIN, y, line, CAPTION)
        y += 35
    return y + 12
