"""What the bot draws of its own accord: invitations, cards that moved or must be drawn again, and Home."""

from bot.capabilities.reflection.cards.drawing import standing_card
from bot.capabilities.reflection.cards.whole import home_section
from bot.capabilities.reflection.use_cases.asked import Asked
from bot.capabilities.reflection.use_cases.looking import Desk, list_open_sheets, look_at_desk
from bot.capability import Message, Viewer
from bot.deps import Deps
from bot.slack.blocks import Block
from bot.slack.card import Card
from maturity_model.card import CardMark
from maturity_model.ids import PersonId
from maturity_model.notice import Notice
from maturity_model.review import Stage


async def invite(notice: Notice, deps: Deps) -> Message | None:
    """The invitation; None for somebody who was removed, or where the review takes no answers any more.

    It is a colleague's card at once: where it comes a second time, to somebody who has begun, it shows their next row.
    """
    desk = await _desk_of(notice, deps)
    if desk is None or not desk.sheet.takes_answers:
        return None
    return Message(content=standing_card(desk, deps.zone))


async def bring_card(notice: Notice, deps: Deps) -> Message | None:
    """The card that a colleague asked for at the end of their messages; the one before it is deleted first.

    In this order there is never more than one that answers; where sending fails for good, they can ask again.
    """
    desk = await _desk_of(notice, deps)
    if desk is None:
        return None
    if desk.place:
        await deps.publisher.delete(notice.workspace, desk.place)
    return Message(content=standing_card(desk, deps.zone))


async def bring_theme(notice: Notice, deps: Deps) -> Message | None:
    """The card with the next theme, for whoever chose a theme a day and has rows left; the old one is deleted first."""
    desk = await _desk_of(notice, deps)
    wanted = desk is not None and desk.sheet.member.theme_a_day and desk.sheet.review.stage is Stage.REFLECTING
    if desk is None or not wanted or desk.sheet.next is None:
        return None
    if desk.place:
        await deps.publisher.delete(notice.workspace, desk.place)
    return Message(content=standing_card(desk, deps.zone))


async def draw_card(mark: CardMark, deps: Deps) -> Card | None:
    """A colleague's card by itself: the invitation until they have begun, then the next row to answer or the whole."""
    person = PersonId(mark.subject.partition(":")[2])
    asked = Asked(workspace=mark.workspace, review=mark.review, person=person)
    return standing_card(await look_at_desk(deps.store, asked), deps.zone)


async def show_home(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """What waits for a colleague on Home; nothing for whoever has nothing to answer."""
    sheets = await list_open_sheets(deps.store, viewer.workspace, viewer.person)
    return home_section(sheets, deps.zone, viewer.names)


async def _desk_of(notice: Notice, deps: Deps) -> Desk | None:
    if notice.person is None:
        return None
    asked = Asked(workspace=notice.workspace, review=notice.about_review, person=notice.person)
    return await look_at_desk(deps.store, asked)
