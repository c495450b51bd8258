from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from maturity_model.bridge import assumed_bridge, corrected_bridge
from maturity_model.catalog import COLUMNS, Column, Edition, EditionId, RowId, Wording
from maturity_model.comparison import AgreedColumns, Comparison, Likeness, RowComparison, compare, likeness
from tests.maturity_model.given import columns, edition, row

BEFORE = edition(themes=2, rows_each=2)
ROWS = tuple(its.id for its in BEFORE.rows)

agreed = st.dictionaries(st.sampled_from(ROWS), columns)


def reworded(its: Edition, *changed: str) -> Edition:
    """A later edition in which these rows ask something else."""
    themes = tuple(
        replace(
            theme,
            rows=tuple(
                replace(row, statements=(*row.statements[:3], "In all we do, and with parents."))
                if row.id in changed
                else row
                for row in theme.rows
            ),
        )
        for theme in its.themes
    )
    return replace(its, id=EditionId("small-2027"), year=2027, themes=themes)


AFTER = reworded(BEFORE, "1.2")


def at(held: Edition, year: str, **agreed: int) -> AgreedColumns:
    """Columns by row, where r1_2=3 is row 1.2 at column 3."""
    return AgreedColumns(
        academic_year=year,
        edition=held,
        columns={RowId(row[1:].replace("_", ".")): Column(column) for row, column in agreed.items()},
    )


def beside(before: AgreedColumns, now: AgreedColumns) -> Comparison:
    return compare(before, now, assumed_bridge(before.edition, now.edition))


def ids(found: tuple[RowComparison, ...]) -> list[str]:
    return [its.row for its in found]


def test_rows_of_one_edition_are_compared_column_by_column() -> None:
    before = at(BEFORE, "2025/26", r1_1=1, r1_2=2, r2_1=4)

    comparison = beside(before, at(BEFORE, "2026/27", r1_1=3, r1_2=2, r2_1=2))

    assert comparison.academic_year == "2025/26"
    assert not comparison.other_edition
    assert not comparison.assumed
    assert ids(comparison.further_on) == ["1.1"]
    assert ids(comparison.where_they_were) == ["1.2"]
    assert ids(comparison.placed_differently) == ["2.1"]
    assert not comparison.reworded


def test_a_row_whose_wording_changed_is_not_compared() -> None:
    before, now = at(BEFORE, "2025/26", r1_1=1, r1_2=1), at(AFTER, "2026/27", r1_1=3, r1_2=3)

    comparison = beside(before, now)

    assert comparison.other_edition
    assert comparison.assumed
    assert ids(comparison.further_on) == ["1.1"]
    assert ids(comparison.reworded) == ["1.2"]
    assert comparison.by_row[RowId("1.2")].moved is None


def test_a_row_that_was_not_agreed_both_times_is_not_compared() -> None:
    comparison = beside(at(BEFORE, "2025/26", r1_1=1), at(BEFORE, "2026/27", r1_2=1))

    assert ids(comparison.once_only) == ["1.1", "1.2"]
    assert not comparison.further_on
    assert comparison.by_row[RowId("1.1")].before == 1
    assert comparison.by_row[RowId("1.1")].now is None
    assert comparison.by_row[RowId("2.2")].before is comparison.by_row[RowId("2.2")].now is None


def test_a_new_row_has_nothing_to_be_compared_with() -> None:
    smaller = replace(edition(themes=1, rows_each=2), id=EditionId("small-2025"))

    comparison = beside(at(smaller, "2025/26", r1_1=1), at(BEFORE, "2026/27", r1_1=1, r2_1=2, r2_2=2))

    assert ids(comparison.new) == ["2.1", "2.2"]
    assert comparison.by_row[RowId("2.1")].likeness is Likeness.NEW
    assert not comparison.once_only


def test_a_row_that_nothing_comes_from_is_gone() -> None:
    smaller = replace(edition(themes=1, rows_each=1), id=EditionId("small-2027"))

    assert beside(at(BEFORE, "2025/26"), at(smaller, "2026/27")).gone == BEFORE.rows[1:]


def test_a_corrected_row_is_compared_with_the_row_it_comes_from() -> None:
    later = replace(BEFORE, id=EditionId("small-2027"))
    bridge = corrected_bridge(BEFORE, later, {RowId("2.1"): RowId("1.1"), RowId("2.2"): RowId("1.1")})

    comparison = compare(at(BEFORE, "2025/26", r1_1=2, r2_1=4), at(later, "2026/27", r2_1=3, r2_2=2), bridge)

    split = comparison.by_row[RowId("2.1")], comparison.by_row[RowId("2.2")]
    assert [(its.before_row, its.before, its.now) for its in split] == [("1.1", 2, 3), ("1.1", 2, 2)]
    assert comparison.gone == BEFORE.themes[1].rows


def test_editions_without_a_row_in_common_have_no_matches() -> None:
    bridge = corrected_bridge(BEFORE, AFTER, dict.fromkeys(ROWS))

    comparison = compare(at(BEFORE, "2025/26", r1_1=2), at(AFTER, "2026/27", r1_1=2), bridge)

    assert not comparison.has_matches
    assert comparison.gone == BEFORE.rows


def test_a_comparison_knows_whose_words_were_answered_each_time() -> None:
    official = replace(AFTER, wording=Wording.OFFICIAL)

    upgraded = beside(at(BEFORE, "2025/26", r1_1=1), at(official, "2026/27", r1_1=1))

    assert upgraded.answered == (Wording.SUMMARY, Wording.OFFICIAL)
    assert upgraded.other_wording
    assert not beside(at(BEFORE, "2025/26"), at(AFTER, "2026/27")).other_wording


@pytest.mark.parametrize("place", range(4))
def test_one_statement_of_another_wording_makes_a_row_another(place: int) -> None:
    was = row("1.1")
    statements = list(was.statements)
    statements[place] += " Or so."
    first, second, third, fourth = statements

    assert likeness(was, replace(was, statements=(first, second, third, fourth))) is Likeness.CHANGED


def test_white_space_and_what_is_not_a_statement_make_no_row_another() -> None:
    was = row("1.1")
    now = replace(
        was,
        title="Another title",
        purpose="Another purpose",
        statements=("Now  and then.", "\nEvery\n year.", "Every term. ", "In\tall we do."),
    )

    assert likeness(was, now) is Likeness.SAME


@given(agreed, agreed)
def test_every_row_is_told_once(was: dict[RowId, Column], now: dict[RowId, Column]) -> None:
    before = AgreedColumns(academic_year="2025/26", edition=BEFORE, columns=was)

    comparison = beside(before, AgreedColumns(academic_year="2026/27", edition=AFTER, columns=now))

    told = [
        *comparison.further_on,
        *comparison.where_they_were,
        *comparison.placed_differently,
        *comparison.reworded,
        *comparison.once_only,
        *comparison.new,
    ]
    agreed_never = [its for its in comparison.rows if its.before is its.now is None]
    assert sorted(ids((*told, *agreed_never))) == sorted(ROWS)


@given(agreed)
def test_a_review_beside_itself_stands_where_it_stood(was: dict[RowId, Column]) -> None:
    columns = AgreedColumns(academic_year="2025/26", edition=BEFORE, columns=was)

    comparison = beside(columns, columns)

    assert {its.row for its in comparison.where_they_were} == was.keys()


@given(agreed, agreed)
def test_looking_back_swaps_further_on_with_placed_differently(
    was: dict[RowId, Column], now: dict[RowId, Column]
) -> None:
    first, second = (AgreedColumns(academic_year=str(len(c)), edition=BEFORE, columns=c) for c in (was, now))

    there, back = beside(first, second), beside(second, first)

    assert ids(there.further_on) == ids(back.placed_differently)
    assert ids(there.where_they_were) == ids(back.where_they_were)


@given(st.sampled_from(COLUMNS), st.sampled_from(COLUMNS))
def test_columns_of_changed_wording_are_never_put_side_by_side(was: Column, now: Column) -> None:
    row_id = RowId("1.2")

    comparison = beside(
        AgreedColumns(academic_year="2025/26", edition=BEFORE, columns={row_id: was}),
        AgreedColumns(academic_year="2026/27", edition=AFTER, columns={row_id: now}),
    )

    assert comparison.by_row[row_id].moved is None
