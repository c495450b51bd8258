"""What a careers leader presses and types to open a review."""

from bot.capabilities.opening.cards import (
    ACADEMIC_YEAR,
    CHANNEL,
    CHOOSE_SETTING,
    CONFIRM,
    EDITION,
    MEETS_AT,
    MINUTES,
    OPEN_REVIEW,
    REMINDERS,
    SAME_PEOPLE,
    YEAR_OF_MEETING,
    Drafted,
    Form,
    From,
    NewReview,
    confirm_modal,
    opened_modal,
    review_modal,
    which_modal,
)
from bot.capabilities.opening.use_cases.looking import Undecided, prepare_review
from bot.capabilities.opening.use_cases.opening import DraftReview, OpenReview, draft_review, open_review
from bot.deps import Deps
from bot.kit.availability import Audience, audience_of, refuse_unavailable
from bot.kit.buttons import START_REVIEW, asked_setting
from bot.kit.questions import FACILITATORS, PEOPLE
from bot.kit.schedule import find_leaving
from bot.kit.which_setting import setting_chosen
from bot.slack.blocks import View
from bot.slack.forms import a_whole_number
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Command, Submission
from bot.slack.reply import OpenModal, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from maturity_model.catalog import EditionId
from maturity_model.events import ReviewOpened
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId
from maturity_model.school_hours import academic_year_of

router: Router[Deps] = Router()
LONGEST_ID = 32
LONGEST_YEAR = 7


@router.click(START_REVIEW)
async def start(click: Click, deps: Deps) -> Reply:
    return OpenModal(trigger=click.trigger, view=await _ask(click, asked_setting(click.value), deps, here=False))


@router.command("start")
async def start_here(command: Command, deps: Deps) -> Reply:
    return OpenModal(trigger=command.trigger, view=await _ask(command, None, deps, here=True))


@router.submission(CHOOSE_SETTING)
async def start_there(sent: Submission, deps: Deps) -> Reply:
    here = From.decode(sent.metadata).here
    return ReplaceModal(view=await _ask(sent, setting_chosen(sent), deps, here=here))


@router.submission(OPEN_REVIEW)
async def draft(sent: Submission, deps: Deps) -> Reply:
    request = _read(sent, deps)
    audience = await audience_of(deps.directory, sent.workspace, request.channel)
    await refuse_unavailable(deps.directory, sent.workspace, request.colleagues | request.facilitators)
    review = await draft_review(deps.store, request, now=deps.now())
    if audience.public:
        return ReplaceModal(view=confirm_modal(review, audience.outside(review)))
    return await _open(sent, review.id, deps, audience)


@router.submission(CONFIRM)
async def confirm(sent: Submission, deps: Deps) -> Reply:
    drafted = Drafted.decode(sent.metadata)
    await audience_of(deps.directory, sent.workspace, drafted.channel)  # others may have come in while they thought
    return await _open(sent, drafted.review, deps)


async def _ask(asked: Click | Command | Submission, setting: SettingId | None, deps: Deps, *, here: bool) -> View:
    """The modal to open; its one read comes before it, because Slack's trigger lives for three seconds only."""
    overview = await prepare_review(deps.store, asked.workspace, asked.person, setting)
    if isinstance(overview, Undecided):
        return which_modal(overview, here=here)
    form = Form(
        review=ReviewId(deps.new_id()),
        opener=asked.person,
        overview=overview,
        now=deps.now(),
        zone=deps.zone,
        here=here,
    )
    return review_modal(form)


async def _open(sent: Submission, review: ReviewId, deps: Deps, audience: Audience | None = None) -> Reply:
    request = OpenReview(workspace=sent.workspace, person=sent.person, review=review)
    opened = await open_review(deps.store, request, zone=deps.zone, now=deps.now())
    await deps.announce(ReviewOpened(workspace=opened.workspace, review=opened.id))
    now = deps.now()
    leaving = await find_leaving(deps.store, opened, zone=deps.zone, now=now)
    told = opened_modal(opened, deps.zone, audience, leaves_at=leaving if leaving > now else None)
    return Together(ReplaceModal(view=told), RefreshHome(person=sent.person))


def _read(sent: Submission, deps: Deps) -> DraftReview:
    new, meets_at = NewReview.decode(sent.metadata), sent.moment(MEETS_AT)
    year = sent.text(ACADEMIC_YEAR)
    return DraftReview(
        workspace=sent.workspace,
        person=sent.person,
        setting=new.setting,
        review=ReviewId(_short(new.review, LONGEST_ID)),
        colleagues=frozenset(map(PersonId, sent.several(PEOPLE))),
        same_people=SAME_PEOPLE in sent.several(SAME_PEOPLE),
        facilitators=frozenset(map(PersonId, sent.several(FACILITATORS))),
        meets_at=meets_at,
        channel=ChannelId(_short(sent.text(CHANNEL), LONGEST_ID)),
        minutes=a_whole_number(sent.text(MINUTES)),
        reminders=tuple(map(a_whole_number, sent.several(REMINDERS))),
        academic_year=academic_year_of(meets_at.astimezone(deps.zone))
        if year == YEAR_OF_MEETING
        else _short(year, LONGEST_YEAR),
        edition=EditionId(sent.text(EDITION)),
    )


def _short(text: str, most: int) -> str:
    """What one of our own lists offered: never empty, never longer than can be kept."""
    if not 0 < len(text) <= most:
        raise BadPayload
    return text
