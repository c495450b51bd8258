"""The log says a fixed message with its fields, and what went wrong below; libraries are not heard chatting."""

import io
import logging
import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DBAPIError

from bot.logs import OURS, set_up_logging


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What goes to the log; everything is as it was afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in OURS}
    root.handlers = []
    set_up_logging("DEBUG", logging.StreamHandler(stream))
    yield stream
    root.handlers, root.level = before[0], before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


def test_a_line_has_the_message_and_its_fields(written: io.StringIO) -> None:
    logging.getLogger("bot.notices").warning("notice refused", extra={"notice": 7, "error": "is archived"})

    (line,) = written.getvalue().splitlines()
    assert line.endswith(' WARNING bot.notices notice refused notice=7 error="is archived"')


def test_a_traceback_stands_under_its_incident(written: io.StringIO) -> None:
    try:
        dict[str, str]()["nothing\nhere"]
    except KeyError:
        logging.getLogger("bot.errors").exception("incident", extra={"incident": "ab12cd34"})

    first, *rest = written.getvalue().splitlines()
    assert first.endswith("incident incident=ab12cd34")
    assert "KeyError: " in "\n".join(rest)
    assert all(line.startswith("    ") for line in rest)


def test_a_field_cannot_begin_a_line_of_its_own(written: io.StringIO) -> None:
    logging.getLogger("bot").warning("odd", extra={"kind": "a\nb=c"})

    assert written.getvalue().count("\n") == 1


def test_libraries_never_write_what_they_send(written: io.StringIO) -> None:
    for name in ("slack_sdk.web.async_client", "slack_bolt", "aiosqlite", "sqlalchemy.engine"):
        logging.getLogger(name).debug("a body")
        logging.getLogger(name).info("a body")

    assert not written.getvalue()


def fail_to_save(note: str) -> None:
    raise DBAPIError("INSERT", {"note": note}, ValueError(note))


def test_what_a_database_quotes_of_an_answer_stays_out_of_the_log(written: io.StringIO) -> None:
    log, note = logging.getLogger("bot.of.the.tests"), secrets.token_hex()

    try:
        try:
            fail_to_save(note)
        except DBAPIError as cause:
            raise RuntimeError("could not save") from cause
    except RuntimeError:
        log.exception("incident")

    assert "sqlalchemy.exc.DBAPIError" in written.getvalue()
    assert "builtins.RuntimeError: could not save" in written.getvalue()
    assert note not in written.getvalue()
