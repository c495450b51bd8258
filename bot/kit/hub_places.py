"""A setting's place in a hub: what it says of itself, and how it ends."""

from dataclasses import replace
from datetime import datetime

from bot.kit.hub_standing import Asker
from maturity_model.booking import BookingState
from maturity_model.errors import LearnersOutOfRange, TextTooLong
from maturity_model.hub import LONGEST_TRUST, MOST_LEARNERS, Hub, MemberSetting
from storage.transaction import Transaction


def take_out(tx: Transaction, hub: Hub, member: MemberSetting, by: Asker, *, now: datetime) -> None:
    """Let a setting be in the hub no more, with its request withdrawn and nothing owed to it."""
    booking = tx.bookings.find(member.id)
    if booking:
        tx.bookings.put(booking.settled_as(BookingState.WITHDRAWN, by=by.person, at=now), hub=hub)
    tx.member_settings.put(replace(member, left_at=now))
    tx.hub_notices.withdraw_from(member)


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
