"""What the bot does of its own accord about how far everybody is."""

from bot.capabilities.progress.use_cases import find_opener
from bot.deps import Deps
from bot.slack.reply import RefreshHome
from maturity_model.events import NoticesDelivered
from maturity_model.notice_kinds import ASKING


async def show_who_was_reached(fact: NoticesDelivered, deps: Deps) -> None:
    """The careers leader who opened the review sees on Home whom the invitations have reached."""
    if not fact.kinds.isdisjoint(ASKING):
        opener = await find_opener(deps.store, fact.workspace, fact.review)
        deps.publisher.show(fact.workspace, RefreshHome(person=opener))
