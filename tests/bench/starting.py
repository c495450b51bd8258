"""Starting: the imports of the bot against those of the libraries it names, and what it holds of the memory."""

import ast
import asyncio
import compileall
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench import bots, school
from tests.bench.bots import Process
from tests.bench.clicking import crowd, requests_of
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, agreeing, at_most, in_turns, middle
from tests.bench.load import click_together

OURS = ("bot", "charts", "maturity_model", "storage")
BOT, LIBRARIES, LIBRARIES_AGAIN = "imports of the bot", "imports of its libraries", "imports of its libraries again"
PEOPLE, EACH = 10, 30
KEPT_OUT = "matplotlib"
LOADED = "import bot.app, json, sys; print(json.dumps(sorted(sys.modules)))"


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """Time to import, and resident memory after 300 clicks."""
    _compile()
    loaded = json.loads(subprocess.check_output([sys.executable, "-c", LOADED], text=True))
    libraries = f"import {', '.join(libraries_of(loaded))}"
    programs = {BOT: "import bot.app", LIBRARIES: libraries, LIBRARIES_AGAIN: libraries}
    rounds = in_turns({name: partial(_seconds, program) for name, program in programs.items()}, extent.rounds)
    seconds = {name: middle(each) for name, each in rounds.items()}
    against = seconds[BOT] / ((seconds[LIBRARIES] + seconds[LIBRARIES_AGAIN]) / 2)
    yield (
        "Starting",
        [
            *(Figure(what=name, measured=f"{seconds[name] * 1000:.0f} ms") for name in seconds),
            agreeing("libraries and again", seconds[LIBRARIES], seconds[LIBRARIES_AGAIN]),
            at_most("bot against its libraries", against, 1.25),
            at_most("modules of matplotlib", sum(name.partition(".")[0] == KEPT_OUT for name in loaded), 0),
        ],
    )
    yield "Memory", list(_memory())


def libraries_of(loaded: list[str]) -> list[str]:
    """The modules of others that our loaded modules import by name."""
    named: set[str] = set()
    for module in loaded:
        if module.partition(".")[0] in OURS:
            named |= _imported_by(module)
    third_party = {name for name in named if name.partition(".")[0] not in {*OURS, *sys.stdlib_module_names}}
    return sorted(name for name in third_party if name in loaded)


def _imported_by(module: str) -> set[str]:
    path = Path(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    named: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named.add(node.module)
    return named


def _seconds(program: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - began


def _compile() -> None:
    """Write our bytecode, as an installation does: the libraries have theirs, and a checkout may not."""
    for package in OURS:
        compileall.compile_dir(package, quiet=1)


def _memory() -> Iterator[Figure]:
    with ExitStack() as stack:
        sink, databases = stack.enter_context(bots.sink()), stack.enter_context(Databases())
        card = school.card(school.EDITION.rows[1])
        floor = stack.enter_context(bots.floor("sqlite", sink, url=databases.sqlite("floor"), card=card))
        bot = stack.enter_context(bots.ours(sink, url=databases.with_review(databases.sqlite("bot"))))
        theirs, mine = _after_clicks(floor), _after_clicks(bot)
    yield Figure(what="(iv) after 300 clicks", measured=f"{theirs:.0f} MiB")
    yield Figure(what="the bot after 300 clicks", measured=f"{mine:.0f} MiB")
    yield at_most("bot against (iv)", mine / theirs, 1.3)


def _after_clicks(process: Process) -> float:
    asyncio.run(click_together(process.port, requests_of(crowd(range(PEOPLE), EACH))))
    return process.resident_mib
