"""Two weeks in which colleagues reflect, a few at a time and in two sittings each, all by pressing buttons."""

import asyncio
from random import Random

from bot.rehearsal.colleague import Colleague
from bot.rehearsal.scene import Scene
from bot.rehearsal.stories.show import Show

AT_ONCE = 12
DAYS_OF_REFLECTING = 10.0


async def reflect(on: Scene, show: Show) -> None:
    """Everybody answers some rows one day and the rest another day; a dozen of them sit down at the same time."""
    crowds = [on.colleagues[first : first + AT_ONCE] for first in range(0, len(on.colleagues), AT_ONCE)]
    pause = DAYS_OF_REFLECTING / (2 * len(crowds))
    for crowd in crowds:
        on.clock.advance(days=pause)
        await asyncio.gather(*(_first_sitting(colleague, on.seed, show) for colleague in crowd))
    for crowd in crowds:
        on.clock.advance(days=pause)
        await asyncio.gather(*(_second_sitting(colleague, show) for colleague in crowd))


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
