"""The facilitator's brief, and what comes at the hour of the meeting."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.capabilities.briefing.cards import beginning_card, brief_card, time_to_open_card
from bot.capabilities.briefing.use_cases import Briefing
from bot.rehearsal.gallery.made_up import CROWD, EDITION, ZONE, review, setting
from bot.rehearsal.gallery.sample import Sample, seen_by
from maturity_model.catalog import RowId
from maturity_model.spread import Closeness


def samples() -> Iterator[Sample]:
    """From a brief with every word to one with none, and the hour itself."""
    closenesses = list(Closeness)
    mixed = {row.id: closenesses[place % len(closenesses)] for place, row in enumerate(EDITION.rows)}
    yield from seen_by(
        "facilitator",
        {
            "Brief with every word": brief_card(_briefing(mixed), ZONE),
            "Brief where all rows are close": brief_card(_briefing(_all(Closeness.CLOSE)), ZONE),
            "Brief where nobody has answered": brief_card(_briefing(_all(Closeness.FEW_ANSWERS), finished=0), ZONE),
            "Brief with little time": brief_card(_briefing(_all(Closeness.WIDE), minutes=30), ZONE),
            "Brief before any word may be said": brief_card(_briefing({}), ZONE),
            "Time to open the meeting": time_to_open_card(_briefing(mixed)),
        },
    )
    many = review(facilitators=CROWD[:10])
    yield from seen_by(
        "everybody in the channel",
        {
            "The meeting begins": beginning_card(review(), setting()),
            "The meeting begins, very many facilitators": beginning_card(many, setting()),
        },
    )


def _all(word: Closeness) -> Mapping[RowId, Closeness]:
    return {row.id: word for row in EDITION.rows}


def _briefing(words: Mapping[RowId, Closeness], *, finished: int = 150, minutes: int = 120) -> Briefing:
    one = replace(review(), minutes=minutes)
    return Briefing(review=one, edition=EDITION, finished=finished, words=words, setting=setting())
