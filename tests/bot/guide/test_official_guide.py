"""The guide that the publisher handed out for 2026, as text: every statement, letter for letter."""

import re
from pathlib import Path

import pytest

from bot.guide.findings import Settled
from bot.guide.rows import find_rows
from bot.guide.text import read_text
from maturity_model.catalog import BULLET, COLUMNS, Edition, RowId
from maturity_model.edition_file import built_in_editions
from maturity_model.setting import Kind

GUIDE = Path(__file__).parents[4] / "shared" / "seeds" / "maturity-model-guide-schools.txt"
BUILT_IN = next(iter(built_in_editions().values()))

pytestmark = pytest.mark.skipif(not GUIDE.exists(), reason="the guide is not handed out with this program")


@pytest.fixture(scope="module")
def guide() -> str:
    return GUIDE.read_text("utf-8")


@pytest.fixture(scope="module")
def edition(guide: str) -> Edition:
    findings = find_rows(read_text(guide), Settled(accept=True))

    assert findings.edition is not None
    return findings.edition


def letters(text: str) -> str:
    """A text without white space, tags and list markers: what must be equal."""
    return re.sub(r"\s|•", "", re.sub(r"<[^>]*>", "", text))


def test_it_has_six_themes_thirty_two_rows_and_what_changed_in_each(edition: Edition) -> None:
    assert [len(theme.rows) for theme in edition.themes] == [7, 7, 8, 4, 3, 3]
    assert [row.id for row in edition.rows] == [row.id for row in BUILT_IN.rows]
    assert [theme.benchmarks for theme in edition.themes] == [(1,), (1, 3), (2, 7), (4,), (5, 6), (8,)]
    assert all(row.purpose and row.change for row in edition.rows)


def test_titles_are_those_of_the_model_and_not_of_its_list_of_changes(edition: Edition) -> None:
    assert [row.title for row in edition.rows] == [row.title for row in BUILT_IN.rows]
    assert [theme.title for theme in edition.themes] == [theme.title for theme in BUILT_IN.themes]


def test_every_statement_of_a_table_is_equal_to_the_guide_letter_for_letter(edition: Edition, guide: str) -> None:
    in_tables = {
        match[1]: line.split("\t")[1:]
        for line in guide.partition("# Appendix 1")[0].splitlines()
        if (match := re.match(r"(?:<p>)?<b>([1-6]\.[1-8]) ", line))
    }

    assert len(in_tables) == 30
    for row_id, cells in in_tables.items():
        row = edition.row(RowId(row_id))
        assert [letters(row.statement(column)) for column in COLUMNS] == [letters(cell) for cell in cells], row_id


@pytest.mark.parametrize(("row_id", "parts"), [("5.3", [2, 2, 3, 3]), ("6.3", [2, 3, 2, 3])])
def test_the_rows_that_lost_their_columns_are_parted_where_the_cue_words_begin(
    edition: Edition, guide: str, row_id: str, parts: list[int]
) -> None:
    whole = re.search(rf"^## {row_id} [^\n]*\n(.*?)^#", guide, re.MULTILINE | re.DOTALL)
    row = edition.row(RowId(row_id))

    assert whole
    assert letters("".join(row.statements)) == letters(whole[1])
    assert [len(statement.split("\n")) for statement in row.statements] == parts


def test_lists_are_kept_as_lists(edition: Edition, guide: str) -> None:
    points = [line for row in edition.rows for text in row.statements for line in text.split("\n") if BULLET in line]

    assert all(point.startswith(BULLET) for point in points)
    assert len(points) == guide.partition("# Appendix 1")[0].count("<li>")


def test_no_column_is_guessed_in_silence(guide: str) -> None:
    findings = find_rows(read_text(guide), Settled())

    assert findings.edition is None
    assert [(proposal.row, proposal.ends) for proposal in findings.proposals] == [
        ("5.3", (2, 4, 7)),
        ("6.3", (2, 5, 7)),
    ]
    assert [len(proposal.paragraphs) for proposal in findings.proposals] == [10, 10]
    assert findings.troubles == ()
    assert (findings.rows, findings.expected, findings.themes) == (32, 32, 6)


def test_the_guide_says_itself_for_whom_and_from_when_it_is(edition: Edition) -> None:
    assert (edition.id, edition.year) == ("schools-2026-official", 2026)
    assert edition.kinds == {Kind.SCHOOL, Kind.SPECIAL_SCHOOL}
    assert edition.title == "Careers Impact Maturity Model: Schools and Specialist Settings, 2026"
    assert "letter for letter" in edition.mark


def test_a_row_is_as_long_as_the_cards_are_made_for(edition: Edition) -> None:
    assert 2600 < max(sum(map(len, row.statements)) for row in edition.rows) < 2700
