"""Whatever file somebody brings: it is read as what it is, or refused with a sentence that says what to do."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.guide.document import Unreadable
from bot.guide.findings import Asks, Settled
from bot.guide.reading import MOST_BYTES, read_guide
from bot.guide.sheet import template
from bot.guide.text import read_text
from maturity_model.catalog import EditionId, RowId
from maturity_model.setting import Kind
from tests.bot.guide.made import Layout, make_pdf
from tests.bot.guide.small import GUIDE as SMALL, OWN_FILE
from tests.bot.guide.typed import LINES, SETTLED, as_csv, as_workbook

ACCEPT = Settled(accept=True)
PDF = make_pdf(read_text(SMALL))
WORKBOOK = as_workbook(LINES)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SMALL.encode(), "guide.txt"),
        (SMALL.encode(), "guide"),
        (SMALL.encode("utf-8-sig"), "guide.md"),
        (SMALL.encode("utf-16"), "guide.html"),
        (PDF, "guide.pdf"),
        (b"\n\n" + PDF, "guide"),
    ],
)
def test_a_guide_is_read_by_what_it_is(content: bytes, name: str) -> None:
    findings = read_guide(content, name, ACCEPT)

    assert findings.troubles == ()
    assert findings.rows == 3


@pytest.mark.parametrize(("content", "name"), [(WORKBOOK, "m.xlsx"), (WORKBOOK, "m"), (as_csv(LINES), "M.CSV")])
def test_a_table_is_read_as_a_table(content: bytes, name: str) -> None:
    assert read_guide(content, name, SETTLED).edition


def test_an_editions_own_file_is_read_or_says_what_is_broken() -> None:
    assert read_guide(OWN_FILE.encode(), "mine.toml", Settled()).edition

    with pytest.raises(Unreadable, match=r"mine\.toml: \"mark\" is missing"):
        read_guide(OWN_FILE.replace("mark =", "# mark =").encode(), "mine.toml", Settled())


def package(name: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as written:
        written.writestr(name, "")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)

REFUSED = {
    "empty": (b"", "guide.pdf", "nothing in it"),
    "only white space": (b" \n\0\0", "guide.txt", "nothing in it"),
    "no guide": (b"Dear all, the meeting is on Tuesday.", "letter.txt", "doesn't look like the guide"),
    "a table of something else": (b"a,b\n1,2\n", "data.txt", "doesn't look like the guide"),
    "Windows-1252": ("Careers – Café".encode("cp1252"), "guide.txt", "UTF-8"),  # noqa: RUF001 - an en dash is its point
    "binary": (b"\x7fELF\0\0\0", "guide", "isn't text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "guide.png", "isn't text"),
    "Word": (package("word/document.xml"), "guide.docx", "save it as PDF"),
    "old Word": (OLE, "guide.doc", "as PDF"),
    "locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "m.xlsx", "password"),
    "rich text": (b"{\\rtf1 1.1}", "guide.rtf", "save it as PDF"),
    "text called PDF": (SMALL.encode(), "guide.pdf", "not what the end of its name says"),
    "locked PDF": (make_pdf(read_text(SMALL), Layout(password="secret")), "guide.pdf", "locked with a password"),
    "half a PDF": (PDF[: len(PDF) // 2], "guide.pdf", "."),
    "a PDF's beginning": (b"%PDF-1.7\n", "guide.pdf", "damaged"),
    "half a workbook": (WORKBOOK[: len(WORKBOOK) // 2], "model.xlsx", "damaged"),
    "a workbook of zeros": (WORKBOOK[:200] + bytes(len(WORKBOOK) - 400) + WORKBOOK[-200:], "model.xlsx", "."),
    "an empty package": (b"PK\x05\x06" + bytes(18), "model.xlsx", "no workbook"),
}


@pytest.mark.parametrize(("content", "name", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_guide_is_refused_with_a_sentence(content: bytes, name: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_guide(content, name, ACCEPT)


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
@pytest.mark.parametrize("letter", ["•", "’", "“", "–", "é", "£", "\u00a0"])  # noqa: RUF001 - as guides print them
def test_letters_that_were_misread_are_refused_with_their_line(letter: str, wrong: str) -> None:
    misread = letter.encode().decode(wrong)
    text, table = SMALL.replace("A plan is there.", f"A plan {misread} is there."), as_csv(LINES).decode()

    with pytest.raises(Unreadable, match=r"in line 21 were misread .* save it as UTF-8"):
        read_guide(text.encode(), "guide.txt", ACCEPT)
    with pytest.raises(Unreadable, match=r"in line 2 were misread"):
        read_guide(table.replace("Row 1.1 says 1.", misread).encode(), "model.csv", SETTLED)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_line_is_counted_however_lines_end(end: str) -> None:
    with pytest.raises(Unreadable, match="in line 3 "):
        read_guide(f"a{end}{end}b \N{REPLACEMENT CHARACTER}".encode(), "guide.txt", ACCEPT)


@pytest.mark.parametrize("letters", ["café", "Ângela", "São Tomé", "SÃO TOMÉ", "à la carte", "5 €", "â", "naïve"])
def test_letters_of_other_languages_are_letters(letters: str) -> None:
    text = SMALL.replace("A plan is there.", f"A plan {letters} is there.")

    edition = read_guide(text.encode(), "guide.txt", ACCEPT).edition

    assert edition
    assert edition.row(RowId("1.2")).statements[0] == f"A plan {letters} is there."


def test_a_file_of_200_mb_is_refused_by_its_size() -> None:
    content = PDF + bytes(200 * 1024 * 1024)

    with pytest.raises(Unreadable, match="larger than 20 MB"):
        read_guide(content, "guide.pdf", ACCEPT)

    assert len(content) > 10 * MOST_BYTES


def ends_well(content: bytes, name: str) -> None:
    """Read it: it comes to findings, or to a refusal that is a sentence. Anything else is a fault of ours."""
    try:
        findings = read_guide(content, name, SETTLED)
    except Unreadable as unreadable:
        refusal = unreadable.reason
    else:
        refusal = ""
        assert bool(findings.edition) != bool(findings.troubles or findings.proposals)
    assert not refusal or refusal.endswith((".", "?"))


@MANY
@given(content=st.binary(max_size=3000), name=st.sampled_from(["a.pdf", "a.xlsx", "a.csv", "a.txt", "a.toml", "a"]))
def test_any_bytes_come_to_findings_or_a_refusal(content: bytes, name: str) -> None:
    ends_well(content, name)


@MANY
@given(text=st.text(max_size=2000), name=st.sampled_from(["a.csv", "a.txt", "a.toml"]))
def test_any_text_comes_to_findings_or_a_refusal(text: str, name: str) -> None:
    ends_well(text.encode("utf-8", "replace"), name)


@MANY
@given(
    whole=st.sampled_from([PDF, WORKBOOK, template(), SMALL.encode(), as_csv(LINES), OWN_FILE.encode()]),
    places=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=8),
    end=st.floats(0.2, 1),
)
def test_a_damaged_file_comes_to_findings_or_a_refusal(
    whole: bytes, places: list[tuple[float, bytes]], end: float
) -> None:
    content = bytearray(whole)
    for where, bits in places:
        start = int(where * len(content))
        content[start : start + len(bits)] = bits

    ends_well(bytes(content[: int(end * len(content))]), "model.toml" if whole.startswith(b"\nid") else "model.csv")


def test_what_a_person_says_of_an_editions_own_file_counts_before_what_it_says() -> None:
    said = Settled(id=EditionId("ours"), kinds=frozenset({Kind.SCHOOL}), year=2032, rows=1)

    edition = read_guide(OWN_FILE.encode(), "mine.toml", said).edition

    assert edition
    assert (edition.id, edition.kinds, edition.year) == (said.id, said.kinds, said.year)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        (Settled(id=EditionId("Not a name")), Asks.NAME),
        (Settled(rows=2), Asks.ROWS),
        (Settled(columns={RowId("1.1"): (1, 2, 3)}), None),
    ],
)
def test_what_cannot_be_said_of_an_editions_own_file_is_told(said: Settled, asks: Asks | None) -> None:
    findings = read_guide(OWN_FILE.encode(), "mine.toml", said)

    assert findings.edition is None
    assert [trouble.asks for trouble in findings.troubles] == [asks]
