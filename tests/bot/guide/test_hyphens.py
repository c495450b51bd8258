"""A PDF that divides words at the ends of its lines: what the rest of it tells is joined, and all else is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.guide.document import DIVIDED, Document, Heading, Paragraph, TableLine, with_words, words_of
from bot.guide.edition_given import find_edition
from bot.guide.findings import Asks, Findings, Settled
from bot.guide.hyphens import ways_to_write
from bot.guide.pdf import read_pdf
from bot.guide.pdf_hyphens import joined_lines, made_whole
from bot.guide.rows import find_rows
from bot.guide.sheet import find_rows_in_sheet
from bot.guide.text import read_text
from maturity_model.catalog import Edition, RowId
from tests.bot.guide.made import Layout, make_pdf
from tests.bot.guide.small import OWN_FILE
from tests.bot.guide.test_official_guide import GUIDE
from tests.bot.guide.typed import LINES, SETTLED, as_csv

ELSEWHERE = "The provision, whole-setting, of leadership and of improvement by seniors, a senior group."
THREE = "provi-|sion leader-|ship improve-|ment"
COLUMNS = {RowId("5.3"): (2, 4, 7), RowId("6.3"): (2, 5, 7)}
BOTH_WAYS = "stand-alone"  # so the guide writes it, and as one word; it is divided at its own hyphen
JOINED = "provision leadership improvement"


def read(*texts: str) -> list[str]:
    """What these paragraphs come to; | stands for the end of a line in a word, before and after."""
    parts: Document = [Paragraph(text=text.replace("|", DIVIDED), where="page 1") for text in texts]
    return [text.replace(DIVIDED, "|") for part in made_whole(parts) for text in words_of(part)]


@pytest.mark.parametrize(
    ("divided", "whole"),
    [
        ("Provi-|sion", "Provision"),
        ("whole-|setting", "whole-setting"),
        ("Whole‐|setting", "Whole‐setting"),  # noqa: RUF001 - a hyphen as it is printed
        ("whole-set-|ting", "whole-setting"),
        ("whole-|set-|ting", "whole-setting"),
        ("whole-|setting’s", "whole-|setting’s"),  # noqa: RUF001 - an apostrophe as it is printed
    ],
)
def test_a_word_is_as_it_is_elsewhere(divided: str, whole: str) -> None:
    assert read(ELSEWHERE, f"{THREE} {divided}") == [ELSEWHERE, f"{JOINED} {whole}"]


def test_a_word_that_is_nowhere_else_is_in_doubt() -> None:
    assert read(ELSEWHERE, f"{THREE} asset-|based") == [ELSEWHERE, f"{JOINED} asset-|based"]


def test_a_word_that_is_written_both_ways_is_in_doubt() -> None:
    assert read(ELSEWHERE, f"underpinned under-pinned {THREE} under-|pinned")[1].endswith("under-|pinned")


def test_one_or_two_words_are_not_enough_to_join_any_unasked() -> None:
    assert read(ELSEWHERE, "whole-|setting provi-|sion leader-|ship") == [
        ELSEWHERE,
        "whole-setting provi-|sion leader-|ship",
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("whole-", "setting", "whole-|setting"),
        ("post-", "16", "post-16"),
        ("LMI-", "Related", "LMI-Related"),
        ("PROVI-", "SION", "PROVI-|SION"),
        ("16-", "year", "16-year"),
        ("peer-", "to-peer", "peer-|to-peer"),
        ("pre-", "and post-16", "pre-| and post-16"),
        ("a seni-", "or leader", "a seni-| or leader"),
    ],
)
def test_where_lines_meet(before: str, after: str, joined: str) -> None:
    assert joined_lines(before, after) == joined.replace("|", DIVIDED)


@pytest.mark.parametrize(("meets", "whole"), [("a seni-| or leader", "a senior leader"), ("pre-| or post-16",) * 2])
def test_a_word_that_ends_with_and_or_or_to_is_told_from_two_words(meets: str, whole: str) -> None:
    assert read(ELSEWHERE, meets) == [ELSEWHERE, whole.replace("|", "")]


def test_what_is_no_word_leaves_no_mark() -> None:
    [part] = find_rows_in("They im-|prove. A -|? sign, and ⓐ-|ⓐ.").themes[0].rows

    assert part.statements[0] == "They improve. A -? sign, and ⓐ-ⓐ."


def test_all_ways_to_write_a_word_are_known() -> None:
    assert ways_to_write(f"whole-{DIVIDED}set-{DIVIDED}ting") == (
        "whole-set-ting",
        "whole-setting",
        "wholeset-ting",
        "wholesetting",
    )
    assert ways_to_write(f"a-{DIVIDED}b-{DIVIDED}c-{DIVIDED}d-{DIVIDED}e") == ("a-b-c-d-e", "abcde")


def model(statement: str) -> Document:
    parts: Document = [
        Heading(text="Careers Impact Maturity Model: Schools, 2031", where="page 1"),
        Paragraph(text="An in-|tro. Each asset has a base, and is based well.", where="page 1"),
        Heading(text="Leading (Benchmark 1)", where="page 2"),
        TableLine(cells=("1.1 One", statement, "They im-|prove.", "c", "d"), where="page 2"),
    ]
    return [with_words(part, lambda text: text.replace("|", DIVIDED)) for part in parts]


def found(hyphens: Sequence[str] | None = None, *, statement: str = "Asset-|based.", accept: bool = False) -> Findings:
    said = None if hyphens is None else frozenset(hyphens)
    return find_rows(model(statement), Settled(rows=1, hyphens=said, accept=accept))


def find_rows_in(statement: str) -> Edition:
    edition = found([], statement=statement).edition
    assert edition
    return edition


def statements(findings: Findings) -> tuple[str, ...]:
    assert findings.edition
    return findings.edition.rows[0].statements[:2]


def test_only_words_of_the_model_are_asked_about_and_nothing_is_an_edition_before() -> None:
    findings = found()

    [trouble] = findings.troubles
    assert findings.edition is None
    assert [(word.proposed, word.where) for word in findings.divided] == [
        ("Asset-based", "page 2"),
        ("improve", "page 2"),
    ]
    assert trouble.asks is Asks.HYPHENS
    assert "Asset-based or Assetbased (page 2), im-prove or improve (page 2)" in trouble.what


def test_what_is_proposed_is_taken_once_it_is_accepted() -> None:
    findings = found(accept=True)

    assert statements(findings) == ("Asset-based.", "They improve.")
    assert findings.divided == ()


@pytest.mark.parametrize("typed", ["Asset-based", "asset-based", "ASSET‐BASED"])  # noqa: RUF001 - a printed hyphen
def test_a_hyphen_stays_where_a_person_says_so_however_they_type_it(typed: str) -> None:
    assert statements(found([typed])) == ("Asset-based.", "They improve.")


def test_where_they_name_none_all_are_written_without() -> None:
    assert statements(found([])) == ("Assetbased.", "They improve.")


def test_a_hyphen_that_is_at_no_lines_end_stays_beside_one_that_goes() -> None:
    findings = found([], statement="They re-form the group and re-|form careers.")

    assert statements(findings)[0] == "They re-form the group and reform careers."


def test_a_word_divided_twice_can_be_written_in_each_way() -> None:
    statement = "A whole-|set-|ting view."

    assert statements(found(["whole-setting"], statement=statement))[0] == "A whole-setting view."
    assert found(["whole-setting", "whole-set-ting"], statement=statement).edition is None


def test_a_word_that_is_divided_here_and_there_is_written_as_its_places_ask() -> None:
    statement = "It is up-to-|date, kept up-|to-date."

    assert statements(found(["up-to-date"], statement=statement))[0] == "It is up-to-date, kept up-to-date."
    assert statements(found([], statement=statement))[0] == "It is up-todate, kept upto-date."


def test_a_word_that_is_divided_in_more_places_than_anybody_divides_is_written_with_all_or_none() -> None:
    statement = "It is a-|b-|c-|d-|e."

    assert statements(found([], statement=statement))[0] == "It is abcde."
    assert statements(found(statement=statement, accept=True))[0] == "It is a-b-c-d-e."


def test_it_is_said_where_a_person_names_a_word_that_is_not_in_doubt() -> None:
    findings = found(["Asset-based", "short-term"])

    assert findings.edition is None
    assert [trouble.where for trouble in findings.troubles] == ["“short-term”"]


def test_so_it_is_where_a_file_has_no_lines_at_all() -> None:
    said = replace(SETTLED, hyphens=frozenset({"short-term"}))

    in_own_file, in_table = find_edition(OWN_FILE, "mine.toml", said), find_rows_in_sheet(as_csv(LINES), "m.csv", said)

    assert [one.where for one in (*in_own_file.troubles, *in_table.troubles)] == ["“short-term”"] * 2


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide is not handed out with this program")
@pytest.mark.unmeasured  # following every call of the PDF's reader would take a minute each
@pytest.mark.parametrize("size", [7, 8, 9])
def test_the_publishers_guide_says_the_same_where_its_words_are_divided(size: float) -> None:
    """Whoever answers knows the guide: a way of writing that stands in its text is right, unless another does, too."""
    text = GUIDE.read_text("utf-8")
    words = set(re.findall(r"\w+(?:-\w+)*", text))
    document = read_text(text)
    divided = read_pdf(make_pdf(document, Layout(table=size, divides_words=True)))
    asked = find_rows(divided, Settled(accept=False, columns=COLUMNS))

    ways = [(way, word.ways[-1]) for word in asked.divided for way in word.ways[:-1]]
    own = frozenset(way for way, joined in ways if way in words and (joined not in words or way == BOTH_WAYS))
    as_pdf = find_rows(divided, Settled(columns=COLUMNS, hyphens=own)).edition

    as_text = find_rows(document, Settled(accept=True)).edition
    assert asked.edition is None
    assert 0 < len(asked.divided) < 40
    assert as_pdf
    assert as_text
    for row, same in zip(as_pdf.rows, as_text.rows, strict=True):
        assert row.title == same.title
        assert list(map(without_space, row.statements)) == list(map(without_space, same.statements))
        assert row.change
        assert same.change
        assert without_space(row.change.core) == without_space(same.change.core)
        assert without_space(row.change.reason) == without_space(same.change.reason)


def without_space(text: str) -> list[str]:
    return text.replace("--", "-").split()  # reportlab divides a word at its own hyphen with another
