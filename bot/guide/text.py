"""The guide as text: Markdown, with tables as lines of cells between tabs or between bars, and HTML inside them."""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt

from bot.guide.document import GOES_ON, Document, Heading, Paragraph, Part, TableLine, Unreadable
from bot.guide.html import StrangeMarkup, as_point, text_of

_RULE: Final = re.compile(r"([-*_])(\s*\1){2,}$")
_UNDER_BARS: Final = re.compile(r"\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$")
_POINT: Final = re.compile(r"([-*+•]|\d{1,2}[.)])\s+(.*)$")
_POINT_AFTER_WORDS: Final = re.compile(r"([-*+•]|1[.)])\s")  # "2026. In that year" goes on with what stands above it
_BAR: Final = re.compile(r"(?<!\\)\|")
_STRONG: Final = re.compile(r"(?<![\w\\])(\*\*|__)(?=\S)(.*?\S)(?<!\\)\1(?!\w)")  # \*, \_ are letters
_EMPHASIS: Final = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_).,;:!?])((?:\\[*_]|[^*_])*[^\s*_(])(?<!\\)\1(?![\w*_])")
_MOST_HASHES: Final = 6
_INLINE: Final = MarkdownIt("commonmark").disable("emphasis")  # it would take 10*20*30 for 102030


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
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        part = _part_on(line, where=f"line {number}")
        stripped = line.strip()
        stands_alone = not stripped or _is_rule(line) or GOES_ON.fullmatch(stripped)
        if written and (part or stands_alone or _begins_a_point(stripped, after=written[0])):
            yield _paragraph(written, where=f"line {begun}")
            written = []
        if part:
            yield part
        elif not stands_alone:
            begun = begun if written else number
            written.append(line.strip())
    if written:
        yield _paragraph(written, where=f"line {begun}")


def _part_on(line: str, *, where: str) -> Part | None:
    """The heading, or the line of a table, that stands on this line; None where it is something else."""
    stripped = line.strip()
    if (words := _heading_in(stripped)) is not None:
        return Heading(text=_words(words, where=where), where=where)
    if "\t" in stripped:
        cells = line.strip(" ").split("\t")
        return TableLine(cells=tuple(_in_html(cell, where=where) for cell in cells), where=where)
    if stripped.startswith("|") and not _UNDER_BARS.fullmatch(stripped):
        between = _BAR.split(stripped)[1:]
        between = between[:-1] if not between[-1].strip() else between
        return TableLine(cells=tuple(_words(cell, where=where) for cell in between), where=where)
    return None


def _heading_in(line: str) -> str | None:
    words = line.lstrip("#")
    if not 1 <= len(line) - len(words) <= _MOST_HASHES or not words[:1].isspace():
        return None
    return words.strip().rstrip("#").rstrip()


def _begins_a_point(line: str, *, after: str) -> bool:
    """Whether a line begins a point of a list, after words or after another point."""
    return bool((_POINT if _POINT.match(after) else _POINT_AFTER_WORDS).match(line))


def _paragraph(lines: list[str], *, where: str) -> Paragraph:
    point = _POINT.match(lines[0])
    whole = " ".join([point[2], *lines[1:]] if point else lines)
    text = " ".join(_words(whole, where=where).split("\n"))
    return Paragraph(text=as_point(f"- {text}") if point else text, where=where)


def _is_rule(line: str) -> bool:
    stripped = line.strip()
    return bool(_RULE.fullmatch(stripped) or _UNDER_BARS.fullmatch(stripped))


def _words(markdown: str, *, where: str) -> str:
    plain = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", markdown.strip()))
    return _in_html(_INLINE.renderInline(plain), where=where)


def _in_html(markup: str, *, where: str) -> str:
    try:
        return text_of(markup)
    except StrangeMarkup as strange:
        reason = f"There is {strange} in {where}, which no guide has. Please take the guide as it was handed out."
        raise Unreadable(reason) from None
