"""What becomes of a guide: an edition where all of it is settled; else exactly what is not, and nothing more."""

import pytest

from bot.guide.document import Unreadable
from bot.guide.findings import Asks, Ends, Findings, Settled
from bot.guide.rows import NOT_A_GUIDE, find_rows
from bot.guide.text import read_text
from maturity_model.catalog import Change, Column, Edition, EditionId, RowId, Wording
from maturity_model.setting import Kind
from tests.bot.guide.small import GUIDE, LOST, found

ROW, LAST = RowId("1.1"), RowId("2.1")
ROW_LINE = GUIDE[GUIDE.index("<p><b>1.2 Who plans") : GUIDE.index("## Theme 2")]


def whole(findings: Findings) -> Edition:
    assert findings.troubles == ()
    assert findings.edition is not None
    return findings.edition


def what_is_wrong(findings: Findings) -> list[tuple[str, str]]:
    assert findings.edition is None
    return [(trouble.where, trouble.what) for trouble in findings.troubles]


def test_a_guide_becomes_an_edition_in_the_publishers_wording() -> None:
    edition = whole(found())

    assert (edition.id, edition.title) == (
        "schools-2031-official",
        "Careers Impact Maturity Model: Small Schools, 2031",
    )
    assert edition.wording is Wording.OFFICIAL
    assert [(theme.number, theme.title, theme.benchmarks) for theme in edition.themes] == [
        (1, "Leading", (1,)),
        (2, "Going places", (5, 6)),
    ]


def test_paragraphs_and_points_of_a_list_stand_on_lines_of_their_own() -> None:
    row = whole(found()).row(ROW)

    assert row.statement(Column(2)) == "Somebody leads often.\nThey have time."
    assert row.statement(Column(3)) == "Leading has:\n• a plan\n• a line manager\nIt lasts."


def test_what_changed_in_a_row_comes_along() -> None:
    row = whole(found()).row(ROW)

    assert row.purpose == "To say who leads."
    assert row.change == Change(core="Made plainer.\nMade shorter.", reason="So that it is read.")


def test_the_models_title_of_a_row_counts_and_not_that_of_the_list_of_changes() -> None:
    assert whole(found()).row(RowId("1.2")).title == "Who plans"


def test_lost_columns_are_taken_as_proposed_only_where_somebody_says_so() -> None:
    asked, accepted = found(settled=Settled()), found(settled=Settled(accept=True))

    assert asked.edition is None
    assert [(proposal.row, proposal.ends) for proposal in asked.proposals] == [(LAST, (2, 3, 5))]
    assert whole(accepted).row(LAST).statement(Column(3)).split("\n")[0] == "Trips are a routine part of the year."
    assert accepted.settled == asked.proposals


def test_lost_columns_are_taken_as_a_person_corrects_them() -> None:
    edition = whole(found(settled=Settled(columns={LAST: (1, 3, 4)})))

    assert [len(text.split("\n")) for text in edition.row(LAST).statements] == [1, 2, 1, 3]


@pytest.mark.parametrize("ends", [(0, 3, 5), (3, 3, 5), (5, 3, 2), (2, 3, 7), (2, 3, 99), (-1, 3, 5)])
def test_columns_that_cannot_be_are_refused(ends: Ends) -> None:
    findings = found(settled=Settled(columns={LAST: ends}))

    assert what_is_wrong(findings)[0][0] == "row 2.1"
    assert [proposal.row for proposal in findings.proposals] == [LAST]


def test_columns_of_a_row_that_has_not_lost_any_are_not_taken() -> None:
    findings = found(settled=Settled(accept=True, columns={ROW: (1, 2, 3)}))

    assert what_is_wrong(findings) == [("row 1.1", "You gave columns for it (1,2,3), but it has not lost any.")]


def test_columns_of_a_row_that_is_not_there_are_not_taken() -> None:
    findings = found(settled=Settled(accept=True, columns={RowId("9.9"): (1, 2, 3)}))

    assert what_is_wrong(findings) == [("row 9.9", "You gave columns for it (1,2,3), and there is no such row.")]


def test_a_title_that_has_its_year_gets_no_second_one() -> None:
    edition = whole(found(("Maturity Model: Small Schools", "Maturity Model: Small Schools 2031")))

    assert edition.title == "Careers Impact Maturity Model: Small Schools 2031"
    assert edition.title in edition.mark
    assert edition.id == "schools-2031-official"


def test_a_title_that_has_another_year_gets_its_own() -> None:
    edition = whole(found(("Maturity Model: Small Schools", "Maturity Model: Small Schools since 2014")))

    assert edition.title == "Careers Impact Maturity Model: Small Schools since 2014, 2031"


def test_paragraphs_without_cue_words_have_no_proposal_and_accepting_is_not_enough() -> None:
    findings = found((LOST, "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."))

    assert findings.edition is None
    assert [proposal.ends for proposal in findings.proposals] == [None]


def test_paragraphs_that_could_be_parted_in_two_ways_have_no_proposal() -> None:
    findings = found((LOST, "Trips occasionally.\n\nTrips.\n\nThings.\n\nMore.\n\nTrips are embedded."))

    assert [proposal.ends for proposal in findings.proposals] == [None]


def test_a_person_may_say_what_it_is_called_for_whom_and_from_when() -> None:
    said = Settled(id=EditionId("ours-2032"), kinds=frozenset({Kind.COLLEGE}), year=2032, accept=True)

    edition = whole(found(settled=said))

    assert (edition.id, edition.year) == ("ours-2032", 2032)
    assert edition.kinds == {Kind.COLLEGE}


def test_a_guide_that_does_not_say_for_whom_or_from_when_asks() -> None:
    findings = found(
        ("## Small Schools", "## Small places"),
        ("Maturity Model: Small Schools", "Maturity Model: Small places"),
        ("September 2031", "soon"),
    )

    assert [trouble.asks for trouble in findings.troubles] == [Asks.KINDS, Asks.YEAR]
    assert findings.edition is None


WRONG = {
    "a row missing": ((ROW_LINE, ""), ("row 1.2", "Not found; there are 2 rows.")),
    "a row nobody knows": (
        ("<b>1.2</b> <b>Who does the planning</b>\tTo say who plans.\tMade plainer.\tSo that it is read.", ""),
        ("row 1.2", "Not among the rows that this model is known to have."),
    ),
    "three columns": (
        ("<p>The plan is used.</p>\t", ""),
        ("row 1.2, line 21", "It has 3 columns instead of 4."),
    ),
    "five columns": (
        ("<p>It steers.</p>", "<p>It steers.</p>\t<p>It wins.</p>"),
        ("row 1.2, line 21", "It has 5 columns instead of 4."),
    ),
    "an empty column": (("<p>The plan is used.</p>", "<p> </p>"), ("row 1.2, column 3", "It has no words.")),
    "an empty last column": (("<p>It steers.</p>", ""), ("row 1.2, column 4", "It has no words.")),
    "a statement too long": (
        ("<p>It steers.</p>", "x" * 2001),
        ("row 1.2, column 4", "It has 2001 characters of 2000."),
    ),
    "a row without its number": (
        ("<p><b>1.2 Who plans</b></p>", "<b>Who plans</b>"),
        ("line 21", "This line of a table has a cell for every column, but no row number."),
    ),
    "a row twice": (
        (ROW_LINE, ROW_LINE.strip() + "\n" + ROW_LINE),
        ("row 1.2, line 22", "It is there already, in line 21."),
    ),
    "a theme with two names": (
        ("Continues on next page\n\n# Leading (Benchmark 1)\n\n<p>", "# Steering (Benchmark 1)\n\n<p>"),
        (
            "row 1.2, line 19",
            "It stands under “Steering (Benchmark 1)”, and other rows of theme 1 under “Leading (Benchmark 1)”.",
        ),
    ),
    "a second paragraph on a line of its own": (
        ("<p>It steers.</p>", "<p>It steers.</p>\n<p>It lasts.</p>"),
        ("row 1.2, line 22", "Words stand after it that belong to no column of any row."),
    ),
    "a line of a table that names no row": (
        ("<p>It steers.</p>", "<p>It steers.</p>\n\tmore\tmore"),
        ("row 1.2, line 22", "Words stand after it that belong to no column of any row."),
    ),
    "a heading inside a row that lost its columns": (
        ("Trips are a routine part of the year.", "#### A note\n\nTrips are a routine part of the year."),
        ("row 2.1, line 37", "Words stand after it that belong to no column of any row."),
    ),
    "a tab inside a row that lost its columns": (
        ("Trips are a routine part of the year.", "Trips are\ta routine part of the year."),
        ("row 2.1, line 35", "A line of a table stands among its paragraphs."),
    ),
    "a change told in three cells": (
        ("\tMade new.\tThere were none.", "\tMade new."),
        ("row 2.1, line 64", "What changed should be told in 3 cells after the row, and there are 2."),
    ),
    "a change without words": (
        ("\tThere were none.", "\t"),
        ("row 2.1, line 64", "What changed is told with an empty cell."),
    ),
}


@pytest.mark.parametrize(("change", "trouble"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_place_and_there_is_no_edition(
    change: tuple[str, str], trouble: tuple[str, str]
) -> None:
    assert trouble in what_is_wrong(found(change))


TITLE = "Maturity Model: Small Schools"


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Special Schools", {Kind.SPECIAL_SCHOOL}),
        ("Schools and Special Schools", {Kind.SCHOOL, Kind.SPECIAL_SCHOOL}),
        ("Schools and Specialist Settings", {Kind.SCHOOL, Kind.SPECIAL_SCHOOL}),
        ("Specialist Colleges", {Kind.COLLEGE}),
        ("Further Education", {Kind.COLLEGE}),
    ],
)
def test_a_guide_is_for_those_whom_its_title_names(title: str, kinds: set[Kind]) -> None:
    edition = whole(found((TITLE, f"Maturity Model: {title}")))

    assert edition.kinds == kinds


def test_another_year_in_the_guide_does_not_make_it_older() -> None:
    assert whole(found(("Later columns", "## Since the report of 2014\n\nLater columns"))).year == 2031


def test_a_guide_that_names_several_years_asks_from_which_it_counts() -> None:
    findings = found(("September 2031", "soon"), ("Later columns", "## Since 2014, and 2019\n\nLater columns"))

    assert [trouble.asks for trouble in findings.troubles] == [Asks.YEAR]


def test_a_lesser_heading_is_no_theme() -> None:
    edition = whole(found(("## 2.1 Trips", "### How to read this theme\n\nSlowly.\n\n## 2.1 Trips")))

    assert edition.themes[1].title == "Going places"


def test_a_table_between_bars_with_the_names_of_its_columns_is_read() -> None:
    names = "| Row | Column 1 | Column 2 | Column 3 | Column 4 |\n|---|---|---|---|---|\n"
    row = "| **1.2 Who plans** | A plan is there. | The plan is read. | The plan is used. | It steers. |\n\n"

    assert whole(found((ROW_LINE, names + row))) == whole(found())


def test_a_row_may_have_its_number_in_a_cell_of_its_own() -> None:
    apart = "1.2\tWho plans\tA plan is there.\tThe plan is read.\tThe plan is used.\tIt steers.\n\n"

    assert whole(found((ROW_LINE, apart))) == whole(found())


def test_what_goes_on_overleaf_is_no_part_of_a_row() -> None:
    edition = whole(found(("Trips are a routine", "Continues on next page\nTrips are a routine")))

    assert edition == whole(found())


def test_a_guide_known_to_have_another_number_of_rows_is_taken_when_somebody_counted() -> None:
    less = (ROW_LINE, "")

    assert found(less).troubles[0].asks is Asks.ROWS
    assert [row.id for row in whole(found(less, settled=Settled(accept=True, rows=2))).rows] == ["1.1", "2.1"]


def test_somebody_who_counted_wrong_is_told() -> None:
    assert what_is_wrong(found(settled=Settled(accept=True, rows=31))) == [
        ("the guide", "You expect 31 rows, and there are 3.")
    ]


def test_a_guide_for_schools_without_a_list_of_changes_should_have_the_rows_that_schools_have() -> None:
    without = GUIDE[: GUIDE.index("Row\tPurpose")]

    findings = find_rows(read_text(without), Settled(accept=True))

    assert findings.expected == 32
    assert findings.edition is None


@pytest.mark.parametrize("text", ["", "\n\n", "A letter to parents.\n\n1. First", "# Minutes\n\n1.1\tno\trow"])
def test_a_text_that_is_no_guide_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        find_rows(read_text(text), Settled())

    assert str(refusal.value) == NOT_A_GUIDE


def test_columns_that_make_a_statement_too_long_leave_the_row_unsettled_and_say_so() -> None:
    long = ("Their worth is reviewed systematically.", "Their worth. " * 160)

    findings = found(long, settled=Settled(columns={RowId("2.1"): (2, 3, 5)}))

    assert [proposal.row for proposal in findings.proposals] == ["2.1"]
    assert findings.settled == ()
    assert [trouble.where for trouble in findings.troubles] == ["row 2.1, column 4"]


def test_a_list_of_changes_that_names_too_few_rows_does_not_hide_those_known_for_the_year() -> None:
    findings = found(("September 2031", "September 2026"))

    assert findings.expected == 32
    assert findings.edition is None
    assert {trouble.asks for trouble in findings.troubles} == {Asks.ROWS}
