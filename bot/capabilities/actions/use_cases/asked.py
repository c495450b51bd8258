"""What all that is decided about actions has in common: how one is shown, and the reminders that follow them."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from maturity_model.action import ReviewAction, notices_of_action
from maturity_model.catalog import Edition
from maturity_model.notice_kinds import ACTION_DUE
from maturity_model.review import Review
from maturity_model.school_hours import SchoolHours, school_hours
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class ShownAction:
    """An action as it stands, the edition that its row is of, and its setting's name where there are several."""

    action: ReviewAction
    edition: Edition
    setting_name: str | None = None


def shown(tx: Transaction, review: Review, action: ReviewAction) -> ShownAction:
    """An action of this review, as it is shown."""
    name = tx.settings.find_name(review.workspace, review.setting)
    return ShownAction(action=action, edition=tx.editions.of(review), setting_name=name)


def hours_of(tx: Transaction, review: Review, zone: tzinfo) -> SchoolHours:
    """The hours of the review's setting."""
    return school_hours(tx.settings.get(review.workspace, review.setting), zone)


def plan_reminders(tx: Transaction, review: Review, hours: SchoolHours, now: datetime) -> None:
    """Owe the reminders of all open actions that are still to come, and no others."""
    actions = tx.actions.list_by_review(review)
    planned = [notice for action in actions for notice in notices_of_action(action, hours, now=now)]
    tx.notices.plan_anew(review, (ACTION_DUE,), planned, now=now)
