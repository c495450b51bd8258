"""Falling silent when the bot is taken out of a workspace."""

from dataclasses import dataclass

from maturity_model.ids import WorkspaceId
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class StopMessages:
    """The bot was taken out of a workspace."""

    workspace: WorkspaceId


async def stop_messages(store: Store, request: StopMessages) -> None:
    """Withdraw every message that the bot still owes anybody in the workspace. The second time is harmless."""

    def decide(tx: Transaction) -> None:
        tx.notices.withdraw_workspace(request.workspace)

    await store.write(decide)
