"""What the setting agreed before, drawn into the snapshot.

A ring stands where a row stood, and a line leads from it to this time's column only where both were chosen for the same
words. The line has no arrow: it says that the group placed the row elsewhere, and nothing of better or worse.
"""

from dataclasses import dataclass

from charts import words
from charts.strip import CELL, CELLS, left_of, middle_of
from charts.theme import BODY, CAPTION, INK, MARGIN, PAPER, Page, symbol
from maturity_model.catalog import Column, RowId
from maturity_model.comparison import Comparison, Likeness, RowComparison

RADIUS = 13.0
SIGN = "≠"
SIGN_ROOM = 30.0
SIGNS = CELLS - SIGN_ROOM / 2 - 2
LEGEND_PITCH = 39.0


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The marks of the review before, or none where there was none."""

    comparison: Comparison | None

    @property
    def room(self) -> float:
        """How much of a row's title makes way for the sign of a changed wording."""
        return SIGN_ROOM if self._signed else 0.0

    def draw_legend(self, page: Page, y: float) -> float:
        """Explain the marks that are in use, and say what is assumed of them; gives where to go on."""
        if not (self.comparison and self._marked):
            return y
        year = words.agreed_in(self.comparison.academic_year)
        page.ring(MARGIN + 10, y, RADIUS - 3, INK)
        page.write(MARGIN + 34, y, year, BODY)
        if self._signed:
            x = MARGIN + 34 + page.width_of(year, BODY) + 40
            page.write(x + 10, y, SIGN, symbol(INK), across="center")
            page.write(x + 34, y, words.REWORDED, BODY)
        y += LEGEND_PITCH
        if self.comparison.other_wording:
            page.write(MARGIN, y, words.other_wording(self.comparison), CAPTION)
            y += LEGEND_PITCH - 4
        if self.comparison.assumed:
            page.write(MARGIN, y, words.ASSUMED, CAPTION)
            y += LEGEND_PITCH - 4
        return y

    def before(self, row: RowId) -> Column | None:
        """The column that this row was agreed at before."""
        found = self._find(row)
        return found.before if found else None

    def draw_row(self, page: Page, row: RowId, y: float) -> None:
        """Mark the earlier column, and join it with the column now where both were chosen for the same words."""
        found = self._find(row)
        if found is None or found.before is None:
            return
        ring = middle_of(found.before)
        page.ring(ring, y, RADIUS, PAPER if found.before == found.now else INK)
        if self._signed and found.likeness is Likeness.CHANGED:
            page.write(SIGNS, y, SIGN, symbol(INK), across="center")
        elif found.now is not None and found.moved:
            start, end = (
                (ring + RADIUS, left_of(found.now))
                if found.moved > 0
                else (left_of(found.now) + CELL[0], ring - RADIUS)
            )
            page.join(start, end, y, INK)

    @property
    def _marked(self) -> list[RowComparison]:
        return [its for its in self.comparison.rows if its.before is not None] if self.comparison else []

    @property
    def _signed(self) -> bool:
        """Whether rows of a changed wording bear a sign: not where the legend says it of all of them."""
        if self.comparison is None or self.comparison.other_wording:
            return False
        return any(its.likeness is Likeness.CHANGED for its in self._marked)

    def _find(self, row: RowId) -> RowComparison | None:
        return self.comparison.by_row.get(row) if self.comparison else None
