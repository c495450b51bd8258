"""Cards of colleagues follow their review: whoever moves it owes them, with the move itself."""

from datetime import datetime, timedelta
from typing import Final

from maturity_model.card import colleague_card
from maturity_model.review import Review
from storage.transaction import Transaction

AFTER_THE_MEETING: Final = timedelta(minutes=1)
"""The meeting's own messages go first: everybody in the room waits for them."""


def owe_fresh_cards(tx: Transaction, moved: Review, *, now: datetime) -> None:
    """Let every colleague's card show the stage that the review is at now, soon; the second time changes nothing."""
    for member in moved.colleagues:
        tx.cards.mark(moved, colleague_card(member.person), due_at=now + AFTER_THE_MEETING)
