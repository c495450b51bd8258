"""The demo from its beginning to its end, and an exit status that tells the truth."""

import asyncio
import time

from rich.console import Console
from rich.text import Text

from bot.logs import set_up_logging
from bot.rehearsal.actor import NotAsPromised
from bot.rehearsal.demo.account import measured, tell, tell_files, write_summary
from bot.rehearsal.demo.meeting import Meeting
from bot.rehearsal.demo.opening import name_the_setting, open_the_review, wait_for_invitations
from bot.rehearsal.demo.outcome import pictures, read_back, wait_for_outcome
from bot.rehearsal.demo.plan import Plan, UnknownChoice
from bot.rehearsal.demo.progress import Show, showing
from bot.rehearsal.demo.reflecting import reflect
from bot.rehearsal.demo.scene import Scene, scene
from bot.rehearsal.demo.verdict import Mistakes, faults
from bot.rehearsal.reading import NotFound
from bot.rehearsal.stand_in import NotPossible

WELL, NOT_WELL, CANNOT_BEGIN = 0, 1, 2


def run_demo(plan: Plan) -> int:
    """Run it, and give the exit status: 0 only where everything was as promised."""
    began, console, mistakes = time.monotonic(), Console(highlight=False), Mistakes()
    try:
        plan.find_edition()
        plan.clear_the_stage()
    except (UnknownChoice, OSError) as error:
        console.print(Text(f"The demo cannot begin. {error}"))
        return CANNOT_BEGIN
    set_up_logging("INFO", mistakes)
    try:
        wrong = asyncio.run(rehearse(plan, console, mistakes))
    except (NotAsPromised, NotFound, NotPossible) as error:
        wrong = [f"{error}.", *mistakes.lines]
    for sentence in wrong:
        console.print(Text(f"Not as promised: {sentence}", style="bold red"))
    if not wrong:
        tell_files(console, plan, measured(time.monotonic() - began))
    return NOT_WELL if wrong else WELL


async def rehearse(plan: Plan, console: Console, mistakes: Mistakes) -> list[str]:
    """Let everything happen, write the files, tell about it, and give whatever is not as promised."""
    async with scene(plan) as on:
        try:
            with showing(console) as show:
                meeting = await _play(on, show)
        finally:
            on.slack.write_transcript(plan.transcript)
    kept = await read_back(plan, on)
    write_summary(plan, on.edition, kept)
    for png in pictures(on):
        plan.picture.write_bytes(png)
    tell(console, on, kept)
    return faults(on, meeting, kept, mistakes)


async def _play(on: Scene, show: Show) -> Meeting:
    people, rows = len(on.colleagues), len(on.edition.rows)
    show.part("The workspace's admin names the setting, the careers leader opens a review", 1)
    await name_the_setting(on)
    await open_the_review(on)
    show.step()
    show.part("Invitations arrive", people + 1)
    await wait_for_invitations(on, show)
    show.part("Colleagues reflect", people * rows)
    await reflect(on, show)
    show.part("The meeting agrees row by row", rows)
    meeting = Meeting(on=on, show=show)
    await meeting.hold()
    show.part("The outcome arrives in the thread", 1)
    await wait_for_outcome(on)
    show.step()
    return meeting
