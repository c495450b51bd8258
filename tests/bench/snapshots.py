"""A warm snapshot against a plain matplotlib table of the same cells and labels."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

from matplotlib.figure import Figure as Sheet

from charts.draw import png
from charts.theme import DPI
from tests.bench.figures import Extent, Figure, agreeing, at_most, in_turns, middle
from tests.charts.given import EDITION, EVERY_COLUMN, snapshot

OURS, TABLE, TABLE_AGAIN = "snapshot", "plain table", "plain table again"
LARGEST_KIB = 150


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """The time to draw one, and its size."""
    draw_ours, picture = partial(png, snapshot()), png(snapshot())
    size = _size_of(picture)
    draw_table = partial(plain_table, size)
    draw_table()
    turns = {
        name: partial(_seconds, draw)
        for name, draw in {OURS: draw_ours, TABLE: draw_table, TABLE_AGAIN: draw_table}.items()
    }
    rounds = in_turns(turns, extent.rounds)
    seconds = {name: middle(each) for name, each in rounds.items()}
    figures = [Figure(what=name, measured=f"{seconds[name] * 1000:.0f} ms") for name in seconds]
    against = seconds[OURS] / ((seconds[TABLE] + seconds[TABLE_AGAIN]) / 2)
    yield (
        "The snapshot, warm",
        [
            *figures,
            agreeing("table and again", seconds[TABLE], seconds[TABLE_AGAIN]),
            at_most("snapshot against table", against, 1.4),
            at_most("PNG, KiB", len(picture) / 1024, LARGEST_KIB),
        ],
    )


def plain_table(size: tuple[int, int]) -> bytes:
    """What matplotlib has for it: a table of the same rows, columns and labels, as large in pixels."""
    sheet, file = Sheet(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI), BytesIO()
    axes = sheet.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    cells = [[str(column) if column == EVERY_COLUMN[row.id] else "" for column in range(1, 5)] for row in EDITION.rows]
    labels = [f"{row.id} {row.title}" for row in EDITION.rows]
    axes.table(cellText=cells, rowLabels=labels, colLabels=["1", "2", "3", "4"], loc="center")
    sheet.savefig(file, format="png", dpi="figure")
    return file.getvalue()


def _size_of(picture: bytes) -> tuple[int, int]:
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def _seconds(draw: Callable[[], bytes]) -> float:
    began = time.process_time()
    draw()
    return time.process_time() - began
