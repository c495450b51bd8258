"""Looking closer at a row's words. They are no secret of the review: whoever sees its cards may."""

from dataclasses import dataclass

from maturity_model.catalog import Edition, Row, RowId
from maturity_model.ids import ChannelId, PersonId, ReviewId, WorkspaceId
from maturity_model.permission import Action, require, standings, with_reader
from maturity_model.review import Stage
from storage.store import Store
from storage.transaction import Transaction

OPENED = frozenset(Stage) - {Stage.DRAFT}  # nobody but its careers leader has heard of a draft


@dataclass(frozen=True, kw_only=True)
class LookAtWords:
    """Somebody asks about the words of this row. `channel` is where they read the card that they pressed on."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    row: RowId
    channel: ChannelId | None


@dataclass(frozen=True, kw_only=True)
class RowInWords:
    """A row as the review's edition words it."""

    review: ReviewId
    edition: Edition
    row: Row


async def look_at_words(store: Store, request: LookAtWords) -> RowInWords:
    """The row, for whoever is in the review or reads its meeting's channel; nothing changes by it.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is neither in the review nor reads in its channel.
        WrongStage: the review has not been opened.
        UnknownRow: the review's edition has no such row.
    """

    def look(tx: Transaction) -> RowInWords:
        review = tx.reviews.get(request.workspace, request.review, only=request.person)
        setting = tx.settings.get(request.workspace, review.setting)
        held = standings(request.person, setting, review)
        require(Action.LOOK_AT_WORDS, with_reader(held, is_reader=request.channel == review.channel))
        review.require_stage(*OPENED)
        edition = tx.editions.of(review)
        return RowInWords(review=review.id, edition=edition, row=edition.row(request.row))

    return await store.read(look)
