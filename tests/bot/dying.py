"""A process that is killed after so many more things were written."""

from typing import TypeVar

from storage.store import Decide, Store

T = TypeVar("T")


class Killed(BaseException):
    """The process is gone: nothing catches that."""


class LastWrites(Store):
    """So many more things are written, then the process is killed before it does anything else."""

    def __init__(self, store: Store, writes: int) -> None:
        super().__init__(store._database)
        self.writes = writes

    async def write(self, decide: Decide[T]) -> T:
        written = await super().write(decide)
        self.writes -= 1
        if not self.writes:
            raise Killed
        return written
