"""Migrations, by alembic. `storage.schema` is where they are called from, and loads this only where it is needed."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.rows import metadata
from storage.schema import MIGRATIONS


def alembic_config(connection: Connection) -> Config:
    """Say where our migrations are, and which connection they run on."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def knows(connection: Connection) -> bool:
    """Whether the tables, if there are any, were made by one of our migrations."""
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()}
    return known.issuperset(MigrationContext.configure(connection).get_current_heads())


def migrate(connection: Connection) -> None:
    """Carry out every migration that is still to be carried out, in the connection's transaction."""
    command.upgrade(alembic_config(connection), "head")


def count_differences(connection: Connection) -> int:
    """In how many places the tables are not what the program expects."""
    return len(compare_metadata(MigrationContext.configure(connection), metadata))
