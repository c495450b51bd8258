"""Reads a file that somebody says is a guide, whatever it is, into what was found or a plain refusal."""

import logging
from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from bot.guide.document import Unreadable
from bot.guide.edition_given import find_edition
from bot.guide.findings import Findings, Settled
from bot.guide.rows import find_rows
from bot.guide.text import read_text
from bot.guide.words import KINDS, words_in

log = logging.getLogger(__name__)

MOST_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is looked at; the guide of 2026 has 129 KiB as text."""

_TOO_LARGE: Final = "It is larger than 20 MB, and no guide is. Please give me the guide as it was handed out."
_EMPTY: Final = "There is nothing in it."
_DAMAGED: Final = (
    "It seems to be damaged: I can't read it to its end. Please take the guide anew from where you got it."
)
_TOO_MUCH: Final = "Reading it takes more memory than there is for it. Please give me the guide as text."
_LOCKED: Final = "It is locked with a password. Please save a copy without one."
_OLD: Final = "It is a file of an old Word or Excel. Please save a table as .xlsx, or a document as PDF."
_MISNAMED: Final = f"It is not what the end of its name says, or it is damaged. {KINDS}"

_PDF, _ZIP, _NO_ZIP = b"%PDF-", b"PK\x03\x04", b"PK\x05\x06"  # the latter has nothing in it
_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
_LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_TABLES: Final = (".csv", ".tsv")
_NO_TEXTS: Final = (".pdf", ".xlsx", ".xlsm", ".xls", ".doc", ".docx", ".ods", ".odt")
_A_PDF_BEGINS_WITHIN: Final = 1024  # as readers of PDF allow


def read_guide(content: bytes, name: str, settled: Settled) -> Findings:
    """What a file holds. What it is, is seen from its first bytes; from its name only where text could be several.

    Args:
        content: the file's bytes.
        name: what it is called.
        settled: what the person who brings it says of it.

    Raises:
        Unreadable: it cannot be read as a guide; the sentence says why.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    if not content.strip(b"\0\t\n\r "):
        raise Unreadable(_EMPTY)
    try:
        return _reader(content, name)(content, name, settled)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(_TOO_MUCH) from None
    except Exception as error:  # what libraries make of broken files is endless
        log.info("a guide could not be read", extra={"failure": type(error).__name__})
        raise Unreadable(_DAMAGED) from error


def _reader(content: bytes, name: str) -> Callable[[bytes, str, Settled], Findings]:
    suffix = PurePath(name.lower()).suffix
    if _PDF in content[:_A_PDF_BEGINS_WITHIN]:
        return _pdf
    if content.startswith(_OLE):
        raise Unreadable(_LOCKED if _LOCKED_OFFICE in content else _OLD)
    if content.startswith((_ZIP, _NO_ZIP)) or suffix in _TABLES:
        return _sheet
    if suffix in _NO_TEXTS or content.startswith(_RTF):
        raise Unreadable(_MISNAMED)
    return _toml if suffix == ".toml" else _text


def _pdf(content: bytes, _name: str, settled: Settled) -> Findings:
    from bot.guide.pdf import read_pdf  # noqa: PLC0415 - pdfplumber takes half a second, and most guides are text

    return find_rows(read_pdf(content), settled)


def _sheet(content: bytes, name: str, settled: Settled) -> Findings:
    from bot.guide.sheet import find_rows_in_sheet  # noqa: PLC0415 - so does openpyxl

    return find_rows_in_sheet(content, name, settled)


def _toml(content: bytes, name: str, settled: Settled) -> Findings:
    return find_edition(words_in(content), name, settled)


def _text(content: bytes, _name: str, settled: Settled) -> Findings:
    return find_rows(read_text(words_in(content)), settled)
