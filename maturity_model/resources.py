"""Signposted support: pages that help with a row or with a whole theme."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from maturity_model.catalog import Edition, EditionId, RowId
from maturity_model.edition_file import built_in_editions
from maturity_model.errors import DomainError
from maturity_model.page import Page
from maturity_model.setting import Kind

LONGEST_TEXT: Final = 150
LONGEST_URL: Final = 500

_FILE: Final = "resources.toml"
_ITS_EDITION: Final = EditionId("schools-2026")  # whose themes and rows the file names
_ITS_READERS: Final = frozenset({Kind.SCHOOL, Kind.SPECIAL_SCHOOL})
_USUALLY: Final = {"kinds": list(Kind), "earlier_release": False}
_KEYS: Final = ("title", "publisher", "url", "helps_with", "themes", "rows", *_USUALLY)
_SCHEMES: Final = ("http", "https")
_ENDS_A_LINK: Final = frozenset("<>|")  # in a message these would end the link early


@dataclass(eq=False)
class BrokenResource(DomainError):
    """An entry of the resources file cannot be used."""

    source: str
    title: str | None
    reason: str

    def __str__(self) -> str:
        """Say where and why in one sentence."""
        where = f'{self.source}, "{self.title}"' if self.title else self.source
        return f"{where}: {self.reason}"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A page of support. Without rows it is about the whole of each of its themes.

    `kinds` are the kinds of setting it is written for; an `earlier_release` of figures has newer ones beside it.
    """

    title: str
    publisher: str
    url: str
    helps_with: str
    themes: tuple[int, ...]
    rows: tuple[RowId, ...]
    kinds: frozenset[Kind]
    earlier_release: bool


def support_for(edition: Edition, row_id: RowId, *, kind: Kind, most: int) -> tuple[Resource, ...]:
    """The pages that help such a setting most with a row of this edition, best first, and at most so many; maybe none.

    The pages are listed by the themes and rows of the schools' model. In a model for others the same number may mean
    something else, so that for its rows there are the pages about whole themes which share a Gatsby Benchmark.

    Raises:
        UnknownRow: the edition has no such row.
    """
    theme = edition.theme_of(row_id)
    if edition.kinds & _ITS_READERS:
        return resources_for(row_id, theme.number, kind=kind, most=most)
    listed = built_in_editions()[_ITS_EDITION].themes
    alike = {each.number for each in listed if set(each.benchmarks) & set(theme.benchmarks)}
    whole = [page for page in load_resources() if kind in page.kinds and not page.rows and alike & set(page.themes)]
    return tuple(sorted(whole, key=_breadth)[:most])


def resources_for(row_id: RowId, theme_number: int, *, kind: Kind, most: int) -> tuple[Resource, ...]:
    """The pages that help such a setting most with a row of the schools' model, best first, and at most so many.

    Pages that name the row come before those about its whole theme. Among either, the page that is about the fewest
    rows and themes comes first, then the one that stands earlier in the file: asked again, the answer is the same.
    Earlier releases come last. Pages written for another kind of setting are left out.
    """
    written_for = [resource for resource in load_resources() if kind in resource.kinds]
    naming = [resource for resource in written_for if row_id in resource.rows]
    whole = [resource for resource in written_for if not resource.rows and theme_number in resource.themes]
    return (*sorted(naming, key=_breadth), *sorted(whole, key=_breadth))[:most]


def _breadth(resource: Resource) -> tuple[bool, int, int]:
    return resource.earlier_release, len(resource.rows), len(resource.themes)


@cache
def load_resources() -> tuple[Resource, ...]:
    """All the pages that come with the program, in the file's order.

    Raises:
        BrokenResource: the file cannot be used.
    """
    return read_resources((files("maturity_model") / _FILE).read_text("utf-8"), source=_FILE)


def read_resources(text: str, *, source: str) -> tuple[Resource, ...]:
    """Read a resources file (TOML) and check all of it.

    Raises:
        BrokenResource: the text is not TOML, an entry lacks something or has too much of it, its address is not one
            of the web or comes twice, or it names a row outside its themes.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenResource(source=source, title=None, reason=f"this is not TOML: {error}") from None
    page = Page(
        content, keys=("resources",), refuse=lambda reason: BrokenResource(source=source, title=None, reason=reason)
    )
    resources = tuple(_read_resource(entry, source=source) for entry in page.several("resources"))
    _refuse_twins(resources, source=source)
    return resources


def _read_resource(entry: object, *, source: str) -> Resource:
    title = entry.get("title") if isinstance(entry, dict) else None

    def refuse(reason: str) -> BrokenResource:
        return BrokenResource(source=source, title=title, reason=reason)

    page = Page({**_USUALLY, **entry} if isinstance(entry, dict) else entry, keys=_KEYS, refuse=refuse)
    resource = Resource(
        title=page.words("title", most=LONGEST_TEXT),
        publisher=page.words("publisher", most=LONGEST_TEXT),
        url=page.words("url", most=LONGEST_URL),
        helps_with=page.words("helps_with", most=LONGEST_TEXT),
        themes=page.numbers("themes"),
        rows=tuple(map(RowId, page.all_matching("rows", r"[1-9]\d*\.[1-9]\d*"))),
        kinds=frozenset(map(Kind, page.all_matching("kinds", "|".join(Kind)))),
        earlier_release=page.yes_or_no("earlier_release"),
    )
    if not resource.kinds:
        raise refuse("it is written for no kind of setting")
    if not _is_of_the_web(resource.url):
        raise refuse(f'"{resource.url}" is not the address of a page on the web')
    for row in resource.rows:
        if int(row.split(".")[0]) not in resource.themes:
            raise refuse(f"row {row} is in none of its themes")
    return resource


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = not any(character.isspace() or character in _ENDS_A_LINK for character in url)
    return clean and parts.scheme in _SCHEMES and bool(parts.hostname)


def _refuse_twins(resources: tuple[Resource, ...], *, source: str) -> None:
    seen: set[str] = set()
    for resource in resources:
        if resource.url in seen:
            raise BrokenResource(source=source, title=resource.title, reason="an earlier entry has the same address")
        seen.add(resource.url)
