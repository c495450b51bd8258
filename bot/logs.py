"""How the log is written: a fixed message and its fields on a line, what went wrong on the lines below."""

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType

OURS = ("bot", "charts", "maturity_model", "storage")
DATABASES = ("sqlalchemy", "asyncpg", "sqlite3", "aiosqlite")  # their errors may quote what was to be saved
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_ALWAYS_THERE = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LineFormatter(logging.Formatter):
    """Writes `time level logger message field=value …`; a traceback follows, each of its lines indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, and its traceback below."""
        lines = [" ".join(self._words(record))]
        if record.exc_info:
            lines += [f"    {line}" for line in self.formatException(record.exc_info).splitlines()]
        return "\n".join(lines)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name that logging gives it
        """Each error of the chain, the first cause first, with where it came from."""
        return "\n".join(line for error in _chain(ei[1]) for line in _said(error))

    def _words(self, record: logging.LogRecord) -> Iterator[str]:
        yield datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        yield record.levelname
        yield record.name
        yield record.getMessage().replace("\n", " ")
        for name, value in vars(record).items():
            if name not in _ALWAYS_THERE:
                yield f"{name}={_plain(value)}"


def _chain(error: BaseException | None) -> list[BaseException]:
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [*_chain(before), error]


def _said(error: BaseException) -> Iterator[str]:
    kind = type(error)
    for frame in traceback.format_tb(error.__traceback__):
        yield from frame.splitlines()
    quotes = kind.__module__.startswith(DATABASES)
    yield f"{kind.__module__}.{kind.__qualname__}" + ("" if quotes else f": {error}")


def set_up_logging(level: str, handler: logging.Handler) -> None:
    """Send our own log from this level on, and the libraries' warnings, to `handler`.

    Libraries are never heard below WARNING: at DEBUG Slack's client would log bodies, and the database's driver the
    parameters of its statements.
    """
    handler.setFormatter(LineFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def _plain(value: object) -> str:
    text = str(value)
    return text if text.isprintable() and text and not set(text) & set(' ="') else json.dumps(text)
