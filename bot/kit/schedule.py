"""What hangs on a meeting's time follows the review: whoever changes its time or its people plans it anew with that."""

from datetime import datetime, tzinfo

from maturity_model.leaving import leaves_at
from maturity_model.notice_kinds import INVITATION, RULES
from maturity_model.review import Review, Stage
from maturity_model.schedule import OF_THE_MEETING, notices_of_meeting
from maturity_model.school_hours import school_hours
from storage.store import Store
from storage.transaction import Transaction


def plan_meeting(tx: Transaction, review: Review, *, zone: tzinfo, now: datetime) -> None:
    """Owe the reminders, briefs and messages of the day that are still to come, and nothing else of their kinds.

    The second time changes nothing. Once the meeting is open there are none.
    """
    hours = school_hours(tx.settings.get(review.workspace, review.setting), zone)
    planned = notices_of_meeting(review, hours, now=now) if review.stage is Stage.REFLECTING else ()
    tx.notices.plan_anew(review, OF_THE_MEETING, planned, now=now)


async def find_leaving(store: Store, review: Review, *, zone: tzinfo, now: datetime) -> datetime:
    """When an invitation leaves that is due now: now, or when school opens next.

    Raises:
        NothingThere: the workspace has no such review.
    """
    setting = await store.read(lambda tx: tx.settings.get(review.workspace, review.setting))
    rule, hours = RULES[INVITATION].leaves, school_hours(setting, zone)
    return leaves_at(rule, hours, useful_until=review.meets_at, now=now) or now
