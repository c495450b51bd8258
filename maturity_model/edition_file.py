"""An edition's file: read, and checked before anybody reads a word; and written, to be kept.

Every file is the same table, whether somebody wrote it as TOML or the bot keeps it as JSON.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from maturity_model.catalog import (
    COLUMNS,
    LONGEST_CHANGE,
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_ROW_ID,
    LONGEST_TITLE,
    MOST_ROWS,
    MOST_THEMES,
    Change,
    Edition,
    EditionId,
    Row,
    RowId,
    Theme,
    Wording,
)
from maturity_model.errors import BrokenEdition
from maturity_model.page import Page
from maturity_model.setting import Kind

ID_PATTERN: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
ROW_ID_PATTERN: Final = r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*"
_NUMBERED: Final = r"[0-9]+\.[0-9]+"


@cache
def built_in_editions() -> Mapping[EditionId, Edition]:
    """The editions that come with the program, by id.

    Raises:
        BrokenEdition: one of the files cannot be used.
    """
    folder = files("maturity_model") / "editions"
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    editions = [read_edition(file.read_text("utf-8"), source=file.name) for file in sources]
    return MappingProxyType({edition.id: edition for edition in editions})


def read_edition(text: str, *, source: str) -> Edition:
    """Read an edition's file (TOML) and check all of it.

    Args:
        text: the file's content.
        source: the file's name, for whoever has to mend it.

    Raises:
        BrokenEdition: the text is not TOML, or something is missing, empty, unknown, too long or out of order.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenEdition(source=source, row=None, reason=f"this is not TOML: {error}") from None
    return edition_from(content, source=source)


def edition_from(content: object, *, source: str) -> Edition:
    """The edition that a table holds, all of it checked.

    Raises:
        BrokenEdition: something is missing, empty, unknown, too long, too many, out of order or there twice.
    """

    def refuse(reason: str) -> BrokenEdition:
        return BrokenEdition(source=source, row=None, reason=reason)

    page = Page(content, keys=("id", "title", "wording", "mark", "kinds", "year", "themes"), refuse=refuse)
    wording = page.one_of("wording", Wording)
    edition = Edition(
        id=EditionId(page.matching("id", ID_PATTERN, most=LONGEST_ID)),
        title=page.words("title", most=LONGEST_TITLE),
        wording=wording,
        mark=page.words("mark", most=LONGEST_LINE),
        kinds=frozenset(map(Kind, page.all_matching("kinds", "|".join(Kind)))),
        year=page.number("year"),
        themes=tuple(
            _read_theme(theme, number=number, source=source, wording=wording)
            for number, theme in enumerate(page.several("themes", most=MOST_THEMES), start=1)
        ),
    )
    if not edition.kinds:
        raise refuse("it is written for no kind of setting")
    if len(edition.rows) > MOST_ROWS:
        raise refuse(f"it has {len(edition.rows)} rows, and {MOST_ROWS} is the most")
    _refuse_twins(edition, source=source)
    return edition


def content_of(edition: Edition) -> dict[str, Any]:
    """The table that an edition is read from again, with nothing in it but what JSON knows."""
    return {
        "id": edition.id,
        "title": edition.title,
        "wording": edition.wording.value,
        "mark": edition.mark,
        "kinds": sorted(edition.kinds),
        "year": edition.year,
        "themes": [
            {
                "number": theme.number,
                "title": theme.title,
                "benchmarks": list(theme.benchmarks),
                "rows": [_content_of_row(row) for row in theme.rows],
            }
            for theme in edition.themes
        ],
    }


def fingerprint(edition: Edition) -> str:
    """The same 64 characters for equal editions, and others for any other (SHA-256 of its content, in hexadecimal)."""
    content = json.dumps(content_of(edition), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(content.encode()).hexdigest()


def _content_of_row(row: Row) -> dict[str, Any]:
    change = {"change": {"core": row.change.core, "reason": row.change.reason}} if row.change else {}
    return {
        "id": row.id,
        "title": row.title,
        "purpose": row.purpose,
        "statements": list(row.statements),
        **change,
    }


def _refuse_twins(edition: Edition, *, source: str) -> None:
    seen: set[RowId] = set()
    for row in edition.rows:
        if row.id in seen:
            raise BrokenEdition(source=source, row=row.id, reason="its id is there twice")
        seen.add(row.id)


def _read_theme(content: object, *, number: int, source: str, wording: Wording) -> Theme:
    def refuse(reason: str) -> BrokenEdition:
        return BrokenEdition(source=source, row=None, reason=f"in theme {number}, {reason}")

    page = Page(content, keys=("number", "title", "benchmarks", "rows"), refuse=refuse)
    if page.number("number") != number:
        raise refuse(f"it calls itself number {page.number('number')}: themes are numbered from 1, in order")
    return Theme(
        number=number,
        title=page.words("title", most=LONGEST_TITLE),
        benchmarks=page.numbers("benchmarks", may_be_none=wording is Wording.OFFICIAL),
        rows=tuple(
            _read_row(row, expected=f"{number}.{place}", source=source, wording=wording)
            for place, row in enumerate(page.several("rows", most=MOST_ROWS), start=1)
        ),
    )


def _read_row(content: object, *, expected: str, source: str, wording: Wording) -> Row:
    def refuse(reason: str) -> BrokenEdition:
        return BrokenEdition(source=source, row=expected, reason=reason)

    page = Page(content, keys=("id", "title", "purpose", "statements"), optional=("change",), refuse=refuse)
    row_id = page.matching("id", ROW_ID_PATTERN, most=LONGEST_ROW_ID)
    if row_id != expected and (wording is Wording.SUMMARY or re.fullmatch(_NUMBERED, row_id)):
        raise refuse(f'"{row_id}" stands in its place: every id comes once, in its theme\'s order')
    first, second, third, fourth = page.words_of_each(
        "statements", parts=[f"column {column}" for column in COLUMNS], most=wording.longest_statement
    )
    return Row(
        id=RowId(row_id),
        title=page.words("title", most=LONGEST_TITLE),
        purpose=page.words("purpose", most=wording.longest_purpose, may_be_none=wording is Wording.OFFICIAL),
        statements=(first, second, third, fourth),
        change=_read_change(page.get("change"), refuse=refuse),
    )


def _read_change(content: object, *, refuse: Callable[[str], BrokenEdition]) -> Change | None:
    if content is None:
        return None
    page = Page(content, keys=("core", "reason"), refuse=refuse)
    return Change(core=page.words("core", most=LONGEST_CHANGE), reason=page.words("reason", most=LONGEST_CHANGE))
