from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from maturity_model.bridge import assumed_bridge, corrected_bridge
from maturity_model.catalog import Edition, EditionId, RowId
from maturity_model.errors import UnknownRow
from maturity_model.setting import Kind
from tests.maturity_model.given import edition, rows

BEFORE = edition(themes=2, rows_each=3)
AFTER = replace(edition(themes=3, rows_each=2), id=EditionId("small-2027"), year=2027)
OLD_ROWS, NEW_ROWS = (tuple(row.id for row in its.rows) for its in (BEFORE, AFTER))

corrections = st.dictionaries(st.sampled_from(NEW_ROWS), st.one_of(st.none(), st.sampled_from(OLD_ROWS)))


def for_colleges(its: Edition) -> Edition:
    return replace(its, id=EditionId("college-2027"), kinds=frozenset({Kind.COLLEGE}))


def test_rows_that_both_editions_have_are_assumed_to_be_the_same_ones() -> None:
    bridge = assumed_bridge(BEFORE, AFTER)

    assert bridge.assumed
    assert bridge.rows == {
        **{row: row for row in rows("1.1", "1.2", "2.1", "2.2")},
        **dict.fromkeys(rows("3.1", "3.2")),
    }


def test_every_row_of_the_later_edition_is_there_in_its_order() -> None:
    assert tuple(assumed_bridge(BEFORE, AFTER).rows) == NEW_ROWS


def test_from_an_edition_to_itself_nothing_is_assumed() -> None:
    bridge = assumed_bridge(BEFORE, BEFORE)

    assert not bridge.assumed
    assert bridge.rows == {row: row for row in OLD_ROWS}


def test_rows_for_colleges_and_for_schools_are_not_alike_because_they_bear_a_number() -> None:
    bridge = assumed_bridge(BEFORE, for_colleges(AFTER))

    assert set(bridge.rows.values()) == {None}
    assert not bridge.assumed


def test_one_kind_of_setting_in_common_is_enough() -> None:
    both = replace(AFTER, kinds=frozenset({Kind.SCHOOL, Kind.SPECIAL_SCHOOL}))

    assert assumed_bridge(BEFORE, both).rows[RowId("1.1")] == "1.1"


def test_a_correction_says_where_a_row_comes_from_or_that_it_is_new() -> None:
    bridge = corrected_bridge(BEFORE, AFTER, {RowId("1.1"): RowId("1.3"), RowId("2.1"): None})

    assert bridge.rows[RowId("1.1")] == "1.3"
    assert bridge.rows[RowId("2.1")] is None
    assert bridge.rows[RowId("2.2")] == "2.2"
    assert bridge.settled == {"1.1", "2.1"}


def test_two_rows_may_come_from_one() -> None:
    bridge = corrected_bridge(BEFORE, AFTER, {RowId("3.1"): RowId("1.1")})

    assert [row for row, source in bridge.rows.items() if source == "1.1"] == ["1.1", "3.1"]


def test_rows_of_other_kinds_of_setting_can_be_matched_by_somebody_who_knows() -> None:
    bridge = corrected_bridge(BEFORE, for_colleges(AFTER), {RowId("1.2"): RowId("2.3")})

    assert {row: source for row, source in bridge.rows.items() if source} == {"1.2": "2.3"}
    assert not bridge.assumed


def test_a_bridge_in_which_every_row_is_settled_is_not_assumed_any_more() -> None:
    alike: dict[RowId, RowId | None] = {row: row for row in rows("1.1", "1.2", "2.1", "2.2")}

    assert not corrected_bridge(BEFORE, AFTER, alike).assumed
    assert corrected_bridge(BEFORE, AFTER, {RowId("1.1"): RowId("1.1")}).assumed


@pytest.mark.parametrize(
    ("row", "source"), [("9.9", "1.1"), ("1.3", "1.1"), ("1.1", "9.9"), ("1.1", "3.1"), ("", None)]
)
def test_a_correction_that_names_an_unknown_row_is_refused(row: str, source: str | None) -> None:
    with pytest.raises(UnknownRow):
        corrected_bridge(BEFORE, AFTER, {RowId(row): RowId(source) if source else None})


def test_from_an_edition_to_itself_nothing_can_be_corrected() -> None:
    assert corrected_bridge(BEFORE, BEFORE, {RowId("1.1"): None}) == assumed_bridge(BEFORE, BEFORE)


@given(corrections)
def test_a_correction_touches_no_row_but_its_own(corrected: dict[RowId, RowId | None]) -> None:
    assumed, bridge = assumed_bridge(BEFORE, AFTER), corrected_bridge(BEFORE, AFTER, corrected)

    assert bridge.rows == {**assumed.rows, **corrected}
    assert tuple(bridge.rows) == NEW_ROWS


@given(corrections)
def test_what_is_said_as_assumed_is_certain_all_the_same(corrected: dict[RowId, RowId | None]) -> None:
    bridge = corrected_bridge(BEFORE, AFTER, corrected)

    matched = {row for row, source in bridge.rows.items() if source is not None}

    assert bridge.assumed == (not matched <= corrected.keys())
