"""Settling on columns: recording, changing, giving reasons, agreeing together, pulling out."""

from datetime import timedelta

import pytest

from bot.capabilities.agreement.use_cases.agreeing import (
    AgreeTogether,
    FindAgreement,
    GiveReason,
    PullRowOut,
    agree_together,
    find_agreement,
    give_reason,
    pull_row_out,
    record_agreement,
)
from bot.capabilities.agreement.use_cases.asked import Asked
from bot.capabilities.agreement.use_cases.meeting import FinishMeeting, finish_meeting
from maturity_model.agreement import LONGEST_REASON
from maturity_model.catalog import Column, RowId
from maturity_model.errors import (
    AgreementChanged,
    NotAllowed,
    NothingThere,
    NothingToAgreeTogether,
    RowAlreadyAgreed,
    RowNotOpened,
    TextTooLong,
    WrongStage,
)
from maturity_model.ids import PersonId
from storage.store import Store
from tests.bot.capabilities.agreement.meetings import (
    CLOSE,
    CLOSER,
    ELSEWHERE,
    FEW,
    PEOPLE,
    PLACE,
    SECOND,
    WIDE,
    a_meeting,
    a_row,
    agreements,
    asked,
    due_cards,
    opened,
    placed,
    recording,
    removed,
)
from tests.given import FACILITATOR, LEADER, NOW, STRANGER

LATER = NOW + timedelta(minutes=2)
TOGETHER = AgreeTogether(asked=asked(), place=PLACE)


def reason(why: str, *, column: int = 2, by: Asked | None = None) -> GiveReason:
    return GiveReason(asked=by or asked(), row=RowId(WIDE), column=Column(column), reason=why)


def pulling(row: str, by: Asked | None = None) -> PullRowOut:
    return PullRowOut(asked=by or asked(PEOPLE[0]), row=RowId(row), place=PLACE)


async def test_the_column_is_recorded_with_who_and_when(store: Store) -> None:
    review = await a_row(store)

    clicked = await record_agreement(store, recording(3), now=LATER)

    agreement = (await agreements(store, review))[WIDE]
    assert (agreement.column, agreement.recorded_by, agreement.recorded_at) == (3, FACILITATOR, LATER)
    assert (clicked.on_table.agreement, clicked.on_table.agreed) == (agreement, 1)
    assert clicked.mark is not None
    assert clicked.mark.place == PLACE


async def test_the_agenda_is_drawn_anew_when_a_column_is_recorded(store: Store) -> None:
    review = await a_row(store)
    await placed(store, review, "agenda")

    await record_agreement(store, recording(3), now=NOW)

    assert "agenda" in await due_cards(store)


async def test_the_same_click_twice_is_harmless(store: Store) -> None:
    review = await a_row(store)

    await record_agreement(store, recording(3), now=NOW)
    await record_agreement(store, recording(3), now=LATER)

    assert (await agreements(store, review))[WIDE].recorded_at == NOW
    assert len(await store.read(lambda tx: tx.agreements.list_history(review, RowId(WIDE)))) == 1


async def test_a_second_facilitator_is_told_what_stands(store: Store) -> None:
    review = await a_row(store)
    await record_agreement(store, recording(3), now=NOW)

    with pytest.raises(RowAlreadyAgreed) as refused:
        await record_agreement(store, recording(2, by=SECOND), now=LATER)

    assert (refused.value.column, refused.value.by) == (3, FACILITATOR)
    assert (await agreements(store, review))[WIDE].column == 3


async def test_a_second_facilitator_may_change_it_and_history_is_kept(store: Store) -> None:
    review = await a_row(store)
    await record_agreement(store, recording(3), now=NOW)

    await record_agreement(store, recording(2, by=SECOND, is_change=True), now=LATER)

    history = await store.read(lambda tx: tx.agreements.list_history(review, RowId(WIDE)))
    assert (await agreements(store, review))[WIDE].column == 2
    assert history == [(3, FACILITATOR, NOW), (2, SECOND, LATER)]


async def test_a_row_not_opened_cannot_be_agreed(store: Store) -> None:
    review = await a_meeting(store)

    with pytest.raises(RowNotOpened):
        await record_agreement(store, recording(3, row=FEW), now=NOW)
    assert await agreements(store, review) == {}


@pytest.mark.parametrize("person", [LEADER, PEOPLE[0], STRANGER])
async def test_nobody_but_a_facilitator_records_or_explains(store: Store, person: PersonId) -> None:
    review = await a_row(store)

    with pytest.raises(NotAllowed):
        await record_agreement(store, recording(3, by=person), now=NOW)
    with pytest.raises(NotAllowed):
        await agree_together(store, AgreeTogether(asked=asked(person), place=PLACE), now=NOW)
    with pytest.raises(NotAllowed):
        await give_reason(store, reason("Because.", by=asked(person)), now=NOW)
    with pytest.raises(NotAllowed):
        await find_agreement(store, FindAgreement(asked=asked(person), row=RowId(WIDE)))
    assert await agreements(store, review) == {}


async def test_another_workspace_finds_nothing_to_agree_on(store: Store) -> None:
    await a_row(store)
    elsewhere = asked(workspace=ELSEWHERE)

    with pytest.raises(NothingThere):
        await agree_together(store, AgreeTogether(asked=elsewhere, place=PLACE), now=NOW)
    with pytest.raises(NothingThere):
        await pull_row_out(store, pulling(CLOSE, elsewhere), now=NOW)
    with pytest.raises(NothingThere):
        await give_reason(store, reason("Because.", by=elsewhere), now=NOW)
    with pytest.raises(NothingThere):
        await find_agreement(store, FindAgreement(asked=elsewhere, row=RowId(WIDE)))


async def test_nothing_is_recorded_once_the_meeting_is_finished(store: Store) -> None:
    review = await a_row(store)
    await finish_meeting(store, FinishMeeting(asked=asked(), place=PLACE), now=NOW)

    with pytest.raises(WrongStage):
        await record_agreement(store, recording(3), now=LATER)
    with pytest.raises(WrongStage):
        await agree_together(store, TOGETHER, now=LATER)
    with pytest.raises(WrongStage):
        await pull_row_out(store, pulling(CLOSE), now=LATER)
    assert await agreements(store, review) == {}


async def test_a_reason_is_kept_changed_and_taken_back(store: Store) -> None:
    review = await a_row(store)
    await record_agreement(store, recording(2), now=NOW)

    kept = []
    for why in ("Every tutor does it.", "Every tutor does it twice.", ""):
        await give_reason(store, reason(why), now=LATER)
        kept.append((await agreements(store, review))[WIDE].reason)

    assert kept == ["Every tutor does it.", "Every tutor does it twice.", None]


async def test_the_rows_card_is_drawn_anew_with_its_reason(store: Store) -> None:
    await a_row(store)
    await record_agreement(store, recording(2), now=NOW)

    await give_reason(store, reason("Every tutor does it."), now=NOW)

    assert f"row:{WIDE}" in await due_cards(store)


async def test_a_reason_for_a_column_that_stands_no_more_is_not_kept(store: Store) -> None:
    review = await a_row(store)
    await record_agreement(store, recording(2), now=NOW)
    await record_agreement(store, recording(4, by=SECOND, is_change=True), now=LATER)

    with pytest.raises(AgreementChanged):
        await give_reason(store, reason("Every tutor does it."), now=LATER)
    assert (await agreements(store, review))[WIDE].reason is None


async def test_a_reason_too_long_is_refused(store: Store) -> None:
    await a_row(store)
    await record_agreement(store, recording(2), now=NOW)

    with pytest.raises(TextTooLong):
        await give_reason(store, reason("a" * (LONGEST_REASON + 1)), now=NOW)


async def test_a_facilitator_finds_what_stands_and_nothing_where_nothing_does(store: Store) -> None:
    await a_row(store)

    with pytest.raises(NothingThere):
        await find_agreement(store, FindAgreement(asked=asked(), row=RowId(WIDE)))
    await record_agreement(store, recording(2), now=NOW)

    assert (await find_agreement(store, FindAgreement(asked=asked(SECOND), row=RowId(WIDE)))).column == 2


async def test_rows_that_are_listed_are_agreed_together_at_the_proposed_columns(store: Store) -> None:
    review = await a_meeting(store)

    clicked = await agree_together(store, TOGETHER, now=NOW)

    recorded = await agreements(store, review)
    assert {row: (each.column, each.together) for row, each in recorded.items()} == {
        CLOSE: (3, True),
        CLOSER: (2, True),
    }
    assert clicked.agenda.agreed == 2
    assert not clicked.agenda.listed


async def test_agreeing_together_twice_finds_nothing_left(store: Store) -> None:
    await a_meeting(store)
    await agree_together(store, TOGETHER, now=NOW)

    with pytest.raises(NothingToAgreeTogether):
        await agree_together(store, TOGETHER, now=LATER)


async def test_a_listed_row_that_was_agreed_by_itself_keeps_its_column(store: Store) -> None:
    review = await a_meeting(store)
    await record_agreement(store, recording(1, row=CLOSE), now=NOW)

    await agree_together(store, TOGETHER, now=LATER)

    recorded = await agreements(store, review)
    assert (recorded[CLOSE].column, recorded[CLOSE].together) == (1, False)
    assert recorded[CLOSER].together


async def test_the_card_of_a_row_agreed_together_is_drawn_anew(store: Store) -> None:
    review = await a_meeting(store)
    await placed(store, review, f"row:{CLOSE}")

    await agree_together(store, TOGETHER, now=NOW)

    assert await due_cards(store) == {f"row:{CLOSE}"}


@pytest.mark.parametrize("person", [PEOPLE[0], FACILITATOR, LEADER])
async def test_any_member_may_pull_a_row_out(store: Store, person: PersonId) -> None:
    review = await a_meeting(store)

    clicked = await pull_row_out(store, pulling(CLOSE, asked(person)), now=NOW)
    await agree_together(store, TOGETHER, now=NOW)

    assert set(clicked.agenda.listed) == {CLOSER}
    assert set(await agreements(store, review)) == {CLOSER}
    assert (await opened(store, review))[CLOSE].pulled_out_by == person


async def test_who_pulled_a_row_out_first_stays_on_record(store: Store) -> None:
    review = await a_meeting(store)

    await pull_row_out(store, pulling(CLOSE, asked(PEOPLE[0])), now=NOW)
    await pull_row_out(store, pulling(CLOSE, asked(PEOPLE[1])), now=LATER)

    assert (await opened(store, review))[CLOSE].pulled_out_by == PEOPLE[0]


async def test_somebody_outside_the_review_pulls_no_row_out(store: Store) -> None:
    review = await a_meeting(store)
    await removed(store, review, PEOPLE[1])

    for outsider in (STRANGER, PEOPLE[1]):
        with pytest.raises(NotAllowed):
            await pull_row_out(store, pulling(CLOSE, asked(outsider)), now=NOW)
    assert (await opened(store, review))[CLOSE].is_listed


async def test_a_row_agreed_before_cannot_be_pulled_out(store: Store) -> None:
    await a_meeting(store)
    await agree_together(store, TOGETHER, now=NOW)

    with pytest.raises(RowAlreadyAgreed):
        await pull_row_out(store, pulling(CLOSE), now=NOW)


async def test_a_row_not_opened_cannot_be_pulled_out(store: Store) -> None:
    await a_meeting(store)

    with pytest.raises(RowNotOpened):
        await pull_row_out(store, pulling(WIDE), now=NOW)
