"""Who takes part in a review under way: inviting, removing, facilitators and roles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.kit.schedule import plan_meeting
from maturity_model.card import colleague_card
from maturity_model.errors import PersonNotInReview, TakesPartAfterAll
from maturity_model.ids import PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.invitation import next_invitation
from maturity_model.notice_kinds import STARTED
from maturity_model.permission import Action, may, require, standings
from maturity_model.review import Capacity, Member, Review, Role, Stage, require_people
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class OfPeople:
    """A careers leader asks something about these people of a review."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    people: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class InvitePeople(OfPeople):
    """A careers leader invites more colleagues."""


@dataclass(frozen=True, kw_only=True)
class RemovePeople(OfPeople):
    """A careers leader takes people out of a review; `instead` are invited in their place.

    With `only_declined` those alone who said that they cannot take part.
    """

    instead: frozenset[PersonId] = frozenset()
    only_declined: bool = False


@dataclass(frozen=True, kw_only=True)
class MakeFacilitators(OfPeople):
    """A careers leader lets members, or themselves, run the meeting."""


@dataclass(frozen=True, kw_only=True)
class SetRole:
    """A careers leader says what a member does at the setting."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    member: PersonId
    role: Role


async def find_changeable(
    store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId
) -> ReviewId | None:
    """A setting's review under way, where this person may change who takes part; None otherwise."""

    def look(tx: Transaction) -> ReviewId | None:
        known = tx.settings.find(workspace, setting)
        review = tx.reviews.find_running(workspace, setting)
        if review is None or review.stage is Stage.DRAFT:
            return None
        return review.id if may(Action.CHANGE_REVIEW, standings(person, known)) else None

    return await store.read(look)


async def get_changeable(store: Store, workspace: WorkspaceId, person: PersonId, review: ReviewId) -> Review:
    """A review under way in which the person may change who takes part.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not under way.
    """

    def look(tx: Transaction) -> Review:
        return _changeable(tx, tx.reviews.get(workspace, review), person)

    return await store.read(look)


async def invite_people(store: Store, request: InvitePeople, *, zone: tzinfo, now: datetime) -> Review:
    """Let more colleagues take part; each is owed an invitation. Whoever answers already is left alone.

    Somebody who was taken out is invited anew, and finds the answers they had given; whoever had three messages of
    the review finds that out from their card alone.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not under way.
        NoColleagues: nobody would take part.
        TooManyColleagues: more than one review can hold.
        NoFacilitator: nobody could run the meeting.
    """

    def decide(tx: Transaction) -> Review:
        review = _for_change(tx, request)
        members = dict(review.members)
        for person in sorted(request.people):
            members[person] = _known(members, person).taking_part_as(Capacity.COLLEAGUE)
        kept = _keep(tx, review, members, by=request.person, now=now)
        plan_meeting(tx, kept, zone=zone, now=now)
        return kept

    return await store.write(decide)


async def remove_people(store: Store, request: RemovePeople, *, zone: tzinfo, now: datetime) -> Review:
    """Take people out: nothing more is sent to them. What the meeting has opened already stays as it is.

    Taking somebody out again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not under way.
        PersonNotInReview: somebody was never invited.
        TakesPartAfterAll: they carried on, though they had said that they cannot.
        NoColleagues: nobody would be left.
        NoFacilitator: nobody could run the meeting.
    """

    def decide(tx: Transaction) -> Review:
        review = _for_change(tx, request)
        members = dict(review.members)
        for person in sorted(request.people):
            if person not in members:
                raise PersonNotInReview(person)
            if request.only_declined and not (members[person].declined or members[person].removed):
                raise TakesPartAfterAll
            members[person] = replace(members[person], removed=True)
            tx.notices.withdraw(review, person=person)
            tx.cards.mark(review, colleague_card(person), due_at=now)
        for person in sorted(request.instead):
            members[person] = _known(members, person).taking_part_as(Capacity.COLLEAGUE)
        kept = _keep(tx, review, members, by=request.person, now=now)
        plan_meeting(tx, kept, zone=zone, now=now)
        return kept

    return await store.write(decide)


async def make_facilitators(store: Store, request: MakeFacilitators, *, zone: tzinfo, now: datetime) -> Review:
    """Let members, or the careers leader themselves, run the meeting from their next click on.

    Whoever answers no rows is told what is asked of them, once. Asking again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not under way.
        PersonNotInReview: somebody takes no part in the review.
        NoColleagues: nobody answers rows any more.
        TooManyColleagues: more than one review can hold.
        NoFacilitator: nobody was chosen, and nobody could run the meeting.
    """

    def decide(tx: Transaction) -> Review:
        review = _for_change(tx, request)
        members = dict(review.members)
        for person in sorted(request.people):
            known = members.get(person)
            if (known is None or known.removed) and person != request.person:
                raise PersonNotInReview(person)
            members[person] = _known(members, person).taking_part_as(Capacity.FACILITATOR)
        kept = _keep(tx, review, members, by=request.person, now=now)
        plan_meeting(tx, kept, zone=zone, now=now)
        return kept

    return await store.write(decide)


async def set_role(store: Store, request: SetRole) -> Member:
    """Say what a member does at the setting. The same role again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not under way.
        PersonNotInReview: the person takes no part in the review.
    """

    def decide(tx: Transaction) -> Member:
        review = _for_change(tx, request)
        known = review.members.get(request.member)
        if known is None or known.removed:
            raise PersonNotInReview(request.member)
        member = replace(known, role=request.role, own_role="")
        tx.reviews.put_member(review, member)
        return member

    return await store.write(decide)


def _known(members: Mapping[PersonId, Member], person: PersonId) -> Member:
    return members.get(person) or Member(person=person, capacities=frozenset())


def _for_change(tx: Transaction, request: OfPeople | SetRole) -> Review:
    return _changeable(tx, tx.reviews.get_for_change(request.workspace, request.review), request.person)


def _changeable(tx: Transaction, review: Review, person: PersonId) -> Review:
    require(Action.CHANGE_REVIEW, standings(person, tx.settings.get(review.workspace, review.setting)))
    review.require_stage(Stage.REFLECTING, Stage.AGREEING)
    return review


def _keep(
    tx: Transaction, review: Review, members: Mapping[PersonId, Member], *, by: PersonId, now: datetime
) -> Review:
    """Keep the members that changed, and ask those of whom something new is asked, but nobody to do what they chose."""
    require_people(members)
    earlier = tx.notices.list_by_kind(review, *STARTED)
    for person, member in members.items():
        before = review.members.get(person)
        if member == before:
            continue
        tx.reviews.put_member(review, member)
        if not _is_asked_more(before, member, by=by):
            continue
        tx.cards.mark(review, colleague_card(person), due_at=now)
        if planned := next_invitation(review, member, earlier, now=now):
            tx.notices.plan(planned)
    return replace(review, members=dict(members))


def _is_asked_more(before: Member | None, member: Member, *, by: PersonId) -> bool:
    if member.holds(Capacity.COLLEAGUE):
        return not (before and before.holds(Capacity.COLLEAGUE))
    newly_facilitating = member.holds(Capacity.FACILITATOR) and not (before and before.holds(Capacity.FACILITATOR))
    return newly_facilitating and member.person != by
