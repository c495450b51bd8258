"""What tests of hubs start from: a hub with two staff, settings in Slack and not, the weeks of 2025/26, requests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from maturity_model.booking import Booking, BookingState, History
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import Hub, MemberSetting, PastKind, PastReview, Staff
from maturity_model.ids import ChannelId, HubId, MemberSettingId, PersonId, ReviewId, SettingId, WeekId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.review import Review, Stage
from maturity_model.setting import Kind, Phase, Setting
from storage.store import Store
from storage.transaction import Transaction
from tests import given

NOW = datetime(2025, 9, 1, 9, tzinfo=UTC)  # the Monday on which the weeks of 2025/26 are announced
TODAY = NOW.date()
LATER = NOW + timedelta(hours=1)
ELSEWHERE = WorkspaceId("T0000000002")
HUB, OTHER_HUB = HubId("valley-hub"), HubId("coast-hub")
CODE, OTHER_CODE = "ABCD2345", "WXYZ6789"
CONSULTANT, COLLEAGUE = PersonId("U0CONSULTAN"), PersonId("U0HUBSTAFF2")
HUB_CHANNEL = ChannelId("C0HUB000001")
BY_CONSULTANT = Staff(workspace=given.WORKSPACE, person=CONSULTANT)
BY_COLLEAGUE = Staff(workspace=given.WORKSPACE, person=COLLEAGUE)
ADDRESS = "office@school.example"

JANUARY, MARCH, MAY, JUNE = map(WeekId, ("week-january", "week-march", "week-may", "week-june"))
DAYS = {
    JANUARY: (date(2026, 1, 12), date(2026, 1, 16)),
    MARCH: (date(2026, 3, 16), date(2026, 3, 20)),
    MAY: (date(2026, 5, 4), date(2026, 5, 8)),
    JUNE: (date(2026, 6, 8), date(2026, 6, 12)),
}


def hub(of: HubId = HUB, *, workspace: WorkspaceId = given.WORKSPACE) -> Hub:
    """A hub with two staff and a channel."""
    return Hub(
        id=of,
        workspace=workspace,
        name="Valley Careers Hub" if of == HUB else "Coast Careers Hub",
        code=CODE if of == HUB else OTHER_CODE,
        channel=HUB_CHANNEL,
        staff=frozenset(Staff(workspace=workspace, person=person) for person in (CONSULTANT, COLLEAGUE)),
    )


def member_id(name: str) -> MemberSettingId:
    return MemberSettingId(f"member-{name.lower()}"[:32])


def leader_of(name: str) -> PersonId:
    return PersonId(f"U0L{name.upper()}")


def setting(name: str, *, workspace: WorkspaceId = given.WORKSPACE, leaders: tuple[PersonId, ...] = ()) -> Setting:
    """A setting that is in Slack, by default with one careers leader of its own."""
    whole = given.setting(workspace=workspace, leaders=frozenset(leaders or {leader_of(name)}))
    return replace(whole, id=SettingId(f"setting-{name.lower()}"[:32]), name=name)


def member(name: str, *, of: HubId = HUB, joined_at: datetime = NOW) -> MemberSetting:
    """A setting of a hub that is not in Slack."""
    return MemberSetting(
        id=member_id(name),
        hub=of,
        name=name,
        kind=Kind.SCHOOL,
        phase=Phase.SECONDARY,
        joined_at=joined_at,
        contact=ADDRESS,
        consultant=BY_CONSULTANT,
    )


def member_in_slack(of: Setting, *, hub: HubId = HUB) -> MemberSetting:
    """A setting's place in a hub."""
    placed = replace(member(of.name, of=hub), contact="", workspace=of.workspace, setting=of.id)
    return replace(placed, kind=of.kind, phase=of.phase, leaders=of.leaders)


def week(of: WeekId = JANUARY, *, trios: int = 1, weeks_before: int = 4, hub: HubId = HUB) -> BookingWeek:
    """One of the weeks of 2025/26; requests close some weeks before it."""
    first_on, last_on = DAYS[of]
    return BookingWeek(
        id=of,
        hub=hub,
        announcement="the-weeks-of-2025-26",
        term="Spring Term" if of in {JANUARY, MARCH} else "Summer Term",
        first_on=first_on,
        last_on=last_on,
        trios=trios,
        closes_on=first_on - timedelta(weeks=weeks_before),
        announced_by=CONSULTANT,
        announced_at=NOW,
    )


def booking(name: str, *choices: WeekId, at: datetime = NOW, state: BookingState = BookingState.WAITING) -> Booking:
    """What a setting answered; a confirmed one has its first choice."""
    return Booking(
        hub=HUB,
        member=member_id(name),
        state=state,
        asked_by=leader_of(name),
        asked_at=at,
        choices=choices,
        week=choices[0] if state is BookingState.CONFIRMED else None,
    )


async def keep_hub(store: Store, hub: Hub, *, at: datetime = NOW) -> Hub:
    await store.write(lambda tx: tx.hubs.add(hub, at=at))
    return hub


async def keep_weeks(store: Store, *weeks: BookingWeek, at: Hub | None = None) -> None:
    def decide(tx: Transaction) -> None:
        for each in weeks:
            tx.booking_weeks.add(each, hub=at or hub())

    await store.write(decide)


async def keep_members(store: Store, *members: MemberSetting, at: Hub | None = None) -> None:
    def decide(tx: Transaction) -> None:
        for each in members:
            tx.member_settings.add(each, hub=at or hub())

    await store.write(decide)


async def keep_setting(store: Store, of: Setting, *, in_hub: HubId | None = HUB) -> MemberSetting:
    """A setting that is in Slack, with its place in a hub unless that is None."""
    place = member_in_slack(of, hub=in_hub or HUB)

    def decide(tx: Transaction) -> None:
        tx.settings.add(of, at=NOW)
        if in_hub:
            tx.member_settings.add(place, hub=hub(in_hub))

    await store.write(decide)
    return place


async def keep_review(
    store: Store, of: Setting, *, at: datetime = NOW, stage: Stage = Stage.AGREED, name: str = "review"
) -> Review:
    """A review of a setting that came to this stage then."""
    whole = given.review(leaders=tuple(sorted(of.leaders)), workspace=of.workspace, stage=stage)
    review = replace(whole, id=ReviewId(f"{name}-{of.id}"[:32]), setting=of.id)
    await store.write(lambda tx: tx.reviews.add(review, at=at))
    return review


def past(name: str, done_on: date, *, kind: PastKind = PastKind.LEADERSHIP, source: str = "Compass+") -> PastReview:
    """A review that a setting held elsewhere, or with others."""
    return PastReview(member=member_id(name), kind=kind, done_on=done_on, source=source, entered_by=CONSULTANT)


async def keep_past(
    store: Store, name: str, done_on: date, *, kind: PastKind = PastKind.LEADERSHIP, source: str = "Compass+"
) -> PastReview:
    held = past(name, done_on, kind=kind, source=source)
    await store.write(lambda tx: tx.histories.put_past(held, hub=hub(), at=NOW))
    return held


async def keep_bookings(store: Store, *bookings: Booking) -> None:
    def decide(tx: Transaction) -> None:
        for each in bookings:
            tx.bookings.put(each, hub=hub())

    await store.write(decide)


async def kept_hub(store: Store, of: HubId = HUB) -> Hub:
    return await store.read(lambda tx: tx.hubs.get(of))


async def kept_member(store: Store, name: str, of: HubId = HUB) -> MemberSetting:
    return await store.read(lambda tx: tx.member_settings.get(of, member_id(name)))


async def kept_booking(store: Store, name: str) -> Booking | None:
    return await store.read(lambda tx: tx.bookings.find(member_id(name)))


async def kept_week(store: Store, of: WeekId = JANUARY) -> BookingWeek:
    return await store.read(lambda tx: tx.booking_weeks.get(HUB, of))


async def history(store: Store, name: str) -> History:
    return (await store.read(lambda tx: tx.histories.list_by_hub(HUB)))[member_id(name)]


async def owed(store: Store, *kinds: str, state: NoticeState = NoticeState.WAITING, of: HubId = HUB) -> list[Notice]:
    """The notices of these kinds that a hub owes, oldest first."""
    every = await store.read(lambda tx: tx.hub_notices.list_by_kind(of, *kinds))
    return [notice for notice in every if notice.state is state]


async def deliver(store: Store, *, now: datetime) -> list[Notice]:
    """Let everything that is due be sent."""

    def decide(tx: Transaction) -> list[Notice]:
        sent = []
        while notice := tx.notices.claim_next(now=now, lease_until=now + timedelta(minutes=5)):
            tx.notices.settle(notice, NoticeState.SENT, at=now)
            sent.append(notice)
        return sent

    return await store.write(decide)
