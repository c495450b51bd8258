"""Two at once: a review goes back to its meeting or the next one begins, never both."""

import asyncio

import pytest

from bot.capabilities.opening.use_cases.opening import DraftReview, draft_review
from bot.capabilities.outcome.use_cases.changing import ReopenReview, reopen_review
from maturity_model.errors import NextReviewBegun, ReviewAlreadyRunning
from maturity_model.ids import ReviewId
from storage.store import Store
from tests.bot.capabilities.outcome.agreed import agreed_review
from tests.given import CHANNEL, FACILITATOR, LEADER, MEETING, NOW, SETTING, WORKSPACE, built_in, colleagues


@pytest.mark.parametrize("reopened_first", [True, False])
async def test_a_review_goes_back_or_the_next_one_begins(store: Store, *, reopened_first: bool) -> None:
    agreed = await agreed_review(store)
    back = ReopenReview(workspace=WORKSPACE, person=LEADER, review=agreed.id, reason="We forgot a row.")
    following = DraftReview(
        workspace=WORKSPACE,
        person=LEADER,
        setting=SETTING,
        review=ReviewId("next"),
        colleagues=frozenset(colleagues(3)),
        same_people=False,
        facilitators=frozenset({FACILITATOR}),
        meets_at=MEETING,
        channel=CHANNEL,
        minutes=90,
        reminders=(5, 1),
        academic_year="2027/28",
        edition=built_in().id,
    )
    reopening = reopen_review(store, back, now=NOW)
    drafting = draft_review(store, following, now=NOW)

    results = await asyncio.gather(
        *((reopening, drafting) if reopened_first else (drafting, reopening)), return_exceptions=True
    )

    [refused] = [result for result in results if isinstance(result, Exception)]
    assert isinstance(refused, NextReviewBegun | ReviewAlreadyRunning)
