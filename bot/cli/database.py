"""`db`: bring the tables up to date, look whether they are well, keep a copy."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.cli.console import BADLY_CONFIGURED, NEEDS_MENDING, complain, say
from bot.config import BadConfiguration, read_database_url

database = typer.Typer(help="Look after the database that DATABASE_URL names.", no_args_is_help=True)

T = TypeVar("T")


@database.command()
def upgrade() -> None:
    """Bring the tables up to date. `run` does the same when it starts."""
    from storage import schema

    done(schema.upgrade(database_url()))
    say("The tables are up to date.")


@database.command()
def check() -> None:
    """Look whether the database is intact and its tables are as expected. Changes nothing."""
    from bot.cli.findings import report
    from storage import schema

    raise typer.Exit(report(done(schema.check(database_url()))))


@database.command()
def backup(target: Annotated[Path, typer.Argument(help="A file that is not there yet.")]) -> None:
    """Copy a SQLite database to TARGET, also while the bot runs."""
    from storage import schema

    done(schema.backup(database_url(), target))
    say(f"The database is copied to {target}, and the copy is whole.")


def database_url() -> str:
    """Where everything is kept.

    Raises:
        typer.Exit: DATABASE_URL cannot be; the reason was told.
    """
    try:
        return read_database_url()
    except BadConfiguration as error:
        complain(*error.faults)
        raise typer.Exit(BADLY_CONFIGURED) from None


def done(work: Coroutine[None, None, T]) -> T:
    """What comes of work with the database.

    Raises:
        typer.Exit: the database kept it from being done; the reason was told.
    """
    from bot.cli.troubles import DATABASE_TROUBLES, database_trouble

    try:
        return asyncio.run(work)
    except DATABASE_TROUBLES as error:
        complain(database_trouble(error))
        raise typer.Exit(NEEDS_MENDING) from None
