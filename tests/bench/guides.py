"""Reading a guide of the official one's size, and answering a row in an imported wording against the built-in one."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.capabilities.reflection.use_cases.answering import RecordReflection, record_reflection
from bot.guide.text import read_text
from maturity_model.catalog import COLUMNS, Edition, EditionId, Wording
from maturity_model.ids import WorkspaceId
from storage.schema import upgrade
from storage.store import Store, open_store
from tests import given
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, at_most, in_turns, middle
from tests.bot.guide.made import Layout, make_pdf

TIMES_AS_LONG = 3  # our summary's statements, so often, come to the length of the publisher's
MOST_SECONDS, MOST_MEMORY = {"as text": 1.0, "as PDF": 30.0}, 300.0
MOST_CLICK = 1.2
CLICKS, QUICK_CLICKS = 400, 40
READER = """
import json, re, sys, time
began = time.perf_counter()
from bot.guide.findings import Settled
from bot.guide.reading import read_guide
findings = read_guide(open(sys.argv[1], "rb").read(), sys.argv[1], Settled(accept=True))
most = int(re.search(r"VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())[1]) / 1024
print(json.dumps({"rows": findings.rows, "seconds": time.perf_counter() - began, "memory": most}))
"""


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """A guide in each form, read in a process of its own; then both wordings, answered in turns on each database."""
    yield "Reading a guide", list(_readings(1 if extent.quick else 5))
    with ExitStack() as stack:
        databases = stack.enter_context(Databases())
        for kind, new in {"SQLite": databases.sqlite, "PostgreSQL": databases.postgresql}.items():
            took = asyncio.run(_answer(new("wordings"), QUICK_CLICKS if extent.quick else CLICKS))
            yield f"Answering a row, {kind}", list(_clicks(took))


def guide_text(edition: Edition) -> str:
    """A guide with the rows of an edition, each statement as long as the publisher's are, in the publisher's form."""
    lines = ["# Careers Impact Maturity Model: Schools", "## Changes of September 2026"]
    for theme in edition.themes:
        benchmarks = " and ".join(map(str, theme.benchmarks))
        lines += ["", f"# {theme.title} (Benchmarks {benchmarks})", ""]
        lines += ["\t".join((f"{row.id} {row.title}", *map(_long, row.statements))) for row in theme.rows]
    return "\n".join(lines)


def _long(statement: str) -> str:
    return "".join(f"<p>{statement}</p>" for _ in range(TIMES_AS_LONG))


def _readings(rounds: int) -> Iterator[Figure]:
    text = guide_text(given.built_in())
    with TemporaryDirectory(prefix="careers-review-") as folder:
        files = {"as text": Path(folder, "guide.txt"), "as PDF": Path(folder, "guide.pdf")}
        files["as text"].write_text(text, "utf-8")
        files["as PDF"].write_bytes(make_pdf(read_text(text), Layout()))
        read = in_turns({form: lambda file=file: _read(file) for form, file in files.items()}, rounds)  # type: ignore[misc]
    for form, samples in read.items():
        seconds = middle(sample["seconds"] for sample in samples)
        yield Figure(what=f"{form}, in a process that starts with it", measured=f"{seconds:.2f} s")
        yield at_most(f"{form}, against {MOST_SECONDS[form]:g} s", seconds / MOST_SECONDS[form], 1)
        memory = max(sample["memory"] for sample in samples)
        yield at_most(f"memory {form} ({memory:.0f} MiB), against {MOST_MEMORY:g}", memory / MOST_MEMORY, 1)


def _read(file: Path) -> Mapping[str, float]:
    told = subprocess.run([sys.executable, "-c", READER, file], check=True, capture_output=True, text=True)
    sample: Mapping[str, float] = json.loads(told.stdout)
    if sample["rows"] != len(given.built_in().rows):
        message = "not every row was read"
        raise AssertionError(message)
    return sample


def _clicks(took: Mapping[str, list[float]]) -> Iterator[Figure]:
    middles = {wording: middle(times) for wording, times in took.items()}
    for wording, milliseconds in middles.items():
        yield Figure(what=wording, measured=f"{milliseconds:.2f} ms")
    built_in, imported = middles.values()
    yield at_most("an imported wording, against the built-in one", imported / built_in, MOST_CLICK)


async def _answer(url: str, clicks: int) -> Mapping[str, list[float]]:
    await upgrade(url)
    store = await open_store(url)
    official = replace(given.built_in(), id=EditionId("official"), wording=Wording.OFFICIAL)
    await given.installed(store, official)
    requests = {
        "the built-in wording": await _asked(store, given.built_in(), WorkspaceId("T0BUILTIN")),
        "an imported wording": await _asked(store, official, WorkspaceId("T0IMPORTED")),
    }
    took: dict[str, list[float]] = {wording: [] for wording in requests}
    for turn in range(clicks):
        for wording in sorted(requests, reverse=bool(turn % 2)):
            request = replace(requests[wording], column=COLUMNS[turn % len(COLUMNS)])
            began = time.perf_counter()
            await record_reflection(store, request, now=given.NOW)
            took[wording].append((time.perf_counter() - began) * 1_000)
    await store.close()
    return took


async def _asked(store: Store, edition: Edition, workspace: WorkspaceId) -> RecordReflection:
    (person,) = given.colleagues(1)
    review = replace(given.review(person, workspace=workspace), edition=edition.id)
    await given.kept(store, review)
    return RecordReflection(
        workspace=workspace, review=review.id, person=person, row=edition.rows[0].id, column=COLUMNS[0]
    )
