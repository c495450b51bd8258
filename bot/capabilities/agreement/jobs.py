"""What the meeting draws and sends without a click."""

from bot.capabilities.agreement.cards.agenda import agenda_card
from bot.capabilities.agreement.cards.home import meeting_section
from bot.capabilities.agreement.cards.row import row_card
from bot.capabilities.agreement.use_cases.home import FindMeetings, MeetingOnHome, find_meetings
from bot.capabilities.agreement.use_cases.meeting import agenda_of, bring_agenda_back
from bot.capabilities.agreement.use_cases.rows import row_of
from bot.capability import Message, Viewer
from bot.deps import Deps
from bot.kit.availability import refuse_shared
from bot.slack.blocks import Block
from bot.slack.card import Card
from maturity_model.card import CardMark
from maturity_model.catalog import RowId
from maturity_model.events import ReviewReopened
from maturity_model.notice import Notice
from maturity_model.review import Stage


async def draw_agenda(mark: CardMark, deps: Deps) -> Card:
    """The agenda as it stands now."""
    return agenda_card(await agenda_of(deps.store, mark.workspace, mark.review))


async def draw_row(mark: CardMark, deps: Deps) -> Card:
    """A row's card as it stands now."""
    row = RowId(mark.subject.partition(":")[2])
    return row_card(await row_of(deps.store, mark.workspace, mark.review, row), deps.zone)


async def send_agenda(notice: Notice, deps: Deps) -> Message | None:
    """The agenda, while its meeting is open.

    Raises:
        Refused: the channel is shared with another organisation by now.
    """
    agenda = await agenda_of(deps.store, notice.workspace, notice.about_review)
    if agenda.review.stage is not Stage.AGREEING:
        return None
    await refuse_shared(deps.directory, notice.workspace, agenda.review.channel)
    return Message(content=agenda_card(agenda))


async def send_row(notice: Notice, deps: Deps) -> Message | None:
    """A row's card, while its meeting is open.

    Raises:
        Refused: the channel is shared with another organisation by now.
    """
    row = RowId(notice.about["row"])
    on_table = await row_of(deps.store, notice.workspace, notice.about_review, row)
    if on_table.review.stage is not Stage.AGREEING:
        return None
    await refuse_shared(deps.directory, notice.workspace, on_table.review.channel)
    return Message(content=row_card(on_table, deps.zone))


async def go_on(fact: ReviewReopened, deps: Deps) -> None:
    """The meeting goes on: the agenda comes into the channel again, below the outcome."""
    await bring_agenda_back(deps.store, fact.workspace, fact.review, now=deps.now())


async def meetings_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """The meetings that the viewer facilitates."""
    request = FindMeetings(workspace=viewer.workspace, person=viewer.person, now=deps.now(), zone=deps.zone)
    meetings = await find_meetings(deps.store, request)
    return tuple(block for each in meetings for block in meeting_section(each, deps.zone, _name(each, viewer)))


def _name(meeting: MeetingOnHome, viewer: Viewer) -> str | None:
    return viewer.names.get(meeting.review.setting)
