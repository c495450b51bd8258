"""SQLite's writer: one thread that carries out everything waiting, and saves it with one commit.

A commit that reaches the disk takes milliseconds whatever is in it, so those who wait at the same moment share one.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import StoreUnavailable, is_trouble

T = TypeVar("T")
Work = Callable[[Connection], T]

MOST_IN_A_GROUP = 100  # the first in a group waits for the last


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    work: Work[Any]
    answer: "asyncio.Future[_Outcome]"


class GroupWriter:
    """Carries out work in the order it was asked for; nobody is answered before it is on the disk.

    One that raises undoes itself alone, and only its own waiter hears of it. That is rare, so work is first done
    without a savepoint each, which costs more than most statements; where one raises, the group is undone and done
    again with them. If the database fails the group, nothing of it is saved and each of its waiters is told. A waiter
    that is cancelled is not answered; its work may or may not be saved.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: Connection | None = None  # to fetch one from the pool for every group costs three statements' time
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[_Outcome] = self._loop.create_future()
        # A daemon, so that a process that forgot to close the writer can still end: whoever waits was told nothing.
        self._thread = Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def carry_out(self, work: Work[T]) -> T:
        """Do the work in the writer's thread and return its result once that is saved."""
        waiting = _Waiting(work, self._loop.create_future())
        self._queue.put(waiting)
        outcome = await waiting.answer
        if outcome.error is not None:
            raise outcome.error
        result: T = outcome.result
        return result

    async def close(self) -> None:
        """Answer everybody who waits, then end the thread. Nothing may be asked of the writer afterwards."""
        self._queue.put(None)
        await self._ended
        self._thread.join()

    def _run(self) -> None:
        while group := self._next_group():
            self._tell([waiting.answer for waiting in group], self._save(group))
        self._let_go()
        self._tell([self._ended], [_Outcome()])

    def _next_group(self) -> list[_Waiting]:
        """Wait for somebody, then take whoever else is there; nobody means that the writer was closed."""
        group: list[_Waiting] = []
        while len(group) < MOST_IN_A_GROUP and not (group and self._queue.empty()):
            waiting = self._queue.get()
            if waiting is None:
                self._queue.put(None)  # nobody is behind it: the next round finds it again and is the last
                break
            group.append(waiting)
        return group

    def _save(self, group: Sequence[_Waiting]) -> list[_Outcome]:
        try:
            return self._save_undisturbed(group) or self._save_apart(group)
        except BaseException as error:  # noqa: BLE001 - whatever it was, nothing is saved and everybody must hear it
            self._let_go()  # a connection that met trouble is not trusted again
            return [_not_saved(error) for _ in group]

    def _save_undisturbed(self, group: Sequence[_Waiting]) -> list[_Outcome] | None:
        """Do and save everybody's work; None where some of it raised, and then nothing is saved."""
        try:
            connection = self._connection()
            with connection.begin():
                return [_carry_out(waiting.work, connection) for waiting in group]
        except StoreUnavailable:
            raise
        except Exception as error:
            if is_trouble(error):
                raise
            return None

    def _save_apart(self, group: Sequence[_Waiting]) -> list[_Outcome]:
        """Do everybody's work again, each behind a savepoint, and save what does not raise."""
        connection = self._connection()
        with connection.begin():
            return [_carry_out_apart(waiting.work, connection) for waiting in group]

    def _connection(self) -> Connection:
        if self._kept is None:
            self._kept = self._engine.connect()
        return self._kept

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            with contextlib.suppress(SQLAlchemyError):
                kept.invalidate()
                kept.close()
        self._engine.dispose()

    def _tell(self, answers: Sequence["asyncio.Future[_Outcome]"], outcomes: Sequence[_Outcome]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended, and with it everybody who waited
            self._loop.call_soon_threadsafe(_settle, answers, outcomes)


def _carry_out(work: Work[Any], connection: Connection) -> _Outcome:
    result = work(connection)
    driver: Any = connection.connection.dbapi_connection
    if not driver.in_transaction:  # SQLite undoes it by itself after some errors; what came next would be saved alone
        raise StoreUnavailable("the transaction has vanished")
    return _Outcome(result=result)


def _carry_out_apart(work: Work[Any], connection: Connection) -> _Outcome:
    savepoint = connection.begin_nested()
    try:
        result = work(connection)
    except Exception as error:
        if is_trouble(error):  # SQLite may have undone the whole transaction with it
            raise
        savepoint.rollback()
        return _Outcome(error=error)
    savepoint.commit()
    return _Outcome(result=result)


def _not_saved(error: BaseException) -> _Outcome:
    unavailable = StoreUnavailable("nothing was saved")
    unavailable.__cause__ = error
    return _Outcome(error=unavailable)


def _settle(answers: Sequence["asyncio.Future[_Outcome]"], outcomes: Sequence[_Outcome]) -> None:
    for answer, outcome in zip(answers, outcomes, strict=True):
        if not answer.done():  # its waiter was cancelled
            answer.set_result(outcome)
