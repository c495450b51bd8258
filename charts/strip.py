"""Where the four cells of a row stand, for whatever is drawn into them."""

from charts.theme import MARGIN, WIDTH
from maturity_model.catalog import Column

CELL = (70.0, 31.0)
CELL_PITCH = 74.0
SYMBOL_PITCH = 34.0

SYMBOLS = WIDTH - MARGIN - 10 - SYMBOL_PITCH
CELLS = SYMBOLS - 24 - 4 * CELL_PITCH


def left_of(column: Column) -> float:
    """Where the column's cell begins."""
    return CELLS + (column - 1) * CELL_PITCH


def middle_of(column: Column) -> float:
    """Where the middle of the column's cell is."""
    return left_of(column) + CELL[0] / 2
