"""Falling silent when the bot is taken out of a workspace, and going on without somebody who has left it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.kit.hub_places import find_new_consultants
from maturity_model.hub import Staff
from maturity_model.ids import PersonId, WorkspaceId
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class StopMessages:
    """The bot was taken out of a workspace."""

    workspace: WorkspaceId


@dataclass(frozen=True, kw_only=True)
class GoOnWithout:
    """Somebody's account in a workspace was deactivated."""

    workspace: WorkspaceId
    person: PersonId


async def stop_messages(store: Store, request: StopMessages) -> None:
    """Withdraw every message that the bot still owes anybody in the workspace. The second time is harmless."""

    def decide(tx: Transaction) -> None:
        tx.notices.withdraw_workspace(request.workspace)

    await store.write(decide)


async def go_on_without(store: Store, request: GoOnWithout, *, now: datetime) -> None:
    """Let the hubs that somebody worked for go on without them: the others look after their settings from now on.

    Whoever is the only one stays until a workspace admin names somebody on Home. The second time is harmless.
    """
    gone = Staff(workspace=request.workspace, person=request.person)

    def decide(tx: Transaction) -> None:
        for theirs in tx.hubs.list_by_staff(gone):
            hub = tx.hubs.get_for_change(theirs.id)
            if left := hub.staff - {gone}:
                changed = replace(hub, staff=left)
                tx.hubs.put_staff(changed)
                find_new_consultants(tx, changed, now=now)

    await store.write(decide)
