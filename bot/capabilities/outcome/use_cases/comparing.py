"""Looking at an agreed review row by row, beside the one before it."""

from dataclasses import dataclass

from bot.capabilities.outcome.use_cases.asked import OfOutcome
from maturity_model.ids import ChannelId
from maturity_model.outcome import Snapshot
from maturity_model.permission import Action, require, standings, with_reader
from maturity_model.review import Stage
from storage.outcomes import read_outcome
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class LookAtComparison(OfOutcome):
    """Somebody asks for the rows, from a message in this channel."""

    channel: ChannelId


async def look_at_comparison(store: Store, request: LookAtComparison) -> Snapshot:
    """What the review came to, with the one before it where there is one that still stands.

    Everybody who asks in the review's own channel may read it: every column of it was posted there.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: they ask elsewhere, and have no part in the review.
        WrongStage: the review is not agreed.
    """

    def look(tx: Transaction) -> Snapshot:
        review = tx.reviews.get(request.workspace, request.review)
        held = standings(request.person, tx.settings.get(review.workspace, review.setting), review)
        require(Action.SEE_COMPARISON, with_reader(held, is_reader=request.channel == review.channel))
        review.require_stage(Stage.AGREED)
        return read_outcome(tx, review).snapshot

    return await store.read(look)
