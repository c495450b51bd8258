"""What a colleague may do alone, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.reflection.use_cases.answering import (
    KeepNote,
    RecordReflection,
    delete_note,
    keep_note,
    look_at_row,
    pass_over_theme,
    record_reflection,
    take_back_reflection,
)
from bot.capabilities.reflection.use_cases.asked import Asked, AskedOfRow
from bot.capabilities.reflection.use_cases.carrying_on import (
    NameRole,
    begin_reflecting,
    finish_reflecting,
    move_card,
    name_role,
    prepare_own_role,
    turn_card,
)
from bot.capabilities.reflection.use_cases.looking import list_open_sheets, look_at_desk
from maturity_model.agreement import OpenedRow
from maturity_model.card import CardMark, Place
from maturity_model.catalog import Column, RowId
from maturity_model.errors import (
    DomainError,
    NotAllowed,
    NotAMember,
    NothingThere,
    RowAlreadyOpened,
    TextTooLong,
    UnknownRow,
    WrongStage,
)
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.reflection import Note
from maturity_model.review import Review, Role, Stage
from maturity_model.sheet import Turn
from maturity_model.spread import NO_ANSWERS
from storage.store import Store
from storage.transaction import Transaction
from tests import given

SENCO, GOVERNOR = given.colleagues(2)
NOW = given.NOW
CARD = Place(channel=ChannelId("D0000000001"), ts="1.000001")
ELSEWHERE = WorkspaceId("T0000000002")


@pytest.fixture
async def review(store: Store) -> Review:
    """A review under way, in which two people answer."""
    return await given.kept(store, given.review(SENCO, GOVERNOR))


def of_row(review: Review, row: str, *, person: PersonId = SENCO) -> AskedOfRow:
    return AskedOfRow(workspace=review.workspace, review=review.id, person=person, place=CARD, row=RowId(row))


def of_review(review: Review, *, person: PersonId = SENCO) -> Asked:
    return Asked(workspace=review.workspace, review=review.id, person=person, place=CARD)


def answer(review: Review, row: str, column: int | None, *, person: PersonId = SENCO) -> RecordReflection:
    chosen = None if column is None else Column(column)
    about = of_row(review, row, person=person)
    return RecordReflection(
        workspace=about.workspace, review=about.review, person=person, place=CARD, row=about.row, column=chosen
    )


def a_note(review: Review, row: str, text: str = "It hangs on one person.") -> KeepNote:
    note = Note(text=text, may_be_shown=True)
    return KeepNote(workspace=review.workspace, review=review.id, person=SENCO, row=RowId(row), note=note)


async def answers(store: Store, review: Review, *, person: PersonId = SENCO) -> Mapping[RowId, Column | None]:
    """What somebody has answered, as it is kept."""
    return await store.read(lambda tx: tx.reflections.columns_by_member(review, person))


async def own_note(store: Store, review: Review, row: str) -> Note | None:
    return await store.read(lambda tx: tx.reflections.find_note(review, SENCO, RowId(row)))


async def due(store: Store, *, after: timedelta) -> list[CardMark]:
    return await store.read(lambda tx: tx.cards.list_due(now=NOW + after, most=10))


async def owed(store: Store, review: Review) -> list[Notice]:
    return await store.read(lambda tx: tx.notices.list_by_kind(review, "resumed_card"))


async def opened(store: Store, review: Review, *rows: str) -> None:
    """The meeting has opened these rows."""

    def decide(tx: Transaction) -> None:
        under_way = replace(tx.reviews.get_for_change(review.workspace, review.id), stage=Stage.AGREEING)
        tx.reviews.put(under_way)
        for row in rows:
            tx.meetings.put(under_way, OpenedRow(row=RowId(row), spread=NO_ANSWERS, opened_at=NOW))

    await store.write(decide)


async def at_stage(store: Store, review: Review, stage: Stage) -> None:
    await store.write(lambda tx: tx.reviews.put(replace(review, stage=stage)))


async def test_an_answer_is_kept_and_the_card_turns_to_the_next_row(store: Store, review: Review) -> None:
    sheet = await record_reflection(store, answer(review, "1.1", 3), now=NOW)

    assert await answers(store, review) == {"1.1": 3}
    assert sheet.row == "1.2"
    assert sheet.mark is not None
    assert sheet.mark.place == CARD


async def test_the_same_click_twice_changes_nothing(store: Store, review: Review) -> None:
    first = await record_reflection(store, answer(review, "1.1", 3), now=NOW)
    second = await record_reflection(store, answer(review, "1.1", 3), now=NOW)

    assert await answers(store, review) == {"1.1": 3}
    assert first.row == second.row == "1.2"


async def test_a_click_on_an_old_card_still_counts_for_the_row_that_card_showed(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 1, "1.2": 2}})

    sheet = await record_reflection(store, answer(review, "1.1", 4), now=NOW)

    assert await answers(store, review) == {"1.1": 4, "1.2": 2}
    assert sheet.row == "1.3"


async def test_a_card_whose_redraw_was_lost_is_due_soon_afterwards(store: Store, review: Review) -> None:
    sheet = await record_reflection(store, answer(review, "1.1", None), now=NOW)

    assert await due(store, after=timedelta(seconds=9)) == []
    assert await due(store, after=timedelta(seconds=10)) == [sheet.mark]


async def test_the_last_answer_shows_the_whole(store: Store, review: Review) -> None:
    *others, last = [row.id for row in given.built_in().rows]
    await given.answered(store, review, {SENCO: dict.fromkeys(others, 2)})

    sheet = await record_reflection(store, answer(review, last, 2), now=NOW)

    assert sheet.row is None
    assert sheet.left == ()


async def test_answers_are_taken_during_the_meeting_for_rows_not_opened(store: Store, review: Review) -> None:
    await opened(store, review, "1.1")

    sheet = await record_reflection(store, answer(review, "1.2", 2), now=NOW)

    assert await answers(store, review) == {"1.2": 2}
    assert sheet.row == "1.3"


async def test_an_answer_to_an_opened_row_is_not_kept_and_the_card_says_so(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 2}})
    await opened(store, review, "1.1")

    sheet = await record_reflection(store, answer(review, "1.1", 4), now=NOW)

    assert await answers(store, review) == {"1.1": 2}
    assert sheet.row == "1.1"
    assert not sheet.can_answer(RowId("1.1"))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREED, Stage.CANCELLED])
async def test_no_answer_and_no_note_is_taken_at_another_stage(store: Store, review: Review, stage: Stage) -> None:
    await at_stage(store, review, stage)

    with pytest.raises(WrongStage):
        await record_reflection(store, answer(review, "1.1", 1), now=NOW)
    with pytest.raises(WrongStage):
        await keep_note(store, a_note(review, "1.1"), now=NOW)

    assert await answers(store, review) == {}


Ask = Callable[[Store, Review, PersonId], Awaitable[object]]
EVERYTHING: dict[str, Ask] = {
    "answer": lambda s, r, p: record_reflection(s, answer(r, "1.1", 1, person=p), now=NOW),
    "pass over": lambda s, r, p: pass_over_theme(s, of_row(r, "1.1", person=p), now=NOW),
    "take back": lambda s, r, p: take_back_reflection(s, of_row(r, "1.1", person=p), now=NOW),
    "note": lambda s, r, p: keep_note(s, replace(a_note(r, "1.1"), person=p), now=NOW),
    "delete note": lambda s, r, p: delete_note(s, of_row(r, "1.1", person=p), now=NOW),
    "look": lambda s, r, p: look_at_row(s, of_row(r, "1.1", person=p)),
    "turn": lambda s, r, p: turn_card(s, of_row(r, "1.1", person=p), Turn.ON, now=NOW),
    "begin": lambda s, r, p: begin_reflecting(s, of_review(r, person=p), now=NOW),
    "finish": lambda s, r, p: finish_reflecting(s, of_review(r, person=p), now=NOW),
    "move": lambda s, r, p: move_card(s, of_review(r, person=p), key="1", now=NOW),
    "role": lambda s, r, p: name_role(
        s,
        NameRole(workspace=r.workspace, review=r.id, person=p, role=Role.PSHE_LEAD),
        now=NOW,
    ),
}


@pytest.mark.parametrize("ask", EVERYTHING.values(), ids=EVERYTHING)
@pytest.mark.parametrize(
    ("person", "workspace", "refusal"),
    [
        (given.STRANGER, given.WORKSPACE, NotAMember),
        (given.FACILITATOR, given.WORKSPACE, NotAllowed),
        (given.LEADER, given.WORKSPACE, NotAllowed),
        (SENCO, ELSEWHERE, NothingThere),
    ],
    ids=["a stranger", "a facilitator", "a careers leader", "another workspace"],
)
async def test_nobody_but_a_colleague_of_the_review_may_do_any_of_it(
    store: Store, review: Review, ask: Ask, person: PersonId, workspace: WorkspaceId, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        await ask(store, replace(review, workspace=workspace), person)

    assert await due(store, after=timedelta(days=1)) == []
    assert await owed(store, review) == []


@pytest.mark.parametrize("ask", EVERYTHING.values(), ids=EVERYTHING)
async def test_whoever_was_removed_may_do_none_of_it(store: Store, review: Review, ask: Ask) -> None:
    removed = replace(review.members[SENCO], removed=True)
    await store.write(lambda tx: tx.reviews.put_member(review, removed))

    with pytest.raises(NotAMember):
        await ask(store, review, SENCO)


@pytest.mark.parametrize("ask", EVERYTHING.values(), ids=EVERYTHING)
async def test_nobody_may_do_any_of_it_before_the_review_is_opened(store: Store, review: Review, ask: Ask) -> None:
    await at_stage(store, review, Stage.DRAFT)

    with pytest.raises(WrongStage):
        await ask(store, review, SENCO)

    assert await due(store, after=timedelta(days=1)) == []
    assert await owed(store, review) == []


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.CANCELLED])
async def test_what_somebody_is_stays_as_it_was_once_the_review_is_over(
    store: Store, review: Review, stage: Stage
) -> None:
    role = NameRole(workspace=review.workspace, review=review.id, person=SENCO, role=Role.OTHER, own_role="Librarian")
    await at_stage(store, review, stage)

    with pytest.raises(WrongStage):
        await name_role(store, role, now=NOW)
    with pytest.raises(WrongStage):
        await prepare_own_role(store, of_review(review))
    shown = await finish_reflecting(store, of_review(review), now=NOW)

    kept = await store.read(lambda tx: tx.reviews.get(review.workspace, review.id))
    assert kept.members[SENCO] == shown.member == review.members[SENCO]


async def test_a_row_that_the_edition_does_not_have_is_refused(store: Store, review: Review) -> None:
    for refused in (
        record_reflection(store, answer(review, "9.9", 1), now=NOW),
        turn_card(store, of_row(review, "9.9"), Turn.TO, now=NOW),
        pass_over_theme(store, of_row(review, "9.9"), now=NOW),
        take_back_reflection(store, of_row(review, "9.9"), now=NOW),
        keep_note(store, a_note(review, "9.9"), now=NOW),
    ):
        with pytest.raises(UnknownRow):
            await refused

    assert await answers(store, review) == {}


async def test_passing_over_a_theme_fills_only_rows_without_an_answer(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"6.1": 3}})
    await opened(store, review, "6.2")

    sheet = await pass_over_theme(store, of_row(review, "6.3"), now=NOW)

    assert await answers(store, review) == {"6.1": 3, "6.3": None}
    assert sheet.row == "1.1"


async def test_an_answer_can_be_taken_back_until_its_row_is_opened(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 3, "1.2": 3}, GOVERNOR: {"1.1": 1}})
    await opened(store, review, "1.2")

    back = await take_back_reflection(store, of_row(review, "1.1"), now=NOW)
    frozen = await take_back_reflection(store, of_row(review, "1.2"), now=NOW)

    assert await answers(store, review) == {"1.2": 3}
    assert await answers(store, review, person=GOVERNOR) == {"1.1": 1}
    assert (back.row, frozen.row) == ("1.1", "1.2")


async def test_an_answer_to_a_row_never_opened_can_be_taken_back_after_the_review(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 3}})
    await at_stage(store, review, Stage.AGREED)

    await take_back_reflection(store, of_row(review, "1.1"), now=NOW)

    assert await answers(store, review) == {}


async def test_going_back_and_on_changes_no_answer(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 3}})

    back = await turn_card(store, of_row(review, "1.2"), Turn.BACK, now=NOW)
    on = await turn_card(store, of_row(review, "1.2"), Turn.ON, now=NOW)

    assert (back.row, on.row) == ("1.1", "1.3")
    assert await answers(store, review) == {"1.1": 3}


async def test_that_is_all_is_remembered_and_an_answer_may_still_change(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 3}})

    done = await finish_reflecting(store, of_review(review), now=NOW)
    changed = await record_reflection(store, answer(review, "1.1", 2), now=NOW)

    assert done.row is changed.row is None
    assert changed.member.finished
    assert await answers(store, review) == {"1.1": 2}


async def test_whoever_carries_on_after_all_has_not_said_all(store: Store, review: Review) -> None:
    await finish_reflecting(store, of_review(review), now=NOW)

    sheet = await begin_reflecting(store, of_review(review), now=NOW)

    assert sheet.row == "1.1"
    kept = await store.read(lambda tx: tx.reviews.get(review.workspace, review.id))
    assert not kept.members[SENCO].finished


async def test_a_note_is_kept_changed_and_deleted(store: Store, review: Review) -> None:
    await keep_note(store, a_note(review, "1.1", "At first."), now=NOW)
    changed = await keep_note(store, a_note(review, "1.1", "Now."), now=NOW)

    assert changed.note == Note(text="Now.", may_be_shown=True)
    assert (await look_at_row(store, of_row(review, "1.1"))).note == changed.note

    deleted = await delete_note(store, of_row(review, "1.1"), now=NOW)

    assert deleted.note is None
    assert await own_note(store, review, "1.1") is None


async def test_a_note_on_an_opened_row_can_only_be_deleted(store: Store, review: Review) -> None:
    await keep_note(store, a_note(review, "1.1"), now=NOW)
    await opened(store, review, "1.1")

    with pytest.raises(RowAlreadyOpened):
        await keep_note(store, a_note(review, "1.1", "Too late."), now=NOW)
    with pytest.raises(RowAlreadyOpened):
        await look_at_row(store, of_row(review, "1.1"))
    await delete_note(store, of_row(review, "1.1"), now=NOW)

    assert await own_note(store, review, "1.1") is None


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.CANCELLED])
async def test_one_s_own_note_can_be_deleted_whatever_became_of_the_review(
    store: Store, review: Review, stage: Stage
) -> None:
    await keep_note(store, a_note(review, "1.1"), now=NOW)
    await at_stage(store, review, stage)

    await delete_note(store, of_row(review, "1.1"), now=NOW)

    assert await own_note(store, review, "1.1") is None


async def test_a_note_without_any_answer_is_still_theirs_to_find_after_the_review(store: Store, review: Review) -> None:
    await keep_note(store, a_note(review, "1.1"), now=NOW)
    await at_stage(store, review, Stage.AGREED)

    noted = await look_at_desk(store, of_review(review))
    deleted = await delete_note(store, of_row(review, "1.1"), now=NOW)

    assert noted is not None
    assert not noted.sheet.is_empty_for_good
    assert deleted.is_empty_for_good


async def test_a_role_in_one_s_own_words_is_kept(store: Store, review: Review) -> None:
    words = NameRole(
        workspace=review.workspace, review=review.id, person=SENCO, role=Role.OTHER, own_role="Librarian", place=CARD
    )

    await name_role(store, words, now=NOW)

    kept = await store.read(lambda tx: tx.reviews.get(review.workspace, review.id))
    assert (kept.members[SENCO].role, kept.members[SENCO].own_role) == (Role.OTHER, "Librarian")
    assert [mark.place for mark in await due(store, after=timedelta(0))] == [CARD]


async def test_what_somebody_says_of_themselves_at_the_same_instant_is_all_kept(store: Store, review: Review) -> None:
    role = NameRole(workspace=review.workspace, review=review.id, person=SENCO, role=Role.OTHER, own_role="Librarian")

    for _ in range(5):
        await store.write(lambda tx: tx.reviews.put_member(review, review.members[SENCO]))
        await asyncio.gather(
            name_role(store, role, now=NOW),
            finish_reflecting(store, of_review(review), now=NOW),
        )

        member = (await store.read(lambda tx: tx.reviews.get(review.workspace, review.id))).members[SENCO]
        assert (member.own_role, member.finished) == ("Librarian", True)


async def test_a_role_in_too_many_words_is_refused(store: Store, review: Review) -> None:
    words = NameRole(workspace=review.workspace, review=review.id, person=SENCO, role=Role.OTHER, own_role="x" * 81)

    with pytest.raises(TextTooLong):
        await name_role(store, words, now=NOW)


async def test_asking_twice_for_the_card_owes_it_once(store: Store, review: Review) -> None:
    for key in ("first", "second"):
        await move_card(store, of_review(review), key=key, now=NOW)

    [notice] = await owed(store, review)
    assert (notice.person, notice.subject, notice.due_at) == (SENCO, f"person:{SENCO}", NOW)


async def test_a_card_asked_for_again_after_it_was_brought_is_brought_again(store: Store, review: Review) -> None:
    await move_card(store, of_review(review), key="first", now=NOW)
    [brought] = await owed(store, review)
    await store.write(lambda tx: tx.notices.settle(brought, NoticeState.SENT, at=given.NOW))

    await move_card(store, of_review(review), key="second", now=NOW)

    assert len(await owed(store, review)) == 2


async def test_no_card_is_owed_to_whose_invitation_is_on_its_way(store: Store, review: Review) -> None:
    await store.write(lambda tx: tx.notices.plan(given.invitation(review, SENCO)))

    await move_card(store, of_review(review), key="first", now=NOW)

    assert await owed(store, review) == []


async def test_a_desk_shows_the_next_row_with_one_s_own_note(store: Store, review: Review) -> None:
    await given.answered(store, review, {SENCO: {"1.1": 3}, GOVERNOR: {"1.1": 1, "1.2": 1}})
    await keep_note(store, a_note(review, "1.2"), now=NOW)

    desk = await look_at_desk(store, of_review(review))

    assert desk is not None
    assert (desk.sheet.row, desk.sheet.answers) == ("1.2", {"1.1": 3})
    assert desk.sheet.note == a_note(review, "1.2").note
    assert desk.place is None


async def test_whoever_does_not_answer_has_no_desk(store: Store, review: Review) -> None:
    for person in (given.FACILITATOR, given.STRANGER):
        assert await look_at_desk(store, of_review(review, person=person)) is None


@pytest.mark.parametrize(
    ("person", "stage", "reviews"),
    [
        (SENCO, Stage.REFLECTING, 1),
        (SENCO, Stage.AGREEING, 1),
        (SENCO, Stage.AGREED, 0),
        (given.LEADER, Stage.REFLECTING, 0),
    ],
)
async def test_home_knows_the_reviews_that_wait_for_a_colleague(
    store: Store, review: Review, person: PersonId, stage: Stage, reviews: int
) -> None:
    await at_stage(store, review, stage)

    sheets = await list_open_sheets(store, review.workspace, person)

    assert len(sheets) == reviews
