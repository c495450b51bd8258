"""What happens to answers by the clock."""

import logging
from datetime import datetime

from bot.capabilities.retention.use_cases import delete_old_answers
from bot.deps import Deps

log = logging.getLogger(__name__)


async def delete_due(deps: Deps, now: datetime) -> None:
    """Delete what was kept long enough; the cards that showed it are drawn anew."""
    for review in await delete_old_answers(deps.store, now=now):
        log.info("answers deleted", extra={"review": review})
        deps.wake()
