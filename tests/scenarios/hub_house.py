"""The hubs of a house: one with settings in Slack and on paper, one next door, and one in the other workspace."""

from datetime import date

from maturity_model.booking import Booking, BookingState
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import Hub, MemberSetting, PastKind, PastReview, Staff
from maturity_model.ids import HubId, MemberSettingId, PersonId, SettingId, WeekId, WorkspaceId
from maturity_model.setting import Kind, Phase
from storage.transaction import Transaction
from tests import given
from tests.scenarios.hub_permissions import CODE, FELLOW_MEMBER, HELD_ON, SECOND_STAFF, SILENT
from tests.scenarios.presses import NEXT_DOOR, PEOPLE_HERE, ROOM, Place, Who

THEIR_HUB, FELLOW_SETTING = HubId("their-hub"), SettingId("this-fellow-setting")
CONFIRMED = MemberSettingId("this-confirmed-member")
DAYS = ((date(2027, 1, 18), date(2027, 1, 22)), (date(2027, 3, 15), date(2027, 3, 19)))
CLOSES_ON = date(2026, 12, 14)


def their_hub(tx: Transaction, workspace: WorkspaceId) -> None:
    """In the other workspace everybody works for its hub."""
    staff = (Staff(workspace=workspace, person=person) for person in PEOPLE_HERE.values())
    hub = Hub(id=THEIR_HUB, workspace=workspace, name="Their Hub", code="MNPQ2345", staff=frozenset(staff))
    tx.hubs.add(hub, at=given.NOW)


def hubs_here(tx: Transaction, workspace: WorkspaceId) -> None:
    """Two settings of the hub wait, one is confirmed, two have not answered; the hub next door has two settings."""
    here, there = Place(), NEXT_DOOR
    hub = with_hub(tx, _hub(here, workspace, CODE, PEOPLE_HERE[Who.STAFF], SECOND_STAFF), here)
    member_of(tx, hub, FELLOW_MEMBER, setting=FELLOW_SETTING)
    member_of(tx, hub, SILENT)
    asks(tx, hub, member_of(tx, hub, CONFIRMED), _week(here, 1), confirmed=True)
    with_hub(tx, _hub(there, workspace, "WXYZ6789", PEOPLE_HERE[Who.OUTSIDER]), there)


def _hub(of: Place, workspace: WorkspaceId, code: str, *people: PersonId) -> Hub:
    staff = frozenset(Staff(workspace=workspace, person=person) for person in people)
    return Hub(id=of.hub, workspace=workspace, name=of.hub, code=code, channel=ROOM, staff=staff)


def with_hub(tx: Transaction, hub: Hub, of: Place) -> Hub:
    """A hub with two weeks, and two settings that ask for the first: the place's own, and one on paper."""
    tx.hubs.add(hub, at=given.NOW)
    for number, (first_on, last_on) in enumerate(DAYS, 1):
        week = BookingWeek(
            id=_week(of, number),
            hub=hub.id,
            announcement=of.announcement,
            term="Spring Term",
            first_on=first_on,
            last_on=last_on,
            trios=1,
            closes_on=CLOSES_ON,
            announced_by=consultant_of(hub).person,
            announced_at=given.NOW,
        )
        tx.booking_weeks.add(week, hub=hub)
    in_slack = member_of(tx, hub, of.member, setting=of.setting)
    on_paper = member_of(tx, hub, MemberSettingId(f"{of.member}-on-paper"))
    for member in (in_slack, on_paper):
        asks(tx, hub, member, _week(of, 1))
    return hub


def _week(of: Place, number: int) -> WeekId:
    return WeekId(f"{of.announcement}{number:03d}")


def consultant_of(hub: Hub) -> Staff:
    """Who looks after every setting of a hub."""
    return next(one for one in hub.staff if one.person in PEOPLE_HERE.values())


def member_of(tx: Transaction, hub: Hub, member: MemberSettingId, *, setting: SettingId | None = None) -> MemberSetting:
    """A setting of a hub, in Slack or on paper, that has held a review."""
    place = MemberSetting(
        id=member,
        hub=hub.id,
        name=member,
        kind=Kind.SCHOOL,
        phase=Phase.SECONDARY,
        joined_at=given.NOW,
        contact="" if setting else "office@paper.example",
        workspace=hub.workspace if setting else None,
        setting=setting,
        consultant=consultant_of(hub),
    )
    tx.member_settings.add(place, hub=hub)
    by = consultant_of(hub).person
    held = PastReview(member=member, kind=PastKind.LEADERSHIP, done_on=HELD_ON, source="Paper", entered_by=by)
    tx.histories.put_past(held, hub=hub, at=given.NOW)
    return place


def asks(tx: Transaction, hub: Hub, member: MemberSetting, week: WeekId, *, confirmed: bool = False) -> None:
    """The setting asks for a week of its hub, and may have it."""
    booking = Booking(
        hub=hub.id,
        member=member.id,
        state=BookingState.CONFIRMED if confirmed else BookingState.WAITING,
        asked_by=consultant_of(hub).person,
        asked_at=given.NOW,
        choices=(week,),
        week=week if confirmed else None,
    )
    tx.bookings.put(booking, hub=hub)
