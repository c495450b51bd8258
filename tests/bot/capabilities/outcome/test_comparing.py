"""What was agreed, beside what was agreed before: who is shown which review, and who may look at it row by row."""

from datetime import timedelta

import pytest

from bot.capabilities.outcome.use_cases.comparing import LookAtComparison, look_at_comparison
from bot.capabilities.outcome.use_cases.telling import look_at_outcome
from maturity_model.catalog import RowId
from maturity_model.comparison import Comparison, Likeness, RowComparison
from maturity_model.errors import NotAllowed, NothingThere, WrongStage
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.capabilities.outcome.agreed import agreed_before, agreed_review, finish, in_meeting, last_years
from tests.given import CHANNEL, FACILITATOR, LEADER, NOW, STRANGER, WORKSPACE, colleagues

ELSEWHERE = ChannelId("C0ELSEWHERE")


def ids(rows: tuple[RowComparison, ...]) -> list[str]:
    return [its.row for its in rows]


async def earlier(store: Store, review: Review) -> Comparison | None:
    return (await look_at_outcome(store, review.workspace, review.id)).outcome.snapshot.earlier


async def take_back(store: Store, review: Review) -> None:
    def decide(tx: Transaction) -> None:
        reopened = tx.reviews.get_for_change(review.workspace, review.id).moved_to(Stage.AGREEING)
        tx.reviews.put(reopened)
        tx.reviews.add_move(reopened, by=LEADER, at=NOW, reason="A row was missed.")

    await store.write(decide)


def asked(
    review: Review,
    person: PersonId = STRANGER,
    *,
    channel: ChannelId = CHANNEL,
    workspace: WorkspaceId = WORKSPACE,
) -> LookAtComparison:
    return LookAtComparison(workspace=workspace, person=person, review=review.id, channel=channel)


async def test_an_outcome_comes_with_what_the_setting_agreed_the_year_before(store: Store) -> None:
    await agreed_before(store, {"1.1": 2, "1.2": 3, "1.3": 4, "6.3": 1})
    now = await agreed_review(store, {"1.1": 4, "1.2": 3, "1.3": 2})

    comparison = await earlier(store, now)

    assert comparison
    assert comparison.academic_year == "2025/26"
    assert ids(comparison.further_on) == ["1.1"]
    assert ids(comparison.where_they_were) == ["1.2"]
    assert ids(comparison.placed_differently) == ["1.3"]
    assert ids(comparison.once_only) == ["6.3"]
    assert not comparison.assumed


async def test_a_first_review_is_compared_with_nothing(store: Store) -> None:
    assert await earlier(store, await agreed_review(store)) is None


async def test_a_review_is_compared_with_the_one_before_it_and_never_with_a_later_one(store: Store) -> None:
    first = await agreed_before(store, years=2)
    second = await agreed_before(store, years=1)
    third = await agreed_review(store)

    compared = [await earlier(store, each) for each in (first, second, third)]

    assert [its.academic_year if its else None for its in compared] == [None, "2024/25", "2025/26"]


async def test_a_review_that_was_taken_back_is_not_compared_with(store: Store) -> None:
    await agreed_before(store, years=2)
    await take_back(store, await agreed_before(store, years=1))

    comparison = await earlier(store, await agreed_review(store))

    assert comparison
    assert comparison.academic_year == "2024/25"


async def test_a_review_that_agreed_no_row_is_not_compared_with(store: Store) -> None:
    await agreed_before(store, {})

    assert await earlier(store, await agreed_review(store)) is None


async def test_on_another_edition_rows_are_matched_by_number_and_changed_wording_is_told_apart(store: Store) -> None:
    await agreed_before(store, {"1.1": 2, "1.2": 2}, edition=last_years("1.2"))

    comparison = await earlier(store, await agreed_review(store, {"1.1": 3, "1.2": 3}))

    assert comparison
    assert comparison.assumed
    assert ids(comparison.further_on) == ["1.1"]
    assert ids(comparison.reworded) == ["1.2"]


async def test_a_corrected_bridge_is_what_counts(store: Store) -> None:
    before = last_years()
    await agreed_before(store, {"3.5": 2}, edition=before)
    now = await agreed_review(store, {"3.4": 3, "3.5": 3})
    edition = await store.read(lambda tx: tx.editions.of(now))
    corrections = {RowId("3.4"): RowId("3.5"), RowId("3.5"): None}
    await store.write(lambda tx: tx.bridges.put(before, edition, corrections, workspace=None, at=NOW))

    comparison = await earlier(store, now)

    assert comparison
    moved = comparison.by_row[RowId("3.4")]
    assert (moved.before_row, moved.before, moved.now) == ("3.5", 2, 3)
    assert comparison.by_row[RowId("3.5")].likeness is Likeness.NEW


@pytest.mark.parametrize("person", [LEADER, FACILITATOR, colleagues(3)[0], STRANGER])
async def test_everybody_who_reads_the_channel_may_look_row_by_row(store: Store, person: PersonId) -> None:
    await agreed_before(store)
    now = await agreed_review(store)

    snapshot = await look_at_comparison(store, asked(now, person))

    assert snapshot.earlier


@pytest.mark.parametrize("person", [LEADER, FACILITATOR, colleagues(3)[0]])
async def test_whoever_has_a_part_in_the_review_may_look_from_anywhere(store: Store, person: PersonId) -> None:
    now = await agreed_review(store)

    snapshot = await look_at_comparison(store, asked(now, person, channel=ELSEWHERE))

    assert snapshot.columns


async def test_a_stranger_may_not_look_from_anywhere_else(store: Store) -> None:
    now = await agreed_review(store)

    with pytest.raises(NotAllowed):
        await look_at_comparison(store, asked(now, channel=ELSEWHERE))


@pytest.mark.parametrize("channel", [CHANNEL, ELSEWHERE])
async def test_while_the_meeting_goes_on_nothing_is_compared(store: Store, channel: ChannelId) -> None:
    meeting = await in_meeting(store)

    with pytest.raises(WrongStage):
        await look_at_comparison(store, asked(meeting, LEADER, channel=channel))


async def test_in_another_workspace_there_is_nothing_to_look_at(store: Store) -> None:
    now = await agreed_review(store)

    with pytest.raises(NothingThere):
        await look_at_comparison(store, asked(now, LEADER, workspace=WorkspaceId("T0ELSEWHERE")))


async def test_a_review_agreed_anew_is_compared_anew(store: Store) -> None:
    await agreed_before(store)
    now = await agreed_review(store)
    await take_back(store, now)
    await finish(store, now, at=NOW + timedelta(hours=1))

    assert await earlier(store, now)
