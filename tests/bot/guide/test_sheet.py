"""A table that somebody typed becomes an edition, or says of every cell what is the matter."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from bot.guide.document import Unreadable
from bot.guide.findings import Asks, Settled
from bot.guide.sheet import template, template_csv
from bot.guide.table import HEADERS
from maturity_model.catalog import BULLET, EditionId, RowId, Wording
from maturity_model.edition_file import content_of, edition_from
from maturity_model.setting import Kind
from tests.bot.guide.typed import LINES, SETTLED, Line, as_csv, as_workbook, found, line, troubles

EITHER = pytest.mark.parametrize("made", [as_csv, as_workbook])
Made = Callable[[Iterable[Line]], bytes]
THEME = "Leading careers"


@EITHER
def test_a_table_becomes_an_edition(made: Made) -> None:
    findings = found(made(LINES))

    assert findings.troubles == ()
    assert (findings.themes, findings.rows) == (2, 3)
    edition = findings.edition
    assert edition
    assert (edition.id, edition.kinds, edition.year) == (SETTLED.id, SETTLED.kinds, SETTLED.year)
    assert edition.wording is Wording.OFFICIAL
    assert [(theme.title, theme.benchmarks) for theme in edition.themes] == [
        ("Leading careers", (1,)),
        ("Working with employers", (5, 6)),
    ]
    assert edition.row(RowId("1.2")).statements == tuple(f"Row 1.2 says {column}." for column in range(1, 5))
    assert [row.purpose for row in edition.rows] == ["Why 1.1.", "Why 1.2.", ""]
    assert edition_from(content_of(edition), source="itself") == edition


@EITHER
def test_lines_of_a_cell_are_paragraphs_and_points(made: Made) -> None:
    edition = found(made(LINES)).edition

    assert edition
    assert edition.rows[0].statements[1].split("\n") == [
        "It has:",
        f"{BULLET}a plan",
        f"{BULLET}somebody",
        f"{BULLET}time",
        "It lasts.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_values_are_parted_and_written_as_excel_does_it_anywhere(separator: str, encoding: str) -> None:
    content = as_csv(LINES, separator=separator).decode().encode(encoding)

    assert found(content).edition == found(as_csv(LINES)).edition


def test_columns_may_be_in_any_order_and_named_as_people_do_and_purpose_left_out() -> None:
    names = ["column_4", "theme", "title", "column_1", "row", "column_3", "column_2"]
    content = as_csv(LINES, headers=names)

    shouted = content.replace(b"column_1", b" Column 1 ").replace(b"title,", b"TITLE,", 1)

    edition = found(shouted).edition
    assert edition
    assert edition.rows[1].statements == tuple(f"Row 1.2 says {column}." for column in range(1, 5))
    assert {row.purpose for row in edition.rows} == {""}


def test_the_table_is_found_on_whichever_sheet_it_is_and_ids_may_be_numbers() -> None:
    book = openpyxl.load_workbook(BytesIO(as_workbook(LINES)))
    book.create_sheet("notes", 0).append(["Please fill in the other sheet."])
    book["Sheet"]["A2"] = 1.1
    file = BytesIO()
    book.save(file)

    findings = found(file.getvalue())

    assert findings.troubles == ()
    assert findings.rows == 3


@EITHER
def test_a_formula_is_refused_with_its_cell(made: Made) -> None:
    content = made([line("1.1", THEME, column_3="=A1&B2"), line("1.2", THEME)])

    assert ("row 1.1, line 2, column_3", "It is a formula. Please put the words themselves there.") in troubles(content)


def test_what_a_workbook_made_a_date_or_an_error_of_is_told() -> None:
    content = as_workbook([line("", THEME) | {"row": date(2031, 2, 1), "title": "#REF!"}])

    said = dict(troubles(content))

    assert "date" in said["line 2, row"]
    assert "#REF!" in said["line 2, title"]


@EITHER
def test_three_and_five_columns_are_refused(made: Callable[..., bytes]) -> None:
    three = made(LINES, headers=[name for name in HEADERS if name != "column_4"])
    five = made([line("1.1", THEME, column_5="more")], headers=[*HEADERS, "column_5"])

    assert [what for _, what in troubles(three)] == [
        f"No column is called column_4. The columns are: {', '.join(HEADERS)}."
    ]
    assert ("line 1", "There is a column_5, and the model has 4 columns.") in troubles(five)


def test_columns_that_are_unknown_named_twice_or_not_at_all_are_told() -> None:
    twice = as_csv([line("1.1", THEME)], headers=[*HEADERS, "title", "colour"])
    unnamed = as_csv([line("1.1", THEME)]).replace(b"Why 1.1.", b"Why 1.1.,and this")

    assert ("line 1", "More than one column is called title.") in troubles(twice)
    assert ("line 1", "I don't know what to do with a column called “colour”.") in troubles(twice)
    assert ("row 1.1, line 2", "Cell 9 has words in it, and its column has no name.") in troubles(unnamed)


@EITHER
def test_everything_that_is_the_matter_is_told_at_once(made: Made) -> None:
    content = made(
        [
            line("1.1", THEME, column_2=" "),
            line("1.2", THEME, title=""),
            line("1.2", THEME),
            line("2.1", "Employers"),
            line("1.3", THEME, column_1="long " * 500),
            line("not an id", THEME),
            line("", THEME),
            line("2.2", ""),
        ]
    )

    said = troubles(content)

    assert [where for where, _ in said] == [
        "row 1.2, line 3",
        "line 7",
        "line 8",
        "line 9",
        "row 1.3, line 6",
        "row 1.2, line 4",
        "row 1.1, column 2",
        "row 1.3, column 1",
    ]


def test_a_title_and_a_purpose_have_their_limits() -> None:
    long_title = as_csv([line("1.1", THEME, title="T" * 151)])
    long_purpose = as_csv([line("1.1", THEME, purpose="P" * 1001)])

    assert troubles(long_title) == [("row 1.1, line 2", "Its title has 151 characters of 150.")]
    assert troubles(long_purpose) == [("row 1.1", '"purpose" has 1001 characters, and 1000 is the most')]


def test_a_table_does_not_say_what_it_is_called_for_whom_it_is_and_from_when() -> None:
    findings = found(as_csv(LINES), Settled())

    assert findings.edition is None
    assert [trouble.asks for trouble in findings.troubles] == [Asks.NAME, Asks.KINDS, Asks.YEAR]


def test_rows_are_counted_where_a_person_says_how_many_there_are() -> None:
    [trouble] = found(as_csv(LINES), Settled(id=SETTLED.id, kinds=SETTLED.kinds, year=2031, rows=4)).troubles

    assert trouble.asks is Asks.ROWS


def test_the_empty_table_lacks_nothing_but_rows() -> None:
    book, typed = troubles(template()), troubles(template_csv().encode("utf-8-sig"))

    assert book == typed == [("the table", "It has no line but the names of its columns.")]


@pytest.mark.parametrize("content", [b"\n\n", as_workbook([], headers=[])])
def test_a_table_with_nothing_in_it_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="nothing in this table"):
        found(content)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_other_letters_than_utf_8_are_refused(encoding: str) -> None:
    content = as_csv([line("1.1", THEME, title="Café")])

    with pytest.raises(Unreadable, match="CSV UTF-8"):
        found(content.decode().encode(encoding))


def test_a_quotation_mark_without_its_partner_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"line 2 .* quotation mark"):
        found(as_csv([]) + b'1.1,"A title\n')


def test_too_many_lines_or_cells_are_refused() -> None:
    with pytest.raises(Unreadable, match="more than 1000 lines"):
        found(as_csv([line("1.1", THEME)] * 1001))
    with pytest.raises(Unreadable, match="more than 50 cells"):
        found(as_csv([]) + b"a," * 51)


def bomb(*, parts: int, size: int) -> bytes:
    """A workbook whose first sheet has parts of that many bytes beside it, all alike."""
    file = BytesIO(as_workbook(LINES))
    with ZipFile(file, "a", compression=ZIP_DEFLATED) as package:
        for number in range(parts):
            package.writestr(f"xl/media/{number}", b"\0" * size)
    return file.getvalue()


@pytest.mark.parametrize(("parts", "size"), [(1, 2**24), (31, 2**20), (1100, 1)])
def test_a_workbook_that_would_blow_up_is_refused(parts: int, size: int) -> None:
    with pytest.raises(Unreadable, match="far too large"):
        found(bomb(parts=parts, size=size))


def test_a_workbook_whose_table_lies_far_below_is_refused() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A200000"] = "row"
    file = BytesIO()
    book.save(file)

    with pytest.raises(Unreadable, match="below line 100000"):
        found(file.getvalue())


@pytest.mark.parametrize(
    ("part", "said"),
    [("word/document.xml", "as PDF"), ("xl/vbaProject.bin", "macros"), ("content.xml", "no workbook that I can read")],
)
def test_other_packages_are_refused_with_what_to_do(part: str, said: str) -> None:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr(part, "")

    with pytest.raises(Unreadable, match=said):
        found(file.getvalue())


def test_entities_of_a_workbook_do_not_blow_up() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><s>&b;</s>'
    source, file = BytesIO(as_workbook(LINES)), BytesIO()
    with ZipFile(source) as old, ZipFile(file, "w") as new:
        for part in old.infolist():
            new.writestr(part, laughs if part.filename.endswith("sheet1.xml") else old.read(part))

    with pytest.raises(Exception, match="read workbook"):
        found(file.getvalue())


@pytest.mark.parametrize("name", ["Ours 2031", "ours_2031", "o" * 41])
def test_a_name_that_cannot_be_is_asked_for_again(name: str) -> None:
    [trouble] = found(as_csv(LINES), replace(SETTLED, id=EditionId(name))).troubles

    assert trouble.asks is Asks.NAME


def test_a_table_on_several_sheets_is_refused_with_their_names() -> None:
    book = openpyxl.load_workbook(BytesIO(as_workbook(LINES)))
    book.worksheets[0].title = "Theme 1"
    second = book.create_sheet("Theme 2")
    for cells in book.worksheets[0].values:
        second.append(cells)
    file = BytesIO()
    book.save(file)

    with pytest.raises(Unreadable, match=r"on several sheets: Theme 1, Theme 2\. Please put it on one"):
        found(file.getvalue())


def test_a_sheet_with_nothing_but_the_names_of_columns_does_no_harm() -> None:
    book = openpyxl.load_workbook(BytesIO(as_workbook(LINES)))
    book.create_sheet("empty", 0).append(list(HEADERS))
    file = BytesIO()
    book.save(file)

    assert found(file.getvalue()).edition


@pytest.mark.parametrize(("value", "said"), [(0.5, "a number"), (3, "a number"), (True, "TRUE or FALSE")])
def test_what_a_workbook_made_a_number_of_is_told(value: object, said: str) -> None:
    content = as_workbook([line("1.1", THEME) | {"column_2": value}])

    assert said in dict(troubles(content))["row 1.1, line 2, column_2"]


def test_a_table_of_a_known_kind_and_year_should_have_the_rows_known_for_them() -> None:
    known = replace(SETTLED, kinds=frozenset({Kind.SCHOOL}), year=2026)

    findings = found(as_csv(LINES), known)

    assert findings.expected == 32
    assert [trouble.asks for trouble in findings.troubles] == [Asks.ROWS]


@EITHER
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<p>Somebody leads.</p> <ul style='none'><li>a plan</li></ul>", "<p>"),
        ("It has:<br>- a plan", "<br>"),
        ("Learning in subjects B &amp; C", "&amp;"),
        ("It is the setting&rsquo;s plan", "&rsquo;"),
        ("It is <mark>theirs</mark>", "<mark>"),
        ("It is a plan<!-- or not -->", "<!--"),
    ],
)
def test_html_in_a_cell_is_told_and_nothing_becomes_of_it(made: Made, words: str, shown: str) -> None:
    [(where, what)] = troubles(made([line("1.1", THEME), line("2.1", "Employers", column_3=words)]))

    assert where == "row 2.1, line 3, column_3"
    assert f"HTML in it, such as {shown}" in what
    assert "Please put only the words there" in what


@EITHER
def test_letters_that_look_like_html_and_are_none_stay(made: Made) -> None:
    words = "R&D, Q & A; groups of <50 and >20; 3 < 4"

    edition = found(made([*LINES[:2], line("2.1", "Employers", column_3=words)])).edition

    assert edition
    assert edition.row(RowId("2.1")).statements[2] == words


@pytest.mark.parametrize("above", [b"Careers Impact Maturity Model,,,,,,,\n", b"sep=^\n", b"1.1,A title\n"])
def test_what_stands_above_the_names_of_columns_is_told_once(above: bytes) -> None:
    titled = above + as_csv(LINES)

    with pytest.raises(Unreadable, match=r"should name its columns: row, title, .* Please delete what stands above"):
        found(titled)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_excels_own_first_line_says_what_parts_the_values(separator: str, quote: str, end: str) -> None:
    told = f"{quote}sep={separator}{quote}{end}".encode()

    assert found(told + as_csv(LINES, separator=separator)).edition == found(as_csv(LINES)).edition


def test_lines_are_counted_with_excels_own_first_line() -> None:
    content = b"sep=;\n" + as_csv([line("1.1", THEME, column_2="")], separator=";")

    assert ("row 1.1, line 3, column_1", "It is a formula. Please put the words themselves there.") in troubles(
        content.replace(b"Row 1.1 says 1.", b"=A1")
    )
    with pytest.raises(Unreadable, match="line 4 of this file"):
        found(content + b'1.2;"A title\n')


@EITHER
def test_themes_in_merged_cells_are_told_once_with_their_lines(made: Made) -> None:
    said = troubles(
        made([line("1.1", THEME), line("1.2", ""), line("2.1", "Employers"), line("2.2", ""), line("3.1", "")])
    )

    assert said == [
        (
            "lines 3, 5, 6",
            "No theme is named there; of merged cells only the first counts. Please write the theme on every line.",
        )
    ]


@pytest.mark.parametrize(
    "number", ["Theme 1 - ", "1 \N{EN DASH} ", "1 \N{EM DASH} ", "Theme 1: ", "1. ", "THEME 1 . ", "1 "]
)
def test_the_number_of_a_theme_is_no_part_of_its_title(number: str) -> None:
    edition = found(as_csv([line("1.1", f"{number}Careers leadership")])).edition

    assert edition
    assert [theme.title for theme in edition.themes] == ["Careers leadership"]
