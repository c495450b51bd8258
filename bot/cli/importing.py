"""`model import`, `check` and `template`: the publisher's documents, read and kept letter for letter."""

import asyncio
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import NEEDS_MENDING, complain, say
from bot.cli.guide_report import report, whole
from bot.cli.kept_editions import WorkspaceOption, named_workspace, now, write
from bot.guide.document import Unreadable
from bot.guide.findings import Ends, Findings, Settled
from bot.guide.said import read_ends
from maturity_model.catalog import Edition, EditionId, RowId
from maturity_model.edition_file import built_in_editions
from maturity_model.errors import ColumnsNotUnderstood, EditionIdTaken
from maturity_model.ids import WorkspaceId
from maturity_model.setting import Kind

if TYPE_CHECKING:  # SQLAlchemy takes its time, and `--help` should not
    from storage.transaction import Transaction


class Whom(StrEnum):
    """For whom a guide is written, in a word."""

    SCHOOL = "school"
    SPECIAL = "special"
    COLLEGE = "college"


_KINDS = {Whom.SCHOOL: Kind.SCHOOL, Whom.SPECIAL: Kind.SPECIAL_SCHOOL, Whom.COLLEGE: Kind.COLLEGE}

FileArgument = Annotated[Path, typer.Argument(help="The guide as text, Markdown or PDF; a workbook, CSV or TOML file.")]
IdOption = Annotated[str | None, typer.Option("--id", help="What to call it, such as schools-2026-official.")]
KindOption = Annotated[
    list[Whom] | None, typer.Option("--kind", help="Whom it is written for, where it doesn't say; may repeat.")
]
YearOption = Annotated[int | None, typer.Option(min=2000, max=2100, help="From which year it is in use.")]
AcceptOption = Annotated[bool, typer.Option("--accept", help="Take what is proposed: columns, and hyphens.")]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(help="After which paragraphs columns 1, 2 and 3 of a row end: 5.3=2,4,7; may repeat."),
]
RowsOption = Annotated[int | None, typer.Option(min=1, help="How many rows your guide has, where you counted.")]
HyphensOption = Annotated[
    str | None, typer.Option(help="Which words are written with a hyphen, where that is asked: asset-based,self-led.")
]


def import_guide(  # noqa: PLR0913 - its options are what a person may say of a guide
    file: FileArgument,
    *,
    id: IdOption = None,  # noqa: A002 - the option's name
    kind: KindOption = None,
    year: YearOption = None,
    accept: AcceptOption = False,
    columns: ColumnsOption = None,
    rows: RowsOption = None,
    hyphens: HyphensOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Read the publisher's guide and keep it as an edition; where anything is unsettled, say what, and keep nothing."""
    said = _settled(id=id, kind=kind, year=year, rows=rows, accept=accept, columns=columns, hyphens=hyphens)
    edition = _whole(file, said)
    try:
        told = write(lambda tx: _install(tx, edition, named_workspace(workspace)))
    except EditionIdTaken:
        complain(
            f"There is another edition called {edition.id} already, and editions are never altered: people's reviews "
            "go by them. Give this one a name of its own with --id.",
        )
        raise typer.Exit(NEEDS_MENDING) from None
    say(whole(edition))
    say(told)


def check(  # noqa: PLR0913 - as above
    file: FileArgument,
    *,
    id: IdOption = None,  # noqa: A002 - as above
    kind: KindOption = None,
    year: YearOption = None,
    accept: AcceptOption = False,
    columns: ColumnsOption = None,
    rows: RowsOption = None,
    hyphens: HyphensOption = None,
) -> None:
    """Read a guide or an edition's file and say what is found. Keeps nothing."""
    said = _settled(id=id, kind=kind, year=year, rows=rows, accept=accept, columns=columns, hyphens=hyphens)
    say(whole(_whole(file, said)))


def template(
    file: Annotated[Path, typer.Argument(help="A file that is not there yet, ending in .xlsx or .csv.")],
) -> None:
    """Write an empty table to type a model into: a line for each row, a column for each statement."""
    from bot.guide.sheet import template, template_csv

    if file.suffix.lower() not in {".xlsx", ".csv"}:
        complain("Its name should end in .xlsx or .csv.")
        raise typer.Exit(NEEDS_MENDING)
    content = template() if file.suffix.lower() == ".xlsx" else template_csv().encode("utf-8-sig")
    try:
        with file.open("xb") as written:
            written.write(content)
    except FileExistsError:
        complain(f"There is something at {file} already; choose another name.")
        raise typer.Exit(NEEDS_MENDING) from None
    except OSError as error:
        complain(f"Nothing can be written at {file}: {error.strerror}.")
        raise typer.Exit(NEEDS_MENDING) from None
    say(f"{file} is there. A line for each row; then `careers-review model import {file} --id … --kind … --year …`.")


def _install(tx: "Transaction", edition: Edition, workspace: WorkspaceId | None) -> str:
    """Keep the edition, and say for whom it is there."""
    if tx.editions.install(edition, workspace=workspace, person=None, at=now()):
        return f"It is installed {_for(workspace)}."
    if edition.id in built_in_editions():
        return "It comes with the program; nothing changed."
    for_all = any(kept.edition.id == edition.id and kept.workspace is None for kept in tx.editions.list_installed())
    return f"It was installed already {_for(None if for_all else workspace)}; nothing changed."


def _for(workspace: WorkspaceId | None) -> str:
    return f"for {workspace}" if workspace else "for all workspaces"


def _whole(file: Path, settled: Settled) -> Edition:
    findings = _read(file, settled)
    report(findings)
    if findings.edition is None:
        complain("Nothing was kept: something is unsettled.")
        raise typer.Exit(NEEDS_MENDING)
    return findings.edition


def _read(file: Path, settled: Settled) -> Findings:
    from bot.guide.apart import read_apart
    from bot.guide.reading import MOST_BYTES

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)  # one more, so that a larger one is seen to be too large
        return asyncio.run(read_apart(content, file.name, settled))
    except OSError as error:
        complain(f"{file} cannot be read: {error.strerror}.")
    except Unreadable as unreadable:
        complain(f"{file.name}: {unreadable}")
    raise typer.Exit(NEEDS_MENDING)


def _settled(  # noqa: PLR0913 - as above
    *,
    id: str | None,  # noqa: A002 - as above
    kind: list[Whom] | None,
    year: int | None,
    rows: int | None,
    accept: bool,
    columns: list[str] | None,
    hyphens: str | None,
) -> Settled:
    if id == "":  # a variable of the shell that is not set: another name than was meant would be kept
        complain("--id is empty. Say what to call the edition, or leave --id out.")
        raise typer.Exit(NEEDS_MENDING)
    return Settled(
        id=EditionId(id) if id else None,
        kinds=frozenset(_KINDS[whom] for whom in kind or ()),
        year=year,
        accept=accept,
        columns=_columns(columns or ()),
        rows=rows,
        hyphens=None if hyphens is None else frozenset(filter(None, map(str.strip, hyphens.split(",")))),
    )


def _columns(said: Iterable[str]) -> dict[RowId, Ends]:
    columns: dict[RowId, Ends] = {}
    for row, ends in map(_ends, said):
        if row in columns:
            complain(f"--columns is there twice for row {row}; please say once where its columns end.")
            raise typer.Exit(NEEDS_MENDING)
        columns[row] = ends
    return columns


def _ends(said: str) -> tuple[RowId, Ends]:
    try:
        return read_ends(said)
    except ColumnsNotUnderstood:
        complain(f"--columns takes a row and three paragraphs, such as 5.3=2,4,7; {said!r} is something else.")
        raise typer.Exit(NEEDS_MENDING) from None
