"""A guide is read in a process of its own, which nobody waits for without end, and which leaves nothing behind."""

import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.guide.apart import PATIENCE, read_apart
from bot.guide.document import Unreadable
from bot.guide.findings import Settled
from bot.guide.text import read_text
from tests.bot.guide.made import inflating_pdf, make_pdf
from tests.bot.guide.small import GUIDE as SMALL
from tests.bot.guide.typed import LINES, SETTLED, as_workbook

ACCEPT = Settled(accept=True)
MEGABYTE = 1024 * 1024

# What a program that reads a guide apart loads on either side. It runs as the program itself would, without pytest.
ASK_BOTH_SIDES = """
import asyncio, json, sys
from multiprocessing import get_context
from pebble import ProcessPool
from bot.guide import apart

def loaded():
    return [name for name in ("pdfplumber", "openpyxl", "slack_bolt", "sqlalchemy") if name in sys.modules]

code = "[n for n in ('slack_bolt', 'sqlalchemy', 'matplotlib', 'bot.guide.apart') if n in __import__('sys').modules]"
pool = ProcessPool(max_workers=1, context=get_context("spawn"), initializer=apart._settle_in, initargs=(2**30,))
print(json.dumps({"here": loaded(), "worker": pool.schedule(eval, args=(code,)).result()}))
pool.close()
pool.join()
"""


async def test_what_is_found_apart_is_what_is_found_here() -> None:
    findings = await read_apart(SMALL.encode(), "guide.txt", ACCEPT)

    assert findings.edition
    assert (await read_apart(make_pdf(read_text(SMALL)), "guide.pdf", ACCEPT)).edition == findings.edition


async def test_a_workbook_is_read_apart() -> None:
    assert (await read_apart(as_workbook(LINES), "model.xlsx", SETTLED)).edition


async def test_a_refusal_comes_across_as_it_is() -> None:
    with pytest.raises(Unreadable, match="doesn't look like the guide") as refused:
        await read_apart(b"Dear all", "letter.txt", ACCEPT)

    assert refused.value.reason == str(refused.value)


async def test_a_file_that_takes_too_long_is_given_up() -> None:
    begun = time.monotonic()

    with pytest.raises(Unreadable, match="too long"):
        await read_apart(inflating_pdf(9, of=b"0 0 9 9 re f "), "guide.pdf", ACCEPT, patience=1)

    assert time.monotonic() - begun < PATIENCE
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit there")
async def test_a_file_that_takes_too_much_memory_is_refused_and_the_bot_lives() -> None:
    with pytest.raises(Unreadable, match="more memory"):
        await read_apart(inflating_pdf(400), "guide.pdf", ACCEPT, most_memory=300 * MEGABYTE)

    assert multiprocessing.active_children() == []


class _Deadly(str):
    """A name that ends the process which takes it on."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


async def test_a_reader_that_is_killed_is_a_refusal() -> None:
    slow = inflating_pdf(9, of=b"0 0 9 9 re f ")
    reading = asyncio.create_task(read_apart(slow, "guide.pdf", ACCEPT))
    await asyncio.sleep(3)

    [reader] = multiprocessing.active_children()
    reader.kill()

    with pytest.raises(Unreadable, match="too much"):
        await reading


async def test_a_reader_that_dies_before_it_begins_is_a_refusal_as_well() -> None:
    with pytest.raises(Unreadable, match="too much"):
        await read_apart(SMALL.encode(), _Deadly(), ACCEPT)


async def test_a_file_that_is_too_large_goes_to_no_process() -> None:
    with pytest.raises(Unreadable, match="20 MB"):
        await asyncio.wait_for(read_apart(bytes(21 * MEGABYTE), "guide.pdf", ACCEPT), PATIENCE)


async def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    await read_apart(as_workbook(LINES), "model.xlsx", SETTLED)
    with pytest.raises(Unreadable):
        await read_apart(b"%PDF-1.7", "guide.pdf", ACCEPT)

    assert not any(os.scandir(tmp_path))


def test_the_bot_loads_no_reader_and_the_reader_no_slack_and_no_sql() -> None:
    said = subprocess.run([sys.executable, "-c", ASK_BOTH_SIDES], capture_output=True, text=True, check=True)

    assert json.loads(said.stdout) == {"here": [], "worker": ["bot.guide.apart"]}
