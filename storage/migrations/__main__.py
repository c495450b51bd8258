"""Draft the migration from the newest tables to those in `storage.rows`.

    python -m storage.migrations "Keep the actions of a review"

It compares with a database made on the spot, so none of yours is needed or touched. Read what it wrote before use.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import migrating, parse_url
from storage.revisions import alembic_config
from storage.schema import upgrade


def draft(connection: Connection, message: str) -> None:
    config = alembic_config(connection)
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


async def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'newest.db'}"
        await upgrade(url)
        engine = migrating(parse_url(url))
        async with engine.connect() as connection:
            await connection.run_sync(draft, message)
        await engine.dispose()


asyncio.run(main(sys.argv[1]))
