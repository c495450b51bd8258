"""What a careers leader presses and hands over to bring the guide."""

from bot.capabilities.guides import cards
from bot.capabilities.guides.cards import GIVE, HAND_OVER, LOOK, SETTLE, TAKE_OUT, NewGuide, OfOneGuide
from bot.capabilities.guides.use_cases.giving import (
    GiveGuide,
    OfGuide,
    SettleGuide,
    give_guide,
    look_at_guide,
    settle_guide,
)
from bot.capabilities.guides.use_cases.taking_out import take_out
from bot.deps import Deps
from bot.kit.buttons import asked_setting
from bot.kit.in_view import get_meant_setting
from bot.slack.files import FileTooLarge
from bot.slack.forms import a_whole_number
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, Redraw, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from bot.slack.uploads import UploadedFile
from maturity_model.errors import NotOneGuide
from maturity_model.given_guide import LONGEST_NAME
from maturity_model.ids import GuideId
from maturity_model.permission import Action
from maturity_model.setting import Kind

router: Router[Deps] = Router()
LONGEST_ID = 32
MOST_BYTES = 10 * 1024 * 1024  # what Slack takes in a modal


@router.click(GIVE)
async def ask_for_guide(click: Click, deps: Deps) -> Reply:
    named = asked_setting(click.value)
    setting = await get_meant_setting(deps.store, Action.GIVE_GUIDE, click.workspace, click.person, named)
    if not await deps.files.may_read(click.workspace):
        return OpenModal(trigger=click.trigger, view=cards.may_not_read_modal())
    new = NewGuide(guide=GuideId(deps.new_id()), setting=setting.id)
    return OpenModal(trigger=click.trigger, view=cards.give_modal(new))


@router.submission(HAND_OVER)
async def take_guide(sent: Submission, deps: Deps) -> Reply:
    new, file = NewGuide.decode(sent.metadata), _one_file(sent)
    if len(new.guide) > LONGEST_ID or len(file.id) > LONGEST_ID:
        raise BadPayload
    request = GiveGuide(
        workspace=sent.workspace,
        person=sent.person,
        setting=new.setting,
        guide=new.guide,
        file=file.id,
        name=file.name[-LONGEST_NAME:],
    )
    await give_guide(deps.store, request, now=deps.now())
    deps.wake()
    return ReplaceModal(view=cards.reading_modal())


@router.click(LOOK)
async def show_findings(click: Click, deps: Deps) -> Reply:
    request = OfGuide(workspace=click.workspace, person=click.person, guide=OfOneGuide.decode(click.value).guide)
    return OpenModal(trigger=click.trigger, view=cards.settle_modal(await look_at_guide(deps.store, request)))


@router.submission(SETTLE)
async def use_guide(sent: Submission, deps: Deps) -> Reply:
    request = SettleGuide(
        workspace=sent.workspace,
        person=sent.person,
        guide=OfOneGuide.decode(sent.metadata).guide,
        ends=sent.text(cards.ENDS),
        kinds=frozenset(map(_kind, sent.several(cards.KINDS))),
        year=_if_said(sent.text(cards.YEAR), cards.YEARS),
        name=sent.text(cards.NAME),
        rows=_if_said(sent.text(cards.ROWS), cards.ROW_COUNTS),
        hyphens=frozenset(sent.several(cards.HYPHENS)),
    )
    await settle_guide(deps.store, request, now=deps.now())
    deps.wake()
    return ReplaceModal(view=cards.reading_modal())


@router.click(TAKE_OUT)
async def take_wording_out(click: Click, deps: Deps) -> Reply:
    guide = OfOneGuide.decode(click.value).guide
    taken = await take_out(deps.store, OfGuide(workspace=click.workspace, person=click.person, guide=guide))
    home = RefreshHome(person=click.person)
    if click.message is None:  # it was pressed on Home
        return home
    return Together(Redraw(place=click.message, card=cards.taken_out_card(taken)), home)


def _one_file(sent: Submission) -> UploadedFile:
    files = sent.files(cards.FILE)
    if len(files) != 1:
        raise NotOneGuide
    if files[0].size is not None and files[0].size > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES, size=files[0].size)
    return files[0]


def _kind(name: str) -> Kind:
    try:
        return Kind[name]
    except KeyError:
        raise BadPayload from None


def _if_said(text: str, offered: range) -> int | None:
    if not text:
        return None
    if (said := a_whole_number(text)) not in offered:
        raise BadPayload
    return said
