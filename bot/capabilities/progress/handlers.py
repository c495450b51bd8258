"""What a careers leader presses where an invitation did not arrive."""

from bot.capabilities.progress.cards import SEND_AGAIN
from bot.capabilities.progress.use_cases import SendAgain, send_again
from bot.deps import Deps
from bot.kit.buttons import OfReview
from bot.slack.payloads import Click
from bot.slack.reply import RefreshHome, Reply
from bot.slack.router import Router

router: Router[Deps] = Router()


@router.click(SEND_AGAIN)
async def send(click: Click, deps: Deps) -> Reply:
    review = OfReview.decode(click.value).review
    await send_again(
        deps.store, SendAgain(workspace=click.workspace, person=click.person, review=review), now=deps.now()
    )
    deps.wake()
    return RefreshHome(person=click.person)
