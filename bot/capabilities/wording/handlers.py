"""What is pressed on any row's card to look closer at its words, and in the modal that comes up."""

from bot.capabilities.wording.cards import FIRST_PAIR, SHOW_PAIR, OfPair, ReadIn, about_modal, compared_modal
from bot.capabilities.wording.use_cases import LookAtWords, RowInWords, look_at_words
from bot.deps import Deps
from bot.kit.buttons import ABOUT_ROW, COMPARE_WORDS, OfRow
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click
from bot.slack.reply import OpenModal, Reply, UpdateModal
from bot.slack.router import Router

router: Router[Deps] = Router()


@router.click(COMPARE_WORDS)
async def compare(click: Click, deps: Deps) -> Reply:
    read_in = _read_in(click)
    words = await _look(click, OfRow.decode(click.value), read_in, deps)
    return OpenModal(trigger=click.trigger, view=compared_modal(words, FIRST_PAIR, read_in))


@router.click(SHOW_PAIR)
async def show_pair(click: Click, deps: Deps) -> Reply:
    if click.view_id is None:
        raise BadPayload
    pair, read_in = OfPair.decode(click.value), ReadIn.decode(click.metadata)
    words = await _look(click, OfRow(review=pair.review, row=pair.row), read_in, deps)
    return UpdateModal(view_id=click.view_id, view=compared_modal(words, pair.left, read_in))


@router.click(ABOUT_ROW)
async def tell_about(click: Click, deps: Deps) -> Reply:
    words = await _look(click, OfRow.decode(click.value), _read_in(click), deps)
    return OpenModal(trigger=click.trigger, view=about_modal(words))


async def _look(click: Click, of: OfRow, read_in: ReadIn, deps: Deps) -> RowInWords:
    request = LookAtWords(
        workspace=click.workspace, person=click.person, review=of.review, row=of.row, channel=read_in.channel
    )
    return await look_at_words(deps.store, request)


def _read_in(click: Click) -> ReadIn:
    return ReadIn(channel=click.message.channel if click.message else None)
