"""Where the command line speaks: results to the one stream, complaints to the other."""

import os
import sys
from io import TextIOWrapper

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

NEEDS_MENDING = 1
BADLY_CONFIGURED = 2
WIDEST = 10_000  # more than any line of a table needs

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(sentence: str) -> None:
    """Tell what was done."""
    out.print(Text(sentence), soft_wrap=True)


def show_table(table: Table) -> None:
    """Show a table with no word of it cut, however narrow the terminal: rich leaves out what has no room.

    Cells go on below between their words, but for columns that don't wrap. A table that is wider even so, the terminal
    itself lets go on below.
    """
    room = out.options.update(max_width=WIDEST)
    for column in table.columns:
        sizes = [Measurement.get(out, room, cell) for cell in (column.header, *column.cells)]
        column.min_width = max(size.maximum if column.no_wrap else size.minimum for size in sizes)
    narrowest = Measurement.get(out, room, table).minimum
    if narrowest > out.width:
        table.width = narrowest
    out.print(table, crop=False)


def complain(*sentences: str) -> None:
    """Tell what is wrong, a line for each thing."""
    for sentence in sentences:
        err.print(Text(sentence), soft_wrap=True)


def spell_out_letters() -> None:
    """Let letters that the terminal's encoding lacks be written as their numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say_no_more() -> None:
    """Let go of what could not be written, so that it is not tried once more when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
