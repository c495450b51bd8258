"""The tables as a whole: bringing them up to date, looking whether they are well, keeping a copy."""

import asyncio
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import POSTGRESQL, SQLITE, migrating, parse_url, postgresql, sqlite_readers
from storage.errors import StoreUnavailable, trouble_is_unavailability

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
"""The revision that the newest migration leads to: their files begin with their numbers."""

_UPGRADE_LOCK = 0xCA4EE45  # any number that nothing else in this PostgreSQL locks by

_RUN_UPGRADE = "Run `careers-review db upgrade`."
_RESTORE = "Stop the bot, put this database aside, and go back to the newest backup."


class NewerTables(Exception):
    """The tables were made by a newer version of the program than this one."""


class BrokenReferences(Exception):
    """After migrating, rows would point at rows that are not there; nothing was changed."""


class BackupRefused(Exception):
    """No copy was made; the text says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: what was looked at, as a statement that holds when `fine`.
        fine: whether it holds.
        advice: what to do where it does not; empty otherwise.
        note: whether it holds and is worth knowing all the same.
    """

    subject: str
    fine: bool
    advice: str = ""
    note: bool = False


async def upgrade(url: str) -> None:
    """Bring the tables up to date, making them where there are none; the second time changes nothing.

    All of it happens in one transaction, and two processes at once take turns.

    Raises:
        StoreUnavailable: the database cannot be reached or changed.
        NewerTables: this version of the program does not know the tables.
        BrokenReferences: a migration lost rows that others point at; it was undone.
        UnsupportedDatabase: the URL names neither SQLite nor PostgreSQL.
    """
    parsed = parse_url(url)
    await asyncio.to_thread(_require_opening, parsed)
    engine = migrating(parsed)
    try:
        with trouble_is_unavailability():
            async with engine.begin() as connection:
                await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


async def check(url: str) -> list[Finding]:
    """Look whether the database can be reached, is intact and has the tables this program expects. Changes nothing.

    Raises:
        UnsupportedDatabase: the URL names neither SQLite nor PostgreSQL.
    """
    parsed = parse_url(url)
    if parsed.drivername == SQLITE and not _file_of(parsed).exists():
        return [_unreachable(f"There is no file {_file_of(parsed)}. {_RUN_UPGRADE}")]
    engine = _engine_for_looking(parsed)
    try:
        await asyncio.to_thread(_require_opening, parsed)
        with trouble_is_unavailability():
            async with engine.connect() as connection:
                return await connection.run_sync(_look)
    except StoreUnavailable as error:
        return [_unreachable(f"It says: {getattr(error.__cause__, 'orig', error.__cause__)}")]
    finally:
        await engine.dispose()


async def backup(url: str, target: Path) -> None:
    """Copy a SQLite database, while the bot runs, to a file that is not there yet; the copy is checked.

    What was deleted from the database is not in the copy.

    Raises:
        BackupRefused: there is something at `target`, or nothing can be written there; there is nothing to copy, the
            copy is damaged, or it is PostgreSQL.
        StoreUnavailable: the database could not be read or the copy not be finished.
        UnsupportedDatabase: the URL names neither SQLite nor PostgreSQL.
    """
    parsed = parse_url(url)
    if parsed.drivername == POSTGRESQL:
        raise BackupRefused("PostgreSQL brings its own: use pg_dump --format=custom.")
    await asyncio.to_thread(_copy, _file_of(parsed), target)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
    if _is_up_to_date(connection):
        return
    from storage import revisions  # noqa: PLC0415 - alembic is 8 MiB, and nearly every start has nothing to migrate

    if not revisions.knows(connection):
        raise NewerTables("the tables were made by a newer version of this program")
    revisions.migrate(connection)
    if connection.dialect.name == "sqlite" and not _references_hold(connection):
        raise BrokenReferences("rows would point at rows that are not there; nothing was changed")


def _look(connection: Connection) -> list[Finding]:
    findings = [Finding(subject="the database can be reached", fine=True)]
    if connection.dialect.name == "sqlite":
        intact = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one() == "ok"
        findings.append(_finding("the file is intact", _RESTORE, fine=intact))
        findings.append(_finding("every reference holds", _RESTORE, fine=_references_hold(connection)))
    up_to_date = _is_up_to_date(connection)
    findings.append(_finding("the tables are up to date", _RUN_UPGRADE, fine=up_to_date))
    if up_to_date:
        from storage import revisions  # noqa: PLC0415 - as in _upgrade

        different = revisions.count_differences(connection)
        advice = f"Somebody changed them by hand, in {different} places. Undo that, or: {_RESTORE}"
        findings.append(_finding("the tables are as the program expects", advice, fine=not different))
    return findings


def _finding(subject: str, advice: str, *, fine: bool) -> Finding:
    return Finding(subject=subject, fine=fine, advice="" if fine else advice)


def _unreachable(advice: str) -> Finding:
    return Finding(subject="the database can be reached", fine=False, advice=advice)


def _is_up_to_date(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all() == [NEWEST]


def _references_hold(connection: Connection) -> bool:
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def _engine_for_looking(url: URL) -> AsyncEngine:
    return sqlite_readers(url) if url.drivername == SQLITE else postgresql(url)


def _require_opening(url: URL) -> None:
    """Refuse a file that SQLite cannot open, while no thread of the asynchronous driver is there to be left behind."""
    if url.drivername == SQLITE:
        try:
            sqlite3.connect(_file_of(url)).close()
        except sqlite3.Error as error:
            raise StoreUnavailable("the database cannot be opened") from error


def _file_of(url: URL) -> Path:
    return Path((url.database or "").removeprefix("file:"))


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise BackupRefused(f"There is no database at {source}.")
    try:
        # Takes the name before anybody else can; for the owner's eyes only, as it holds people's answers.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise BackupRefused(f"There is something at {target} already; choose another name.") from None
    except OSError as error:
        raise BackupRefused(f"Nothing can be written at {target}: {error.strerror}. Choose another place.") from None
    try:
        _fill(source, target)
    except BaseException:
        target.unlink()
        raise


def _fill(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        with target.open("rb") as copy:
            os.fsync(copy.fileno())
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable("the copy could not be made") from error
    if verdict != "ok":
        raise BackupRefused("The copy was damaged and thrown away: run `careers-review db check`.")
