import asyncio
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, inspect

from storage.engine import migrating, parse_url
from storage.errors import StoreUnavailable, UnsupportedDatabase
from storage.revisions import alembic_config
from storage.rows import metadata
from storage.schema import NEWEST, BackupRefused, Finding, NewerTables, backup, check, upgrade

UNREACHABLE = "postgresql+asyncpg://tester@127.0.0.1:1/nowhere"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def change_by_hand(url: str, *statements: str) -> None:
    engine = migrating(parse_url(url))
    async with engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await engine.dispose()


def not_fine(findings: list[Finding]) -> set[str]:
    return {finding.subject for finding in findings if not finding.fine}


async def test_an_empty_database_gets_the_tables_that_the_program_expects(database_url: str) -> None:
    await upgrade(database_url)

    assert not_fine(await check(database_url)) == set()


async def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    await upgrade(database_url)
    await change_by_hand(database_url, "INSERT INTO direct_messages VALUES ('W', 'P', 'C')")

    await upgrade(database_url)

    assert not_fine(await check(database_url)) == set()
    assert await read_by_hand(database_url, "SELECT channel FROM direct_messages") == "C"


async def test_two_processes_that_upgrade_at_once_take_turns(database_url: str) -> None:
    await asyncio.gather(upgrade(database_url), upgrade(database_url))

    assert not_fine(await check(database_url)) == set()


async def test_an_upgraded_database_names_its_keys_as_the_program_does(database_url: str, tmp_path: Path) -> None:
    await upgrade(database_url)
    expected = migrating(parse_url(f"sqlite+aiosqlite:///{tmp_path}/expected.db"))
    async with expected.begin() as connection:
        await connection.run_sync(metadata.create_all)
        names = await connection.run_sync(key_names)
    await expected.dispose()

    upgraded = migrating(parse_url(database_url))
    async with upgraded.begin() as connection:
        assert await connection.run_sync(key_names) == names
    await upgraded.dispose()


async def test_building_a_table_anew_keeps_the_rows_that_point_at_it(database_url: str) -> None:
    await upgrade(database_url)
    await change_by_hand(
        database_url,
        "INSERT INTO settings VALUES ('S', 'W', 'School', 'school', 'secondary', '08:00', '16:00', 'U', '2026-01-15')",
        "INSERT INTO careers_leaders VALUES ('W', 'S', 'P')",
    )
    engine = migrating(parse_url(database_url))

    async with engine.begin() as connection:
        await connection.run_sync(build_settings_anew)
    await engine.dispose()

    assert await read_by_hand(database_url, "SELECT person FROM careers_leaders") == "P"
    assert not_fine(await check(database_url)) == set()


async def test_a_database_without_tables_is_told_to_upgrade(empty_postgres: str) -> None:
    findings = await check(empty_postgres)

    assert not_fine(findings) == {"the tables are up to date"}
    assert "db upgrade" in findings[-1].advice


async def test_a_table_changed_by_hand_is_found(database_url: str) -> None:
    await upgrade(database_url)
    await change_by_hand(database_url, "ALTER TABLE reviews ADD COLUMN added_by_hand INTEGER")

    assert not_fine(await check(database_url)) == {"the tables are as the program expects"}


async def test_tables_from_a_newer_version_are_left_alone(database_url: str) -> None:
    await upgrade(database_url)
    await change_by_hand(database_url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerTables):
        await upgrade(database_url)

    assert not_fine(await check(database_url)) == {"the tables are up to date"}


async def test_a_missing_file_is_found_and_not_made(sqlite_url: str) -> None:
    findings = await check(sqlite_url)

    assert not_fine(findings) == {"the database can be reached"}
    assert not file_of(sqlite_url).exists()


async def test_something_else_than_a_database_is_found(sqlite_url: str) -> None:
    file_of(sqlite_url).write_text("Minutes of the careers meeting. " * 100)

    assert not_fine(await check(sqlite_url)) == {"the database can be reached"}


async def test_a_reference_to_nowhere_is_found(sqlite_url: str) -> None:
    await upgrade(sqlite_url)
    await change_by_hand(sqlite_url, "INSERT INTO careers_leaders VALUES ('W', 'no such setting', 'P')")

    assert not_fine(await check(sqlite_url)) == {"every reference holds"}


async def test_a_server_that_does_not_answer_is_found() -> None:
    assert not_fine(await check(UNREACHABLE)) == {"the database can be reached"}

    with pytest.raises(StoreUnavailable):
        await upgrade(UNREACHABLE)


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite:///plain.db", "sqlite+aiosqlite:///:memory:", "//:secret@"])
async def test_other_databases_are_refused_without_repeating_the_url(url: str) -> None:
    with pytest.raises(UnsupportedDatabase) as refused:
        await upgrade(url)

    assert "secret" not in str(refused.value)


async def test_a_backup_holds_what_was_saved(sqlite_url: str, tmp_path: Path) -> None:
    await upgrade(sqlite_url)
    await change_by_hand(sqlite_url, "INSERT INTO direct_messages VALUES ('W', 'P', 'C')")
    copy = tmp_path / "copy.db"

    await backup(sqlite_url, copy)

    copy_url = f"sqlite+aiosqlite:///{copy}"
    assert not_fine(await check(copy_url)) == set()
    assert await read_by_hand(copy_url, "SELECT channel FROM direct_messages") == "C"


async def test_only_its_owner_can_read_a_backup(sqlite_url: str, tmp_path: Path) -> None:
    await upgrade(sqlite_url)

    await backup(sqlite_url, tmp_path / "copy.db")

    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


async def test_a_backup_never_overwrites(sqlite_url: str, tmp_path: Path) -> None:
    await upgrade(sqlite_url)
    earlier = tmp_path / "copy.db"
    earlier.write_text("an earlier copy")

    with pytest.raises(BackupRefused, match="choose another name"):
        await backup(sqlite_url, earlier)

    assert earlier.read_text() == "an earlier copy"


async def test_nothing_to_copy_is_refused_and_leaves_no_file(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="no database"):
        await backup(sqlite_url, tmp_path / "copy.db")

    assert names_in(tmp_path) == []


async def test_a_copy_that_cannot_be_made_leaves_no_file(sqlite_url: str, tmp_path: Path) -> None:
    file_of(sqlite_url).write_text("Minutes of the careers meeting. " * 100)

    with pytest.raises(StoreUnavailable):
        await backup(sqlite_url, tmp_path / "copy.db")
    with pytest.raises(BackupRefused, match="no such folder"):
        await backup(sqlite_url, tmp_path / "no such folder" / "copy.db")

    assert names_in(tmp_path) == ["review.db"]


async def test_a_backup_is_made_while_somebody_writes(sqlite_url: str, tmp_path: Path) -> None:
    await upgrade(sqlite_url)

    with closing(sqlite3.connect(file_of(sqlite_url), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO direct_messages VALUES ('W', 'P', 'C')")
        await backup(sqlite_url, tmp_path / "copy.db")

    assert not_fine(await check(f"sqlite+aiosqlite:///{tmp_path}/copy.db")) == set()


async def test_postgresql_is_left_to_its_own_tool(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="pg_dump"):
        await backup(UNREACHABLE, tmp_path / "copy.db")


async def read_by_hand(url: str, query: str) -> object:
    engine = migrating(parse_url(url))
    async with engine.begin() as connection:
        answer: object = (await connection.exec_driver_sql(query)).scalar_one()
    await engine.dispose()
    return answer


def build_settings_anew(connection: Connection) -> None:
    operations = Operations(MigrationContext.configure(connection, opts={"target_metadata": metadata}))
    recreate: Literal["always", "never"] = "always" if connection.dialect.name == "sqlite" else "never"
    with operations.batch_alter_table("settings", recreate=recreate) as settings:
        settings.alter_column("name", nullable=False)


def key_names(connection: Connection) -> dict[str, set[str | None]]:
    inspector: Inspector = inspect(connection)
    return {
        table: {
            inspector.get_pk_constraint(table)["name"],
            *(key["name"] for key in inspector.get_foreign_keys(table)),
            *(key["name"] for key in inspector.get_unique_constraints(table)),
            *(index["name"] for index in inspector.get_indexes(table) if not index["unique"]),
        }
        for table in metadata.tables
    }


async def test_the_newest_migration_is_where_alembic_ends(sqlite_url: str) -> None:
    engine = migrating(parse_url(sqlite_url))
    async with engine.connect() as connection:
        heads = await connection.run_sync(lambda c: ScriptDirectory.from_config(alembic_config(c)).get_heads())
    await engine.dispose()

    assert heads == [NEWEST]


def test_a_bot_that_has_nothing_to_migrate_does_not_load_alembic(sqlite_url: str) -> None:
    asyncio.run(upgrade(sqlite_url))
    program = "import asyncio, sys, bot.app; from storage import schema; asyncio.run(schema.upgrade(sys.argv[1]))"

    loaded = f"{program}; print('alembic' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", loaded, sqlite_url], text=True) == "False\n"
