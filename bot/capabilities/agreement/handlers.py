"""The meeting's buttons, menus and modal."""

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards import values
from bot.capabilities.agreement.cards.agenda import agenda_card
from bot.capabilities.agreement.cards.row import reason_modal, row_card
from bot.capabilities.agreement.cards.values import GoOn, OfColumn
from bot.capabilities.agreement.use_cases import agreeing, meeting, rows
from bot.capabilities.agreement.use_cases.agenda import ClickedAgenda
from bot.capabilities.agreement.use_cases.asked import Asked
from bot.deps import Deps
from bot.kit.availability import refuse_unusable
from bot.kit.buttons import OPEN_MEETING, OfReview, OfRow
from bot.kit.meeting_parts import MEETING
from bot.kit.pieces import notice_modal
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import NOTHING, OpenModal, Redraw, RefreshHome, Reply, Whisper
from bot.slack.router import Router
from maturity_model.events import MeetingOpened, ReviewAgreed
from maturity_model.ids import ReviewId

router: Router[Deps] = Router()


@router.click(OPEN_MEETING)
async def open_meeting(click: Click, deps: Deps) -> Reply:
    asked = _asked(click, OfReview.decode(click.value).review)
    request = meeting.OpenMeeting(asked=asked, order=values.order_in(click.action))
    await _refuse_unusable_room(asked, deps)
    if await meeting.open_meeting(deps.store, request, now=deps.now()):
        await deps.announce(MeetingOpened(workspace=click.workspace, review=asked.review))
    return RefreshHome(person=click.person)


@router.click(values.SHOW_AGENDA)
async def show_agenda(click: Click, deps: Deps) -> Reply:
    asked = _asked(click, OfReview.decode(click.value).review)
    await _refuse_unusable_room(asked, deps)
    await meeting.show_agenda(deps.store, asked, now=deps.now())
    deps.wake()
    if click.message:
        return NOTHING
    return OpenModal(trigger=click.trigger, view=notice_modal(MEETING, texts.AGENDA_ON_ITS_WAY))


@router.click(values.FINISH)
async def finish(click: Click, deps: Deps) -> Reply:
    value = OfReview.decode(click.value)
    request = meeting.FinishMeeting(asked=_asked(click, value.review), place=click.place)
    clicked = await meeting.finish_meeting(deps.store, request, now=deps.now())
    await deps.announce(ReviewAgreed(workspace=click.workspace, review=value.review))
    return _redrawn_agenda(click, clicked, deps)


@router.click(values.NEXT_ROW)
async def next_row(click: Click, deps: Deps) -> Reply:
    value, channel = GoOn.decode(click.value), click.place.channel
    request = rows.OpenNextRow(asked=_asked(click, value.review), after=value.after)
    await _refuse_unusable_room(request.asked, deps)
    came = await rows.open_next_row(deps.store, request, now=deps.now())
    deps.wake()
    if came.is_new:
        return NOTHING
    told = texts.already_open(came.row) if came.row else texts.ALL_AGREED
    return Whisper(channel=channel, person=click.person, text=told)


@router.click(values.GO_TO_ROW)
async def go_to_row(click: Click, deps: Deps) -> Reply:
    value = OfRow.decode(_chosen(click))
    request = rows.OpenRow(asked=_asked(click, value.review), row=value.row)
    await _refuse_unusable_room(request.asked, deps)
    await rows.open_row(deps.store, request, now=deps.now())
    deps.wake()
    return NOTHING


@router.click(values.PARK)
async def park(click: Click, deps: Deps) -> Reply:
    value = OfRow.decode(click.value)
    request = rows.ParkRow(asked=_asked(click, value.review), row=value.row, place=click.place)
    clicked = await rows.park_row(deps.store, request, now=deps.now())
    return _redrawn_row(click, clicked, deps)


@router.click(values.RECORD)
async def record(click: Click, deps: Deps) -> Reply:
    value = OfColumn.decode(click.value)
    return await _record(click, value, deps, is_change=False)


@router.click(values.CHANGE)
async def change(click: Click, deps: Deps) -> Reply:
    value = OfColumn.decode(_chosen(click))
    return await _record(click, value, deps, is_change=True)


@router.click(values.EXPLAIN)
async def explain(click: Click, deps: Deps) -> Reply:
    value = OfRow.decode(click.value)
    request = agreeing.FindAgreement(asked=_asked(click, value.review), row=value.row)
    agreement = await agreeing.find_agreement(deps.store, request)
    return OpenModal(trigger=click.trigger, view=reason_modal(value.review, agreement))


@router.submission(values.GIVE_REASON)
async def keep_reason(submission: Submission, deps: Deps) -> Reply:
    value = OfColumn.decode(submission.metadata)
    asked = _asked(submission, value.review)
    why = submission.text(values.REASON)
    request = agreeing.GiveReason(asked=asked, row=value.row, column=value.column, reason=why)
    await agreeing.give_reason(deps.store, request, now=deps.now())
    deps.wake()
    return NOTHING


@router.click(values.PULL_OUT)
async def pull_out(click: Click, deps: Deps) -> Reply:
    value = OfRow.decode(_chosen(click))
    request = agreeing.PullRowOut(asked=_asked(click, value.review), row=value.row, place=click.place)
    clicked = await agreeing.pull_row_out(deps.store, request, now=deps.now())
    return _redrawn_agenda(click, clicked, deps)


@router.click(values.AGREE_TOGETHER)
async def agree_together(click: Click, deps: Deps) -> Reply:
    value = OfReview.decode(click.value)
    request = agreeing.AgreeTogether(asked=_asked(click, value.review), place=click.place)
    clicked = await agreeing.agree_together(deps.store, request, now=deps.now())
    return _redrawn_agenda(click, clicked, deps)


async def _record(click: Click, value: OfColumn, deps: Deps, *, is_change: bool) -> Reply:
    request = agreeing.RecordAgreement(
        asked=_asked(click, value.review),
        row=value.row,
        column=value.column,
        place=click.place,
        is_change=is_change,
    )
    clicked = await agreeing.record_agreement(deps.store, request, now=deps.now())
    return _redrawn_row(click, clicked, deps)


async def _refuse_unusable_room(asked: Asked, deps: Deps) -> None:
    """Before anything is opened whose card could not come, or would be read by another organisation."""
    await refuse_unusable(deps.directory, await meeting.find_meeting(deps.store, asked))


def _redrawn_row(click: Click, clicked: rows.ClickedRow, deps: Deps) -> Reply:
    """The card that was clicked, at once; a sweep draws the agenda."""
    deps.wake()
    return Redraw(place=click.place, card=row_card(clicked.on_table, deps.zone), mark=clicked.mark)


def _redrawn_agenda(click: Click, clicked: ClickedAgenda, deps: Deps) -> Reply:
    """The card that was clicked, at once; a sweep draws the cards of rows that changed with it."""
    deps.wake()
    return Redraw(place=click.place, card=agenda_card(clicked.agenda), mark=clicked.mark)


def _asked(by: Click | Submission, review: ReviewId) -> Asked:
    return Asked(workspace=by.workspace, person=by.person, review=review)


def _chosen(click: Click) -> str:
    if len(click.chosen) != 1:
        raise BadPayload
    return click.chosen[0]
