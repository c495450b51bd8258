"""Looking at actions: on Home, and when a reminder is due."""

from dataclasses import dataclass

from bot.capabilities.actions.use_cases.asked import ShownAction, shown
from maturity_model.action import ReviewAction
from maturity_model.ids import ActionId, PersonId, SettingId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.permission import Action, may, standings
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class ActionsOnHome:
    """The actions of a review, and whether whoever looks may add one."""

    review: Review
    actions: tuple[ReviewAction, ...]
    may_add: bool


async def find_actions(
    store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId
) -> ActionsOnHome | None:
    """The actions of a setting's newest agreed review, for those who may see them; None for anybody else."""

    def look(tx: Transaction) -> ActionsOnHome | None:
        review = tx.reviews.find_agreed(workspace, setting)
        held = standings(person, tx.settings.find(workspace, setting), review)
        if review is None or not may(Action.SEE_ACTIONS, held):
            return None
        may_add = may(Action.ADD_ACTION, held) and bool(tx.agreements.list_by_review(review))
        return ActionsOnHome(review=review, actions=tuple(tx.actions.list_by_review(review)), may_add=may_add)

    return await store.read(look)


async def find_due_action(store: Store, notice: Notice) -> ShownAction | None:
    """The action that a reminder is about; None where it is settled, put off to another day, or called off."""

    def look(tx: Transaction) -> ShownAction | None:
        action = tx.actions.get(notice.workspace, ActionId(notice.about["action"]))
        review = tx.reviews.get(notice.workspace, action.review)
        is_meant = action.is_open and action.due_on.isoformat() == notice.about["due_on"]
        if not is_meant or review.stage is Stage.CANCELLED:
            return None
        return shown(tx, review, action)

    return await store.read(look)
