"""`model bridge`: which row of one edition is compared with which row of another."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import NEEDS_MENDING, complain, say, show_table
from bot.cli.kept_editions import WorkspaceOption, named_workspace, now, the_edition, with_store, write
from charts.words import ASSUMED
from maturity_model.bridge import Bridge
from maturity_model.catalog import Edition, RowId
from maturity_model.comparison import Likeness, likeness
from maturity_model.errors import UnknownRow

NONE = "none"


def bridge(  # noqa: PLR0913 - a command's options
    before: Annotated[str, typer.Argument(help="The earlier edition; see `model list`.")],
    after: Annotated[str, typer.Argument(help="The later one.")],
    row: Annotated[
        list[str] | None,
        typer.Option(
            help="A correction: the later edition's row and the one it comes from, such as 3.4=3.5; or 3.8=none where"
            " it comes from none. May repeat."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Go back to what is assumed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For other programs.")] = False,
) -> None:
    """Show which rows of two editions are compared, what of that is assumed, and correct it."""
    editions = the_edition(before, workspace), the_edition(after, workspace)
    if before == after:
        complain("That is one edition: its rows are compared with themselves.")
        raise typer.Exit(NEEDS_MENDING)
    corrections = _corrections(row or ())
    if forget:
        _forget(*editions, workspace)
    if corrections:
        _correct(*editions, corrections, workspace)
    whose = named_workspace(workspace)
    found = with_store(lambda store: store.read(lambda tx: tx.bridges.between(whose, *editions)))
    if as_json:
        typer.echo(json.dumps(_content(found, *editions), ensure_ascii=False, indent=2))
    else:
        _show(found, *editions)


def _corrections(written: Iterable[str]) -> dict[RowId, RowId | None]:
    said: dict[RowId, RowId | None] = {}
    for row, source in map(_correction, written):
        if row in said:
            complain(f"--row is there twice for row {row}; please say once which row it comes from.")
            raise typer.Exit(NEEDS_MENDING)
        said[row] = source
    return said


def _correction(written: str) -> tuple[RowId, RowId | None]:
    if "," in written:
        complain(f"“{written}” has a comma. Give each correction a --row of its own: --row 3.4=3.5 --row 3.8=none.")
        raise typer.Exit(NEEDS_MENDING)
    row, equals, source = (part.strip() for part in written.partition("="))
    if not (row and equals and source):
        complain(f"“{written}” is no correction. Write the later edition's row first: 3.4=3.5, or 3.8=none.")
        raise typer.Exit(NEEDS_MENDING)
    return RowId(row), None if source == NONE else RowId(source)


def _correct(before: Edition, after: Edition, said: dict[RowId, RowId | None], workspace: str | None) -> None:
    """Lay these corrections over those that count so far."""
    whose = named_workspace(workspace)
    try:
        write(
            lambda tx: tx.bridges.put(
                before,
                after,
                {**tx.bridges.between(whose, before, after).corrections, **said},
                workspace=whose,
                at=now(),
            )
        )
    except UnknownRow as error:
        without = after if error.row in said and error.row not in {row.id for row in after.rows} else before
        complain(f"{without.id} has no row {error.row}. `careers-review model show {without.id}` lists its rows.")
        raise typer.Exit(NEEDS_MENDING) from None


def _forget(before: Edition, after: Edition, workspace: str | None) -> None:
    if not write(lambda tx: tx.bridges.remove(before, after, workspace=named_workspace(workspace))):
        say("There was nothing to forget.")


def _show(found: Bridge, before: Edition, after: Edition) -> None:
    table = Table(after.id, before.id, "matched", "wording", "title", box=None, pad_edge=False)
    for row in _rows(found, before, after):
        table.add_row(
            *(
                Text(str(each))
                for each in (row["row"], row["before"] or "new", row["matched"], row["wording"], row["title"])
            )
        )
    show_table(table)
    if gone := _gone(found, before):
        say(f"No row of {after.id} comes from {', '.join(gone)} of {before.id}.")
    if found.assumed:
        say(ASSUMED)


def _content(found: Bridge, before: Edition, after: Edition) -> dict[str, Any]:
    return {
        "before": before.id,
        "after": after.id,
        "assumed": found.assumed,
        "rows": _rows(found, before, after),
        "gone": _gone(found, before),
    }


def _rows(found: Bridge, before: Edition, after: Edition) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "before": source,
            "matched": "corrected" if row in found.settled else "assumed",
            "wording": _wording(source, after.row(row).id, before, after),
            "title": after.row(row).title,
        }
        for row, source in found.rows.items()
    ]


def _wording(source: RowId | None, row: RowId, before: Edition, after: Edition) -> str:
    if source is None:
        return ""
    return "same" if likeness(before.row(source), after.row(row)) is Likeness.SAME else "changed"


def _gone(found: Bridge, before: Edition) -> list[str]:
    continued = set(found.rows.values())
    return [row.id for row in before.rows if row.id not in continued]
