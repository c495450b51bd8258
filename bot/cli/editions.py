"""`model`: read the editions of the maturity model, and check a file before it becomes one."""

from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.console import NEEDS_MENDING, complain, out, say
from maturity_model.catalog import COLUMNS, Edition, EditionId, Row, RowId
from maturity_model.edition_file import built_in_editions, read_edition
from maturity_model.errors import BrokenEdition, UnknownRow

editions = typer.Typer(help="Read the editions of the maturity model.", no_args_is_help=True)


@editions.command("list")
def list_editions() -> None:
    """List the editions that are installed."""
    table = Table("edition", "title", "rows", "whose words", box=None, pad_edge=False)
    for edition in built_in_editions().values():
        table.add_row(edition.id, Text(edition.title), str(len(edition.rows)), Text(edition.mark))
    out.print(table)


@editions.command()
def show(
    edition: Annotated[str, typer.Argument(help="Which edition; see `model list`.")],
    row: Annotated[str | None, typer.Argument(help="One row, such as 1.1, with its statements.")] = None,
) -> None:
    """Show the themes and rows of an edition, or one row with its statements."""
    installed = built_in_editions().get(EditionId(edition))
    if installed is None:
        complain(f"No edition is called {edition}. Installed: {', '.join(built_in_editions())}.")
        raise typer.Exit(NEEDS_MENDING)
    if row is None:
        _show_rows(installed)
        return
    try:
        _show_row(installed.row(RowId(row)))
    except UnknownRow:
        complain(f"{edition} has no row {row}. `careers-review model show {edition}` lists its rows.")
        raise typer.Exit(NEEDS_MENDING) from None


@editions.command()
def check(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The edition's TOML file.")]) -> None:
    """Check an edition's FILE: every row, every column, every length."""
    try:
        edition = read_edition(file.read_text("utf-8"), source=file.name)
    except UnicodeDecodeError:
        complain(f"{file.name}: this is not text in UTF-8.")
        raise typer.Exit(NEEDS_MENDING) from None
    except BrokenEdition as error:
        complain(str(error))
        raise typer.Exit(NEEDS_MENDING) from None
    say(f"{edition.id} is whole: {len(edition.themes)} themes, {len(edition.rows)} rows, {len(COLUMNS)} columns each.")


def _show_rows(edition: Edition) -> None:
    say(f"{edition.title} ({edition.mark})")
    for theme in edition.themes:
        out.print(Text(f"\nTheme {theme.number}: {theme.title}", style="bold"))
        for row in theme.rows:
            out.print(Text(f"  {row.id}  {row.title}"))


def _show_row(row: Row) -> None:
    out.print(Text(f"{row.id}  {row.title}", style="bold"))
    out.print(Text(row.purpose))
    for column in COLUMNS:
        out.print(Text(f"\nColumn {column}", style="bold"))
        out.print(Padding(Text(row.statement(column)), (0, 0, 0, 2)))
