"""What consultants and careers leaders are told of a request, and the spreadsheet."""

import asyncio
from datetime import date, datetime

from bot.capabilities.bookings import texts
from bot.capabilities.bookings.cards.own import again_card, asked_card, settled_card
from bot.capabilities.bookings.cards.spreadsheet import spreadsheet
from bot.capabilities.bookings.use_cases.again import owe_the_due_again
from bot.capabilities.bookings.use_cases.looking import look_at_export, look_at_notice
from bot.capability import Message
from bot.deps import Deps
from bot.slack.calls import Refused
from bot.slack.card import Attachment
from maturity_model.booking import BookingState
from maturity_model.hub import Staff
from maturity_model.hub_page import HubPage
from maturity_model.notice import Notice

SETTLED = (BookingState.CONFIRMED, BookingState.DECLINED)


async def asked_message(notice: Notice, deps: Deps) -> Message | None:
    """What a setting asked for, withdrew or declined, unless it has left the hub."""
    request = await look_at_notice(deps.store, notice, today=_today(deps))
    return Message(content=asked_card(request)) if request else None


async def settled_message(notice: Notice, deps: Deps) -> Message | None:
    """What came of a request, unless that has changed meanwhile."""
    request = await look_at_notice(deps.store, notice, today=_today(deps))
    if request is None or request.booking is None or request.booking.state not in SETTLED:
        return None
    return Message(content=settled_card(request, request.booking))


async def again_message(notice: Notice, deps: Deps) -> Message | None:
    """The word three years after a peer-to-peer review, unless another one was entered meanwhile."""
    request = await look_at_notice(deps.store, notice, today=_today(deps))
    peer_on = request.history.peer_on if request else None
    if request is None or peer_on is None or peer_on.isoformat() != notice.about["done_on"]:
        return None
    return Message(content=again_card(request, peer_on, _today(deps)))


async def tell_the_due_again(deps: Deps, now: datetime) -> None:
    """Tell every setting whose last peer-to-peer review was three years ago."""
    if await owe_the_due_again(deps.store, zone=deps.zone, now=now):
        deps.wake()


async def export_message(notice: Notice, deps: Deps) -> Message | None:
    """The spreadsheet as its hub stands now, for whoever still works there."""
    page = await look_at_export(deps.store, notice, today=_today(deps))
    if page is None:
        return None
    names = await _names(page, deps)
    content = await asyncio.to_thread(spreadsheet, page, names)
    return Message(
        content=Attachment(
            content=content,
            filename=f"careers-hub-{_today(deps).isoformat()}.xlsx",
            title=page.hub.name,
            comment=texts.EXPORT_COMMENT,
        )
    )


async def _names(page: HubPage, deps: Deps) -> dict[Staff, str]:
    """The names of a hub's staff as Slack has them; nobody keeps them here."""
    names = {}
    for staff in page.hub.staff:
        try:
            names[staff] = (await deps.directory.profile(staff.workspace, staff.person)).name
        except Refused:
            continue
    return names


def _today(deps: Deps) -> date:
    return deps.now().astimezone(deps.zone).date()
