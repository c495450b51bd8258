"""What happens when a colleague presses something on their card, or sends in one of its modals."""

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.drawing import card_of
from bot.capabilities.reflection.cards.modals import (
    NOTE_FIELD,
    ROLE_FIELD,
    SHOWN_FIELD,
    YES,
    note_modal,
    role_modal,
)
from bot.capabilities.reflection.cards.values import (
    ALL_DONE,
    BACK,
    CANNOT_SAY,
    CANNOT_SAY_THEME,
    CHOOSE,
    DELETE_NOTE,
    JUMP,
    LATER,
    NO_THEME_A_DAY,
    NOTE,
    ROLE,
    SAVE_NOTE,
    SAVE_ROLE,
    SKIP,
    TAKE_BACK,
    THEME_A_DAY,
    ColumnChoice,
    RoleChoice,
)
from bot.capabilities.reflection.cards.whole import put_away_card
from bot.capabilities.reflection.use_cases.answering import (
    KeepNote,
    RecordReflection,
    delete_note,
    keep_note,
    look_at_row,
    pass_over_theme,
    record_reflection,
    take_back_reflection,
)
from bot.capabilities.reflection.use_cases.asked import Asked, AskedOfRow
from bot.capabilities.reflection.use_cases.carrying_on import (
    NameRole,
    begin_reflecting,
    choose_theme_a_day,
    finish_reflecting,
    move_card,
    name_role,
    prepare_own_role,
    stop_theme_a_day,
    turn_card,
)
from bot.deps import Deps
from bot.kit.buttons import BEGIN, RESUME, OfReview, OfRow
from bot.kit.pieces import notice_modal
from bot.slack.card import Card
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import NOTHING, OpenModal, Redraw, RefreshHome, Reply, Together
from bot.slack.router import Router
from maturity_model.card import Place
from maturity_model.catalog import Column
from maturity_model.events import MembershipChanged
from maturity_model.reflection import Note
from maturity_model.review import Role
from maturity_model.sheet import Sheet, Turn

router: Router[Deps] = Router()


@router.click(CHOOSE)
async def choose(click: Click, deps: Deps) -> Reply:
    choice = ColumnChoice.decode(click.value)
    return await _record(click, OfRow(review=choice.review, row=choice.row), Column(choice.column), deps)


@router.click(CANNOT_SAY)
async def cannot_say(click: Click, deps: Deps) -> Reply:
    return await _record(click, OfRow.decode(click.value), None, deps)


@router.click(CANNOT_SAY_THEME)
async def cannot_say_theme(click: Click, deps: Deps) -> Reply:
    request = _about_row(click, click.value)
    return _show(await pass_over_theme(deps.store, request, now=deps.now()), deps, click)


@router.click(TAKE_BACK)
async def take_back(click: Click, deps: Deps) -> Reply:
    request = _about_row(click, click.value)
    sheet = await take_back_reflection(deps.store, request, now=deps.now())
    return _show(sheet, deps, click)


@router.click(BACK)
async def back(click: Click, deps: Deps) -> Reply:
    return _show(await _turned(click, deps, click.value, Turn.BACK), deps, click)


@router.click(SKIP)
async def skip(click: Click, deps: Deps) -> Reply:
    return _show(await _turned(click, deps, click.value, Turn.ON), deps, click)


@router.click(JUMP)
async def jump(click: Click, deps: Deps) -> Reply:
    return _show(await _turned(click, deps, _chosen(click), Turn.TO), deps, click)


@router.click(LATER)
async def later(click: Click, deps: Deps) -> Reply:
    sheet = await _turned(click, deps, click.value, Turn.AWAY)
    return _turned_to(put_away_card(sheet, deps.zone), sheet, click.message)


@router.click(BEGIN)
async def begin(click: Click, deps: Deps) -> Reply:
    request = _about_review(click)
    return _show(await begin_reflecting(deps.store, request, now=deps.now()), deps, click)


@router.click(ALL_DONE)
async def all_done(click: Click, deps: Deps) -> Reply:
    request = _about_review(click)
    return _show(await finish_reflecting(deps.store, request, now=deps.now()), deps, click)


@router.click(THEME_A_DAY)
async def choose_a_theme_a_day(click: Click, deps: Deps) -> Reply:
    asked = _about_review(click)
    sheet = await choose_theme_a_day(deps.store, asked, zone=deps.zone, now=deps.now())
    return _show(sheet, deps, click)


@router.click(NO_THEME_A_DAY)
async def no_theme_a_day(click: Click, deps: Deps) -> Reply:
    await stop_theme_a_day(deps.store, _about_review(click))
    return RefreshHome(person=click.person)


@router.click(RESUME)
async def resume(click: Click, deps: Deps) -> Reply:
    request = _about_review(click)
    await move_card(deps.store, request, key=deps.new_id(), now=deps.now())
    deps.wake()
    if click.message:
        return NOTHING
    return OpenModal(trigger=click.trigger, view=notice_modal(texts.ON_ITS_WAY_TITLE, texts.ON_ITS_WAY))


@router.click(NOTE)
async def note(click: Click, deps: Deps) -> Reply:
    request = _about_row(click, click.value)
    sheet = await look_at_row(deps.store, request)
    return OpenModal(trigger=click.trigger, view=note_modal(sheet, request.row))


@router.submission(SAVE_NOTE)
async def save_note(sent: Submission, deps: Deps) -> Reply:
    of, text = OfRow.decode(sent.metadata), sent.text(NOTE_FIELD)
    if not text:
        about = AskedOfRow(workspace=sent.workspace, review=of.review, person=sent.person, row=of.row)
        return await _forget_note(about, deps)
    kept = Note(text=text, may_be_shown=YES in sent.several(SHOWN_FIELD))
    request = KeepNote(workspace=sent.workspace, review=of.review, person=sent.person, row=of.row, note=kept)
    return _show(await keep_note(deps.store, request, now=deps.now()), deps)


@router.click(DELETE_NOTE)
async def forget_note(click: Click, deps: Deps) -> Reply:
    return await _forget_note(_about_row(click, click.value), deps)


@router.click(ROLE)
async def choose_role(click: Click, deps: Deps) -> Reply:
    choice = RoleChoice.decode(_chosen(click))
    if Role[choice.role] is Role.OTHER:
        asked = Asked(workspace=click.workspace, review=choice.review, person=click.person)
        await prepare_own_role(deps.store, asked)
        return OpenModal(trigger=click.trigger, view=role_modal(choice.review))
    request = NameRole(
        workspace=click.workspace, review=choice.review, person=click.person, role=Role[choice.role], place=click.place
    )
    return await _named(request, deps)


@router.submission(SAVE_ROLE)
async def save_role(sent: Submission, deps: Deps) -> Reply:
    own, review = sent.text(ROLE_FIELD), OfReview.decode(sent.metadata).review
    request = NameRole(workspace=sent.workspace, review=review, person=sent.person, role=Role.OTHER, own_role=own)
    return await _named(request, deps)


async def _record(click: Click, of: OfRow, column: Column | None, deps: Deps) -> Reply:
    request = RecordReflection(
        workspace=click.workspace, review=of.review, person=click.person, place=click.place, row=of.row, column=column
    )
    return _show(await record_reflection(deps.store, request, now=deps.now()), deps, click)


async def _forget_note(request: AskedOfRow, deps: Deps) -> Reply:
    """Delete a note; where the meeting's channel shows it, the sweep takes it from there."""
    sheet = await delete_note(deps.store, request, now=deps.now())
    deps.wake()
    return _show(sheet, deps)


async def _named(request: NameRole, deps: Deps) -> Reply:
    """Keep a role; the sweep draws the invitation anew, because only it knows the setting."""
    await name_role(deps.store, request, now=deps.now())
    fact = MembershipChanged(workspace=request.workspace, review=request.review, person=request.person)
    await deps.announce(fact)
    return NOTHING


async def _turned(click: Click, deps: Deps, value: str, turn: Turn) -> Sheet:
    request = _about_row(click, value)
    return await turn_card(deps.store, request, turn, now=deps.now())


def _show(sheet: Sheet, deps: Deps, click: Click | None = None) -> Reply:
    return _turned_to(card_of(sheet, deps.zone), sheet, click.message if click else None)


def _turned_to(card: Card, sheet: Sheet, pressed: Place | None) -> Reply:
    """The card in their newest message, if there is one; and where they pressed, should that be an older one."""
    if sheet.mark is None:
        return NOTHING
    newest = Redraw(place=sheet.mark.place, card=card, mark=sheet.mark)
    return Together(Redraw(place=pressed, card=card), newest) if pressed not in (None, newest.place) else newest


def _about_review(click: Click) -> Asked:
    review = OfReview.decode(click.value).review
    return Asked(workspace=click.workspace, review=review, person=click.person, place=click.message)


def _about_row(click: Click, value: str) -> AskedOfRow:
    of = OfRow.decode(value)
    return AskedOfRow(workspace=click.workspace, review=of.review, person=click.person, place=click.message, row=of.row)


def _chosen(click: Click) -> str:
    if len(click.chosen) != 1:
        raise BadPayload
    return click.chosen[0]
