"""What the meeting's buttons are called, and what they carry."""

from dataclasses import dataclass

from bot.kit.meeting_parts import ORDERS
from bot.slack.ids import BadPayload, Packed
from maturity_model.agenda import Order
from maturity_model.catalog import COLUMNS, Column, RowId
from maturity_model.ids import ReviewId

NEXT_ROW = "agreement.next_row"
GO_TO_ROW = "agreement.go_to_row"
PULL_OUT = "agreement.pull_out"
AGREE_TOGETHER = "agreement.agree_together"
FINISH = "agreement.finish"
SHOW_AGENDA = "agreement.show_agenda"
RECORD = "agreement.record"
CHANGE = "agreement.change"
PARK = "agreement.park"
EXPLAIN = "agreement.explain"
GIVE_REASON = "agreement.give_reason"
REASON = "reason"


@dataclass(frozen=True, kw_only=True)
class GoOn(Packed):
    """From which row to go on; None from the beginning."""

    review: ReviewId
    after: RowId | None


@dataclass(frozen=True, kw_only=True)
class OfColumn(Packed):
    """Which column of which row of which review."""

    review: ReviewId
    row: RowId
    column: Column

    def __post_init__(self) -> None:
        """Refuse a column that nobody was offered.

        Raises:
            BadPayload: the model has no such column.
        """
        if self.column not in COLUMNS:
            raise BadPayload


def order_in(action: str) -> Order:
    """The order that a button which opens a meeting stands for.

    Raises:
        BadPayload: no such button was ever shown.
    """
    order = ORDERS.get(action.partition(":")[2])
    if order is None:
        raise BadPayload
    return order
