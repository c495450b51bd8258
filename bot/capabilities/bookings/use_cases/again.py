"""Three years after a peer-to-peer review the next one is due, and its setting is told."""

from datetime import date, datetime, tzinfo

from maturity_model.booking import latest_due_by
from maturity_model.errors import NothingThere
from maturity_model.hub_notices import to_leaders, to_staff
from maturity_model.ids import HubId, MemberSettingId
from maturity_model.notice_kinds import PEER_REVIEW_AGAIN
from storage.store import Store
from storage.transaction import Transaction


async def owe_the_due_again(store: Store, *, zone: tzinfo, now: datetime) -> bool:
    """Owe a word to every setting whose last peer-to-peer review was three years ago; say whether any is owed.

    For a setting without Slack its careers consultant is told. The second time changes nothing.
    """
    by = latest_due_by(now.astimezone(zone).date())
    due = await store.read(lambda tx: tx.histories.list_due_again(by=by))
    for of, member, done_on in due:
        await _owe_one(store, of, member, done_on, now=now)
    return bool(due)


async def _owe_one(store: Store, of: HubId, member: MemberSettingId, done_on: date, *, now: datetime) -> None:
    def decide(tx: Transaction) -> None:
        hub = tx.hubs.get_for_change(of)
        current, about = tx.member_settings.get(hub.id, member), {"done_on": done_on.isoformat()}
        planned = list(to_leaders(current, PEER_REVIEW_AGAIN, about, due_at=now))
        if not current.in_slack and current.consultant:
            about = {"member": current.id, **about}
            planned = [to_staff(current.consultant, hub, PEER_REVIEW_AGAIN, about, due_at=now)]
        tx.notices.plan_again(planned)
        tx.histories.put_told(current, done_on, at=now)

    try:
        await store.write(decide)
    except NothingThere:  # it has left the hub a moment ago
        return
