"""The outcome on Home."""

from dataclasses import dataclass
from datetime import datetime

from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.permission import Action, may, standings
from maturity_model.review import Review
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An agreed review, and what of its outcome somebody may change."""

    review: Review
    agreed_at: datetime
    allowed: frozenset[Action]


async def look_at_home(store: Store, workspace: WorkspaceId, person: PersonId) -> Agreed | None:
    """The setting's newest agreed review, for those who took part in it or lead careers there."""

    def look(tx: Transaction) -> Agreed | None:
        setting = tx.settings.find_by_workspace(workspace)
        review = tx.reviews.find_agreed(workspace, setting.id) if setting else None
        held = standings(person, setting, review)
        if review is None or not held:
            return None
        is_last = tx.reviews.find_running(workspace, review.setting) is None
        actions = (Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW) if is_last else (Action.CHOOSE_HIGHLIGHTS,)
        allowed = frozenset(action for action in actions if may(action, held))
        return Agreed(review=review, agreed_at=tx.reviews.list_moves(review)[-1].at, allowed=allowed)

    return await store.read(look)
