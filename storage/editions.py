"""Editions of the model: the built-in ones, and those that were installed for a workspace or for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, or_, select

from maturity_model.catalog import Edition, EditionId, offered_first
from maturity_model.edition_file import built_in_editions, content_of, edition_from, fingerprint
from maturity_model.errors import BuiltInEdition, EditionIdTaken, EditionInUse, UnknownEdition
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.review import Review, Stage
from storage import rows
from storage.edition_cache import EditionCache
from storage.statements import matching

FOR_ALL: Final = ""
_CACHE: Final = EditionCache()

_its, _OWN = rows.editions.c, rows.editions.alias("own")
_HERE = or_(*matching(rows.editions, "workspace"), _its.workspace == FOR_ALL)
_ONE = (
    select(_its.workspace, _its.id, _its.fingerprint)
    .where(_HERE, *matching(rows.editions, "id"))
    .order_by(_its.workspace.desc())  # the workspace's own before the one for all
)
_ONE_FOR_USE = _ONE.with_for_update(read=True)
_USABLE: Select[Any] = (
    select(_its.workspace, _its.id, _its.fingerprint).where(_HERE).order_by(_its.id, _its.workspace.desc())
)
_CONTENT = select(_its.content).where(*matching(rows.editions, "workspace", "id"))
_ANYWHERE = select(_its.workspace, _its.fingerprint).where(*matching(rows.editions, "id"))
_EXACTLY = select(_its.id).where(*matching(rows.editions, "workspace", "id")).with_for_update()
_moves = rows.review_moves.c
_ONLY_DRAFTED = and_(  # a draft that was discarded: nobody heard of it
    rows.reviews.c.stage == Stage.CANCELLED,
    ~select(_moves.id).where(_moves.review == rows.reviews.c.id, _moves.stage == Stage.REFLECTING).exists(),
)
_PINNED = (  # the reviews that get this very row when they ask for their edition
    select(func.count())
    .select_from(rows.reviews)
    .where(
        rows.reviews.c.edition == _its.id,
        ~_ONLY_DRAFTED,
        or_(
            rows.reviews.c.workspace == _its.workspace,
            and_(
                _its.workspace == FOR_ALL,
                ~select(_OWN.c.id).where(_OWN.c.workspace == rows.reviews.c.workspace, _OWN.c.id == _its.id).exists(),
            ),
        ),
    )
    .correlate(rows.editions)
    .scalar_subquery()
)
_IN_USE = select(_PINNED).where(*matching(rows.editions, "workspace", "id"))
_bridges = rows.edition_bridges.c
_ORPHANED = delete(rows.edition_bridges).where(  # corrections for those of whom nobody has the edition any more
    or_(_bridges.before_edition == bindparam("id"), _bridges.after_edition == bindparam("id")),
    ~select(_its.id)
    .where(
        _its.id == bindparam("id"),
        or_(_bridges.workspace == FOR_ALL, _its.workspace.in_((_bridges.workspace, FOR_ALL))),
    )
    .exists(),
)
_INSTALLED: Select[Any] = select(_its.workspace, _its.id, _its.fingerprint, _its.installed_at, _PINNED.label("reviews"))


@dataclass(frozen=True, kw_only=True)
class Installed:
    """An edition that does not come with the program.

    Attributes:
        workspace: whose it is; None where it is for all.
        reviews: how many are pinned to it, at whatever stage; a discarded draft is none.
    """

    workspace: WorkspaceId | None
    edition: Edition
    installed_at: datetime
    reviews: int


class Editions:
    """The editions that each workspace may use: built-in ones, its own, and those for all.

    An edition is never altered: it is installed, and removed where no review is pinned to it. A built-in one costs no
    statement; any other a small one, since what it says is read once in a process and known by its fingerprint.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, review: Review) -> Edition:
        """The edition that a review is pinned to.

        Raises:
            UnknownEdition: it is not installed.
        """
        return self.get(review.workspace, review.edition)

    def get(self, workspace: WorkspaceId, edition: EditionId) -> Edition:
        """One edition that the workspace may use.

        Raises:
            UnknownEdition: there is none of that id.
        """
        return self._get(_ONE, workspace, edition)

    def get_for_use(self, workspace: WorkspaceId, edition: EditionId) -> Edition:
        """The same, which nobody can remove until the end of the transaction.

        Raises:
            UnknownEdition: there is none of that id.
        """
        return self._get(_ONE_FOR_USE, workspace, edition)

    def find(self, workspace: WorkspaceId, edition: EditionId) -> Edition | None:
        """One edition that the workspace may use; None where there is none of that id."""
        return self._find(_ONE, workspace, edition)

    def is_in_use(self, edition: EditionId, *, workspace: WorkspaceId) -> bool:
        """Whether reviews are pinned to the workspace's own edition of that id; False where it has none."""
        this = {"workspace": workspace, "id": edition}
        return bool(self._connection.execute(_IN_USE, this).scalar())

    def list_for(self, workspace: WorkspaceId) -> tuple[Edition, ...]:
        """Every edition that the workspace may use, in the order they are offered in."""
        found: dict[EditionId, Edition] = dict(built_in_editions())
        for kept in self._connection.execute(_USABLE, {"workspace": workspace}).all():
            if kept.id not in found:
                found[kept.id] = self._read(kept)
        return offered_first(found.values())

    def list_installed(self) -> list[Installed]:
        """Every edition that does not come with the program, those for all first, then by workspace and by id."""
        installed = self._connection.execute(_INSTALLED.order_by(_its.workspace, _its.id)).all()
        return [
            Installed(
                workspace=WorkspaceId(kept.workspace) if kept.workspace != FOR_ALL else None,
                edition=self._read(kept),
                installed_at=kept.installed_at,
                reviews=kept.reviews,
            )
            for kept in installed
        ]

    def install(
        self, edition: Edition, *, workspace: WorkspaceId | None, person: PersonId | None, at: datetime
    ) -> bool:
        """Keep an edition for a workspace, or for all where that is None; False where the very same is there already.

        Args:
            edition: what to keep.
            workspace: who may use it.
            person: who installs it, somebody of the workspace; None from the command line.
            at: when.

        Raises:
            EditionIdTaken: another is known by that id to somebody who would get this one.
        """
        self._hold(edition.id)
        mine = fingerprint(edition)
        within_reach = self._within_reach(edition.id, workspace)
        if any(theirs != mine for _, theirs in within_reach):
            raise EditionIdTaken(edition.id)
        if any(whose in {None, FOR_ALL, workspace} for whose, _ in within_reach):
            return False
        kept = {
            "workspace": workspace or FOR_ALL,
            "id": edition.id,
            "fingerprint": mine,
            "content": content_of(edition),
            "installed_at": at,
            "installed_by": person,
        }
        self._connection.execute(insert(rows.editions), kept)
        return True

    def remove(self, edition: EditionId, *, workspace: WorkspaceId | None) -> None:
        """Forget an edition of a workspace, or one for all where that is None, and what was corrected from or to it.

        Raises:
            BuiltInEdition: it comes with the program.
            EditionInUse: reviews are pinned to it, and their number.
            UnknownEdition: there is none of that id, or it is somebody else's.
        """
        if edition in built_in_editions():
            raise BuiltInEdition(edition)
        self._hold(edition)
        this = {"workspace": workspace or FOR_ALL, "id": edition}
        if self._connection.execute(_EXACTLY, this).one_or_none() is None:
            raise UnknownEdition(edition)
        reviews = self._connection.execute(_IN_USE, this).scalar_one()
        if reviews:
            raise EditionInUse(edition, reviews)
        self._connection.execute(delete(rows.editions).where(*matching(rows.editions, "workspace", "id")), this)
        self._connection.execute(_ORPHANED, {"id": edition})

    def _within_reach(self, edition: EditionId, workspace: WorkspaceId | None) -> list[tuple[str | None, str]]:
        """Whose editions of that id would meet one for this workspace or for all, and their fingerprints."""
        built_in = built_in_editions().get(edition)
        if built_in:
            return [(None, fingerprint(built_in))]
        kept = self._connection.execute(_ANYWHERE, {"id": edition}).all()
        return [(k.workspace, k.fingerprint) for k in kept if workspace is None or k.workspace in {workspace, FOR_ALL}]

    def _hold(self, edition: EditionId) -> None:
        """Hold back whoever else would install or remove an edition of that id, until the end of the transaction.

        There may be no row yet to lock: PostgreSQL locks the id instead; SQLite has one writer anyway.
        """
        if self._connection.dialect.name == "postgresql":
            its_lock = func.hashtextextended(f"edition {edition}", 0)
            self._connection.execute(select(func.pg_advisory_xact_lock(its_lock)))

    def _get(self, query: Select[Any], workspace: WorkspaceId, edition: EditionId) -> Edition:
        found = self._find(query, workspace, edition)
        if found is None:
            raise UnknownEdition(edition)
        return found

    def _find(self, query: Select[Any], workspace: WorkspaceId, edition: EditionId) -> Edition | None:
        built_in = built_in_editions().get(edition)
        if built_in:
            return built_in
        kept = self._connection.execute(query, {"workspace": workspace, "id": edition}).first()
        return self._read(kept) if kept else None

    def _read(self, kept: Row[Any]) -> Edition:
        known = _CACHE.find(kept.fingerprint)
        if known:
            return known
        this = {"workspace": kept.workspace, "id": kept.id}
        edition = edition_from(self._connection.execute(_CONTENT, this).scalar_one(), source=kept.id)
        _CACHE.keep(kept.fingerprint, edition)
        return edition
