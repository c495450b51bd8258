"""The demo from its beginning to its end, and an exit status that tells the truth."""

import asyncio
import gc
import time
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from bot.logs import set_up_logging
from bot.rehearsal.actor import NotAsPromised
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.demo.account import measured, tell, tell_files, write_summary
from bot.rehearsal.demo.calendar import faults_by_the_clock, tell_notices
from bot.rehearsal.demo.hub import leave_spreadsheet, perform_hub
from bot.rehearsal.demo.hub_account import tell_hub
from bot.rehearsal.demo.hub_verdict import hub_faults
from bot.rehearsal.demo.kept import Kept, close_file, read_kept
from bot.rehearsal.demo.plan import BEGINS_AT, Plan, UnknownChoice
from bot.rehearsal.demo.progress import showing
from bot.rehearsal.demo.verdict import Mistakes, faults
from bot.rehearsal.reading import NotFound
from bot.rehearsal.scene import Scene, scene
from bot.rehearsal.stand_in import NotPossible
from bot.rehearsal.stories.meeting import Meeting
from bot.rehearsal.stories.opening import name_the_setting, open_the_review, wait_for_invitations
from bot.rehearsal.stories.outcome import pictures, wait_for_outcome
from bot.rehearsal.stories.reflecting import reflect
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.year import STEPS, live_through_the_year, take_actions_on

WELL, NOT_WELL, CANNOT_BEGIN = 0, 1, 2
STOPPED = 130  # as shells say it of whatever Ctrl-C ended


@dataclass(frozen=True, kw_only=True)
class Performance:
    """Everything that happened: what stands in Slack, what the facilitator recorded, what the database holds.

    `agreed` is what it held once the review was agreed, `kept` what it holds after the year.
    """

    on: Scene
    meeting: Meeting
    agreed: Kept
    kept: Kept


def run_demo(plan: Plan) -> int:
    """Run it and tell about it; the exit status is 0 only where everything was as promised."""
    began, console, mistakes = time.monotonic(), Console(highlight=False), Mistakes()
    try:
        plan.find_edition()
        plan.clear_the_stage()
    except (UnknownChoice, OSError) as error:
        console.print(Text(f"The demo cannot begin. {error}"))
        return CANNOT_BEGIN
    set_up_logging("INFO", mistakes)
    try:
        wrong = _show_review(plan, console)
        gc.collect()  # the review's whole Slack goes before the hub's comes
        wrong += [*_show_hub(plan, console), *mistakes.lines]
    except (NotAsPromised, NotFound, NotPossible) as error:
        return _complain(console, [f"{error}.", *mistakes.lines])
    except KeyboardInterrupt:
        console.print("The demo was stopped before its end. What it had done so far is in its folder; run it again.")
        return STOPPED
    if wrong:
        return _complain(console, wrong)
    tell_files(console, plan, measured(time.monotonic() - began))
    return WELL


def _show_review(plan: Plan, console: Console) -> list[str]:
    """Play one whole review and the year after it, and tell about it; gives what was not as promised."""
    with showing(console) as show:
        performance = asyncio.run(perform(plan, show))
    leave_files(plan, performance)
    tell(console, performance.on, performance.agreed)
    tell_notices(console, performance.on, performance.kept)
    found = faults(performance.on, performance.meeting, performance.agreed, ())
    return [*found, *faults_by_the_clock(performance.on, performance.kept)]


def _show_hub(plan: Plan, console: Console) -> list[str]:
    """Play a hub's year, and tell about it; gives what was not as promised."""
    console.print()
    with showing(console) as show:
        performance = asyncio.run(perform_hub(plan, show))
    leave_spreadsheet(plan, performance)
    tell_hub(console, performance)
    tell_notices(console, performance.on, performance.kept)
    return hub_faults(performance)


async def perform(plan: Plan, show: Show) -> Performance:
    """Let everything happen. What was said to Slack is written down, however it ends.

    Raises:
        NotAsPromised: something did not happen, or somebody saw an error.
        NotFound: something was not where it should have been.
        NotPossible: a button was not there to be pressed.
    """
    async with scene(plan.casting(), SteppedClock(BEGINS_AT)) as on:
        try:
            meeting = await _play(on, show)
            agreed = await read_kept(plan, on)
            await _live_on(on, show)
        finally:
            on.slack.write_transcript(plan.transcript)
    kept = await read_kept(plan, on)
    close_file(plan.database)
    return Performance(on=on, meeting=meeting, agreed=agreed, kept=kept)


def leave_files(plan: Plan, performance: Performance) -> None:
    """Write the summary and the picture."""
    write_summary(plan, performance.on.edition, performance.agreed, performance.kept.notices)
    for png in pictures(performance.on):
        plan.picture.write_bytes(png)


async def _play(on: Scene, show: Show) -> Meeting:
    people, rows = len(on.colleagues), len(on.edition.rows)
    show.part("First use, and opening a review", 1)
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


async def _live_on(on: Scene, show: Show) -> None:
    """The year after: actions, the prompts for the next review, and old answers that are deleted."""
    show.part("The year after", STEPS)
    await take_actions_on(on, show)
    await live_through_the_year(on, show)


def _complain(console: Console, wrong: list[str]) -> int:
    for sentence in wrong:
        console.print(Text(f"Not as promised: {sentence}", style="bold red"), soft_wrap=True)
    return NOT_WELL
