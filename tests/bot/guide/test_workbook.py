"""A workbook's own ways: several sheets, hidden ones, and letters that it writes as signs."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from bot.guide.document import Unreadable
from bot.guide.table import HEADERS
from maturity_model.catalog import BULLET, RowId
from tests.bot.guide.typed import LINES, Line, as_workbook, found, line, troubles

Cells = Sequence[object]

EMPLOYERS = "Working with employers (Benchmark 5 and 6)"
NAMES: Cells = HEADERS


def typed(its: Line) -> list[object]:
    return [its.get(name) for name in HEADERS]


def sheets(its: Mapping[str, Iterable[Cells]], *, hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets, those that are named hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, lines in its.items():
        sheet = book.create_sheet(title)
        for cells in lines:
            sheet.append(list(cells))
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def shared(content: bytes, *strings: str) -> bytes:
    """The workbook with these strings shared by its cells, as Excel keeps them; the cell "<0>" takes the first."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                for number in range(len(strings)):
                    part = part.replace(f't="inlineStr"><is><t>&lt;{number}&gt;</t></is>', f't="s"><v>{number}</v>', 1)
            if name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
                part = part.replace(
                    "</Relationships>",
                    f'<Relationship Type="{kind}" Target="/xl/sharedStrings.xml" Id="rIdShared"/></Relationships>',
                )
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = part.replace(
                    "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
                )
            new.writestr(name, part)
        items = "".join(f"<si><t>{each}</t></si>" for each in strings)
        namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{namespace}">{items}</sst>')
    return file.getvalue()


MODEL: Sequence[Cells] = [NAMES, *map(typed, LINES)]
MORE: Sequence[Cells] = [typed(line("2.2", EMPLOYERS)), typed(line("2.3", EMPLOYERS))]


def with_number(cells: Cells, number: float) -> Cells:
    return [number, *cells[1:]]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(MORE, id="rows without names above them"),
        pytest.param([with_number(MORE[0], 2.2)], id="rows whose ids are numbers"),
        pytest.param([["", *cells] for cells in MORE], id="rows one column further right"),
        pytest.param([["2.2 A title", *MORE[0][2:]]], id="ids with their titles"),
        pytest.param([["A title of the table"], NAMES, *MORE], id="a title above the names"),
    ],
)
@pytest.mark.parametrize("hidden", [(), ("more",)])
def test_rows_on_another_sheet_are_never_left_out(more: Sequence[Cells], hidden: Sequence[str]) -> None:
    named = r"more \(hidden\)" if hidden else "more"

    with pytest.raises(Unreadable, match=rf"on several sheets: model, {named}\. Please put it on one"):
        found(sheets({"model": MODEL, "more": more}, hidden=hidden))


def test_an_older_sheet_is_not_taken_for_one_that_has_a_title_above_its_names() -> None:
    old: Sequence[Cells] = [NAMES, *(typed(its | {"column_1": "Old words."}) for its in LINES)]

    with pytest.raises(Unreadable, match="on several sheets: model, 2025"):
        found(sheets({"model": [["Careers Impact Maturity Model"], *MODEL], "2025": old}))


@pytest.mark.parametrize(
    "notes",
    [
        [
            ["Please fill in the other sheet."],
            ["row", "The number of a row, such as 1.1."],
            ["title", "What it is of."],
        ],
        [["1.1", "Ask Ms Okafor"], ["1.2", "Done", "2031"]],
        [["Year", "Pupils", "Visits", "Staff", "Hours"], [2030, 1.5, 2.5, 3, 4], [2031, 2.5, 3, 4, 5]],
        [NAMES],
        [],
    ],
)
def test_notes_beside_the_table_do_no_harm(notes: Sequence[Cells]) -> None:
    for its in ({"model": MODEL, "notes": notes}, {"notes": notes, "model": MODEL}):
        assert found(sheets(its)).troubles == ()


def test_a_title_above_the_names_is_told_where_there_is_one_sheet() -> None:
    with pytest.raises(Unreadable, match="Please delete what stands above"):
        found(sheets({"model": [["Careers Impact Maturity Model"], *MODEL]}))


def test_a_number_among_the_names_of_columns_is_told() -> None:
    assert ("line 1", "I don't know what to do with a column called “2031”.") in troubles(
        sheets({"model": [[*NAMES, 2031], *MODEL[1:]]})
    )


def statement(content: bytes) -> str:
    findings = found(content)

    assert findings.edition, findings.troubles
    return findings.edition.row(RowId("1.1")).statements[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("It has:_x000D_\n- a plan_x000D_\n- time", f"It has:\n{BULLET}a plan\n{BULLET}time"),
        ("It has:_x000d_- a plan", f"It has:\n{BULLET}a plan"),
        ("A_x0020_plan", "A plan"),
        ("_xD83D__xDE00_ it is", "😀 it is"),
        ("the file a_x005F_x000D_b", "the file a_x000D_b"),
        ("the file plan_xls_ and _x12_", "the file plan_xls_ and _x12_"),
    ],
)
def test_signs_of_a_workbook_become_the_letters_they_stand_for(written: str, meant: str) -> None:
    lines = [line("1.1", "Leading careers", column_1=written)]

    assert statement(as_workbook(lines)) == meant


def test_signs_are_read_in_strings_that_cells_share() -> None:
    content = as_workbook([line("1.1", "Leading careers", column_1="<0>")])

    assert statement(shared(content, "It has:_x000D_\n- a plan")) == f"It has:\n{BULLET}a plan"


def test_a_sign_that_is_meant_as_letters_is_not_guessed_at_in_strings_that_cells_share() -> None:
    content = as_workbook([line("1.1", "Leading careers", column_1="<0>")])

    with pytest.raises(Unreadable, match="can't tell from Excel's own signs"):
        found(shared(content, "the file a_x005F_x000D_b"))


@pytest.mark.parametrize("written", ["A_x0007_plan", "A_xD83D_plan", "A\N{REPLACEMENT CHARACTER}plan"])
def test_letters_that_were_lost_are_told_with_their_cell(written: str) -> None:
    said = dict(troubles(as_workbook([line("1.1", "Leading careers", column_1=written)])))

    assert "lost or misread" in said["row 1.1, line 2, column_1"]


@pytest.mark.parametrize("misread", ["â€¢ a plan", "A\N{LATIN CAPITAL LETTER A WITH CIRCUMFLEX}\u00a0plan", "A cafÃ©"])
def test_letters_that_were_misread_are_told_with_their_cell(misread: str) -> None:
    said = dict(troubles(as_workbook([line("1.1", "Leading careers", column_1=misread)])))

    assert "lost or misread" in said["row 1.1, line 2, column_1"]


def test_letters_with_accents_stay() -> None:
    words = "Élan, naïveté, Ângela: “à la carte” £5 • 20 °C"

    assert statement(as_workbook([line("1.1", "Leading careers", column_1=words)])) == words
