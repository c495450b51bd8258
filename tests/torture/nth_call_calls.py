"""Counts the calls of the database or of Slack, and lets the n-th fail."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from bot.rehearsal.stand_in import StandIn, breaking
from bot.rehearsal.stand_in.api.methods import METHODS
from bot.rehearsal.stand_in.breaking import Fault
from bot.rehearsal.stand_in.values import Json
from tests.torture.nth_call_kept import OUTSIDE

LETTERS = 60  # of a statement are enough to find it
EVERY_TRY = 4  # as often as the bot asks again
EVERY_METHOD = (*METHODS, "upload")


@dataclass(frozen=True, kw_only=True)
class Permits:
    """What a failure may leave behind for good, by PRODUCT.md and DESIGN.md.

    Attributes:
        twice: a message of a kind that is repeated may stand there twice.
        unsure: of a kind that is not repeated nobody may know whether it arrived.
        unsure_twice: nor of a kind that is.
        refused: Slack will not take a message, so it is undeliverable until somebody asks for it again.
        told_too_little: somebody may be told "not saved" of what is saved, because nobody could know.
    """

    twice: bool = False
    unsure: bool = False
    unsure_twice: bool = False
    refused: bool = False
    told_too_little: bool = False


class Failing(Protocol):
    """The n-th call fails while the block of `counted` lasts; `struck` says which that was, "" where none was."""

    struck: str

    def counted(self) -> Any:  # noqa: ANN401 - a context manager of nothing
        """Count until the block ends."""

    def mend(self) -> None:
        """Let everything succeed from now on."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A way in which the database fails its n-th call."""

    name: str
    permits: Permits
    commits_only: bool = False
    lasts: bool = False


# What was claimed and never noted may have been sent: its lease ends, and it counts as unsure.
_AS_A_CRASH = Permits(twice=True, unsure=True)
ONCE = Trouble(name="the n-th database call fails", permits=_AS_A_CRASH)
FROM_THEN_ON = Trouble(name="database calls fail from the n-th on", permits=_AS_A_CRASH, lasts=True)
ANSWER_LOST = Trouble(
    name="the n-th commit is carried out and nobody is told",
    permits=Permits(twice=True, unsure=True, told_too_little=True),
    commits_only=True,
)


class DatabaseCalls:
    """Statements and commits of every engine. The seam is SQLAlchemy's own: where it hands them to the driver."""

    def __init__(self, n: int, trouble: Trouble) -> None:
        self._n = n
        self._trouble = trouble
        self._count = 0
        self._lock = Lock()
        self._sound = False
        self.struck = ""

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count until the block ends."""
        listeners: dict[str, Callable[..., None]] = {
            "do_execute": self._statement,
            "do_executemany": self._statement,
            "do_execute_no_params": lambda cursor, text, context: self._statement(cursor, text, None, context),
            "commit": self._commit,
        }
        for name, listener in listeners.items():
            event.listen(Engine, name, listener)
        try:
            yield
        finally:
            for name, listener in listeners.items():
                event.remove(Engine, name, listener)

    def mend(self) -> None:
        """Let everything succeed from now on."""
        self._sound = True

    def _statement(self, _cursor: object, statement: str, _parameters: object, context: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        if context.execution_options.get(OUTSIDE) or self._trouble.commits_only:
            return
        if self._fails(statement):
            raise driver_error(context.dialect)

    def _commit(self, connection: Connection) -> None:
        if not self._fails("COMMIT"):
            return
        if self._trouble.commits_only:
            connection.dialect.do_commit(connection.connection)
        raise DBAPIError("COMMIT", None, driver_error(connection.dialect))

    def _fails(self, statement: str) -> bool:
        with self._lock:
            if self._sound:
                return False
            self._count += 1
            strikes = self._count == self._n or (self._trouble.lasts and self._count > self._n)
            if strikes and not self.struck:
                self.struck = " ".join(statement.split())[:LETTERS]
            return strikes


def driver_error(dialect: Dialect) -> Exception:
    """What the driver of this database says when the database is in trouble."""
    if dialect.name == "sqlite":
        trouble = sqlite3.OperationalError("disk I/O error")
        trouble.sqlite_errorcode = sqlite3.SQLITE_IOERR
        return trouble
    lost: Exception = dialect.loaded_dbapi.OperationalError("terminating connection")
    lost.sqlstate = "57P01"  # type: ignore[attr-defined]  # admin_shutdown, as asyncpg has it
    return lost


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A way in which Slack fails its n-th call, and the calls of the same method that follow it, so many in all."""

    name: str
    fault: Fault
    permits: Permits
    times: int = 1
    methods: tuple[str, ...] = EVERY_METHOD


def _refusal(word: str, *methods: str) -> Silence:
    name = f"the n-th call is answered {word}"
    return Silence(name=name, fault=breaking.error(word), permits=Permits(refused=True), methods=methods)


SILENCES = (
    Silence(name="the n-th call is answered 429", fault=breaking.rate_limited(30), permits=Permits()),
    Silence(name="the n-th call is answered 500", fault=breaking.http(500), permits=Permits(unsure=True)),
    Silence(name="the n-th call is cut off before it", fault=breaking.cut_before(), permits=Permits(unsure=True)),
    Silence(
        name="the n-th call is cut off after it", fault=breaking.cut_after(), permits=Permits(twice=True, unsure=True)
    ),
    Silence(
        name="the n-th call is answered 500 each time",
        fault=breaking.http(500),
        permits=Permits(unsure=True, unsure_twice=True),
        times=EVERY_TRY,
    ),
    _refusal("user_disabled", "conversations.open"),
    _refusal("channel_not_found", "conversations.info", "conversations.members", "chat.postMessage"),
    _refusal("not_in_channel", "files.completeUploadExternal"),
    _refusal("file_uploads_disabled", "files.getUploadURLExternal"),
    _refusal("expired_trigger_id", "views.open"),
)


class SlackCalls:
    """Calls of the Web API. The seam is the stand-in's own way to break its next calls."""

    def __init__(self, n: int, silence: Silence, slack: StandIn) -> None:
        self._n = n
        self._silence = silence
        self._slack = slack
        self._count = 0
        self.struck = ""

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count until the block ends."""
        for method in self._silence.methods:
            fault, times = self._silence.fault, self._silence.times
            self._slack.break_next(method, fault, times=times, when=self._strikes(method))
        try:
            yield
        finally:
            self.mend()

    def mend(self) -> None:
        """Let everything succeed from now on."""
        self._slack.mend()

    def _strikes(self, method: str) -> Callable[[Json], bool]:
        def strikes(_: Json) -> bool:
            self._count += 1
            if self._count == self._n:
                self.struck = method
            return self.struck == method

        return strikes
