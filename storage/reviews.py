"""Reviews with their members, and every stage a review went through."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, String, and_, bindparam, cast, func, insert, select, update

from maturity_model.catalog import EditionId, RowId
from maturity_model.errors import NothingThere
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Capacity, Member, Move, Review, Role, Stage
from storage import rows
from storage.statements import matching
from storage.upsert import insert_once, upsert

RUNNING = (Stage.DRAFT, Stage.REFLECTING, Stage.AGREEING)
ENDED = (Stage.AGREED, Stage.CANCELLED)
OF_MEMBER = ("role", "own_role", "begun", "finished", "declined", "theme_a_day", "removed")

_ONE = select(rows.reviews).where(*matching(rows.reviews, "workspace", "id"))
_FOR_ANSWERING = _ONE.with_for_update(read=True)
_FOR_CHANGE = _ONE.with_for_update(key_share=True)  # what only points at the review is not held back
_NEWEST = (
    select(rows.reviews)
    .where(*matching(rows.reviews, "workspace", "setting"))
    .order_by(rows.reviews.c.created_at.desc())
    .limit(1)
)
_RUNNING = _NEWEST.where(rows.reviews.c.stage.in_(RUNNING))
_AGREED = _NEWEST.where(rows.reviews.c.stage == Stage.AGREED)
_MEMBERS = select(rows.members).where(*matching(rows.members, "review")).order_by(rows.members.c.person)
_OPENED = select(rows.meeting_rows.c.row).where(*matching(rows.meeting_rows, "review"))
_MEMBER_AND_OPENED = (  # in one statement, since every click asks for it: a line for each opened row, and at least one
    select(rows.members, rows.meeting_rows.c.row)
    .select_from(rows.reviews)
    .outerjoin(rows.members, and_(rows.members.c.review == rows.reviews.c.id, *matching(rows.members, "person")))
    .outerjoin(rows.meeting_rows, rows.meeting_rows.c.review == rows.reviews.c.id)
    .where(rows.reviews.c.id == bindparam("review"))
)


class Reviews:
    """The reviews of all workspaces; each look-up names the workspace it is for.

    Every write to a review or to what hangs on it begins with one of the `get_for_…` methods: on PostgreSQL they lock
    the review's row, so that answers run beside each other but never beside a change; SQLite has one writer anyway.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, workspace: WorkspaceId, review: ReviewId, *, only: PersonId | None = None) -> Review:
        """One review, to look at; with no member but `only` where one is given, which is far quicker to read.

        Raises:
            NothingThere: the workspace has no such review.
        """
        return self._get(_ONE, workspace, review, only=only)

    def get_for_answering(self, workspace: WorkspaceId, review: ReviewId, person: PersonId) -> Review:
        """One review with no member but this person, safe from changes until the end of the transaction.

        Raises:
            NothingThere: the workspace has no such review.
        """
        return self._get(_FOR_ANSWERING, workspace, review, only=person)

    def get_for_change(self, workspace: WorkspaceId, review: ReviewId) -> Review:
        """One review, with everybody else's answers and changes held back until the end of the transaction.

        Raises:
            NothingThere: the workspace has no such review.
        """
        return self._get(_FOR_CHANGE, workspace, review)

    def find_running(self, workspace: WorkspaceId, setting: SettingId) -> Review | None:
        """The setting's review that is neither agreed nor cancelled."""
        return self._find(_RUNNING, workspace, setting)

    def find_agreed(self, workspace: WorkspaceId, setting: SettingId) -> Review | None:
        """The setting's newest review that is agreed."""
        return self._find(_AGREED, workspace, setting)

    def list_by_member(self, workspace: WorkspaceId, person: PersonId) -> list[Review]:
        """The reviews that this person takes part in and that are not cancelled, newest first."""
        mine = (
            select(rows.reviews)
            .join(rows.members, rows.members.c.review == rows.reviews.c.id)
            .where(
                rows.members.c.workspace == workspace,
                rows.members.c.person == person,
                rows.members.c.removed.is_(False),
                rows.reviews.c.stage != Stage.CANCELLED,
            )
            .order_by(rows.reviews.c.created_at.desc(), rows.reviews.c.id)
        )
        return [self._read(kept) for kept in self._connection.execute(mine).all()]

    def add(self, review: Review, *, at: datetime) -> None:
        """Keep a new review with its members and its first stage.

        Raises:
            NothingThere: its id is taken; whoever asks for it in its own workspace has found it before.
        """
        kept = {"id": review.id, "created_at": at, **_fields(review)}
        if not insert_once(self._connection, rows.reviews, kept, keys=("id",)):
            raise NothingThere
        for member in review.members.values():
            self.put_member(review, member)
        self.add_move(review, by=review.opened_by, at=at)

    def put(self, review: Review) -> None:
        """Keep what changed in the review itself; members are kept by `put_member`."""
        self._connection.execute(update(rows.reviews).where(rows.reviews.c.id == review.id), _fields(review))

    def put_member(self, review: Review, member: Member) -> None:
        """Keep a member, new or changed."""
        kept = {
            "workspace": review.workspace,
            "setting": review.setting,
            "review": review.id,
            "person": member.person,
            **{capacity.value: capacity in member.capacities for capacity in Capacity},
            **{field: getattr(member, field) for field in OF_MEMBER},
        }
        upsert(self._connection, rows.members, kept, keys=("review", "person"))

    def put_of_member(self, review: Review, member: Member, *fields: str) -> None:
        """Keep these fields of a member who is known, and leave the others to whoever changes them meanwhile."""
        table = rows.members.c
        theirs = update(rows.members).where(table.review == review.id, table.person == member.person)
        self._connection.execute(theirs, {field: getattr(member, field) for field in fields})

    def add_move(self, review: Review, *, by: PersonId, at: datetime, reason: str | None = None) -> None:
        """Remember that the review came to the stage it is at now."""
        self._connection.execute(
            insert(rows.review_moves),
            {
                "workspace": review.workspace,
                "setting": review.setting,
                "review": review.id,
                "stage": review.stage,
                "moved_by": by,
                "reason": reason,
                "moved_at": at,
            },
        )

    def list_moves(self, review: Review) -> list[Move]:
        """Every stage that the review came to, oldest first."""
        moves = select(rows.review_moves).where(*matching(rows.review_moves, "review")).order_by(rows.review_moves.c.id)
        kept = self._connection.execute(moves, {"review": review.id})
        return [Move(stage=Stage(k.stage), by=PersonId(k.moved_by), at=k.moved_at, reason=k.reason) for k in kept]

    def list_untold(self, kind: str) -> list[Review]:
        """The agreed reviews, of all workspaces, that have no notice of this kind since they were last agreed.

        Such a notice says in its `times` how often its review had been agreed when it was planned.
        """
        moves, notices = rows.review_moves.c, rows.notices.c
        agreed = (
            select(cast(func.count(), String))
            .where(moves.review == rows.reviews.c.id, moves.stage == Stage.AGREED)
            .correlate(rows.reviews)
        )
        told = select(notices.id).where(
            notices.review == rows.reviews.c.id,
            notices.kind == kind,
            notices.about["times"].as_string() == agreed.scalar_subquery(),
        )
        untold = select(rows.reviews).where(rows.reviews.c.stage == Stage.AGREED, ~told.exists())
        return [self._read(kept) for kept in self._connection.execute(untold.order_by(rows.reviews.c.id)).all()]

    def list_ended_with_answers(self, *, by: datetime) -> list[Review]:
        """The reviews, of all workspaces, that ended by then for the last time and still have answers or notes."""
        review, moves = rows.reviews.c.id, rows.review_moves.c
        moved_since = select(moves.id).where(moves.review == review, moves.moved_at > by).exists()
        answers, notes = (select(t.c.row).where(t.c.review == review).exists() for t in (rows.reflections, rows.notes))
        ended = select(rows.reviews).where(rows.reviews.c.stage.in_(ENDED), ~moved_since, answers | notes)
        return [self._read(kept) for kept in self._connection.execute(ended.order_by(review)).all()]

    def _get(
        self, query: Select[Any], workspace: WorkspaceId, review: ReviewId, *, only: PersonId | None = None
    ) -> Review:
        kept = self._connection.execute(query, {"workspace": workspace, "id": review}).one_or_none()
        if kept is None:
            raise NothingThere
        return self._read(kept, only=only)

    def _find(self, query: Select[Any], workspace: WorkspaceId, setting: SettingId) -> Review | None:
        kept = self._connection.execute(query, {"workspace": workspace, "setting": setting}).one_or_none()
        return self._read(kept) if kept else None

    def _read(self, kept: Row[Any], *, only: PersonId | None = None) -> Review:
        members, opened = self._list_members_and_opened(ReviewId(kept.id), only)
        return Review(
            id=ReviewId(kept.id),
            workspace=WorkspaceId(kept.workspace),
            setting=SettingId(kept.setting),
            edition=EditionId(kept.edition),
            academic_year=kept.academic_year,
            stage=Stage(kept.stage),
            channel=ChannelId(kept.channel),
            meets_at=kept.meets_at,
            minutes=kept.minutes,
            opened_by=PersonId(kept.opened_by),
            order=kept.agenda_order,
            reminders=tuple(kept.reminders),
            members={member.person: member for member in members},
            opened_rows=frozenset(map(RowId, opened)),
        )

    def _list_members_and_opened(self, review: ReviewId, only: PersonId | None) -> tuple[list[Member], list[str]]:
        if only is None:
            members = self._connection.execute(_MEMBERS, {"review": review})
            return [_member(m) for m in members], [k.row for k in self._connection.execute(_OPENED, {"review": review})]
        both = self._connection.execute(_MEMBER_AND_OPENED, {"review": review, "person": only}).all()
        return [_member(k) for k in both[:1] if k.person], [k.row for k in both if k.row]


def _fields(review: Review) -> dict[str, object]:
    return {
        "workspace": review.workspace,
        "setting": review.setting,
        "edition": review.edition,
        "academic_year": review.academic_year,
        "stage": review.stage,
        "channel": review.channel,
        "meets_at": review.meets_at,
        "minutes": review.minutes,
        "opened_by": review.opened_by,
        "agenda_order": review.order,
        "reminders": list(review.reminders),
    }


def _member(kept: Row[Any]) -> Member:
    return Member(
        person=PersonId(kept.person),
        capacities=frozenset(capacity for capacity in Capacity if getattr(kept, capacity.value)),
        role=Role(kept.role) if kept.role else None,
        own_role=kept.own_role,
        begun=kept.begun,
        finished=kept.finished,
        declined=kept.declined,
        theme_a_day=kept.theme_a_day,
        removed=kept.removed,
    )
