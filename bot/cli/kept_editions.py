"""The editions that commands know: built-in ones, and those that the database holds."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.console import NEEDS_MENDING, complain
from bot.cli.database import database_url, done
from maturity_model.catalog import Edition, EditionId
from maturity_model.edition_file import built_in_editions
from maturity_model.ids import WorkspaceId

if TYPE_CHECKING:  # SQLAlchemy takes its time, and `--help` should not
    from storage.editions import Installed
    from storage.store import Store
    from storage.transaction import Transaction

T = TypeVar("T")


def _checked(workspace: str | None) -> str | None:
    if workspace is None or re.fullmatch(r"[TE][A-Z0-9]{2,31}", workspace):
        return workspace
    complain(f"--workspace takes the id that Slack gives a workspace, such as T024BE7LD; {workspace!r} is none.")
    raise typer.Exit(NEEDS_MENDING)


WorkspaceOption = Annotated[
    str | None,
    typer.Option(
        "--workspace", callback=_checked, help="Only for the Slack workspace of this id (T…); otherwise for all."
    ),
]


def look_at_all() -> "list[Installed]":
    """Every edition that the database holds; none where there is no database yet, and none is made."""
    if not _database_is_there():
        return []
    return with_store(lambda store: store.read(lambda tx: tx.editions.list_installed()))


def the_edition(name: str, workspace: str | None) -> Edition:
    """The edition of that id, as the workspace knows it; where none is named, the only one of that id.

    Raises:
        typer.Exit: there is none, or several workspaces have one of their own; the reason was told.
    """
    built_in = built_in_editions().get(EditionId(name))
    if built_in:
        return built_in
    known = [kept for kept in look_at_all() if kept.edition.id == name]
    fitting = [kept for kept in known if kept.workspace in {None, workspace}] if workspace else known
    if not fitting:
        complain(f"No edition is called {name}. `careers-review model list` names those that are installed.")
        raise typer.Exit(NEEDS_MENDING)
    if len({kept.edition for kept in fitting}) > 1:
        whose = ", ".join(str(kept.workspace) for kept in fitting)
        complain(f"Several workspaces have a {name} of their own: {whose}. Say which with --workspace.")
        raise typer.Exit(NEEDS_MENDING)
    return fitting[0].edition


def write(decide: "Callable[[Transaction], T]") -> T:
    """Carry out a decision on the database that DATABASE_URL names; its tables are brought up to date first."""
    return with_store(lambda store: store.write(decide))


def with_store(work: "Callable[[Store], Awaitable[T]]") -> T:
    """Work with the store that DATABASE_URL names; its tables are brought up to date first."""
    return done(_with_store(work))


def now() -> datetime:
    """The time, for what a command keeps."""
    return datetime.now(UTC)


def named_workspace(workspace: str | None) -> WorkspaceId | None:
    """Whom a command works for; None for all."""
    return WorkspaceId(workspace) if workspace else None


async def _with_store(work: "Callable[[Store], Awaitable[T]]") -> T:
    from storage import schema
    from storage.store import open_store

    url = database_url()
    await schema.upgrade(url)
    store = await open_store(url)
    try:
        return await work(store)
    finally:
        await store.close()


def _database_is_there() -> bool:
    url = database_url()
    return not url.startswith("sqlite") or Path(url.partition(":///")[2].partition("?")[0]).exists()
