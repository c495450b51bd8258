"""Makes a guide in PDF, as the publisher's is laid out, from what a guide holds."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageBreak, PageTemplate, Paragraph as Words
from reportlab.platypus.flowables import Flowable, Spacer

from bot.guide.document import Document, Heading, Paragraph, Part, TableLine
from maturity_model.catalog import BULLET

MARGIN = 36
THEME = ("(Benchmark", "(Benchmarks")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the guide is set: sizes, and how titles stand beside their statements."""

    body: float = 10
    table: float = 8
    between: float = 4
    padding: float = 4
    title_in_the_middle: bool = False
    password: str | None = None
    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    divides_words: bool = False

    def style(self, size: float, *, bold: bool = False) -> ParagraphStyle:
        font = self.bold if bold else self.font
        style = ParagraphStyle("its", fontName=font, fontSize=size, leading=size * 1.2, spaceAfter=self.between)
        return self._dividing(style)

    def point(self, size: float) -> ParagraphStyle:
        # A list's points stand as close as lines do.
        style = ParagraphStyle("point", fontName=self.font, fontSize=size, leading=size * 1.2, leftIndent=10)
        style.bulletFontName, style.bulletFontSize, style.bulletIndent = self.font, size, 2
        return self._dividing(style)

    def _dividing(self, style: ParagraphStyle) -> ParagraphStyle:
        if self.divides_words:
            style.hyphenationLang, style.hyphenationMinWordLength, style.embeddedHyphenation = "en_GB", 6, 1
        return style


class _Guide(BaseDocTemplate):  # type: ignore[misc]
    """Repeats the theme's heading on every page, numbers the pages, and says where a table goes on."""

    def __init__(self, file: BytesIO, layout: Layout) -> None:
        protection = StandardEncryption(layout.password, canPrint=0) if layout.password else None
        super().__init__(file, pagesize=landscape(A4), encrypt=protection, title="A guide")
        width, height = landscape(A4)
        self.layout = layout
        self.running: list[str] = []
        self.in_table = False
        frame = Frame(MARGIN, MARGIN + 14, width - 2 * MARGIN, height - 2 * MARGIN - 70, id="page")
        self.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=_head, onPageEnd=_foot))


def _head(canvas: Canvas, guide: _Guide) -> None:
    height = landscape(A4)[1] - MARGIN - 16
    for place, text in enumerate(guide.running):
        canvas.setFont(guide.layout.bold, 16)
        canvas.drawString(MARGIN, height - 24 * place, text)


def _foot(canvas: Canvas, guide: _Guide) -> None:
    canvas.setFont(guide.layout.font, 7)
    canvas.drawString(MARGIN, MARGIN - 12, "A guide for reflection, dialogue and development")
    canvas.drawRightString(landscape(A4)[0] - MARGIN, MARGIN - 12, f"{guide.page}")
    if guide.in_table:
        canvas.setFont(guide.layout.font, guide.layout.body)
        canvas.drawString(MARGIN, MARGIN + 4, "Continues on next page")


class _Turn(Flowable):  # type: ignore[misc]
    """Sets what the pages from here on repeat, or whether a table is open."""

    def __init__(self, **what: Any) -> None:
        super().__init__()
        self.what = what

    def wrap(self, *_room: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        for name, value in self.what.items():
            setattr(self.canv._doctemplate, name, value)


def make_pdf(document: Document, layout: Layout | None = None) -> bytes:
    """The guide as PDF. Headings of themes stand on every page of their theme; tables and rows split over pages."""
    layout = layout or Layout()
    file = BytesIO()
    _Guide(file, layout).build(list(_story(_without_repeats(document), layout)))
    return file.getvalue()


def inflating_pdf(megabytes: int, *, of: bytes = b" ") -> bytes:
    """A PDF of one page, whose few bytes become that many megabytes of spaces, or of other things, when it is read."""
    packing = zlib.compressobj(1)
    million = of * (2**20 // len(of))
    spaces = b"".join(packing.compress(million) for _ in range(megabytes)) + packing.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(spaces), spaces),
    ]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(written)
    return written + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer


def _without_repeats(document: Document) -> Iterator[Part]:
    """The guide as if it had no pages: what only repeats at the top of one is the layout's affair."""
    theme, header = "", None
    for part in document:
        if isinstance(part, Heading) and part.text.startswith("Theme "):
            continue
        if isinstance(part, Paragraph) and part.text == "Continues on next page":
            continue
        if isinstance(part, Heading) and any(mark in part.text for mark in THEME):
            if part.text == theme:
                continue
            theme, header = part.text, None
        elif isinstance(part, Heading):
            header = None
            theme = "" if part.text.startswith("Appendix") else theme
        if isinstance(part, TableLine) and part.cells[0] == "Row":
            if part == header or (header and part.cells == header.cells):
                continue
            header = part
        yield part


def _story(parts: Iterator[Part], layout: Layout) -> Iterator[Flowable]:
    themes = 0
    for width, run in groupby(parts, key=lambda its: len(its.cells) if isinstance(its, TableLine) else 0):
        if width:
            yield from _table([part for part in run if isinstance(part, TableLine)], layout)
            continue
        for part in run:
            text = part.text if isinstance(part, Heading | Paragraph) else ""
            if isinstance(part, Heading) and any(mark in text for mark in THEME):
                themes += 1
                running = [f"Theme {themes % 6 or 6}", text] if themes % 2 else [text]
                yield _Turn(running=running)
                yield PageBreak()
            elif isinstance(part, Heading):
                yield from [Spacer(1, 6), _words(text, layout.style(13, bold=True))]
            else:
                yield from _cell(text, layout, layout.body)


def _table(lines: Sequence[TableLine], layout: Layout) -> Iterator[Flowable]:
    width = len(lines[0].cells)
    has_header = not lines[0].cells[0][:1].isdigit()
    whole = landscape(A4)[0] - 2 * MARGIN - 12
    first = whole * 0.16
    rows = [
        [_cell(cell, layout, layout.table, bold=not place) for place, cell in enumerate(line.cells)] for line in lines
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), layout.padding) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
    if layout.title_in_the_middle:
        style.append(("VALIGN", (0, 0), (0, -1), "MIDDLE"))
    yield _Turn(in_table=True)
    yield LongTable(
        rows,
        colWidths=[first, *[(whole - first) / (width - 1)] * (width - 1)],
        style=style,
        repeatRows=int(has_header),
        splitByRow=1,
        splitInRow=1,
    )
    yield _Turn(in_table=False)


def _cell(text: str, layout: Layout, size: float, *, bold: bool = False) -> list[Flowable]:
    return [
        _words(line.removeprefix(BULLET), layout.point(size), bulletText=BULLET.strip())
        if line.startswith(BULLET)
        else _words(line, layout.style(size, bold=bold))
        for line in text.splitlines()
    ]


def _words(text: str, style: ParagraphStyle, **more: str) -> Words:
    return Words(escape(text), style, **more)
