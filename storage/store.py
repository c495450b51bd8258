"""The store: decisions in, results out, nothing half done."""

from collections.abc import Callable
from typing import TypeVar

from storage.database import Database, open_database
from storage.transaction import Transaction

T = TypeVar("T")
Decide = Callable[[Transaction], T]


class Store:
    """Everything that is saved, reached only through decisions.

    A decision is a plain function of a `Transaction`: it awaits nothing, so nothing can be sent from inside it, and
    reaches nothing but the transaction, so that it may be run again where it lost a race.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, decide: Decide[T]) -> T:
        """Carry out a decision and return its result once that is saved.

        What the decision raises undoes the whole of it, nothing of anybody else's, and comes through as it is.

        Raises:
            StoreUnavailable: the database was locked, full, read-only or out of reach; do not say "saved".
        """
        return await self._database.write(lambda connection: decide(Transaction(connection)))

    async def read(self, decide: Decide[T]) -> T:
        """Look at one unchanging picture of everything saved so far. Waits for no writer, and cannot change anything.

        Raises:
            StoreUnavailable: the database could not be read.
        """
        return await self._database.read(lambda connection: decide(Transaction(connection)))

    async def close(self) -> None:
        """Answer whoever waits, then let go of the database; whatever is asked afterwards is refused (`StoreClosed`).

        The second time is harmless.
        """
        await self._database.close()


async def open_store(url: str) -> Store:
    """Open the store behind a database URL whose tables are up to date (`schema.upgrade`).

    Nothing is connected yet: an unreachable database shows at its first use.

    Raises:
        UnsupportedDatabase: the URL is neither `sqlite+aiosqlite:///path` nor `postgresql+asyncpg://…`.
    """
    return Store(await open_database(url))
