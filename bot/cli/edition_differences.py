"""What differs between two editions, on the command line: which rows, and which of their words."""

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import NEEDS_MENDING, complain, out, say, show_table
from maturity_model.catalog import COLUMNS, Edition, EditionId, Row, RowId
from maturity_model.differences import Piece, differing_phrases


def show_differences(before: Edition, after: Edition, row: RowId | None) -> None:
    """Name the rows that differ; of one row, show both wordings with the differing words in brackets.

    Raises:
        typer.Exit: one of the editions has no such row; the reason was told.
    """
    old, new = ({each.id: each for each in edition.rows} for edition in (before, after))
    if row is None:
        _show_rows(old, new)
    elif row in old and row in new:
        _show_words((before.id, old[row]), (after.id, new[row]))
    else:
        complain(f"{before.id if row not in old else after.id} has no row {row}.")
        raise typer.Exit(NEEDS_MENDING)


def _show_rows(old: dict[RowId, Row], new: dict[RowId, Row]) -> None:
    table = Table("row", "title", "what differs", box=None, pad_edge=False)
    for row_id in dict.fromkeys((*old, *new)):
        if difference := _difference(old.get(row_id), new.get(row_id)):
            row = new.get(row_id) or old[row_id]
            table.add_row(Text(row_id), Text(row.title), difference)
    if table.row_count:
        show_table(table)
    alike = sum(not _difference(old[row], new[row]) for row in old if row in new)
    say(f"{alike} of {len(dict.fromkeys((*old, *new)))} rows have the same words, by their ids.")


def _difference(old: Row | None, new: Row | None) -> str:
    if old is None:
        return "only in the second"
    if new is None:
        return "only in the first"
    differing = [str(c) for c in COLUMNS if old.statement(c).split() != new.statement(c).split()]
    title = ["title"] if old.title.split() != new.title.split() else []
    columns = (
        [f"columns {', '.join(differing)}" if len(differing) > 1 else f"column {differing[0]}"] if differing else []
    )
    return " and ".join([*title, *columns])


def _show_words(old: tuple[EditionId, Row], new: tuple[EditionId, Row]) -> None:
    for column in COLUMNS:
        wordings = differing_phrases(old[1].statement(column), new[1].statement(column))
        for edition, pieces in zip((old[0], new[0]), wordings, strict=True):
            out.print(Text(f"\nColumn {column} in {edition}", style="bold"))
            out.print(Text.assemble(*map(_marked, pieces)))


def _marked(piece: Piece) -> tuple[str, str]:
    return (f"[{piece.text}]", "bold") if piece.differs else (piece.text, "")
