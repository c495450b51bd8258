"""What careers leaders press to add an action, and its owner to settle it."""

from datetime import date, datetime, timedelta

from bot.capabilities.actions.cards import (
    ADD_TO_REVIEW,
    DONE,
    DUE_ON,
    LATER,
    NOT_NOW,
    PUT_OFF,
    ROW,
    TEXT,
    LaterAction,
    NewAction,
    OfAction,
    action_modal,
    added_modal,
    later_modal,
    standing_card,
)
from bot.capabilities.actions.use_cases.adding import AddAction, PrepareAction, add_action, prepare_action
from bot.capabilities.actions.use_cases.settling import (
    OfOwner,
    PutOffAction,
    SettleAction,
    look_at_action,
    put_off_action,
    settle_action,
)
from bot.deps import Deps
from bot.kit.availability import refuse_unavailable
from bot.kit.buttons import ADD_ACTION, OfReview, OfRow
from bot.kit.questions import PEOPLE
from bot.slack.forms import a_day
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, Redraw, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from maturity_model.action import ActionState
from maturity_model.catalog import RowId
from maturity_model.ids import ActionId, PersonId, ReviewId

router: Router[Deps] = Router()
LONGEST_ID = 32
USUALLY_WITHIN, USUALLY_LATER = timedelta(weeks=6), timedelta(weeks=4)


@router.click(ADD_ACTION)
async def ask_for_row(click: Click, deps: Deps) -> Reply:
    of = OfRow.decode(click.value)
    return await _ask(click, of.review, of.row, deps)


@router.click(ADD_TO_REVIEW)
async def ask(click: Click, deps: Deps) -> Reply:
    return await _ask(click, OfReview.decode(click.value).review, None, deps)


@router.submission(ADD_ACTION)
async def add(sent: Submission, deps: Deps) -> Reply:
    request = _read(sent)
    await refuse_unavailable(deps.directory, sent.workspace, [request.owner])
    action = await add_action(deps.store, request, zone=deps.zone, now=deps.now())
    return Together(ReplaceModal(view=added_modal(action)), RefreshHome(person=sent.person))


@router.click(DONE)
async def done(click: Click, deps: Deps) -> Reply:
    return await _settle(click, ActionState.DONE, deps)


@router.click(NOT_NOW)
async def not_now(click: Click, deps: Deps) -> Reply:
    return await _settle(click, ActionState.NOT_NOW, deps)


@router.click(LATER)
async def ask_when(click: Click, deps: Deps) -> Reply:
    request = OfOwner(workspace=click.workspace, person=click.person, action=OfAction.decode(click.value).action)
    shown = await look_at_action(deps.store, request)
    if not shown.action.is_open:
        return Redraw(place=click.place, card=standing_card(shown))
    later = LaterAction(action=request.action, channel=click.place.channel, ts=click.place.ts)
    first = max(_today(deps), shown.action.due_on) + USUALLY_LATER
    return OpenModal(trigger=click.trigger, view=later_modal(later, first))


@router.submission(PUT_OFF)
async def put_off(sent: Submission, deps: Deps) -> Reply:
    later = LaterAction.decode(sent.metadata)
    request = PutOffAction(
        workspace=sent.workspace, person=sent.person, action=later.action, due_on=a_day(sent.text(DUE_ON))
    )
    shown = await put_off_action(deps.store, request, zone=deps.zone, now=deps.now())
    card = standing_card(shown)
    drawn = (Redraw(place=later.place, card=card),) if later.place else ()
    return Together(*drawn, RefreshHome(person=sent.person))


async def _ask(click: Click, review: ReviewId, row: RowId | None, deps: Deps) -> Reply:
    request = PrepareAction(workspace=click.workspace, person=click.person, review=review, row=row)
    addable = await prepare_action(deps.store, request)
    new = NewAction(review=review, action=ActionId(deps.new_id()))
    view = action_modal(addable, new, click.person, _today(deps) + USUALLY_WITHIN)
    return OpenModal(trigger=click.trigger, view=view)


async def _settle(click: Click, state: ActionState, deps: Deps) -> Reply:
    action = OfAction.decode(click.value).action
    request = SettleAction(workspace=click.workspace, person=click.person, action=action, state=state)
    shown = await settle_action(deps.store, request, zone=deps.zone, now=deps.now())
    card = standing_card(shown)
    return Together(Redraw(place=click.place, card=card), RefreshHome(person=click.person))


def _read(sent: Submission) -> AddAction:
    new = NewAction.decode(sent.metadata)
    if len(new.action) > LONGEST_ID:
        raise BadPayload
    return AddAction(
        workspace=sent.workspace,
        person=sent.person,
        review=new.review,
        action=new.action,
        row=RowId(sent.text(ROW)),
        text=sent.text(TEXT),
        owner=_somebody(sent.text(PEOPLE)),
        due_on=a_day(sent.text(DUE_ON)),
    )


def _somebody(chosen: str) -> PersonId:
    if not 0 < len(chosen) <= LONGEST_ID:
        raise BadPayload
    return PersonId(chosen)


def _today(deps: Deps) -> date:
    now: datetime = deps.now()
    return now.astimezone(deps.zone).date()
