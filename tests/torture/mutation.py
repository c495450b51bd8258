"""Small mistakes are made on purpose in the rules that matter most, one at a time, and the tests must notice.

The rules and the tests are named in pyproject.toml under [tool.mutmut]; the mistakes are mutmut's. What survives is
held against a table in which each survivor that may be one is explained.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.postgres import RUNNING
from tests.torture.databases import cluster
from tests.torture.mutation_explained import EXPLAINED
from tests.torture.mutation_tables import tables
from tests.torture.verdict import Size, Verdict

PROJECT = Path(__file__).parents[2]
COPIED = ("bot", "charts", "maturity_model", "storage", "tests", "pyproject.toml", "app_manifest.yml")
KILLED = frozenset({"killed", "timeout", "segfault"})
MOST_AT_ONCE = 4
FEWEST_KILLED = 0.95
A_FEW = 15  # every so many-th mutant of the tables


class MutationFailed(Exception):
    """The tests do not pass even without a mutant, or there was none; the text holds mutmut's last words."""


Survivor = tuple[str, str, str]
"""File, line before, line after."""


async def torture(size: Size) -> Sequence[Verdict]:
    """Every mutant of the rules; small, a few of the tables', and whether those explained still speak of true lines."""
    if size is Size.SMALL:
        known = Verdict(fault="mutants explained that are none any more", trials=len(EXPLAINED), found=(*stale(),))
        return [known, await tables(every=A_FEW)]
    with tempfile.TemporaryDirectory(prefix="careers-review-") as folder, cluster() as server:
        copy, environment = Path(folder), {RUNNING: str(server.folder)}
        _copy_project(copy)
        await _mutmut(copy, environment, "run", "--max-children", str(min(os.cpu_count() or 1, MOST_AT_ONCE)))
        ends = await _ends(copy, environment)
        if slow := [name for name, end in ends.items() if end == "timeout"]:  # or held up by a busy machine
            await _mutmut(copy, environment, "run", "--max-children", "1", *slow)
            ends = await _ends(copy, environment)
        survivors = {name for name, end in ends.items() if end not in KILLED}
        shown = [changed(await _mutmut(copy, environment, "show", name)) for name in sorted(survivors)]
    return [judged(len(ends), shown), await tables()]


def stale() -> Iterator[str]:
    """What the table explains although no such line stands there, or twice."""
    for known in EXPLAINED:
        lines = [line.strip() for line in (PROJECT / known.file).read_text("utf-8").splitlines()]
        if known.before not in lines:
            yield f"{known.file} has no line “{known.before}” any more"
    for known in {known for known in EXPLAINED if EXPLAINED.count(known) > 1}:
        yield f"{known.file}: “{known.after}” is explained twice"


def judged(mutants: int, survivors: Sequence[Survivor]) -> Verdict:
    """The verdict on so many mutants, of which these survived."""
    explained = {(known.file, known.before, known.after) for known in EXPLAINED}
    found = [
        f"{file}: no test notices “{after}” instead of “{before}”"
        for file, before, after in survivors
        if (file, before, after) not in explained
    ]
    killed, unexplained = mutants - len(survivors), len(found)
    if killed < FEWEST_KILLED * mutants:
        found.append(f"only {killed / mutants:.1%} of the mutants were killed")
    figures = {
        "killed": f"{killed:,} ({killed / mutants:.1%})",
        "survived and explained": f"{len(survivors) - unexplained}",
    }
    name = "a mistake in the disclosure rule, permissions, the guard or claims"
    return Verdict(fault=name, trials=mutants, found=tuple(found), beside=tuple(figures.items()))


def changed(shown: str) -> Survivor:
    """File, line before and line after, from the diff that mutmut shows."""
    lines = shown.splitlines()
    file = next(line.removeprefix("--- ").split("\t")[0] for line in lines if line.startswith("--- "))
    before = [line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")]
    after = [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]
    return file, " ".join(before), " ".join(after)


async def _ends(copy: Path, environment: Mapping[str, str]) -> Mapping[str, str]:
    """What became of each mutant, in mutmut's words."""
    results = await _mutmut(copy, environment, "results", "--all", "true")
    pairs = [line.strip().rsplit(": ", 1) for line in results.splitlines() if ": " in line]
    return {name: end for name, end in pairs if "__mutmut_" in name}


def _copy_project(copy: Path) -> None:
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, copy / name)


async def _mutmut(folder: Path, environment: Mapping[str, str], *words: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "mutmut", *words),
        cwd=folder,
        env={**os.environ, **environment},
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
    )
    said, _ = await process.communicate()
    text = said.decode(errors="replace")
    if process.returncode != 0:
        raise MutationFailed(text[-4000:])
    return text
