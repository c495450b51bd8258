"""The outcome's decisions, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.outcome.use_cases.asked import OfOutcome
from bot.capabilities.outcome.use_cases.changing import (
    ChooseHighlights,
    ReopenReview,
    choose_highlights,
    offer,
    reopen_review,
)
from bot.capabilities.outcome.use_cases.home import Agreed, look_at_home
from bot.capabilities.outcome.use_cases.telling import Posted, look_at_outcome, plan_outcome, show_picture_again
from bot.kit.fresh_cards import AFTER_THE_MEETING
from maturity_model.card import AGENDA_CARD, Place, colleague_card, row_card
from maturity_model.choice import Choice
from maturity_model.errors import (
    NextReviewBegun,
    NotAllowed,
    NothingThere,
    ReasonMissing,
    TextTooLong,
    WrongStage,
)
from maturity_model.ids import ChannelId, PersonId, ReviewId, WorkspaceId
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import FIGURES, PICTURE, REOPENED, RESOURCES
from maturity_model.permission import Action
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.capabilities.outcome.agreed import (
    PRIORITIES,
    agree,
    agreed_review,
    every_row_at,
    finish,
    in_meeting,
    planned,
)
from tests.given import CHANNEL, FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE, colleagues, review, setting
from tests.maturity_model.given import rows

ELSEWHERE = WorkspaceId("T0000000002")
COLLEAGUE = colleagues(1)[0]
NOT_THEIRS = [STRANGER, COLLEAGUE]
KINDS = (PICTURE, FIGURES, RESOURCES)


async def plan(store: Store, review: Review) -> bool:
    return await plan_outcome(store, review.workspace, review.id, now=NOW)


async def look(store: Store, review: Review) -> Posted:
    return await look_at_outcome(store, review.workspace, review.id)


async def choose(
    store: Store, review: Review, *, strengths: str = "", priorities: str = "", by: PersonId = LEADER
) -> None:
    choice = Choice(strengths=rows(*strengths.split()), priorities=rows(*priorities.split()))
    request = ChooseHighlights(workspace=review.workspace, person=by, review=review.id, choice=choice)
    await choose_highlights(store, request, now=NOW)


async def reopen(store: Store, review: Review, reason: str = "Row 3.2 needs more talk.", by: PersonId = LEADER) -> None:
    request = ReopenReview(workspace=review.workspace, person=by, review=review.id, reason=reason)
    await reopen_review(store, request, now=NOW)


def asked(review: Review, person: PersonId = LEADER) -> OfOutcome:
    return OfOutcome(workspace=review.workspace, person=person, review=review.id)


async def test_an_agreed_review_owes_its_channel_the_picture_then_the_figures_then_support(store: Store) -> None:
    agreed = await agreed_review(store)

    await plan(store, agreed)

    claimed = [await store.write(lambda tx: tx.notices.claim_next(now=NOW, lease_until=NOW)) for _ in KINDS]
    assert [notice.kind for notice in claimed if notice] == [PICTURE, FIGURES, RESOURCES]
    assert {notice.channel for notice in claimed if notice} == {CHANNEL}


async def test_planning_the_outcome_twice_changes_nothing(store: Store) -> None:
    agreed = await agreed_review(store)

    await plan(store, agreed)
    await plan(store, agreed)

    assert [len(await planned(store, agreed, kind)) for kind in KINDS] == [1, 1, 1]


async def test_a_review_in_its_meeting_owes_no_outcome(store: Store) -> None:
    meeting = await in_meeting(store)

    await plan(store, meeting)

    assert [await planned(store, meeting, kind) for kind in KINDS] == [[], [], []]


async def test_agreed_anew_the_outcome_is_owed_anew(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)
    await reopen(store, agreed)
    again = await finish(store, agreed)

    await plan(store, again)

    assert [len(await planned(store, again, kind)) for kind in KINDS] == [2, 2, 2]
    assert (await look(store, again)).outcome.times_agreed == 2


async def test_a_review_agreed_before_the_process_died_is_found(store: Store) -> None:
    agreed = await agreed_review(store)

    untold = await store.read(lambda tx: tx.reviews.list_untold(FIGURES))

    assert [found.id for found in untold] == [agreed.id]


async def test_a_review_whose_channel_was_told_is_not_found_again_until_it_is_agreed_anew(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)
    told = await store.read(lambda tx: tx.reviews.list_untold(FIGURES))
    await reopen(store, agreed)
    in_its_meeting = await store.read(lambda tx: tx.reviews.list_untold(FIGURES))
    await finish(store, agreed)

    untold = await store.read(lambda tx: tx.reviews.list_untold(FIGURES))

    assert (told, in_its_meeting) == ([], [])
    assert [found.id for found in untold] == [agreed.id]


async def test_a_review_agreed_anew_without_having_been_told_before_is_looked_for_only_once(store: Store) -> None:
    agreed = await agreed_review(store)
    await reopen(store, agreed)
    again = await finish(store, agreed)

    untold = await store.read(lambda tx: tx.reviews.list_untold(FIGURES))
    is_new = [await plan(store, again), await plan(store, again)]
    left = await store.read(lambda tx: tx.reviews.list_untold(FIGURES))

    assert [found.id for found in untold] == [agreed.id]
    assert is_new == [True, False]
    assert left == []


async def test_the_outcome_holds_agreed_columns_and_names_what_was_left_open(store: Store) -> None:
    agreed = await agreed_review(store)

    snapshot = (await look(store, agreed)).outcome.snapshot

    assert snapshot.columns == {"1.1": 4, "1.2": 3, "1.3": 2, "2.1": 1, "2.2": 1, "3.1": 3, "4.1": 2}
    assert len(snapshot.not_agreed) == 25
    assert snapshot.strengths.rows == ("1.1", "1.2", "3.1")
    assert snapshot.priorities.rows == ("2.1", "2.2", "1.3", "4.1")


async def test_inside_a_column_the_row_furthest_apart_comes_first(store: Store) -> None:
    meeting = await in_meeting(store)
    await agree(store, meeting, {"2.2": 1}, counts=(2, 0, 0, 2))

    snapshot = (await look(store, await finish(store, meeting))).outcome.snapshot

    assert snapshot.priorities.rows[:2] == ("2.2", "2.1")


@pytest.mark.parametrize("person", [LEADER, FACILITATOR])
async def test_a_careers_leader_and_a_facilitator_may_choose(store: Store, person: PersonId) -> None:
    agreed = await agreed_review(store)

    await choose(store, agreed, strengths="1.3", by=person)

    strengths = (await look(store, agreed)).outcome.snapshot.strengths
    assert (strengths.rows, strengths.chosen_by_group) == (("1.3",), True)


async def test_choosing_other_priority_areas_owes_support_for_them_once(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)

    await choose(store, agreed, priorities="1.1 3.1")
    await choose(store, agreed, priorities="3.1 1.1")

    support = await planned(store, agreed, RESOURCES)
    assert [notice.about["what"] for notice in support] == [PRIORITIES, "1.1,3.1"]


async def test_choosing_strengths_alone_owes_no_more_support(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)

    await choose(store, agreed, strengths="1.2", priorities=PRIORITIES.replace(",", " "))

    assert len(await planned(store, agreed, RESOURCES)) == 1


async def test_choosing_marks_the_figures_to_be_drawn_again(store: Store) -> None:
    agreed = await agreed_review(store)
    posted = Place(channel=CHANNEL, ts="7.0")
    await store.write(lambda tx: tx.cards.place(agreed, "outcome", posted, shows=0, at=NOW))

    await choose(store, agreed, strengths="1.2")

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW, most=9))
    assert [(mark.subject, mark.place) for mark in due] == [("outcome", posted)]


async def test_emptying_a_list_gives_it_back_to_the_rule(store: Store) -> None:
    agreed = await agreed_review(store)
    await choose(store, agreed, strengths="1.3")

    await choose(store, agreed)

    strengths = (await look(store, agreed)).outcome.snapshot.strengths
    assert (strengths.rows, strengths.chosen_by_group) == (("1.1", "1.2", "3.1"), False)


async def test_a_row_that_was_not_agreed_cannot_be_chosen(store: Store) -> None:
    agreed = await agreed_review(store)

    with pytest.raises(NothingThere):
        await choose(store, agreed, strengths="1.1 6.3")

    assert not (await look(store, agreed)).outcome.snapshot.strengths.chosen_by_group


async def test_where_all_rows_tie_support_waits_for_no_choice(store: Store) -> None:
    agreed = await agreed_review(store, every_row_at(1))

    await plan(store, agreed)

    assert [notice.about["what"] for notice in await planned(store, agreed, RESOURCES)] == ["tied"]


async def test_the_picture_can_be_asked_for_again(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)
    await settle_picture(store, agreed, NoticeState.UNDELIVERABLE)

    await show_picture_again(store, asked(agreed), now=NOW)
    await show_picture_again(store, asked(agreed), now=NOW)

    assert len(await planned(store, agreed, PICTURE)) == 2
    assert (await look(store, agreed)).picture is NoticeState.WAITING


async def test_the_outcome_says_what_became_of_its_picture(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)

    await settle_picture(store, agreed, NoticeState.UNDELIVERABLE)

    assert (await look(store, agreed)).picture is NoticeState.UNDELIVERABLE


async def test_a_picture_of_an_earlier_outcome_is_not_the_newer_ones(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)
    await settle_picture(store, agreed, NoticeState.UNDELIVERABLE)
    await reopen(store, agreed)

    await finish(store, agreed)

    assert (await look(store, agreed)).picture is None


async def test_a_careers_leader_takes_a_review_back_with_a_reason_that_is_kept(store: Store) -> None:
    agreed = await agreed_review(store)

    await reopen(store, agreed, "Row 3.2 needs more talk.")

    outcome = (await look(store, agreed)).outcome
    assert outcome.review.stage is Stage.AGREEING
    assert (outcome.last_move.reason, outcome.last_move.by) == ("Row 3.2 needs more talk.", LEADER)
    assert len(outcome.snapshot.columns) == 7


async def test_a_review_taken_back_owes_the_reason_and_a_fresh_agenda(store: Store) -> None:
    agreed = await agreed_review(store)
    await plan(store, agreed)
    agenda = Place(channel=CHANNEL, ts="5.0")
    await store.write(lambda tx: tx.cards.place(agreed, AGENDA_CARD, agenda, shows=0, at=NOW))

    await reopen(store, agreed)

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW, most=9))
    assert [mark.subject for mark in due] == [AGENDA_CARD]
    assert [notice.channel for notice in await planned(store, agreed, REOPENED)] == [CHANNEL]
    assert {notice.state for kind in KINDS for notice in await planned(store, agreed, kind)} == {NoticeState.WITHDRAWN}


async def test_a_review_taken_back_owes_its_colleagues_a_card_that_says_so(store: Store) -> None:
    agreed = await agreed_review(store)
    card = Place(channel=ChannelId("D0000000001"), ts="1.0")
    await store.write(lambda tx: tx.cards.place(agreed, colleague_card(COLLEAGUE), card, shows=0, at=NOW))

    await reopen(store, agreed)

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW + AFTER_THE_MEETING, most=9))
    assert [mark.subject for mark in due] == [colleague_card(COLLEAGUE)]


async def test_a_review_taken_back_has_buttons_on_the_cards_of_its_rows_again(store: Store) -> None:
    agreed = await agreed_review(store)
    row = row_card(min(agreed.opened_rows))
    place = Place(channel=CHANNEL, ts="1.0")
    await store.write(lambda tx: tx.cards.place(agreed, row, place, shows=0, at=NOW))

    await reopen(store, agreed)

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW + AFTER_THE_MEETING, most=9))
    assert [mark.place for mark in due if mark.subject == row] == [place]


async def test_a_review_is_taken_back_once(store: Store) -> None:
    agreed = await agreed_review(store)
    await reopen(store, agreed)

    with pytest.raises(WrongStage):
        await reopen(store, agreed)

    assert len(await planned(store, agreed, REOPENED)) == 1


@pytest.mark.parametrize("reason", ["", "  \n "])
async def test_nobody_takes_a_review_back_without_a_reason(store: Store, reason: str) -> None:
    agreed = await agreed_review(store)

    with pytest.raises(ReasonMissing):
        await reopen(store, agreed, reason)

    assert (await look(store, agreed)).outcome.review.stage is Stage.AGREED


async def test_a_reason_of_more_than_a_thousand_characters_is_refused(store: Store) -> None:
    agreed = await agreed_review(store)

    with pytest.raises(TextTooLong):
        await reopen(store, agreed, "x" * 1001)


async def test_a_review_stays_agreed_once_the_next_one_has_begun(store: Store) -> None:
    agreed = await agreed_review(store)
    following = replace(review(*colleagues(3)), id=ReviewId("next"), academic_year="2027/28")
    await store.write(lambda tx: tx.reviews.add(following, at=NOW + timedelta(days=300)))

    with pytest.raises(NextReviewBegun):
        await reopen(store, agreed)

    home = await look_at_home(store, WORKSPACE, LEADER, SETTING)
    assert home
    assert home.allowed == {Action.CHOOSE_HIGHLIGHTS}


@pytest.mark.parametrize("person", [*NOT_THEIRS, FACILITATOR])
async def test_only_a_careers_leader_takes_a_review_back(store: Store, person: PersonId) -> None:
    agreed = await agreed_review(store)

    with pytest.raises(NotAllowed):
        await reopen(store, agreed, by=person)

    assert (await look(store, agreed)).outcome.review.stage is Stage.AGREED


@pytest.mark.parametrize("person", NOT_THEIRS)
async def test_others_neither_choose_nor_ask_for_the_picture(store: Store, person: PersonId) -> None:
    agreed = await agreed_review(store)

    with pytest.raises(NotAllowed):
        await offer(store, asked(agreed, person), Action.CHOOSE_HIGHLIGHTS)
    with pytest.raises(NotAllowed):
        await choose(store, agreed, strengths="1.2", by=person)
    with pytest.raises(NotAllowed):
        await show_picture_again(store, asked(agreed, person), now=NOW)

    assert await planned(store, agreed, PICTURE) == []


async def test_nothing_is_chosen_while_the_meeting_goes_on(store: Store) -> None:
    meeting = await in_meeting(store)

    with pytest.raises(WrongStage):
        await choose(store, meeting, strengths="1.2")
    with pytest.raises(WrongStage):
        await offer(store, asked(meeting), Action.REOPEN_REVIEW)
    with pytest.raises(WrongStage):
        await show_picture_again(store, asked(meeting), now=NOW)


async def test_another_workspace_finds_no_outcome(store: Store) -> None:
    agreed = await agreed_review(store)
    foreign = replace(agreed, workspace=ELSEWHERE)
    await store.write(lambda tx: tx.settings.add(setting(workspace=ELSEWHERE, leaders=frozenset({LEADER})), at=NOW))

    with pytest.raises(NothingThere):
        await look(store, foreign)
    with pytest.raises(NothingThere):
        await plan(store, foreign)
    with pytest.raises(NothingThere):
        await choose(store, foreign, strengths="1.2")
    with pytest.raises(NothingThere):
        await show_picture_again(store, asked(foreign), now=NOW)
    with pytest.raises(NothingThere):
        await reopen(store, foreign)

    assert await look_at_home(store, ELSEWHERE, LEADER, SETTING) is None


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (LEADER, {Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW}),
        (FACILITATOR, {Action.CHOOSE_HIGHLIGHTS}),
        (COLLEAGUE, set()),
    ],
)
async def test_home_offers_each_what_is_theirs(store: Store, person: PersonId, allowed: set[Action]) -> None:
    agreed = await agreed_review(store)

    home = await look_at_home(store, WORKSPACE, person, SETTING)

    assert home == Agreed(review=agreed, agreed_at=NOW, allowed=frozenset(allowed))


async def test_home_shows_no_outcome_to_a_stranger_or_before_the_review_is_agreed(store: Store) -> None:
    meeting = await in_meeting(store)
    before = await look_at_home(store, WORKSPACE, LEADER, SETTING)
    await finish(store, meeting)

    home = await look_at_home(store, WORKSPACE, STRANGER, SETTING)

    assert (before, home) == (None, None)


async def settle_picture(store: Store, agreed: Review, state: NoticeState) -> None:
    def decide(tx: Transaction) -> None:
        tx.notices.settle(tx.notices.list_by_kind(agreed, PICTURE)[-1], state, at=NOW)

    await store.write(decide)
