"""What the bot does of its own accord about how far everybody is."""

from bot.capabilities.progress.use_cases import find_opener
from bot.deps import Deps
from bot.slack.reply import RefreshHome
from maturity_model.events import NoticesDelivered
from maturity_model.notice_kinds import STARTED


async def show_who_was_reached(fact: NoticesDelivered, deps: Deps) -> None:
    """The careers leader who opened the review sees on Home whom invitations and reminders have reached."""
    if not fact.kinds.isdisjoint(STARTED):
        opener = await find_opener(deps.store, fact.workspace, fact.review)
        deps.publisher.show(fact.workspace, RefreshHome(person=opener))
