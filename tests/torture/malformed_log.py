"""What the log may say of requests that make no sense: that there was one, and nothing of what it held."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import OURS, LineFormatter
from tests.torture.malformed_account import Account
from tests.torture.malformed_bodies import MARK
from tests.torture.malformed_fields import HUGE

KNOWN = re.compile(
    r"\S+ (?:"
    r"WARNING bot\.slack\.guard request refused reason=(?:form|\"signature or size\")"
    r"|WARNING bot\.\w+(?:\.\w+)? payload not understood(?: error=\w+)?"
    r"|WARNING bot\.slack\.publisher not shown failure=\w+ error=[\w\"]*"
    r"|WARNING bot\.notices notice refused notice=\d+ kind=\w+ error=\w+"
    r"|INFO bot\.slack\.publisher (?:card is gone|message not deleted) error=\w+"
    r"|ERROR slack_bolt\.AsyncMultiTeamsAuthorization Although the app should be installed into this workspace, .*"
    r")"
)
PRIVATE = (MARK, HUGE[:20], "xoxb-", "Governors", "Hillside")


def tells(line: str) -> bool:
    """Whether a line of the log is one that nobody foresaw, or holds something private."""
    return not KNOWN.fullmatch(line) or any(word in line for word in PRIVATE)


class _Ear(logging.Handler):
    def __init__(self, account: Account) -> None:
        super().__init__()
        self.setFormatter(LineFormatter())
        self._account = account

    def emit(self, record: logging.LogRecord) -> None:
        written = self.format(record)
        if tells(written):
            self._account.find(f"logged {written}")


@contextmanager
def overheard(account: Account) -> Iterator[None]:
    """Whatever is logged inside the block and should not be, is found."""
    ear, root = _Ear(account), logging.getLogger()
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
