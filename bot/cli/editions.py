"""`model list`, `show`, `diff` and `remove`: the editions that are there."""

import json
from typing import Annotated

import typer
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from bot.cli.console import NEEDS_MENDING, complain, out, say, show_table
from bot.cli.kept_editions import WorkspaceOption, look_at_all, named_workspace, the_edition, write
from maturity_model.catalog import COLUMNS, Edition, EditionId, Row, RowId
from maturity_model.edition_file import built_in_editions, content_of
from maturity_model.errors import BuiltInEdition, EditionInUse, UnknownEdition, UnknownRow

_COLUMNS = ("edition", "from", "rows", "wording", "whose", "reviews", "for")


def list_editions() -> None:
    """List the editions that come with the program and those that were imported."""
    lines = [_in_a_line(edition, "built in", "") for edition in built_in_editions().values()]
    lines += [_in_a_line(kept.edition, kept.workspace or "everybody's", str(kept.reviews)) for kept in look_at_all()]
    table = Table(*(Column(name, no_wrap=True) for name in _COLUMNS), box=None, pad_edge=False)
    for line in lines:
        table.add_row(*line)
    show_table(table)


def show(
    edition: Annotated[str, typer.Argument(help="Which edition; see `model list`.")],
    row: Annotated[str | None, typer.Option(help="One row, such as 2.4, with its statements.")] = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything in full, for other programs.")] = False,
) -> None:
    """Show the themes and rows of an edition, or one row with its statements and what changed in it."""
    known = the_edition(edition, workspace)
    try:
        chosen = known.row(RowId(row)) if row is not None else None
    except UnknownRow:
        complain(f"{edition} has no row {row}. `careers-review model show {edition}` lists its rows.")
        raise typer.Exit(NEEDS_MENDING) from None
    if as_json:
        typer.echo(json.dumps(_content(known, chosen), ensure_ascii=False, indent=2))
    elif chosen:
        _show_row(chosen)
    else:
        _show_rows(known)


def diff(
    before: Annotated[str, typer.Argument(help="An edition.")],
    after: Annotated[str, typer.Argument(help="Another one.")],
    row: Annotated[str | None, typer.Option(help="One row, with the words that differ.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Name the rows whose words differ between two editions, by their ids."""
    from bot.cli.edition_differences import show_differences

    of_row = RowId(row) if row is not None else None
    show_differences(the_edition(before, workspace), the_edition(after, workspace), of_row)


def remove(
    edition: Annotated[str, typer.Argument(help="Which edition; see `model list`.")], workspace: WorkspaceOption = None
) -> None:
    """Remove an imported edition that no review uses."""
    try:
        write(lambda tx: tx.editions.remove(EditionId(edition), workspace=named_workspace(workspace)))
    except UnknownEdition:
        whose = f"for {workspace}" if workspace else "for all workspaces"
        complain(f"No edition called {edition} is installed {whose}. `careers-review model list` says whose they are.")
    except BuiltInEdition:
        complain(f"{edition} comes with the program and stays.")
    except EditionInUse as error:
        reviews = "1 review" if error.reviews == 1 else f"{error.reviews} reviews"
        complain(f"{edition} is used by {reviews} and stays: what people agreed keeps its words.")
    else:
        say(f"{edition} is removed.")
        return
    raise typer.Exit(NEEDS_MENDING)


def _in_a_line(edition: Edition, whose: str, reviews: str) -> tuple[Text, ...]:
    kinds = ", ".join(sorted(edition.kinds))
    words = (edition.id, edition.year, len(edition.rows), edition.wording, whose, reviews, kinds)
    return tuple(Text(str(word)) for word in words)


def _content(edition: Edition, row: Row | None) -> object:
    content = content_of(edition)
    if row is None:
        return content
    return next(each for theme in content["themes"] for each in theme["rows"] if each["id"] == row.id)


def _show_rows(edition: Edition) -> None:
    say(f"{edition.title} ({edition.mark})")
    for theme in edition.themes:
        out.print(Text(f"\nTheme {theme.number}: {theme.title}", style="bold"))
        for row in theme.rows:
            out.print(Text(f"  {row.id}  {row.title}"))


def _show_row(row: Row) -> None:
    out.print(Text(f"{row.id}  {row.title}", style="bold"))
    _show_part("", row.purpose)
    for column in COLUMNS:
        _show_part(f"Column {column}", row.statement(column))
    if row.change:
        _show_part("What changed", row.change.core)
        _show_part("Why", row.change.reason)


def _show_part(name: str, words: str) -> None:
    if name:
        out.print(Text(f"\n{name}", style="bold"))
    if words:
        out.print(Padding(Text(words), (0, 0, 0, 2 if name else 0)))
