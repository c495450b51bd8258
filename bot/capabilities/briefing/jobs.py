"""How the brief, the word to the channel and the opening button are made."""

from bot.capabilities.briefing.cards import beginning_card, brief_card, time_to_open_card
from bot.capabilities.briefing.use_cases import Briefing, look_at_beginning, look_at_briefing
from bot.capability import Message, Withheld
from bot.deps import Deps
from bot.kit.availability import refuse_shared
from maturity_model.notice import Notice
from maturity_model.reminding import Unreminded


async def brief(notice: Notice, deps: Deps) -> Message | Withheld | None:
    """The facilitator's brief, while the meeting is ahead."""
    found = await _briefing(notice, deps)
    return Message(content=brief_card(found, deps.zone)) if isinstance(found, Briefing) else found


async def bring_opening(notice: Notice, deps: Deps) -> Message | Withheld | None:
    """The button that opens the meeting, for as long as it is not open."""
    found = await _briefing(notice, deps)
    return Message(content=time_to_open_card(found)) if isinstance(found, Briefing) else found


async def announce_beginning(notice: Notice, deps: Deps) -> Message | None:
    """What is going to happen, to the channel, unless the meeting is open already.

    Raises:
        Refused: the channel is shared with another organisation by now.
    """
    found = await look_at_beginning(deps.store, notice, now=deps.now())
    if found is None:
        return None
    await refuse_shared(deps.directory, notice.workspace, found[0].channel)
    return Message(content=beginning_card(*found))


async def _briefing(notice: Notice, deps: Deps) -> Briefing | Withheld | None:
    found = await look_at_briefing(deps.store, notice, zone=deps.zone, now=deps.now())
    return Withheld(why=found) if isinstance(found, Unreminded) else found
