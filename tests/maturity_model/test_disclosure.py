from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain, combinations
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from maturity_model.catalog import RowId
from maturity_model.disclosure import (
    NOTHING,
    Audience,
    Disclosed,
    Moment,
    SeenByHub,
    disclose,
    disclose_to_hub,
    moment_of,
)
from maturity_model.reflection import Note
from maturity_model.review import Family, Stage
from maturity_model.spread import Closeness, Counts, Spread
from tests.maturity_model.given import MEETING, Answer, answers, named, review, spread, spreads

ROW = RowId("1.1")
LONDON = ZoneInfo("Europe/London")
IN_THE_MEETING = sorted(set(Audience) - {Audience.HUB})

audiences = st.sampled_from(Audience)
moments = st.sampled_from(Moment)
notes = st.lists(st.builds(Note, text=st.text(max_size=20), may_be_shown=st.booleans()), max_size=6)

WIDE = spread(3, 0, 0, 3, cannot_judge=2)
ONE_WORD_ONLY = Disclosed(closeness=Closeness.WIDE)
SHOWABLE = Note(text="We do this in tutor time.", may_be_shown=True)
PRIVATE = Note(text="For myself.", may_be_shown=False)


@pytest.mark.parametrize(
    ("moment", "audience", "seen"),
    [
        (Moment.REFLECTING, Audience.CHANNEL, NOTHING),
        (Moment.REFLECTING, Audience.COLLEAGUE, NOTHING),
        (Moment.REFLECTING, Audience.FACILITATOR, NOTHING),
        (Moment.REFLECTING, Audience.CAREERS_LEADER, NOTHING),
        (Moment.REFLECTING, Audience.HUB, NOTHING),
        (Moment.DAY_BEFORE, Audience.CHANNEL, NOTHING),
        (Moment.DAY_BEFORE, Audience.COLLEAGUE, NOTHING),
        (Moment.DAY_BEFORE, Audience.FACILITATOR, ONE_WORD_ONLY),
        (Moment.DAY_BEFORE, Audience.CAREERS_LEADER, NOTHING),
        (Moment.DAY_BEFORE, Audience.HUB, NOTHING),
        (Moment.MEETING_OPEN, Audience.CHANNEL, ONE_WORD_ONLY),
        (Moment.MEETING_OPEN, Audience.COLLEAGUE, ONE_WORD_ONLY),
        (Moment.MEETING_OPEN, Audience.FACILITATOR, ONE_WORD_ONLY),
        (Moment.MEETING_OPEN, Audience.CAREERS_LEADER, ONE_WORD_ONLY),
        (Moment.MEETING_OPEN, Audience.HUB, NOTHING),
        (Moment.ROW_OPENED, Audience.HUB, NOTHING),
    ],
)
def test_until_a_row_is_opened_one_word_is_the_most_that_anybody_sees(
    moment: Moment, audience: Audience, seen: Disclosed
) -> None:
    assert disclose(WIDE, [SHOWABLE], audience=audience, moment=moment) == seen


@pytest.mark.parametrize("audience", IN_THE_MEETING)
def test_an_opened_row_shows_its_spread_to_everybody_in_the_meeting(audience: Audience) -> None:
    seen = disclose(WIDE, [SHOWABLE], audience=audience, moment=Moment.ROW_OPENED)

    assert seen.counts == (3, 0, 0, 3)
    assert seen.cannot_judge == 2
    assert seen.closeness is Closeness.WIDE
    assert seen.notes == (SHOWABLE.text,)


@pytest.mark.parametrize(
    "few", [spread(0, 0, 0, 0, cannot_judge=11), spread(2, 0, 0, 0, cannot_judge=1), spread(1, 0, 0, 1)]
)
@pytest.mark.parametrize("audience", IN_THE_MEETING)
def test_an_opened_row_with_few_answers_shows_those_two_words_and_no_number_or_note(
    audience: Audience, few: Spread
) -> None:
    seen = disclose(few, [SHOWABLE], audience=audience, moment=Moment.ROW_OPENED)

    assert seen == Disclosed(closeness=Closeness.FEW_ANSWERS)


def test_three_answers_that_name_a_column_are_enough_to_show_the_row_and_its_notes() -> None:
    seen = disclose(spread(1, 1, 1, 0), [SHOWABLE], audience=Audience.CHANNEL, moment=Moment.ROW_OPENED)

    assert seen.counts == (1, 1, 1, 0)
    assert seen.notes == (SHOWABLE.text,)


def test_a_note_is_shown_only_if_its_author_ticked_that_it_may_be() -> None:
    seen = disclose(WIDE, [PRIVATE, SHOWABLE], audience=Audience.FACILITATOR, moment=Moment.ROW_OPENED)

    assert seen.notes == (SHOWABLE.text,)


@given(notes=notes, seed=st.integers())
def test_the_order_of_notes_tells_nothing_about_their_authors(notes: list[Note], seed: int) -> None:
    shuffled = Random(seed).sample(notes, len(notes))

    shown = disclose(WIDE, notes, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED).notes

    assert shown == disclose(WIDE, shuffled, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED).notes
    assert sorted(shown) == sorted(note.text for note in notes if note.may_be_shown)


@given(row=spreads, notes=notes, moment=moments)
def test_a_hub_never_sees_an_answer(row: Spread, notes: list[Note], moment: Moment) -> None:
    assert disclose(row, notes, audience=Audience.HUB, moment=moment) == NOTHING


@given(row=spreads, notes=notes, audience=audiences, moment=moments)
def test_no_number_and_no_note_leaves_before_the_row_is_opened(
    row: Spread, notes: list[Note], audience: Audience, moment: Moment
) -> None:
    seen = disclose(row, notes, audience=audience, moment=moment)

    if moment is not Moment.ROW_OPENED:
        assert replace(seen, closeness=None) == NOTHING


@given(row=spreads, notes=notes, audience=audiences, moment=moments)
def test_with_fewer_than_three_answers_no_number_and_no_note_ever_leaves(
    row: Spread, notes: list[Note], audience: Audience, moment: Moment
) -> None:
    seen = disclose(row, notes, audience=audience, moment=moment)

    if row.named < 3:
        assert replace(seen, closeness=None) == NOTHING
        assert seen.closeness in {None, Closeness.FEW_ANSWERS}


def families_seen(answers: Iterable[Answer]) -> Mapping[Family, Counts]:
    return disclose(Spread.of(answers), audience=Audience.CHANNEL, moment=Moment.ROW_OPENED).families


def test_families_are_shown_where_each_and_the_rest_hold_three() -> None:
    careers = named(Family.CAREERS, 1, 1, 2)
    seniors = named(Family.SENIOR_LEADERS, 3, 4, 4)

    assert families_seen([*careers, *seniors]) == {
        Family.CAREERS: (2, 1, 0, 0),
        Family.SENIOR_LEADERS: (0, 0, 1, 2),
    }


def test_a_family_of_two_is_not_shown_and_those_who_cannot_judge_do_not_make_it_three() -> None:
    careers: list[Answer] = [*named(Family.CAREERS, 1, 2), (Family.CAREERS, None)]
    seniors = named(Family.SENIOR_LEADERS, 3, 4, 4)

    assert families_seen([*careers, *seniors]) == {}


def test_a_family_is_not_shown_where_the_rest_is_only_two() -> None:
    careers = named(Family.CAREERS, 1, 1, 2, 2, 3)

    assert families_seen([*careers, *named(None, 4, 4)]) == {}
    assert families_seen([*careers, *named(None, 4, 4, 4)]) == {Family.CAREERS: (2, 2, 1, 0)}


def test_a_family_is_not_shown_where_it_is_everybody() -> None:
    assert families_seen(named(Family.CAREERS, 1, 1, 2, 2, 3)) == {}


def test_a_single_colleague_outside_two_families_is_not_given_away_by_taking_both_from_the_total() -> None:
    careers = named(Family.CAREERS, 1, 1, 2, 2, 2)
    seniors = named(Family.SENIOR_LEADERS, 3, 4, 4, 4)

    seen = families_seen([*careers, *seniors, *named(Family.CURRICULUM, 1)])

    assert seen == {Family.CAREERS: (2, 3, 0, 0)}


def test_of_two_smallest_families_the_same_one_is_always_hidden() -> None:
    careers: dict[Family, Counts] = {Family.CAREERS: (2, 1, 0, 0)}
    seniors: dict[Family, Counts] = {Family.SENIOR_LEADERS: (0, 0, 1, 2)}
    teachers: dict[Family, Counts] = {Family.CURRICULUM: (0, 4, 0, 0)}

    for by_family in (careers | seniors | teachers, teachers | seniors | careers):
        row = spread(3, 5, 1, 2, by_family=by_family)
        seen = disclose(row, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED)
        assert set(seen.families) == {Family.SENIOR_LEADERS, Family.CURRICULUM}


@given(answers=answers)
@example(answers=[*named(Family.CAREERS, 1, 1, 1, 1), *named(Family.CURRICULUM, 2, 2, 2, 2), *named(None, 3)])
@example(answers=[*named(Family.CAREERS, 1, 1, 1), *named(Family.CURRICULUM, 2, 2, 2), *named(None, 3, 4)])
def test_no_group_of_one_or_two_answers_can_be_worked_out_by_adding_and_taking_away(answers: list[Answer]) -> None:
    seen = disclose(Spread.of(answers), audience=Audience.CHANNEL, moment=Moment.ROW_OPENED)

    total = sum(seen.counts or ())
    sizes = [sum(counts) for counts in seen.families.values()]
    together = [sum(some) for some in chain.from_iterable(combinations(sizes, n) for n in range(len(sizes) + 1))]
    assert not {*together, *(total - size for size in together)} & {1, 2}


@given(answers=answers)
def test_what_is_shown_of_a_family_is_what_it_answered(answers: list[Answer]) -> None:
    row = Spread.of(answers)

    seen = disclose(row, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED)

    assert seen.families.items() <= row.families.items()


@given(answers=answers)
def test_at_most_one_family_that_may_be_shown_by_itself_is_hidden_for_the_sake_of_others(answers: list[Answer]) -> None:
    row = Spread.of(answers)

    hidden = {
        family
        for family, counts in row.families.items()
        if sum(counts) >= 3 and row.named - sum(counts) >= 3 and family not in families_seen(answers)
    }

    assert len(hidden) <= 1


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (datetime(2026, 11, 10, 23, 59, 59, tzinfo=UTC), Moment.REFLECTING),
        (datetime(2026, 11, 11, 0, 0, tzinfo=UTC), Moment.DAY_BEFORE),
        (datetime(2026, 11, 12, 15, 59, tzinfo=UTC), Moment.DAY_BEFORE),
        (datetime(2026, 11, 19, 9, 0, tzinfo=UTC), Moment.DAY_BEFORE),  # the meeting is late
    ],
)
def test_the_day_before_lasts_from_its_midnight_until_the_meeting_is_opened(now: datetime, moment: Moment) -> None:
    assert moment_of(review(meets_at=MEETING), ROW, now=now, zone=LONDON) is moment


def test_the_day_before_begins_at_midnight_where_the_setting_is() -> None:
    in_summer = review(meets_at=datetime(2026, 7, 2, 15, tzinfo=UTC))
    just_after_midnight_in_london = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert moment_of(in_summer, ROW, now=just_after_midnight_in_london, zone=LONDON) is Moment.DAY_BEFORE
    assert moment_of(in_summer, ROW, now=just_after_midnight_in_london, zone=UTC) is Moment.REFLECTING


def test_the_day_of_the_meeting_is_the_one_where_the_setting_is() -> None:
    on_the_third_in_auckland = review(meets_at=datetime(2026, 7, 2, 15, tzinfo=UTC))
    late_on_the_first_in_auckland = datetime(2026, 7, 1, 11, tzinfo=UTC)

    moment = moment_of(
        on_the_third_in_auckland, ROW, now=late_on_the_first_in_auckland, zone=ZoneInfo("Pacific/Auckland")
    )

    assert moment is Moment.REFLECTING


@pytest.mark.parametrize(
    ("stage", "opened_row", "other_row"),
    [
        (Stage.AGREEING, Moment.ROW_OPENED, Moment.MEETING_OPEN),
        (Stage.AGREED, Moment.ROW_OPENED, Moment.MEETING_OPEN),
        (Stage.CANCELLED, Moment.ROW_OPENED, Moment.REFLECTING),
    ],
)
def test_a_row_stays_opened_whatever_becomes_of_the_review(stage: Stage, opened_row: Moment, other_row: Moment) -> None:
    after = review(stage=stage, opened=(ROW,))

    assert moment_of(after, ROW, now=MEETING, zone=LONDON) is opened_row
    assert moment_of(after, RowId("1.2"), now=MEETING, zone=LONDON) is other_row


def test_a_draft_tells_nothing_even_on_the_day_of_its_meeting() -> None:
    assert moment_of(review(stage=Stage.DRAFT), ROW, now=MEETING, zone=LONDON) is Moment.REFLECTING


# What a hub sees of a review.


@pytest.mark.parametrize("stage", [None, *Stage])
@pytest.mark.parametrize("agreed_on", [None, date(2025, 7, 1)])
def test_a_hub_sees_that_a_review_is_agreed_and_when_and_no_more(stage: Stage | None, agreed_on: date | None) -> None:
    seen = disclose_to_hub(stage, agreed_on=agreed_on, shows_progress=False)

    assert seen == SeenByHub(agreed_on=agreed_on)


@pytest.mark.parametrize(
    ("stage", "seen"),
    [
        (None, None),
        (Stage.DRAFT, None),
        (Stage.REFLECTING, Stage.REFLECTING),
        (Stage.AGREEING, Stage.AGREEING),
        (Stage.AGREED, None),
        (Stage.CANCELLED, None),
    ],
)
def test_switched_on_it_sees_how_far_a_review_is_but_no_draft_nor_one_that_was_called_off(
    stage: Stage | None, seen: Stage | None
) -> None:
    assert disclose_to_hub(stage, agreed_on=None, shows_progress=True) == SeenByHub(stage=seen)
