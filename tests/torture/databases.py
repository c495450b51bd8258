"""Databases to torture: a SQLite file, or a PostgreSQL of one's own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import NOT_INSTALLED, Cluster, find_binaries

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
KINDS = (SQLITE, POSTGRESQL)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a fresh, empty database of this kind, gone when the block ends."""
    if kind == POSTGRESQL:
        with cluster() as running:
            yield running.url
        return
    with tempfile.TemporaryDirectory(prefix="careers-review-") as folder:
        yield f"sqlite+aiosqlite:///{Path(folder)}/review.db"


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A PostgreSQL that runs until the block ends; a durable one loses nothing where it is stopped at once.

    Raises:
        RuntimeError: it is not installed.
    """
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError(NOT_INSTALLED)
    running = Cluster(binaries, durable=durable)
    running.start()
    try:
        yield running
    finally:
        running.stop()
        running.remove()
