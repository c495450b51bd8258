"""How a reminder is made, and the word to a careers leader about somebody who cannot take part."""

from bot.capabilities.reminding.cards import cannot_take_part_card, reminder_card
from bot.capabilities.reminding.use_cases.answering import look_at_declined
from bot.capabilities.reminding.use_cases.looking import look_at_reminder
from bot.capability import Message, Withheld
from bot.deps import Deps
from maturity_model.ids import PersonId
from maturity_model.notice import Notice
from maturity_model.reminding import Unreminded


async def remind(notice: Notice, deps: Deps) -> Message | Withheld | None:
    """A reminder, for somebody who has rows left and was not reminded today."""
    now = deps.now()
    found = await look_at_reminder(deps.store, notice, zone=deps.zone, now=now)
    if isinstance(found, Unreminded):
        return Withheld(why=found)
    return Message(content=reminder_card(found, now=now, zone=deps.zone)) if found else None


async def tell_declined(notice: Notice, deps: Deps) -> Message | None:
    """That a colleague cannot take part, unless that was settled meanwhile."""
    who, instead = PersonId(notice.about["who"]), notice.about["instead"]
    declined = await look_at_declined(
        deps.store, notice.workspace, notice.about_review, who=who, instead=PersonId(instead) if instead else None
    )
    return Message(content=cannot_take_part_card(declined)) if declined else None
