"""Words that no row takes: each is the publisher's, and so none is left out without a word."""

import pytest

from bot.guide.document import Heading, Paragraph, Part, TableLine
from bot.guide.findings import Findings, Settled
from bot.guide.rows import find_rows
from bot.guide.strays import NOBODYS
from bot.guide.text import read_text
from bot.guide.themes import with_banners_as_headings
from maturity_model.catalog import Column, Edition, RowId
from maturity_model.setting import Kind
from tests.bot.guide.small import GUIDE, found
from tests.bot.guide.test_official_guide import GUIDE as OFFICIAL

SETTLED = Settled(accept=True, rows=3, kinds=frozenset({Kind.SCHOOL}), year=2031)
PAGE = "Continues on next page\n\n## Theme {number}\n\n{theme}\n\n"
FIRST, SECOND = (
    PAGE.format(number=1, theme="# Leading (Benchmark 1)"),
    PAGE.format(number=2, theme="## Going places (Benchmarks 5 and 6)"),
)
CHANGE_OF_1_2 = "<b>1.2</b> <b>Who does the planning</b>"


def whole(findings: Findings) -> Edition:
    assert findings.troubles == ()
    assert findings.edition is not None
    return findings.edition


def troubles(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    findings = found(*changes)

    assert findings.edition is None
    return [(trouble.where, trouble.what) for trouble in findings.troubles]


@pytest.mark.parametrize("page", [SECOND, "## Theme 2\n\n", "## Going places (Benchmarks 5 and 6)\n\n"])
def test_a_row_without_columns_goes_on_below_the_headings_of_a_new_page(page: str) -> None:
    assert whole(found(("What learners say is", f"{page}What learners say is"))) == whole(found())


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the guide is not handed out with this program")
def test_a_row_of_the_publishers_guide_goes_on_overleaf_letter_for_letter() -> None:
    text, ninth = OFFICIAL.read_text("utf-8"), "\nProvision of personal guidance and learner engagement patterns are"
    assert text.count(ninth) == 1
    page = "\nContinues on next page\n\n## Theme 6\n\n## Personal guidance (Benchmark 8)\n"

    turned = find_rows(read_text(text.replace(ninth, page + ninth)), Settled(accept=True))

    assert whole(turned) == whole(find_rows(read_text(text), Settled(accept=True)))


@pytest.mark.parametrize(
    "heading",
    [
        "### Summary",
        "### Context",
        "## Theme 1",
        "# Leading (Benchmark 1)",
        "# Careers Impact Maturity Model",
        "# Note",
    ],
)
def test_below_any_other_heading_words_no_longer_belong_to_a_row_without_columns(heading: str) -> None:
    told = troubles(("What learners say is", f"{heading}\n\nWhat learners say is"))

    assert ("row 2.1, line 39", NOBODYS) in told


@pytest.mark.parametrize(
    "heading", [FIRST, "## Theme 1\n\n", "### Summary\n\n", "# Note\n\n", "# Leading (Benchmark 1)\n\n"]
)
@pytest.mark.parametrize("words", ["It lasts.", "- a point", "\tmore", "\tmore\tmore", "\t\tmore\t", "| more |"])
def test_words_that_go_on_with_a_row_of_a_table_below_another_heading_are_told(heading: str, words: str) -> None:
    told = troubles(("<p>It steers.</p>", f"<p>It steers.</p>\n\n{heading}{words}"))

    assert [(where.partition(", ")[0], what) for where, what in told] == [("row 1.2", NOBODYS)]


@pytest.mark.parametrize("heading", [FIRST, "## Theme 1\n\n", "# Leading (Benchmark 1)\n\n"])
@pytest.mark.parametrize("words", ["It lasts.", "\tmore\tmore\tmore"])
def test_words_that_go_on_with_the_list_of_changes_are_told(heading: str, words: str) -> None:
    told = troubles(("To say who plans.\tMade plainer.\tSo that it is read.", f"a\tb\tc\n\n{heading}{words}"))

    assert [(where.partition(", ")[0], what) for where, what in told] == [("row 1.2", NOBODYS)]


def test_a_line_below_the_names_of_columns_is_told_also_as_the_first_of_its_theme() -> None:
    told = troubles(("<b>2.1 Trips</b>", "\tmore\tmore\tmore\n<b>2.1 Trips</b>"))

    assert told == [("row 1.2, line 64", NOBODYS)]


def test_the_heading_of_the_list_of_changes_may_stand_on_each_of_its_pages() -> None:
    again = "# Appendix 1\n\n"

    assert whole(found((CHANGE_OF_1_2, again + CHANGE_OF_1_2))) == whole(found())
    assert troubles((CHANGE_OF_1_2, f"{again}It lasts.\n\n{CHANGE_OF_1_2}")) == [("row 1.1, line 59", NOBODYS)]


def test_what_stands_behind_the_list_of_changes_is_no_part_of_it() -> None:
    imprint = "There were none.\n\n# The publisher\n\n[Our impact](#)\n"

    assert whole(found(("There were none.", imprint))) == whole(found())


def test_a_new_theme_may_have_an_introduction_of_words_and_tables() -> None:
    words = "## Going places (Benchmarks 5 and 6)\n\nOf trips.\n\na\tb\n\n### How to read it\n\nSlowly.\n\n## 2.1 Trips"

    assert whole(
        found(("## Theme 2\n\n## Going places (Benchmarks 5 and 6)\n\n## 2.1 Trips", f"## Theme 2\n\n{words}"))
    ) == (whole(found()))


def test_what_seems_to_introduce_a_theme_is_told_where_no_row_of_another_theme_follows() -> None:
    misspelt = "## Going place (Benchmarks 5 and 6)"

    told = troubles(("What learners say is", f"{misspelt}\n\nWhat learners say is"))

    assert told == [("row 2.1, line " + str(line), NOBODYS) for line in (39, 41, 43)]


def test_a_row_that_lost_its_heading_is_told_also_as_the_first_of_its_theme() -> None:
    assert ("row 2.1, line 27", "It stands in no table and in no heading.") in troubles(("## 2.1 Trips", "2.1 Trips"))


COLLEGE = """
# Careers Impact Maturity Model: Colleges 2031

# Leading (Benchmark 1)

| C1.1 Who leads | a | b | c | d |

# Leading (Benchmark 1)

{}

# Going places (Benchmarks 5 and 6)

{}

| C2.2 Trips | a | b | c | d |
"""
LOST = "C1.2 Who plans\n\nA plan is there occasionally.\n\nIt is embedded."


@pytest.mark.parametrize(
    "lost", [LOST, LOST.replace("\n\n", "\n"), "C1.2 Who plans | a | b | c | d", "C1.2 Who plans: somebody."]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_whole_row_that_lost_its_mark_up_is_told_where_nobody_knows_how_many_there_are(
    lost: str, is_first: bool
) -> None:
    findings = find_rows(read_text(COLLEGE.format(*("", lost) if is_first else (lost, ""))), SETTLED)

    assert findings.edition is None
    assert "It stands in no table and in no heading." in [trouble.what for trouble in findings.troubles]


def test_a_row_told_of_outside_the_tables_of_the_list_of_changes_is_named() -> None:
    line = "<b>2.1 Trips</b>\tTo say where learners go.\tMade new.\tThere were none."
    what = "What changed in it stands in no line of a table."

    assert ("row 2.1, line 64", what) in troubles((line, "### 2.1 Trips\n\nTo say where learners go.\n\nMade new."))


WITHOUT_BENCHMARKS = COLLEGE.replace(" (Benchmark 1)", "").replace(" (Benchmarks 5 and 6)", "")


@pytest.mark.parametrize("heading", ["Careers Impact Maturity Model: Colleges 2031", "A note"])
def test_a_heading_inside_a_row_of_a_guide_without_benchmarks_hides_nothing(heading: str) -> None:
    text = WITHOUT_BENCHMARKS.format(f"# {heading}\n\nIt lasts.\n\n| C1.2 Who plans | a | b | c | d |", "")

    findings = find_rows(read_text(text), SETTLED)

    assert [(trouble.where, trouble.what) for trouble in findings.troubles] == [("row C1.1, line 12", NOBODYS)]


def test_the_guides_title_at_the_top_of_a_page_is_no_theme() -> None:
    title = "# Careers Impact Maturity Model: Colleges 2031\n\n| C1.2 Who plans | a | b | c | d |"

    edition = whole(find_rows(read_text(WITHOUT_BENCHMARKS.format(title, "")), SETTLED))

    assert [theme.title for theme in edition.themes] == ["Leading", "Going places"]


@pytest.mark.parametrize(
    "line",
    ["| Words |", "| Words | | | | |", "| Words | | ", "Words\t<p></p>", "| and who follows (Benchmark 1) | | | | |"],
)
def test_a_line_of_a_table_that_has_words_in_its_first_cell_only_is_told(line: str) -> None:
    assert len(troubles(("<p>It steers.</p>", f"<p>It steers.</p>\n{line}"))) == 1
    assert len(troubles(("Trips are a routine part", f"{line}\n\nTrips are a routine part"))) == 1


@pytest.mark.parametrize("line", ["| | | | | |", "|  |", "\t", "| | Column 1 | Column 2 | Column 3 | Column 4 |"])
def test_a_line_of_a_table_without_words_or_with_names_of_columns_is_passed_over(line: str) -> None:
    assert whole(found(("<p>It steers.</p>", f"<p>It steers.</p>\n{line}\n"))) == whole(found())


@pytest.mark.parametrize("line", ["| Leading (Benchmark 1) | | | | |", "| Theme 1 |", "Leading (Benchmark 1)\t<p></p>"])
def test_a_line_of_a_table_that_says_the_themes_heading_again_is_that_heading(line: str) -> None:
    assert whole(found(("<p><b>1.2 Who plans", f"{line}\n<p><b>1.2 Who plans"))) == whole(found())


def test_themes_may_stand_in_tables_only() -> None:
    text = COLLEGE.format("", "").replace("# Leading (Benchmark 1)", "| Leading (Benchmark 1) | | | | |")

    edition = whole(
        find_rows(
            read_text(text.replace("# Going places (Benchmarks 5 and 6)", "| Going places (Benchmarks 5 and 6) |")),
            Settled(accept=True, rows=2),
        )
    )

    assert [(theme.title, len(theme.rows)) for theme in edition.themes] == [("Leading", 1), ("Going places", 1)]


def test_a_line_that_names_a_row_or_says_more_is_no_heading() -> None:
    lines: list[Part] = [
        TableLine(cells=cells, where="")
        for cells in (("1.1 Who", ""), ("Theme 1", "more"), ("Theme 1\nmore", ""), ("", ""))
    ]
    document: list[Part] = [Heading(text="1.1 Who", where=""), Paragraph(text="Theme 1", where=""), *lines]

    assert list(with_banners_as_headings(document)) == document


BEGUN, ENDED = GUIDE.index("\n\nContinues on next page\n\n# Leading"), GUIDE.index("\n\n# Appendix 1")
PLACES = [place for place in range(BEGUN, ENDED + 1) if GUIDE[place : place + 2] == "\n\n"]
INTRODUCES = (GUIDE.index("\n\n## Going places"), GUIDE.index("\n\n## 2.1 Trips"))


@pytest.mark.parametrize("before", ["", FIRST, SECOND, "## Theme 2\n\n", "### Summary\n\n", "# Note\n\n"])
@pytest.mark.parametrize("words", ["Not to be lost.", "| Not to be lost. |", "\tNot to be lost.\t"])
def test_words_anywhere_in_the_model_are_kept_or_told(before: str, words: str) -> None:
    for place in PLACES:
        findings = find_rows(read_text(f"{GUIDE[:place]}\n\n{before}{words}{GUIDE[place:]}"), SETTLED)

        kept = [text for row in (findings.edition.rows if findings.edition else ()) for text in row.statements]
        introduces = place in INTRODUCES or (before in (SECOND, "## Theme 2\n\n") and place < min(INTRODUCES))
        assert introduces or not findings.edition or "Not to be lost." in "\n".join(kept), GUIDE[place - 40 : place]


def test_a_row_keeps_all_of_its_words_where_its_columns_are_given() -> None:
    settled = Settled(columns={RowId("2.1"): (2, 3, 5)})

    edition = whole(found(("Trips are embedded", f"{SECOND}Trips are embedded"), settled=settled))

    assert edition.row(RowId("2.1")).statement(Column(4)) == (
        "Trips are embedded in the timetable.\nTheir worth is reviewed systematically."
    )
