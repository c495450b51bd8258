"""How the log is written: a fixed message and its fields on a line, what went wrong on the lines below."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

OURS = ("bot", "charts", "maturity_model", "storage")
_ALWAYS_THERE = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class LineFormatter(logging.Formatter):
    """Writes `time level logger message field=value …`; a traceback follows, each of its lines indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, and its traceback below."""
        lines = [" ".join(self._words(record))]
        if record.exc_info:
            lines += [f"    {line}" for line in self.formatException(record.exc_info).splitlines()]
        return "\n".join(lines)

    def _words(self, record: logging.LogRecord) -> Iterator[str]:
        yield datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        yield record.levelname
        yield record.name
        yield record.getMessage().replace("\n", " ")
        for name, value in vars(record).items():
            if name not in _ALWAYS_THERE:
                yield f"{name}={_plain(value)}"


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
