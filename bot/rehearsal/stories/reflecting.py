"""Two weeks in which colleagues reflect, a few at a time and in two sittings each, all by pressing buttons."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable, Sequence
from random import Random

from bot.rehearsal.colleague import Colleague
from bot.rehearsal.scene import Scene
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.waiting import live_for

AT_ONCE = 12
DAYS_OF_REFLECTING = 8.0  # from a Monday on: with one crowd they sit down on a Friday and a Tuesday


async def reflect(on: Scene, show: Show) -> None:
    """Everybody answers some rows one day and the rest another day; a dozen of them sit down at the same time."""
    await reflect_for_one_sitting(on, show)
    async for crowd in _crowds(on):
        await _together(_second_sitting(colleague, show) for colleague in crowd)


async def reflect_for_one_sitting(on: Scene, show: Show) -> None:
    """Everybody answers some rows, and leaves the rest for later."""
    async for crowd in _crowds(on):
        await _together(_first_sitting(colleague, on.seed, show) for colleague in crowd)


async def answer_the_rest(colleagues: Iterable[Colleague], show: Show) -> None:
    """These colleagues answer every row that they still can, from wherever each of them has got to."""
    waiting = list(colleagues)
    for first in range(0, len(waiting), AT_ONCE):
        await _together(_answer_the_rest(colleague, show) for colleague in waiting[first : first + AT_ONCE])


async def _together(sittings: Iterable[Coroutine[None, None, None]]) -> None:
    """Side by side; where something goes wrong for one of them, nobody plays on."""
    try:
        async with asyncio.TaskGroup() as crowd:
            for sitting in sittings:
                crowd.create_task(sitting)
    except ExceptionGroup as wrong:
        raise wrong.exceptions[0] from None


async def _crowds(on: Scene) -> AsyncIterator[Sequence[Colleague]]:
    """A dozen at a time, and some days before each of them."""
    firsts = range(0, len(on.colleagues), AT_ONCE)
    for first in firsts:
        await live_for(on, days=DAYS_OF_REFLECTING / (2 * len(firsts)))
        yield on.colleagues[first : first + AT_ONCE]


async def _first_sitting(colleague: Colleague, seed: int, show: Show) -> None:
    await colleague.begin()
    enough = Random(f"{seed} {colleague.part.name} first sitting").randint(1, len(colleague.edition.rows) - 1)
    while len(colleague.pressed) < enough:
        await colleague.answer()
        show.step()
    await colleague.leave()


async def _second_sitting(colleague: Colleague, show: Show) -> None:
    await colleague.carry_on()
    while len(colleague.pressed) < len(colleague.edition.rows):
        await colleague.answer()
        show.step()


async def _answer_the_rest(colleague: Colleague, show: Show) -> None:
    if not await colleague.sits_down():
        return
    while colleague.can_answer():
        await colleague.answer()
        show.step()
