"""What hub staff do about a setting: one that is not in Slack, who its consultant is, and reviews held elsewhere."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Final

from bot.kit.hub_places import hand_over, require_context, take_out
from bot.kit.hub_standing import Asker, hub_of_staff, member_for
from maturity_model.errors import (
    ContactNotUnderstood,
    DayNotOverYet,
    DayTooLongAgo,
    NameMissing,
    NoStaff,
    NothingThere,
    SourceMissing,
    TextTooLong,
)
from maturity_model.hub import LONGEST_CONTACT, LONGEST_SOURCE, Hub, MemberSetting, PastKind, PastReview, Staff
from maturity_model.ids import HubId, MemberSettingId, PersonId
from maturity_model.permission import Action
from maturity_model.setting import LONGEST_NAME, Kind, Phase
from storage.store import Store
from storage.transaction import Transaction

EARLIEST: Final = date(2022, 9, 1)
"""They were tried out in 2022-23, with 82 institutions: the evaluation of the Careers Impact System says so."""

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


@dataclass(frozen=True, kw_only=True)
class EnterPast(AboutMember):
    """A careers leader, or hub staff naming their source, enter the day of a review that was held."""

    kind: PastKind
    done_on: date
    source: str


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


async def prepare_past(store: Store, asked: AboutMember) -> MemberSetting:
    """A setting for which the person may enter a review that was held.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
    """

    def look(tx: Transaction) -> MemberSetting:
        hub = tx.hubs.get(asked.hub)
        return member_for(tx, asked, Action.ENTER_PAST_REVIEW, hub, asked.member)

    return await store.read(look)


async def enter_past(store: Store, request: EnterPast, *, zone: tzinfo, now: datetime) -> MemberSetting:
    """Enter the day of a review that was held elsewhere, or with other settings; the same day again changes its source.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
        SourceMissing: hub staff did not say where they know it from.
        TextTooLong: the source is too long to be kept.
        DayNotOverYet: the day is still to come.
        DayTooLongAgo: there were no such reviews then.
    """

    def decide(tx: Transaction) -> MemberSetting:
        hub = tx.hubs.get_for_change(request.hub)
        member = member_for(tx, request, Action.ENTER_PAST_REVIEW, hub, request.member)
        leads = member.is_led_by(request.workspace, request.person)
        past = _past(request, leads=leads, today=now.astimezone(zone).date())
        tx.histories.put_past(past, hub=hub, at=now)
        return member

    return await store.write(decide)


def _past(request: EnterPast, *, leads: bool, today: date) -> PastReview:
    source = request.source.strip()
    if not source and not leads:
        raise SourceMissing
    if len(source) > LONGEST_SOURCE:
        raise TextTooLong(LONGEST_SOURCE)
    if request.done_on > today:
        raise DayNotOverYet
    if request.done_on < EARLIEST:
        raise DayTooLongAgo(EARLIEST)
    return PastReview(
        member=request.member, kind=request.kind, done_on=request.done_on, source=source, entered_by=request.person
    )


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
