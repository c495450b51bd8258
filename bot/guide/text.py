"""The guide as text: Markdown, with tables as lines of cells between tabs or between bars, and HTML inside them."""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt

from bot.guide.document import Document, Heading, Paragraph, Part, TableLine, Unreadable
from bot.guide.html import StrangeMarkup, as_point, text_of

_HEADING: Final = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_RULE: Final = re.compile(r"([-*_])(\s*\1){2,}$")
_UNDER_BARS: Final = re.compile(r"\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$")
_POINT: Final = re.compile(r"([-*+•]|\d+[.)])\s+(.*)$")
_BAR: Final = re.compile(r"(?<!\\)\|")
_INLINE: Final = MarkdownIt("commonmark")


def read_text(text: str) -> Document:
    """Read a guide's text into headings, paragraphs and lines of tables.

    A line with tabs in it is a line of a table, and so is one between bars. Outside cells between tabs it is Markdown.

    Raises:
        Unreadable: it holds HTML that no guide has.
    """
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    written: list[str] = []
    begun = 0
    for number, line in enumerate(text.splitlines(), start=1):
        part = _part_on(line, where=f"line {number}")
        if written and (part or not line.strip() or _is_rule(line) or _POINT.match(line.strip())):
            yield _paragraph(written, where=f"line {begun}")
            written = []
        if part:
            yield part
        elif line.strip() and not _is_rule(line):
            begun = begun if written else number
            written.append(line.strip())
    if written:
        yield _paragraph(written, where=f"line {begun}")


def _part_on(line: str, *, where: str) -> Part | None:
    """The heading, or the line of a table, that stands on this line; None where it is something else."""
    stripped = line.strip()
    if heading := _HEADING.fullmatch(stripped):
        return Heading(text=_words(heading[1], where=where), where=where)
    if "\t" in stripped:
        cells = line.strip(" ").split("\t")
        return TableLine(cells=tuple(_in_html(cell, where=where) for cell in cells), where=where)
    if stripped.startswith("|") and not _UNDER_BARS.fullmatch(stripped):
        between = _BAR.split(stripped.removesuffix("|"))[1:]
        return TableLine(cells=tuple(_words(cell, where=where) for cell in between), where=where)
    return None


def _paragraph(lines: list[str], *, where: str) -> Paragraph:
    point = _POINT.match(lines[0])
    whole = " ".join([point[2], *lines[1:]] if point else lines)
    text = " ".join(_words(whole, where=where).split("\n"))
    return Paragraph(text=as_point(f"- {text}") if point else text, where=where)


def _is_rule(line: str) -> bool:
    stripped = line.strip()
    return bool(_RULE.fullmatch(stripped) or _UNDER_BARS.fullmatch(stripped))


def _words(markdown: str, *, where: str) -> str:
    return _in_html(_INLINE.renderInline(markdown.strip()), where=where)


def _in_html(markup: str, *, where: str) -> str:
    try:
        return text_of(markup)
    except StrangeMarkup as strange:
        reason = f"There is {strange} in {where}, which no guide has. Please take the guide as it was handed out."
        raise Unreadable(reason) from None
