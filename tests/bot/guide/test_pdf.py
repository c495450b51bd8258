"""A guide in PDF says what the same guide says as text, however it is set."""

import re
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.guide.document import Document, Heading, Paragraph, Part, TableLine, Unreadable
from bot.guide.findings import Settled
from bot.guide.pdf import read_pdf
from bot.guide.rows import find_rows
from bot.guide.text import read_text
from maturity_model.catalog import BULLET, Edition
from tests.bot.guide.made import Layout, make_pdf
from tests.bot.guide.small import GUIDE as SMALL
from tests.bot.guide.test_official_guide import GUIDE

LAYOUTS = {
    "as the publisher's": Layout(),
    "small and dense": Layout(table=6.5, between=2, padding=2, body=9),
    "large": Layout(table=11, between=6),
}
OF_THE_WHOLE = dict(LAYOUTS)
LAYOUTS["titles in the middle"] = Layout(title_in_the_middle=True)  # those of two lines, reportlab cuts in two
LONG = "Careers are talked about in a well-planned way, and whole-setting priorities are kept in mind by everybody. "


def edition_in(document: Document) -> Edition:
    findings = find_rows(document, Settled(accept=True))

    assert findings.troubles == ()
    assert findings.edition is not None
    return findings.edition


def letters(text: str) -> str:
    return re.sub(rf"\s|{BULLET.strip()}", "", text)


def points(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(BULLET)]


def texts_of(edition: Edition) -> list[str]:
    return [
        text
        for row in edition.rows
        for text in (
            row.title,
            *row.statements,
            row.purpose,
            *((row.change.core, row.change.reason) if row.change else ()),
        )
    ]


def table(*cells: tuple[str, ...]) -> list[TableLine]:
    return [TableLine(cells=line, where="") for line in cells]


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide is not handed out with this program")
@pytest.mark.unmeasured  # forty pages each: following every call of the PDF's reader would take a minute
@pytest.mark.parametrize("layout", OF_THE_WHOLE.values(), ids=OF_THE_WHOLE)
def test_the_publishers_guide_says_the_same_as_pdf_and_as_text(layout: Layout) -> None:
    document = read_text(GUIDE.read_text("utf-8"))
    as_text = edition_in(document)

    as_pdf = edition_in(read_pdf(make_pdf(document, layout)))

    assert [row.id for row in as_pdf.rows] == [row.id for row in as_text.rows]
    assert [theme.title for theme in as_pdf.themes] == [theme.title for theme in as_text.themes]
    assert [theme.benchmarks for theme in as_pdf.themes] == [theme.benchmarks for theme in as_text.themes]
    for pdf, text in zip(texts_of(as_pdf), texts_of(as_text), strict=True):
        assert letters(pdf) == letters(text)
        assert " ".join(pdf.split()) == " ".join(text.split())
        assert points(pdf) == points(text)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_small_guide_is_the_same_edition_as_pdf_and_as_text(layout: Layout) -> None:
    document = read_text(SMALL)

    assert edition_in(read_pdf(make_pdf(document, layout))) == edition_in(document)


@pytest.mark.parametrize(
    ("sentences", "in_the_middle"), [*((count, False) for count in range(1, 60, 8)), (1, True), (9, True), (25, True)]
)
def test_a_row_that_turns_a_page_is_one_line_wherever_it_turns(sentences: int, in_the_middle: bool) -> None:
    before = ("1.1 Before", *[LONG * sentences] * 4)
    after = ("1.2 After", f"{LONG * 3}\n{LONG * 4}", f"{LONG}\n{BULLET}one point\n{BULLET}another point", LONG, LONG)

    document: Document = [Heading(text="Leading (Benchmark 1)", where=""), *table(before, after)]
    read = read_pdf(make_pdf(document, Layout(title_in_the_middle=in_the_middle)))

    lines = [part for part in read if isinstance(part, TableLine)]
    assert [[" ".join(cell.split()) for cell in line.cells] for line in lines] == [
        [" ".join(cell.split()) for cell in line] for line in (before, after)
    ]
    assert points(lines[1].cells[2]) == [f"{BULLET}one point", f"{BULLET}another point"]


def test_a_row_that_begins_nobody_knows_where_is_refused() -> None:
    lines = table(("1.1 Before", *[LONG * 41] * 4), ("1.2 After", LONG * 7, LONG, LONG, LONG))

    with pytest.raises(Unreadable, match="titles at the top of their rows"):
        read_pdf(make_pdf(lines, Layout(title_in_the_middle=True)))


def test_no_space_comes_into_a_word_with_a_hyphen_that_turns_a_line() -> None:
    words = "whole-setting up-to-date pre- and post-16 and/or " * 12

    line, _ = read_pdf(make_pdf(table(("1.1 Hyphens", *[words.strip()] * 4))))

    assert isinstance(line, TableLine)
    assert line.cells[1] == words.strip()


def test_headings_are_told_by_their_size_and_paragraphs_by_their_gaps() -> None:
    document: list[Heading | Paragraph] = [
        Heading(text="5.3 Trips", where=""),
        *[Paragraph(text=f"{number}. {LONG * number}".strip(), where="") for number in range(1, 11)],
    ]

    read = read_pdf(make_pdf(document))

    assert [(type(part), part.text) for part in read if not isinstance(part, TableLine)] == [
        (type(part), part.text) for part in document
    ]


def test_it_says_on_which_page_a_thing_stands() -> None:
    read = read_pdf(make_pdf([*table(("1.1 One", *[LONG * 60] * 4), ("1.2 Two", "a", "b", "c", "d"))]))

    assert [part.where for part in read] == ["page 1", "page 4"]


def test_a_themes_heading_may_be_a_line_of_its_table() -> None:
    front: list[Part] = [
        Heading(text="Careers Impact Maturity Model: Schools 2031", where=""),
        Paragraph(text=LONG * 80, where=""),
    ]
    lines = table(("Leading (Benchmark 1)", *[""] * 4), ("1.1 Who", *"abcd"), ("1.2 When", *"abcd"))

    edition = find_rows(read_pdf(make_pdf([*front, *lines])), Settled(rows=2)).edition

    assert edition
    assert [(theme.title, theme.benchmarks, len(theme.rows)) for theme in edition.themes] == [("Leading", (1,), 2)]


def test_a_pdf_with_a_password_is_refused() -> None:
    locked = make_pdf(read_text(SMALL), Layout(password="secret"))

    with pytest.raises(Unreadable, match="locked with a password"):
        read_pdf(locked)


def test_a_scanned_pdf_is_refused() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawInlineImage(Image.new("RGB", (200, 300), "grey"), 0, 0, *A4)
    canvas.save()

    with pytest.raises(Unreadable, match="looks scanned"):
        read_pdf(file.getvalue())


def test_a_pdf_without_anything_is_refused() -> None:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.showPage()
    canvas.save()

    with pytest.raises(Unreadable, match="no text"):
        read_pdf(file.getvalue())


def test_a_pdf_with_too_many_pages_is_refused_before_it_is_read() -> None:
    pdf = make_pdf([Paragraph(text=LONG * 200, where="")])

    with pytest.raises(Unreadable, match="4 pages, and 1 is the most"):
        read_pdf(pdf, most_pages=1)
