"""Cards of colleagues and of rows follow their review: whoever moves it owes them, with the move itself."""

from datetime import datetime, timedelta
from typing import Final

from maturity_model.card import colleague_card, row_card
from maturity_model.review import Review
from storage.transaction import Transaction

AFTER_THE_MEETING: Final = timedelta(minutes=1)
"""The meeting's own messages go first: everybody in the room waits for them."""


def owe_fresh_cards(tx: Transaction, moved: Review, *, now: datetime) -> None:
    """Let the card of every colleague and every opened row show the stage that the review is at now, soon.

    The second time changes nothing.
    """
    subjects = [colleague_card(member.person) for member in moved.colleagues]
    subjects += map(row_card, sorted(moved.opened_rows))
    tx.cards.mark_all(moved, subjects, due_at=now + AFTER_THE_MEETING)
