import re
from dataclasses import replace

import pytest

from charts.words import benchmarks_of, describe
from maturity_model.catalog import Column, RowId, Wording
from maturity_model.outcome import Highlights, chosen
from tests.charts.given import EDITION, EVERY_COLUMN, ROWS, beside, reworded, rows, snapshot


def test_the_description_names_the_column_of_every_row() -> None:
    description = describe(snapshot())

    for column in range(1, 5):
        listed = re.search(rf"Column {column}: ([\d., ]+)\.(?= |$)", description)
        assert listed
        assert listed[1].split(", ") == [row for row in ROWS if EVERY_COLUMN[row] == column]


def test_the_description_says_whose_review_it_is_and_what_it_names() -> None:
    description = describe(snapshot())

    assert description.startswith("Our School: Careers review 2026/27 · all 32 rows agreed.")
    assert "Indicated strength: 1.4, 2.1." in description
    assert "Priority action area: 1.1, 1.5." in description


def test_the_description_says_which_rows_were_not_agreed() -> None:
    description = describe(snapshot({row: Column(2) for row in ROWS[2:]}))

    assert "30 of 32 rows agreed." in description
    assert "Not agreed: 1.1, 1.2." in description
    assert "Column 3" not in description


def test_the_description_tells_the_groups_choice_and_ties() -> None:
    tied = Highlights(rows=rows("1.1"), tied=rows("1.5", "2.2"), places_left=1, fallback=True)

    description = describe(snapshot(strengths=chosen(rows("3.1")), priorities=tied))

    assert "Indicated strength, chosen by the group: 3.1." in description
    assert "Next to work on: 1.1. Next to work on, on a par: choose 1 of 2: 1.5, 2.2." in description


def test_the_description_counts_the_rows_beside_the_review_before() -> None:
    was = {row: Column(2) for row in ROWS[:8]}  # now at columns 1 to 4, twice over

    description = describe(beside(was))

    assert description.endswith("Beside 2025/26: 4 rows further on; 2 rows where they were; 2 rows placed differently.")
    assert "backward" not in description


def test_the_description_sets_rows_of_another_wording_apart_and_says_what_is_assumed() -> None:
    was = {row: Column(2) for row in ROWS[:3]}

    description = describe(beside(was, edition=reworded(ROWS[2])))

    assert description.endswith(
        "Beside 2025/26: 1 row where they were; 1 row placed differently; 1 row: wording changed, compare with care. "
        "Rows are matched by their numbers; that is assumed, not proven."
    )


def test_the_description_of_a_first_review_compares_nothing() -> None:
    assert "Beside" not in describe(snapshot())
    assert "Beside" not in describe(beside({}))


@pytest.mark.parametrize("name", ["Our School", "Long " * 24, "Very long " * 200, "🎓" * 120])
@pytest.mark.parametrize("wording", Wording)
def test_the_description_fits_a_files_alternative_text(name: str, wording: Wording) -> None:
    every = Highlights(tied=ROWS, places_left=5, fallback=True)

    edition = replace(reworded(*ROWS[:9]), wording=wording)
    earlier = beside({row: Column(2) for row in ROWS}, edition=edition).earlier

    description = describe(replace(snapshot(name=name, strengths=every, priorities=every), earlier=earlier))

    assert len(description) <= 1000
    assert all(row in description for row in ROWS)


def test_the_description_of_a_huge_edition_is_cut_and_says_so() -> None:
    first = EDITION.themes[0]
    many = tuple(replace(first.rows[0], id=RowId(f"1.{place}")) for place in range(1, 400))
    huge = replace(snapshot({}), edition=replace(EDITION, themes=(replace(first, rows=many),)))

    description = describe(huge)

    assert len(description) <= 1000
    assert description.endswith("…")


@pytest.mark.parametrize(
    ("benchmarks", "said"),
    [
        ((), "Theme 1"),
        ((8,), "Theme 1 · Benchmark 8"),
        ((5, 6), "Theme 1 · Benchmarks 5 and 6"),
        ((1, 2, 3), "Theme 1 · Benchmarks 1, 2 and 3"),
    ],
)
def test_a_theme_says_its_benchmarks(benchmarks: tuple[int, ...], said: str) -> None:
    theme = replace(EDITION.themes[0], benchmarks=benchmarks)

    assert benchmarks_of(theme) == said
