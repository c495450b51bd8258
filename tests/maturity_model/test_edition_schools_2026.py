"""What the built-in schools edition promises: the guide's rows under the guide's titles, in our own plain words."""

import re
from collections import Counter
from pathlib import Path

import pytest

from maturity_model.catalog import COLUMNS, Column, EditionId, Row, RowId, Wording
from maturity_model.edition_file import built_in_editions

EDITION = built_in_editions()[EditionId("schools-2026")]
GUIDE = Path(__file__).parents[3] / "shared" / "seeds" / "maturity-model-guide-schools.txt"
LEFT_OUT = "and more: see full wording"
LONGEST_SHARED_RUN = 7

THEMES = [
    ("Careers leadership, vision and intent, and planning for development", (1,), 7),
    ("Addressing the needs of all learners and impact evaluation", (1, 3), 7),
    ("Understanding of Labour Market Information (LMI) and future pathway options", (2, 7), 8),
    ("Linking curriculum learning to careers", (4,), 4),
    ("Encounters with employers/employees and experiences of the workplace", (5, 6), 3),
    ("Personal guidance", (8,), 3),
]

TITLES = {
    "1.1": "Careers leadership and distributed leadership of careers",
    "1.2": "Leaders' vision and intent for careers",
    "1.3": "Strategic careers planning",
    "1.4": "Strategic leadership of careers",
    "1.5": "Support and challenge from governance",
    "1.6": "Engagement with the national Careers Hub network and other careers networks",
    "1.7": "Engagement with Enterprise Advisers or business volunteers",
    "2.1": "Development of progressive careers learning journeys",
    "2.2": "Addressing the needs of all learners",
    "2.3": "Effective use of recording systems",
    "2.4": "Careers impact evaluation: Destinations data",
    "2.5": "Careers impact evaluation: Learner perception",
    "2.6": "Careers impact evaluation: Stakeholder voice",
    "2.7": "Careers impact evaluation: Quality assurance",
    "3.1": "Learner understanding of what LMI is and how to make effective use of it",
    "3.2": "Learner understanding of all routes available to them at key transitions",
    "3.3": "Supporting learners to recognise and challenge misconceptions and stereotypes",
    "3.4": "Parent and carer understanding of what LMI is and how to make effective use of it",
    "3.5": "Parent and carer understanding of all routes available to learners at key transitions",
    "3.6": "Staff understanding of LMI and of all routes available to learners at key transitions",
    "3.7": "Working in partnership: Effective provider engagement",
    "3.8": "Effective use of success stories",
    "4.1": "Careers education",
    "4.2": "Staff highlighting the relevance of their subjects and making links from the curriculum",
    "4.3": "Staff learning and development to support understanding of Labour Market Information (LMI) and pathways, "
    "to inform careers in the curriculum",
    "4.4": "Learner skills development",
    "5.1": "Working in partnership: Effective employer engagement",
    "5.2": "Meaningful encounters with employers",
    "5.3": "Meaningful experiences of the workplace",
    "6.1": "Engagement with personal guidance",
    "6.2": "Meaningful approach to personal guidance",
    "6.3": "Personal guidance resourcing",
}

# Where the guide's statement stands or falls with a name, ours says the name too.
NAMES = [
    ("1.5", 3, "Careers Link Governor"),
    ("1.6", 1, "Careers Hub"),
    ("1.7", 2, "Enterprise Adviser"),
    ("2.1", 3, "OnTrack+"),
    ("2.2", 1, "Future Skills Questionnaire"),
    ("2.3", 1, "Compass+"),
    ("2.4", 2, "NEET"),
    ("2.5", 1, "Future Skills Questionnaire (FSQ)"),
    ("2.7", 1, "Provider Access Legislation"),
    ("3.4", 2, "Your Child's Future"),
    ("3.5", 3, "Your Child's Future"),
    ("5.1", 4, "CEC Employer Standards"),
    ("6.1", 2, "CDI Code of Ethics"),
    ("6.2", 1, "SEND"),
    ("6.3", 4, "CDI Framework"),
]

every_row = pytest.mark.parametrize("row", EDITION.rows, ids=lambda row: row.id)
beside_the_guide = pytest.mark.skipif(not GUIDE.exists(), reason="the guide does not stand beside the checkout")


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9+']+", re.sub(r"<[^>]+>", " ", text).lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[start : start + length]) for start in range(len(said) - length + 1)}


def test_it_has_the_guides_themes_with_their_benchmarks_and_rows() -> None:
    assert [(theme.title, theme.benchmarks, len(theme.rows)) for theme in EDITION.themes] == THEMES


def test_it_has_the_guides_rows_under_their_exact_titles() -> None:
    assert {row.id: row.title for row in EDITION.rows} == TITLES
    assert [row.id for row in EDITION.rows] == list(TITLES)


def test_it_says_on_every_card_whose_words_these_are_and_where_to_find_the_full_wording() -> None:
    assert EDITION.wording is Wording.SUMMARY
    assert EDITION.mark == (
        "A plain-language summary, not the official wording. For the full wording of a row, see the guide in Compass "
        "or Compass+."
    )


def test_no_two_statements_are_the_same() -> None:
    statements = Counter(statement for row in EDITION.rows for statement in row.statements)

    assert len(statements) == len(EDITION.rows) * len(COLUMNS)


@every_row
def test_the_texts_of_a_row_are_tidy_sentences(row: Row) -> None:
    for text in (row.purpose, *row.statements):
        assert text == " ".join(text.split())
        assert text[0].isupper()
        assert text.endswith((".", LEFT_OUT))
        assert text.removesuffix(LEFT_OUT).count(LEFT_OUT) == 0


@every_row
def test_the_texts_of_a_row_never_sound_like_marking(row: Row) -> None:
    forbidden = re.compile(r"\b(scor|grad|averag|mark(s|ed|ing)?\b|pass|fail|rank|award|level|anonym)", re.IGNORECASE)

    for text in (row.purpose, *row.statements):
        assert not forbidden.search(text)


@every_row
def test_how_settled_practice_is_rises_with_the_column(row: Row) -> None:
    said = [statement.lower() for statement in row.statements]

    assert not any("occasional" in statement for statement in said[1:])
    assert not any("systematic" in statement for statement in said[:3])
    assert not any("routine" in statement for statement in said[:2])


@pytest.mark.parametrize(("row_id", "column", "name"), NAMES)
def test_names_that_a_statement_relies_on_are_kept(row_id: str, column: int, name: str) -> None:
    assert name in EDITION.row(RowId(row_id)).statement(Column(column))


@beside_the_guide
@every_row
def test_a_row_shares_no_long_phrase_with_the_guide(row: Row) -> None:
    guide = runs(GUIDE.read_text("utf-8"), LONGEST_SHARED_RUN + 1)

    for text in (row.purpose, *row.statements):
        assert not runs(text, LONGEST_SHARED_RUN + 1) & guide


@beside_the_guide
@every_row
def test_a_row_has_its_title_in_the_body_of_the_guide(row: Row) -> None:
    body, _, _ = GUIDE.read_text("utf-8").partition("# Appendix 1")

    assert re.search(rf"{re.escape(f'{row.id} {row.title}')}(</b>|\n)", body)
