"""The year after a review: what somebody took on, and the prompts to open the next one."""

from datetime import timedelta

from bot.capabilities.actions import cards as actions
from bot.capabilities.annual import cards as annual
from bot.capabilities.annual.texts import WEEKS
from bot.kit.buttons import ADD_ACTION
from bot.kit.questions import PEOPLE
from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.reading import choice, choices, has
from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import Message
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.waiting import live_for, live_until

ACTIONS = (
    ("Ask every head of department where careers stands in their schemes of work.", timedelta(days=60)),
    ("Find two more employers who come in person.", timedelta(days=120)),
)
STEPS = len(ACTIONS) + 2
SNOOZED_WEEKS = 2
LONGEST_WAIT = 60  # weeks


async def take_actions_on(on: Scene, show: Show) -> None:
    """The careers leader writes down who does what about two rows: a colleague, and themselves."""
    for (text, until), owner in zip(ACTIONS, (on.colleague, on.leader), strict=True):
        await on.leader.press_home(actions.ADD_TO_REVIEW)
        rows = choices(await on.leader.modal(ADD_ACTION), actions.ROW)
        due_on = (on.clock.now() + until).date().isoformat()
        filled = {actions.ROW: rows[min(rows)], actions.TEXT: text, PEOPLE: owner.person, actions.DUE_ON: due_on}
        await on.leader.submit(filled)
        show.step()


async def wait_for_prompt(on: Scene) -> Message:
    """The careers leader is asked to open the next review."""
    return await _next_message(on, on.leader, annual.SNOOZE)


async def live_through_the_year(on: Scene, show: Show) -> None:
    """Actions are done as their owners are reminded; the first prompt is put off, and the others come, too."""
    for owner in (on.colleague, on.leader):
        await owner.press(await _next_message(on, owner, actions.DONE), actions.DONE)
    show.step()
    prompt = await wait_for_prompt(on)
    await on.leader.press(prompt, annual.SNOOZE, chosen=choice(prompt, annual.SNOOZE, WEEKS[SNOOZED_WEEKS]))
    await live_until(on, on.meets_at + timedelta(days=365, weeks=SNOOZED_WEEKS + 1))
    show.step()


async def _next_message(on: Scene, reader: Actor, action: str) -> Message:
    """Let weeks go by until the reader has a message with this button."""
    for _ in range(LONGEST_WAIT):
        if found := [message for message in reader.person.dm() if has(message, action)]:
            return found[-1]
        await live_for(on, days=7)
    raise NotAsPromised(f"{reader.person.name} waited in vain for {action}")
