"""What hub staff do about a setting: one that is not in Slack, and who its consultant is."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.kit.hub_places import hand_over, require_context, take_out
from bot.kit.hub_standing import Asker, hub_of_staff
from maturity_model.errors import (
    ContactNotUnderstood,
    NameMissing,
    NoStaff,
    NothingThere,
    TextTooLong,
)
from maturity_model.hub import LONGEST_CONTACT, Hub, MemberSetting, Staff
from maturity_model.ids import HubId, MemberSettingId, PersonId
from maturity_model.setting import LONGEST_NAME, Kind, Phase
from storage.store import Store
from storage.transaction import Transaction

_CONTACT: Final = re.compile(r"[^@\s<>,;|]+@[^@\s<>,;|]+\.[^@\s<>,;|]+")


@dataclass(frozen=True, kw_only=True)
class AddMember(Asker):
    """Hub staff add a setting that is not in Slack. `member` is the id that its place will have."""

    hub: HubId
    member: MemberSettingId
    name: str
    kind: Kind
    phase: Phase
    trust: str
    learners: int | None
    contact: str


@dataclass(frozen=True, kw_only=True)
class AboutMember(Asker):
    """Somebody asks for something about a setting of a hub."""

    hub: HubId
    member: MemberSettingId


@dataclass(frozen=True, kw_only=True)
class SetConsultant(AboutMember):
    """Hub staff say who looks after a setting."""

    consultant: PersonId


async def prepare_member(store: Store, asker: Asker, hub: HubId) -> Hub:
    """A hub to which the person may add settings.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person is not of its staff.
    """
    return await store.read(lambda tx: hub_of_staff(tx, asker, hub))


async def add_member(store: Store, request: AddMember, *, now: datetime) -> MemberSetting:
    """Add a setting that is not in Slack; whoever adds it is its careers consultant. Adding it twice adds it once.

    Raises:
        NothingThere: there is no such hub, or the id is one of another hub's settings.
        NotAllowed: the person is not of its staff.
        NameMissing: the name is blank.
        TextTooLong: a text is too long to be shown.
        LearnersOutOfRange: no setting has that few or that many.
        ContactNotUnderstood: there is no e-mail address.
    """

    def decide(tx: Transaction) -> MemberSetting:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        tx.member_settings.add(_added(request, now), hub=hub)
        return tx.member_settings.get(hub.id, request.member)

    return await store.write(decide)


async def remove_member(store: Store, request: AboutMember, *, now: datetime) -> MemberSetting:
    """Take a setting that is not in Slack off a hub's list; one that is leaves by itself.

    Raises:
        NothingThere: there is no such hub, or it has no such setting.
        NotAllowed: the person is not of its staff.
    """

    def decide(tx: Transaction) -> MemberSetting:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        member = tx.member_settings.get(hub.id, request.member)
        if member.in_slack:
            raise NothingThere
        take_out(tx, hub, member, request, now=now)
        return member

    return await store.write(decide)


async def get_member(store: Store, asked: AboutMember) -> MemberSetting:
    """A setting of a hub, for its staff.

    Raises:
        NothingThere: there is no such hub, or it has no such setting.
        NotAllowed: the person is not of its staff.
    """
    return await store.read(lambda tx: tx.member_settings.get(hub_of_staff(tx, asked, asked.hub).id, asked.member))


async def set_consultant(store: Store, request: SetConsultant, *, now: datetime) -> MemberSetting:
    """Say who of the staff gets a setting's requests from now on, and the one that waits.

    Raises:
        NothingThere: there is no such hub, or it has no such setting.
        NotAllowed: the person is not of its staff.
        NoStaff: the person chosen does not work for the hub.
    """

    def decide(tx: Transaction) -> MemberSetting:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        consultant = Staff(workspace=hub.workspace, person=request.consultant)
        if consultant not in hub.staff:
            raise NoStaff
        changed = replace(tx.member_settings.get(hub.id, request.member), consultant=consultant)
        hand_over(tx, hub, changed, now=now)
        return changed

    return await store.write(decide)


def _added(request: AddMember, now: datetime) -> MemberSetting:
    if not request.name.strip():
        raise NameMissing
    if len(request.name) > LONGEST_NAME:
        raise TextTooLong(LONGEST_NAME)
    require_context(request.trust, request.learners)
    if len(request.contact) > LONGEST_CONTACT or not _CONTACT.fullmatch(request.contact):
        raise ContactNotUnderstood
    return MemberSetting(
        id=request.member,
        hub=request.hub,
        name=request.name.strip(),
        kind=request.kind,
        phase=request.phase,
        joined_at=now,
        trust=request.trust,
        learners=request.learners,
        contact=request.contact,
        consultant=request.as_staff,
        waits_for_review=True,
    )
