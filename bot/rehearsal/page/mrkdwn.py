"""Slack's mrkdwn as HTML (https://docs.slack.dev/messaging/formatting-message-text).

Everything that is not markup is escaped: whatever people wrote stays text. No address in plain words becomes a link.
"""

import re
from collections.abc import Callable
from itertools import groupby

from markupsafe import Markup, escape

from bot.rehearsal.page.moments import say_moment
from bot.rehearsal.page.reader import Reader

PREFORMATTED = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
QUOTED = re.compile(r"(?:&gt;|>) ?(.*)")
LINKED = ("https://", "http://", "mailto:", "tel:")
KEPT = "\x00"
"""Stands where a finished piece is put back, so that no rule looks into it."""


def _between(sign: str) -> re.Pattern[str]:
    """What stands between two such signs, at the borders of words."""
    own = re.escape(sign)
    return re.compile(rf"(?<![\w{own}]){own}(?=[^\s{own}])([^\n]*?\S){own}(?!\w)")


STYLES = {"b": _between("*"), "i": _between("_"), "s": _between("~")}


def mrkdwn(text: str, reader: Reader) -> Markup:
    """A text in Slack's markup, as somebody sees it."""
    parts = PREFORMATTED.split(text.replace(KEPT, ""))
    return Markup().join(
        Markup("<pre>{}</pre>").format(unescaped(part)) if position % 2 else _paragraphs(part, reader)
        for position, part in enumerate(parts)
    )


def unescaped(text: str) -> str:
    """Undo the three escapes of Slack, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def linked(url: str, label: str) -> Markup:
    """A link that leaves the page alone; an address of another kind stays text."""
    if not url.startswith(LINKED):
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, label)


def _paragraphs(text: str, reader: Reader) -> Markup:
    told = Markup()
    for quoted, lines in groupby(text.split("\n"), key=lambda line: bool(QUOTED.fullmatch(line))):
        inside = Markup("<br>").join(_line(QUOTED.sub(r"\1", line) if quoted else line, reader) for line in lines)
        told += Markup("<blockquote>{}</blockquote>").format(inside) if quoted else inside
    return told


def _line(text: str, reader: Reader) -> Markup:
    """One line: code, then what stands in angle brackets, then bold, italic and struck out."""
    finished: list[Markup] = []

    def keep(piece: Markup) -> str:
        finished.append(piece)
        return f"{KEPT}{len(finished) - 1}{KEPT}"

    text = re.sub(r"`([^`]+)`", lambda code: keep(Markup("<code>{}</code>").format(unescaped(code[1]))), text)
    text = re.sub(r"<([^<>]+)>", lambda named: keep(_named(named[1], reader)), text)
    return _put_back(_styled(text, keep), finished)


def _styled(text: str, keep: Callable[[Markup], str]) -> str:
    for tag, rule in STYLES.items():
        begin, end = keep(Markup("<{}>").format(tag)), keep(Markup("</{}>").format(tag))
        text = rule.sub(rf"{begin}\1{end}", text)
    return text


def _put_back(text: str, finished: list[Markup]) -> Markup:
    pieces = text.split(KEPT)
    return Markup().join(
        finished[int(piece)] if position % 2 else escape(unescaped(piece)) for position, piece in enumerate(pieces)
    )


def _named(inside: str, reader: Reader) -> Markup:
    """A person, a channel, a moment, or an address."""
    name, _, label = inside.partition("|")
    if name.startswith("@"):
        return Markup('<span class="mention">{}</span>').format(reader.person(name[1:]))
    if name.startswith("#"):
        return Markup('<span class="mention">{}</span>').format(reader.channel(name[1:]))
    if name.startswith("!date^"):
        _, stamp, form, link, *_ = [*name.split("^"), "", ""]
        told = say_moment(stamp, form, unescaped(label), reader.zone)
        return linked(unescaped(link), told) if link else escape(told)
    return linked(unescaped(name), unescaped(label or name))
