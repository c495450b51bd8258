"""What hub staff press and type about weeks."""

from datetime import date

from bot.capabilities.weeks.cards.modals import (
    ANNOUNCE,
    CLOSES,
    FIRST_DAY,
    LAST_DAY,
    TRIOS,
    WEEKS,
    WEEKS_BEFORE,
    Draft,
    Written,
    announce_modal,
    announced_modal,
    change_modal,
    checked_modal,
    saved_modal,
)
from bot.capabilities.weeks.texts import HELP
from bot.capabilities.weeks.use_cases.announcing import AnnounceWeeks, announce_weeks, prepare_announcement
from bot.capabilities.weeks.use_cases.changing import AboutWeek, ChangeWeek, change_week, get_week, withdraw_week
from bot.deps import Deps
from bot.kit.availability import refuse_unavailable
from bot.kit.hub_buttons import ANNOUNCE_WEEKS, CHANGE_WEEK, WITHDRAW_WEEK, OfHub, OfWeek
from bot.kit.hub_standing import Asker
from bot.kit.modals import modal_after
from bot.kit.questions import PEOPLE
from bot.slack.forms import a_day, a_whole_number
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Command, Submission
from bot.slack.reply import OpenModal, RefreshHome, ReplaceModal, Reply, Say, Together, UpdateModal
from bot.slack.router import Router
from maturity_model.booking_week import MOST_TRIOS, MOST_WEEKS_BEFORE, read_weeks
from maturity_model.errors import NoWeeks, TriosOutOfRange
from maturity_model.ids import PersonId

router: Router[Deps] = Router()
WEEKS_WORD = "weeks"


@router.click(ANNOUNCE_WEEKS)
async def ask_weeks(click: Click, deps: Deps) -> Reply:
    asker = Asker(workspace=click.workspace, person=click.person)
    found = await prepare_announcement(deps.store, asker, OfHub.decode(click.value).hub)
    return OpenModal(trigger=click.trigger, view=announce_modal(Written(hub=found.hub.id, announcement=deps.new_id())))


@router.command("hub")
async def ask_weeks_here(command: Command, deps: Deps) -> Reply:
    if command.rest.lower() != WEEKS_WORD:
        return Say(text=HELP)
    asker = Asker(workspace=command.workspace, person=command.person)
    found = await prepare_announcement(deps.store, asker, None)
    written = Written(hub=found.hub.id, announcement=deps.new_id())
    return OpenModal(trigger=command.trigger, view=announce_modal(written))


@router.submission(ANNOUNCE)
async def announce(sent: Submission, deps: Deps) -> Reply:
    draft, written, today = Draft.decode(sent.metadata), _written(sent), _today(deps)
    asker = Asker(workspace=sent.workspace, person=sent.person)
    found = await prepare_announcement(deps.store, asker, draft.hub)
    others = [week for week in found.announced if week.announcement != draft.announcement]
    reading = read_weeks(written.text, weeks_before=written.weeks_before, announced=others, today=today)
    if draft.checked != written.mark(reading):
        await refuse_unavailable(deps.directory, sent.workspace, written.facilitators)
        return ReplaceModal(view=checked_modal(written, reading, deps.zone))
    request = AnnounceWeeks(
        workspace=sent.workspace,
        person=sent.person,
        hub=draft.hub,
        announcement=draft.announcement,
        weeks=reading.weeks,
        trios=written.trios,
        facilitators=written.facilitators,
    )
    announced = await announce_weeks(deps.store, request, zone=deps.zone, now=deps.now())
    deps.wake()
    return Together(ReplaceModal(view=announced_modal(announced)), RefreshHome(person=sent.person))


@router.click(CHANGE_WEEK)
async def ask_change(click: Click, deps: Deps) -> Reply:
    week = await get_week(deps.store, _about(click), today=_today(deps))
    return modal_after(click, change_modal(week))


@router.submission(CHANGE_WEEK)
async def change(sent: Submission, deps: Deps) -> Reply:
    this = OfWeek.decode(sent.metadata)
    request = ChangeWeek(
        workspace=sent.workspace,
        person=sent.person,
        hub=this.hub,
        week=this.week,
        first_on=a_day(sent.text(FIRST_DAY)),
        last_on=a_day(sent.text(LAST_DAY)),
        closes_on=a_day(sent.text(CLOSES)),
        trios=a_whole_number(sent.text(TRIOS)),
        facilitators=tuple(map(PersonId, sent.several(PEOPLE))),
    )
    await refuse_unavailable(deps.directory, sent.workspace, request.facilitators)
    changed = await change_week(deps.store, request, zone=deps.zone, now=deps.now())
    deps.wake()
    return Together(ReplaceModal(view=saved_modal(changed)), RefreshHome(person=sent.person))


@router.click(WITHDRAW_WEEK)
async def withdraw(click: Click, deps: Deps) -> Reply:
    changed = await withdraw_week(deps.store, _about(click), zone=deps.zone, now=deps.now())
    deps.wake()
    told, home = saved_modal(changed), RefreshHome(person=click.person)
    shown = UpdateModal(view_id=click.view_id, view=told) if click.view_id else modal_after(click, told)
    return Together(shown, home)


def _written(sent: Submission) -> Written:
    draft = Draft.decode(sent.metadata)
    if not sent.text(WEEKS):
        raise NoWeeks
    trios, before = a_whole_number(sent.text(TRIOS)), a_whole_number(sent.text(WEEKS_BEFORE))
    if not 1 <= trios <= MOST_TRIOS:
        raise TriosOutOfRange(1, MOST_TRIOS)
    if not 0 <= before <= MOST_WEEKS_BEFORE:
        raise BadPayload
    return Written(
        hub=draft.hub,
        announcement=draft.announcement,
        text=sent.text(WEEKS),
        weeks_before=before,
        trios=trios,
        facilitators=tuple(map(PersonId, sent.several(PEOPLE))),
    )


def _about(click: Click) -> AboutWeek:
    this = OfWeek.decode(click.value)
    return AboutWeek(workspace=click.workspace, person=click.person, hub=this.hub, week=this.week)


def _today(deps: Deps) -> date:
    return deps.now().astimezone(deps.zone).date()
