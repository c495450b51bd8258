"""Reads a guide in PDF: headings by their size, the tables by their rules, and rows that turn a page as one."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from bot.guide.document import Document, Unreadable
from bot.guide.pdf_document import document_of
from bot.guide.pdf_pages import Leaf, leaf_of

MOST_PAGES: Final = 300
"""A guide has about forty."""

_LOST_LETTER: Final = re.compile(r"\(cid:[0-9]+\)|\ufffd")
_NOT_EMPTY: Final = 5


def read_pdf(content: bytes, *, most_pages: int = MOST_PAGES) -> Document:
    """What a guide in PDF holds. A row that turns a page is one line of its table; page numbers are left out.

    Raises:
        Unreadable: it is locked, empty or scanned, has too many pages, or letters that nobody can tell.
        MemoryError: it asks for more memory than there is.
        Exception: whatever pdfplumber and pdfminer make of a file that is damaged.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings repeat what stands in the file
    leaves = list(_leaves(content, most_pages=most_pages))
    document = document_of(leaves)
    for part in document:
        if _LOST_LETTER.search(" ".join(getattr(part, "cells", None) or [getattr(part, "text", "")])):
            raise Unreadable(
                f"Some letters of this PDF ({part.where}) cannot be read as text. Please make the PDF anew from the"
                " document it came from, or copy its text into a text file and import that."
            )
    return document


def _leaves(content: bytes, *, most_pages: int) -> Iterator[Leaf]:
    letters = pictures = 0
    try:
        with pdfplumber.open(BytesIO(content), raise_unicode_errors=False) as pdf:
            _refuse_size(len(pdf.pages), most=most_pages)
            for page in pdf.pages:
                yield leaf_of(page)
                letters += len(page.chars)
                pictures += len(page.images)
                page.close()
    except PDFEncryptionError:
        raise Unreadable(_LOCKED) from None
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in error.args):
            raise Unreadable(_LOCKED) from None
        if any(isinstance(cause, MemoryError) for cause in error.args):
            raise MemoryError from None
        raise
    if letters < _NOT_EMPTY:
        raise Unreadable(_SCANNED if pictures else _EMPTY)


def _refuse_size(pages: int, *, most: int) -> None:
    if pages > most:
        raise Unreadable(
            f"This PDF has {pages} pages, and {most} is the most that is read. Please save only the pages with the"
            " model in them as a PDF of their own."
        )
    if not pages:
        raise Unreadable(_EMPTY)


_LOCKED: Final = (
    "This PDF is locked with a password. Please save a copy without one, or ask whoever gave it to you for such a copy."
)
_SCANNED: Final = (
    "This PDF looks scanned: it has pictures of words, and no text. Please use the PDF as it was published, or have the"
    " text recognised first."
)
_EMPTY: Final = "There is no text in this PDF. Please look whether it is the right file."
