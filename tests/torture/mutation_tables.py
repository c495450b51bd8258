"""Mutants of the tables and numbers behind the rules, which mutmut leaves alone as they stand in no function.

Each is put in place in a process of its own before the tests are loaded: `python -m tests.torture.mutation_tables N`.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot import notices
from maturity_model import disclosure, permission
from maturity_model.disclosure import Audience, Moment
from maturity_model.permission import Action, Standing
from tests.torture.verdict import Verdict

PROJECT = Path(__file__).parents[2]
TESTS = {
    permission: "tests/maturity_model/test_permission.py",
    disclosure: "tests/maturity_model/test_disclosure.py",
    notices: "tests/bot/test_notices.py",
}
AT_ONCE = 2


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """Another value for a name of a module."""

    says: str
    module: ModuleType
    name: str
    value: Any


def mutants() -> tuple[Mutant, ...]:
    """Every cell of the two tables the other way round, and every number one more and one less."""
    return (*_permissions(), *_audiences(), *_numbers())


def _permissions() -> Iterator[Mutant]:
    for action in Action:
        for standing in Standing:
            value = {**permission.WHO_MAY, action: permission.WHO_MAY[action] ^ {standing}}
            yield Mutant(says=f"{standing}: {action}", module=permission, name="WHO_MAY", value=value)


def _audiences() -> Iterator[Mutant]:
    told_from = disclosure._TOLD_FROM
    for audience in Audience:
        for moment in (*Moment, None):
            if moment is not told_from.get(audience):
                value = {one: since for one, since in {**told_from, audience: moment}.items() if since}
                says = f"{audience} is told from {moment.name if moment else 'never'}"
                yield Mutant(says=says, module=disclosure, name="_TOLD_FROM", value=value)


def _numbers() -> Iterator[Mutant]:
    for module, name in ((disclosure, "FEWEST_SHOWN"), (notices, "MOST_COPIES")):
        for step in (-1, 1):
            value = getattr(module, name) + step
            yield Mutant(says=f"{name} is {value}", module=module, name=name, value=value)


async def tables(*, every: int = 1) -> Verdict:
    """Let the tests meet every mutant, or every so many-th."""
    numbers, turn = range(0, len(mutants()), every), asyncio.Semaphore(AT_ONCE)

    async def survives(number: int) -> bool:
        async with turn:
            words = ("-m", "tests.torture.mutation_tables", str(number))
            process = await asyncio.create_subprocess_exec(
                sys.executable, *words, cwd=PROJECT, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
            )
            return await process.wait() != pytest.ExitCode.TESTS_FAILED

    ends = await asyncio.gather(*(survives(number) for number in numbers))
    met = [mutants()[number] for number in numbers]
    found = tuple(f"no test notices: {mutant.says}" for mutant, survived in zip(met, ends, strict=True) if survived)
    killed = f"{len(met) - len(found)} ({1 - len(found) / len(met):.1%})"
    name = "a wrong cell of who may do what and who is told when, a number one off"
    return Verdict(fault=name, trials=len(met), found=found, beside=(("killed", killed),))


def main() -> int:
    """Put the mutant of this number in place, and let its tests judge."""
    mutant = mutants()[int(sys.argv[1])]
    setattr(mutant.module, mutant.name, mutant.value)
    return int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-k", "not postgresql", TESTS[mutant.module]]))


if __name__ == "__main__":
    sys.exit(main())
