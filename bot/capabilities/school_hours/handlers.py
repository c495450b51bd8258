"""What a careers leader presses and sends in about school hours."""

from bot.capabilities.school_hours.cards import CLOSES, CLOSURES, OPENS, SET_HOURS, hours_modal
from bot.capabilities.school_hours.use_cases import SetHours, set_hours
from bot.deps import Deps
from bot.kit.buttons import asked_setting
from bot.kit.in_view import get_meant_setting
from bot.slack.forms import a_time_of_day
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, RefreshHome, Reply, Together
from bot.slack.router import Router
from maturity_model.permission import Action

router: Router[Deps] = Router()


@router.click(SET_HOURS)
async def ask_hours(click: Click, deps: Deps) -> Reply:
    named = asked_setting(click.value)
    setting = await get_meant_setting(deps.store, Action.SET_HOURS, click.workspace, click.person, named)
    today = deps.now().astimezone(deps.zone).date()
    return OpenModal(trigger=click.trigger, view=hours_modal(setting, today))


@router.submission(SET_HOURS)
async def set_hours_(sent: Submission, deps: Deps) -> Reply:
    setting = await set_hours(deps.store, _read(sent), zone=deps.zone, now=deps.now())
    deps.wake()
    return Together(*(RefreshHome(person=leader) for leader in sorted(setting.leaders)))


def _read(sent: Submission) -> SetHours:
    return SetHours(
        workspace=sent.workspace,
        person=sent.person,
        setting=asked_setting(sent.metadata),
        opens_at=a_time_of_day(sent.text(OPENS)),
        closes_at=a_time_of_day(sent.text(CLOSES)),
        closures=sent.text(CLOSURES),
    )
