"""What the log may say of requests that make no sense: that there was one, and nothing of what it held."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.logs import OURS, LineFormatter
from tests.torture.malformed_bodies import MARK
from tests.torture.malformed_fields import HUGE

KNOWN = re.compile(
    r"\S+ (?:"
    r"WARNING bot\.slack\.guard request refused reason=(?:form|\"signature or size\")"
    r"|WARNING bot\.\w+(?:\.\w+)? payload not understood(?: error=\w+)?"
    r"|WARNING bot\.slack\.publisher not shown failure=\w+ error=[\w\"]*"
    r"|WARNING bot\.notices notice refused notice=\d+ kind=\w+ error=\w+"
    r"|INFO bot\.slack\.publisher (?:card is gone|message not deleted) error=\w+"
    r"|WARNING bot\.slack\.serving workspace not known"
    r")"
)
Find = Callable[[str], None]
PRIVATE = (MARK, HUGE[:20], "xoxb-", "Governors", "Hillside")


def tells(line: str) -> bool:
    """Whether a line of the log is one that nobody foresaw, or holds something private."""
    return not KNOWN.fullmatch(line) or any(word in line for word in PRIVATE)


class _Ear(logging.Handler):
    def __init__(self, find: Find, tells: Callable[[str], bool]) -> None:
        super().__init__()
        self.setFormatter(LineFormatter())
        self._find = find
        self._tells = tells

    def emit(self, record: logging.LogRecord) -> None:
        written = self.format(record)
        if self._tells(written):
            self._find(f"logged {written}")


@contextmanager
def overheard(find: Find, tells: Callable[[str], bool] = tells) -> Iterator[None]:
    """Whatever is logged inside the block and `tells` something, is found."""
    ear, root = _Ear(find, tells), logging.getLogger()
    root.addHandler(ear)
    levels = {name: logging.getLogger(name).level for name in OURS}
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(ear)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
