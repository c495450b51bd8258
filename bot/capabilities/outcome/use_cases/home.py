"""The outcome on Home."""

from dataclasses import dataclass
from datetime import datetime

from bot.capabilities.outcome.use_cases.asked import list_lost
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.permission import Action, may, standings
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An agreed review, what of its outcome somebody may change, and what they can have posted again."""

    review: Review
    agreed_at: datetime
    allowed: frozenset[Action]
    lost: tuple[Notice, ...] = ()


async def look_at_home(store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId) -> Agreed | None:
    """A setting's newest agreed review, for those who took part in it or lead careers there."""

    def look(tx: Transaction) -> Agreed | None:
        review = tx.reviews.find_agreed(workspace, setting)
        held = standings(person, tx.settings.find(workspace, setting), review)
        if review is None or not held:
            return None
        is_last = tx.reviews.find_running(workspace, review.setting) is None
        actions = (Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW) if is_last else (Action.CHOOSE_HIGHLIGHTS,)
        allowed = frozenset(action for action in actions if may(action, held))
        moves = tx.reviews.list_moves(review)
        lost = list_lost(tx, review, sum(move.stage is Stage.AGREED for move in moves))
        shown = tuple(lost) if Action.CHOOSE_HIGHLIGHTS in allowed else ()
        return Agreed(review=review, agreed_at=moves[-1].at, allowed=allowed, lost=shown)

    return await store.read(look)
