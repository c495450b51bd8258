"""What a hub's staff see of its weeks and settings, and what a careers leader sees of their own request."""

from dataclasses import dataclass
from datetime import date

from bot.kit.hub_standing import Asker, hub_of_staff, member_for
from maturity_model.booking import Booking, BookingState, History, WeekBook, week_book
from maturity_model.booking_week import BookingWeek
from maturity_model.errors import NothingThere
from maturity_model.hub import Hub, MemberSetting, PastReview, Staff
from maturity_model.hub_page import Entry, HubPage, Known, hub_page
from maturity_model.ids import HubId, MemberSettingId, SettingId, WeekId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import WEEKS_ANNOUNCED
from maturity_model.permission import Action, may, standings
from storage.store import Store
from storage.transaction import Transaction

ARRIVED_OR_ON_ITS_WAY = frozenset({NoticeState.SENT, NoticeState.WAITING, NoticeState.SENDING})


@dataclass(frozen=True, kw_only=True)
class Request:
    """Where a setting stands with its hub's weeks: what it may ask for, what it asked for, and how full each is.

    `last` is what it answered last, even where that was withdrawn or its weeks are over.
    """

    hub: Hub
    member: MemberSetting
    history: History
    books: tuple[WeekBook, ...]
    booking: Booking | None
    last: Booking | None = None

    def open_weeks(self, today: date) -> tuple[BookingWeek, ...]:
        """The weeks that can be asked for, by day."""
        return tuple(book.week for book in self.books if book.week.takes_requests(today))

    def book(self, week: WeekId) -> WeekBook | None:
        """One of the weeks ahead."""
        return next((book for book in self.books if book.week.id == week), None)


@dataclass(frozen=True, kw_only=True)
class OfWeek:
    """A week on its hub's page."""

    page: HubPage
    book: WeekBook


@dataclass(frozen=True, kw_only=True)
class OfSetting:
    """A setting on its hub's page, with what was entered about it."""

    page: HubPage
    entry: Entry
    past: tuple[PastReview, ...]


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """A hub's page, and the settings whose careers leaders the last announcement did not reach."""

    page: HubPage
    unreached: tuple[MemberSetting, ...]


async def list_pages(store: Store, asker: Asker, *, today: date) -> list[OwnPage]:
    """The page of each hub that a person works for."""

    def look(tx: Transaction) -> list[OwnPage]:
        hubs = tx.hubs.list_by_staff(asker.as_staff)
        return [OwnPage(page=page_of(tx, hub, today), unreached=_unreached(tx, hub, today)) for hub in hubs]

    return await store.read(look)


async def get_page(store: Store, asker: Asker, hub: HubId, *, today: date) -> HubPage:
    """A hub's page, for its staff.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person is not of its staff.
    """
    return await store.read(lambda tx: page_of(tx, hub_of_staff(tx, asker, hub), today))


async def look_at_week(store: Store, asker: Asker, hub: HubId, week: WeekId, *, today: date) -> OfWeek:
    """Who has a week and who waits for it, for the hub's staff.

    Raises:
        NothingThere: there is no such hub, or no such week ahead.
        NotAllowed: the person is not of its staff.
    """
    page = await get_page(store, asker, hub, today=today)
    book = page.book(week)
    if book is None:
        raise NothingThere
    return OfWeek(page=page, book=book)


async def look_at_setting(store: Store, asker: Asker, hub: HubId, member: MemberSettingId, *, today: date) -> OfSetting:
    """Where a setting stands, for the hub's staff.

    Raises:
        NothingThere: there is no such hub, or it has no such setting.
        NotAllowed: the person is not of its staff.
    """

    def look(tx: Transaction) -> OfSetting:
        page = page_of(tx, hub_of_staff(tx, asker, hub), today)
        entry = page.entry(member)
        if entry is None:
            raise NothingThere
        return OfSetting(page=page, entry=entry, past=tuple(tx.histories.list_past(entry.member)))

    return await store.read(look)


async def find_request(store: Store, asker: Asker, setting: SettingId, *, today: date) -> Request | None:
    """Where a setting stands with its hub's weeks, for its careers leaders; None for others, and where it has no hub.

    Raises:
        NothingThere: the workspace has no such setting.
    """

    def look(tx: Transaction) -> Request | None:
        found = tx.settings.get(asker.workspace, setting)
        if not may(Action.ASK_FOR_WEEK, standings(asker.person, found)):
            return None
        member = tx.member_settings.find_by_setting(found.workspace, found.id)
        return request_of(tx, tx.hubs.get(member.hub), member, today) if member else None

    return await store.read(look)


async def get_request(store: Store, asker: Asker, hub: HubId, member: MemberSettingId, *, today: date) -> Request:
    """Where a setting stands with its hub's weeks, for its careers leaders and for the hub's staff.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
    """

    def look(tx: Transaction) -> Request:
        found = tx.hubs.get(hub)
        return request_of(tx, found, member_for(tx, asker, Action.ASK_FOR_WEEK, found, member), today)

    return await store.read(look)


async def look_at_notice(store: Store, notice: Notice, *, today: date) -> Request | None:
    """Where the setting that a notice is about stands, for its careers leaders and the hub's staff.

    None where it has left the hub, and where the notice's reader is neither any more.

    Raises:
        NothingThere: there is no such hub.
    """

    def look(tx: Transaction) -> Request | None:
        hub = tx.hubs.get(notice.from_hub)
        member = tx.member_settings.find(hub.id, MemberSettingId(notice.about["member"]))
        if member is None or member.left_at is not None or not _has_to_do_with(hub, member, notice):
            return None
        return request_of(tx, hub, member, today)

    return await store.read(look)


async def look_at_export(store: Store, notice: Notice, *, today: date) -> HubPage | None:
    """What a spreadsheet is made of; None where its reader does not work for the hub any more.

    Raises:
        NothingThere: there is no such hub.
    """

    def look(tx: Transaction) -> HubPage | None:
        hub = tx.hubs.get(notice.from_hub)
        works = any((one.workspace, one.person) == (notice.workspace, notice.person) for one in hub.staff)
        return page_of(tx, hub, today) if works else None

    return await store.read(look)


def request_of(tx: Transaction, hub: Hub, member: MemberSetting, today: date) -> Request:
    """Where a setting stands with its hub's weeks."""
    weeks = tx.booking_weeks.list_ahead(hub.id, today=today)
    histories, bookings = tx.histories.list_by_hub(hub.id), tx.bookings.list_by_hub(hub.id)
    own = next((booking for booking in bookings if booking.member == member.id), None)
    ids = [week.id for week in weeks]
    return Request(
        hub=hub,
        member=member,
        history=histories[member.id],
        books=tuple(week_book(week, bookings, histories) for week in weeks),
        last=own,
        booking=own if own and (own.answers(ids, ids) or own.state is BookingState.WAITING) else None,
    )


def page_of(tx: Transaction, hub: Hub, today: date) -> HubPage:
    """A hub's page as it stands."""
    known = Known(
        members=tx.member_settings.list_by_hub(hub.id),
        histories=tx.histories.list_by_hub(hub.id),
        stages=tx.member_settings.stages(hub.id),
        bookings=tx.bookings.list_by_hub(hub.id),
    )
    return hub_page(hub, tx.booking_weeks.list_by_hub(hub.id), known, today=today)


def _has_to_do_with(hub: Hub, member: MemberSetting, notice: Notice) -> bool:
    if notice.person is None:
        return False
    reader = Staff(workspace=notice.workspace, person=notice.person)
    return reader in hub.staff or member.is_led_by(reader.workspace, reader.person)


def _unreached(tx: Transaction, hub: Hub, today: date) -> tuple[MemberSetting, ...]:
    """The settings in Slack none of whose careers leaders got the newest announcement, and to none of whom it goes.

    One that joined afterwards has seen the weeks as it did.
    """
    weeks = tx.booking_weeks.list_ahead(hub.id, today=today)
    newest = max(weeks, key=lambda week: week.announced_at, default=None)
    if newest is None:
        return ()
    notices = tx.hub_notices.list_by_kind(hub.id, WEEKS_ANNOUNCED, announcement=newest.announcement)
    told = {notice.about["member"] for notice in notices}
    reached = {notice.about["member"] for notice in notices if notice.state in ARRIVED_OR_ON_ITS_WAY}
    return tuple(
        member
        for member in tx.member_settings.list_by_hub(hub.id)
        if member.in_slack
        and member.id not in reached
        and (member.id in told or member.joined_at < newest.announced_at)
    )
