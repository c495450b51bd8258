"""What hangs on a meeting's time follows the review: whoever changes its time or its people plans it anew with that."""

from datetime import datetime, tzinfo

from maturity_model.review import Review, Stage
from maturity_model.schedule import OF_THE_MEETING, notices_of_meeting
from maturity_model.school_hours import school_hours
from storage.transaction import Transaction


def plan_meeting(tx: Transaction, review: Review, *, zone: tzinfo, now: datetime) -> None:
    """Owe the reminders, briefs and messages of the day that are still to come, and nothing else of their kinds.

    The second time changes nothing. Once the meeting is open there are none.
    """
    hours = school_hours(tx.settings.get(review.workspace, review.setting), zone)
    planned = notices_of_meeting(review, hours, now=now) if review.stage is Stage.REFLECTING else ()
    tx.notices.plan_anew(review, OF_THE_MEETING, planned, now=now)
