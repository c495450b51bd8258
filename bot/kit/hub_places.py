"""A setting's place in a hub: what it says of itself, and how it ends."""

from dataclasses import replace
from datetime import datetime

from bot.kit.hub_standing import Asker
from maturity_model.booking import BookingState
from maturity_model.errors import LearnersOutOfRange, TextTooLong
from maturity_model.hub import LONGEST_TRUST, MOST_LEARNERS, Hub, MemberSetting, least_busy
from maturity_model.hub_notices import to_leaders, to_staff
from maturity_model.ids import PersonId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import BOOKING_ASKED, PEER_REVIEW_DUE
from maturity_model.setting import Setting
from storage.transaction import Transaction


def take_out(tx: Transaction, hub: Hub, member: MemberSetting, by: Asker, *, now: datetime) -> None:
    """Let a setting be in the hub no more, with its request withdrawn and nothing owed to it."""
    booking = tx.bookings.find(member.id)
    if booking:
        tx.bookings.put(booking.settled_as(BookingState.WITHDRAWN, by=by.person, at=now), hub=hub)
    tx.member_settings.put(replace(member, left_at=now))
    tx.hub_notices.withdraw_from(member)


def hand_over(tx: Transaction, hub: Hub, member: MemberSetting, *, now: datetime) -> None:
    """Give a setting to the consultant that it has now; a request that waits is brought to them."""
    tx.member_settings.put(member)
    booking, consultant = tx.bookings.find(member.id), member.consultant
    if booking and booking.waits and consultant:
        about = {"member": member.id, "version": str(booking.version)}
        tx.notices.plan(to_staff(consultant, hub, BOOKING_ASKED, about, due_at=now))


def find_new_consultants(tx: Transaction, hub: Hub, *, now: datetime) -> None:
    """Give everybody who lost their consultant another one."""
    members = {member.id: member for member in tx.member_settings.list_by_hub(hub.id)}
    for member in list(members.values()):
        if member.consultant not in hub.staff:
            members[member.id] = replace(member, consultant=least_busy(hub.staff, members.values()))
            hand_over(tx, hub, members[member.id], now=now)


def bring_to_leaders(tx: Transaction, setting: Setting, newcomers: frozenset[PersonId]) -> None:
    """Owe new careers leaders what their setting's hub has planned for the others and has not sent yet."""
    member = tx.member_settings.find_by_setting(setting.workspace, setting.id)
    if member is None or not newcomers:
        return
    tx.hubs.get_for_change(member.hub)
    theirs = replace(member, leaders=newcomers)
    waiting = {(notice.kind, *notice.about.items()): notice for notice in tx.hub_notices.list_waiting(member)}
    for notice in waiting.values():
        about = {name: value for name, value in notice.about.items() if name != "member"}
        planned = to_leaders(theirs, notice.kind, about, due_at=notice.due_at, until=notice.useful_until)
        tx.notices.plan_again(list(planned))


def hub_tells(tx: Transaction, setting: Setting, notice: Notice) -> bool:
    """Whether a prompt is about peer-to-peer reviews, and the setting hears of those from its hub already.

    That is so where the hub has weeks ahead, or knows of one that the setting took part in.
    """
    member = tx.member_settings.find_by_setting(setting.workspace, setting.id)
    if member is None or notice.kind != PEER_REVIEW_DUE:
        return False
    ahead = tx.booking_weeks.list_ahead(member.hub, today=notice.due_at.date())
    return bool(ahead) or tx.histories.get(member).peer_on is not None


def require_context(trust: str, learners: int | None) -> None:
    """Refuse what no setting is like.

    Raises:
        TextTooLong: the trust's name is too long to be shown.
        LearnersOutOfRange: no setting has that few or that many.
    """
    if len(trust) > LONGEST_TRUST:
        raise TextTooLong(LONGEST_TRUST)
    if learners is not None and not 1 <= learners <= MOST_LEARNERS:
        raise LearnersOutOfRange(MOST_LEARNERS)
