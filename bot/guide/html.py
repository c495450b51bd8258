"""The HTML that stands inside a guide's text: paragraphs and lists are kept, letters stay as they are."""

import re
from html.parser import HTMLParser
from typing import Final

from maturity_model.catalog import BULLET

_BREAKS: Final = frozenset({"p", "div", "br", "ul", "ol"})
_POINTS: Final = frozenset({"li"})
_WORDS: Final = frozenset({"b", "strong", "i", "em", "u", "span", "a", "sup", "sub"})
_MARKERS: Final = ("•", "●", "◦", "▪", "·", "\N{EN DASH}", "-", "*")  # each with white space after it
_LONELY: Final = re.compile(r"&(?!(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
"""An ampersand that is one: what has no semicolon after it is no letter in disguise."""

_KNOWN: Final = "|".join(sorted(_BREAKS | _POINTS | _WORDS))
_LESS_THAN: Final = re.compile(rf"<(?![!?]|/?(?:{_KNOWN})\b)", re.IGNORECASE)
"""Where no bracket closes it, it is a letter, and begins no tag that guides have."""


class StrangeMarkup(Exception):
    """A tag that no guide has, and whose effect nobody could see in a statement."""


def text_of(markup: str) -> str:
    """The words of a piece of HTML: a line for each paragraph, and one beginning with BULLET for each point of a list.

    All other white space becomes single spaces. Emphasis is left out, entities become their characters.

    Raises:
        StrangeMarkup: there is another tag than those of paragraphs, lists, links and emphasis, or one without its end.
    """
    reader = _Reader()
    reader.feed(with_letters_escaped(markup))
    if (unfinished := reader.rawdata.find("<")) >= 0:  # a tag without its end: newer Pythons drop what stands behind it
        raise StrangeMarkup(reader.rawdata[unfinished:][:20])
    reader.close()
    return "\n".join(reader.lines())


def with_letters_escaped(markup: str) -> str:
    """The markup, each ampersand and bracket that begins nothing written so that no Python takes it for more."""
    whole = _LONELY.sub("&amp;", markup)
    end = whole.rfind(">") + 1
    return whole[:end] + _LESS_THAN.sub("&lt;", whole[end:])


def as_point(line: str) -> str:
    """The line with BULLET in place of whatever marks it as a point of a list; any other line as it is."""
    for marker in _MARKERS:
        if line.startswith(f"{marker} "):
            return BULLET + line.removeprefix(marker).lstrip()
    return line


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._points: set[int] = set()

    def lines(self) -> list[str]:
        """What was read, white space made single spaces and empty lines left out."""
        whole = [(number in self._points, " ".join("".join(words).split())) for number, words in enumerate(self._lines)]
        return [_point(line) if is_point else as_point(line) for is_point, line in whole if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(value is None for _, value in attrs):  # words in angle brackets, and no tag
            raise StrangeMarkup(f"<{tag[:20]} …>")
        if tag in _POINTS:
            self._lines.append([])
            self._points.add(len(self._lines) - 1)
        else:
            self._break_at(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break_at("p" if tag in _POINTS else tag)

    def handle_data(self, data: str) -> None:
        self._lines[-1].append(data)

    def handle_comment(self, data: str) -> None:
        raise StrangeMarkup(f"<!--{data[:20]}")

    def handle_decl(self, decl: str) -> None:
        raise StrangeMarkup(f"<!{decl[:20]}>")

    def handle_pi(self, data: str) -> None:
        raise StrangeMarkup(f"<?{data[:20]}>")

    def unknown_decl(self, data: str) -> None:
        raise StrangeMarkup(f"<![{data[:20]}]>")

    def _break_at(self, tag: str) -> None:
        if tag in _BREAKS:
            if self._is_point_without_words():
                return  # <li><p>: the paragraph is the point
            self._lines.append([])
        elif tag not in _WORDS:
            raise StrangeMarkup(f"<{tag[:20]}>")

    def _is_point_without_words(self) -> bool:
        return len(self._lines) - 1 in self._points and not "".join(self._lines[-1]).strip()


def _point(line: str) -> str:
    marked = as_point(line)
    return marked if marked.startswith(BULLET) else BULLET + line
