"""What careers consultants are told of settings that join and leave."""

from bot.capabilities.hubs.cards import news_card
from bot.capabilities.hubs.use_cases.looking import look_at_joining
from bot.capability import Message
from bot.deps import Deps
from maturity_model.notice import Notice
from maturity_model.notice_kinds import SETTING_JOINED


async def joining_message(notice: Notice, deps: Deps) -> Message | None:
    """The news of a setting that joined or left, unless its reader has nothing to do with the hub any more."""
    news = await look_at_joining(deps.store, notice)
    return Message(content=news_card(news, joined=notice.kind == SETTING_JOINED)) if news else None
