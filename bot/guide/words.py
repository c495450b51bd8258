"""The words in a file of text, whatever its letters are written in; a file of something else is told by its bytes."""

import codecs
import re
from typing import Final

from bot.guide.document import Unreadable

KINDS: Final = (
    "I can read PDF, text and Markdown in UTF-8, workbooks (.xlsx) and CSV. If it is a Word file, save it as PDF."
)

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_MISREAD: Final = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2(?:\u20ac|\u0080)")
"""What UTF-8 looks like that a program took for Windows-1252 or Latin-1: a bullet becomes three letters, â€¢."""


def words_in(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 that says so.

    Raises:
        Unreadable: it is in other letters, or no text.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in content:
        raise Unreadable(f"It isn't text that I can read. {KINDS}")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"It isn't text in UTF-8: the letters from byte {error.start + 1} on are written in another way. Please"
            " save it as UTF-8; Excel calls that “CSV UTF-8”, and Windows' editor offers it as the encoding."
        ) from None
    if "\0" in text:
        raise Unreadable(f"It isn't text that I can read. {KINDS}")
    if "\N{REPLACEMENT CHARACTER}" in text:
        number = _line_of(text.index("\N{REPLACEMENT CHARACTER}"), text)
        raise Unreadable(
            f"A letter was lost in line {number} before I got it. Please take the guide as it was handed out."
        )
    if misread := _MISREAD.search(text):
        number = _line_of(misread.start(), text)
        raise Unreadable(
            f"Some letters in line {number} were misread before I got them: “{misread[0]}” stands for another. Please"
            " take the guide as it was handed out, or open it as UTF-8 and save it as UTF-8."
        )
    return text


def _line_of(place: int, text: str) -> int:
    return len(re.findall(r"\r\n?|\n", text[:place])) + 1
