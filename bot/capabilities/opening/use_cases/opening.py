"""A review from its draft to its invitations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.capabilities.opening.use_cases.looking import Overview, overview_of
from bot.kit.schedule import plan_meeting
from maturity_model.catalog import EditionId
from maturity_model.errors import EditionForOthers, MinutesOutOfRange, NothingThere, ReviewAlreadyRunning
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.invitation import invitation_of
from maturity_model.permission import Action, require, standings
from maturity_model.review import Capacity, Member, Review, Stage, require_meeting_ahead, require_people
from maturity_model.schedule import require_few_reminders
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction

SHORTEST_MEETING, LONGEST_MEETING = 15, 240  # minutes


@dataclass(frozen=True, kw_only=True)
class DraftReview:
    """A careers leader says what a review is to be like. `review` is the id it will have.

    Where nobody is named to facilitate, the careers leader does. `same_people` adds the colleagues of the last agreed
    review.
    """

    workspace: WorkspaceId
    person: PersonId
    setting: SettingId
    review: ReviewId
    colleagues: frozenset[PersonId]
    same_people: bool
    facilitators: frozenset[PersonId]
    meets_at: datetime
    channel: ChannelId
    minutes: int
    reminders: tuple[int, ...]
    academic_year: str
    edition: EditionId


@dataclass(frozen=True, kw_only=True)
class OpenReview:
    """A careers leader opens the review they drafted."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


async def draft_review(store: Store, request: DraftReview, *, now: datetime) -> Review:
    """Keep a draft: nobody hears of it before it is opened. It takes the place of the setting's earlier draft.

    The same form sent in twice makes one draft with what it said last; once the review is open, it changes nothing.

    Raises:
        NotAllowed: the person is no careers leader.
        NothingThere: the workspace has no such setting, or the id is one of another workspace's or setting's reviews.
        ReviewAlreadyRunning: one is under way.
        UnknownEdition: the workspace has no such edition, or no longer.
        EditionForOthers: it is written for other kinds of setting.
        MeetingInThePast: the meeting's time has gone by.
        MeetingTooFarAway: it is more than a year ahead.
        MinutesOutOfRange: nobody plans a meeting that short or that long.
        TooManyReminders: more than keep the promise that nobody is pestered.
        NoColleagues: nobody was chosen.
        TooManyColleagues: more than one review can hold.
        NoFacilitator: nobody could run the meeting.
    """

    def decide(tx: Transaction) -> Review:
        setting = tx.settings.get_for_change(request.workspace, request.setting)
        require(Action.CHANGE_REVIEW, standings(request.person, setting))
        overview = overview_of(tx, setting)
        known = _find(tx, request)
        if known and known.setting != setting.id:
            raise NothingThere
        if known and known.stage is not Stage.DRAFT:
            return known
        if overview.running:
            raise ReviewAlreadyRunning
        _require_edition(tx, request.edition, setting)
        drafted = _drafted(request, overview, now=now)
        if overview.draft and overview.draft.id != drafted.id:
            _move(tx, overview.draft, Stage.CANCELLED, by=request.person, now=now)
        _keep_draft(tx, drafted, known, now=now)
        return drafted

    return await store.write(decide)


async def open_review(store: Store, request: OpenReview, *, zone: tzinfo, now: datetime) -> Review:
    """Open a drafted review: people are owed their invitations from now on, and what hangs on the meeting's time.

    Opening it again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: its meeting has begun, it was cancelled, or another draft took its place.
        MeetingInThePast: the meeting's time has gone by meanwhile.
        MeetingTooFarAway: it is more than a year ahead.
    """

    def decide(tx: Transaction) -> Review:
        drafted = tx.reviews.get(request.workspace, request.review)
        setting = tx.settings.get_for_change(request.workspace, drafted.setting)
        require(Action.CHANGE_REVIEW, standings(request.person, setting))
        review = tx.reviews.get_for_change(request.workspace, request.review)
        if review.stage is Stage.REFLECTING:
            return review
        require_meeting_ahead(review.meets_at, now)
        opened = _move(tx, review, Stage.REFLECTING, by=request.person, now=now)
        for member in _asked(opened):
            tx.notices.plan(invitation_of(opened, member, now=now))
        plan_meeting(tx, opened, zone=zone, now=now)
        return opened

    return await store.write(decide)


def _asked(review: Review) -> list[Member]:
    """Who is owed an invitation: everybody who answers or facilitates, but nobody to facilitate as they chose to."""
    facilitators = (member for member in review.facilitators if member.person != review.opened_by)
    return list({member.person: member for member in (*facilitators, *review.colleagues)}.values())


def _require_edition(tx: Transaction, named: EditionId, setting: Setting) -> None:
    """Refuse an edition that the setting cannot use; one that it can use stays at least until the draft is kept."""
    edition = tx.editions.get_for_use(setting.workspace, named)
    if setting.kind not in edition.kinds:
        raise EditionForOthers(edition.id, setting.kind)


def _find(tx: Transaction, request: DraftReview) -> Review | None:
    try:
        return tx.reviews.get_for_change(request.workspace, request.review)
    except NothingThere:
        return None


def _drafted(request: DraftReview, overview: Overview, *, now: datetime) -> Review:
    require_meeting_ahead(request.meets_at, now)
    if not SHORTEST_MEETING <= request.minutes <= LONGEST_MEETING:
        raise MinutesOutOfRange(SHORTEST_MEETING, LONGEST_MEETING)
    require_few_reminders(request.reminders)
    members = _members(request, overview)
    require_people(members)
    return Review(
        id=request.review,
        workspace=request.workspace,
        setting=overview.setting.id,
        edition=request.edition,
        academic_year=request.academic_year,
        stage=Stage.DRAFT,
        channel=request.channel,
        meets_at=request.meets_at,
        minutes=request.minutes,
        reminders=request.reminders,
        opened_by=request.person,
        members=members,
    )


def _members(request: DraftReview, overview: Overview) -> Mapping[PersonId, Member]:
    last_year = overview.agreed.members if overview.agreed else {}
    again = {m.person for m in overview.agreed.colleagues} if overview.agreed and request.same_people else set()
    held: dict[PersonId, set[Capacity]] = {}
    groups: dict[Capacity, Iterable[PersonId]] = {
        Capacity.COLLEAGUE: request.colleagues | again,
        Capacity.FACILITATOR: request.facilitators or {request.person},
        Capacity.CAREERS_LEADER: overview.setting.leaders,
    }
    for capacity, people in groups.items():
        for person in people:
            held.setdefault(person, set()).add(capacity)
    return {person: _member(person, capacities, last_year.get(person)) for person, capacities in held.items()}


def _member(person: PersonId, capacities: Iterable[Capacity], last_year: Member | None) -> Member:
    """A member, with the role they had the year before."""
    role, own_role = (last_year.role, last_year.own_role) if last_year else (None, "")
    return Member(person=person, capacities=frozenset(capacities), role=role, own_role=own_role)


def _keep_draft(tx: Transaction, draft: Review, known: Review | None, *, now: datetime) -> None:
    if known is None:
        tx.reviews.add(draft, at=now)
        return
    tx.reviews.put(draft)
    for person in known.members.keys() - draft.members.keys():
        tx.reviews.put_member(draft, replace(known.members[person], removed=True))
    for member in draft.members.values():
        tx.reviews.put_member(draft, member)


def _move(tx: Transaction, review: Review, stage: Stage, *, by: PersonId, now: datetime) -> Review:
    moved = review.moved_to(stage)
    tx.reviews.put(moved)
    tx.reviews.add_move(moved, by=by, at=now)
    return moved
