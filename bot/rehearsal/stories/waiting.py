"""Time passes, and everything that falls due meanwhile happens in its turn."""

from datetime import datetime, timedelta

from bot.app import Bot
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.scene import Scene

LONGEST_STEP = timedelta(days=7)
"""What no notice announces, such as old answers that are deleted, is looked for at least that often."""


async def live_until(on: Scene, moment: datetime) -> None:
    """Let it be that time; whatever is due before then happens when it is due."""
    await let_pass(on.bot, on.clock, moment)


async def live_for(on: Scene, **how_long: float) -> None:
    """Let so much time pass: `live_for(on, days=2)`."""
    await live_until(on, on.clock.now() + timedelta(**how_long))


async def let_pass(bot: Bot, clock: SteppedClock, moment: datetime) -> None:
    """Move the bot's clock from one thing that is due to the next, until it is that time."""
    await bot.settle()  # what is due already is sent or put off first
    while (now := clock.now()) < moment:
        due_at = await bot.next_due_at()
        clock.move_to(min(at for at in (due_at, now + LONGEST_STEP, moment) if at and at > now))
        await bot.settle()
