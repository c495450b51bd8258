"""What the answers of a review amount to at this moment."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from maturity_model.catalog import RowId
from maturity_model.reflection import Reflection
from maturity_model.review import Review
from maturity_model.spread import Spread
from storage.transaction import Transaction


def spreads_today(tx: Transaction, review: Review) -> Mapping[RowId, Spread]:
    """What the answers amount to at this moment, for each row that has any."""
    answers = groupby(tx.reflections.list_by_review(review), key=lambda answer: answer.row)
    return {row: spread_of(review, given) for row, given in answers}


def spread_of(review: Review, answers: Iterable[Reflection]) -> Spread:
    """What these answers to a row amount to; only those of colleagues who take part today count."""
    families = {member.person: member.role.family if member.role else None for member in review.colleagues}
    return Spread.of((families[answer.person], answer.column) for answer in answers if answer.person in families)
