"""What a guide says of itself: for whom it is written, from when, and what it is called."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.guide.findings import Asks, Settled, Trouble
from bot.guide.gathering import Gathered
from bot.guide.marks import official_mark
from bot.guide.naming import name_trouble
from maturity_model.catalog import EditionId
from maturity_model.setting import Kind

_YEAR: Final = re.compile(r"\b(20[0-9]{2})\b")
_WORDS: Final = {
    Kind.SCHOOL: re.compile(r"(?<!special )(?<!specialist )\bschools\b", re.IGNORECASE),
    Kind.SPECIAL_SCHOOL: re.compile(r"\bspecial(ist)? (schools?|settings?)\b", re.IGNORECASE),
    Kind.COLLEGE: re.compile(r"\b(colleges?|further education)\b", re.IGNORECASE),
}
_NAMES: Final = ((Kind.SCHOOL, "schools"), (Kind.SPECIAL_SCHOOL, "special-schools"), (Kind.COLLEGE, "colleges"))


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What an edition made of the guide is called, for whom it is and from when."""

    id: EditionId
    title: str
    mark: str
    kinds: frozenset[Kind]
    year: int


def identify(found: Gathered, settled: Settled) -> tuple[Identity, list[Trouble]]:
    """What the edition is called, for whom it is and from when; and what nobody has said yet.

    What the person says counts before what the guide says. The year is the one in which the changes come, by the
    heading of their list; else the only one that any heading names.
    """
    name = _name(found, settled)
    kinds = settled.kinds or frozenset(kind for kind, words in _WORDS.items() if words.search(name))
    year = settled.year or _year(found.changes_begin) or _year(found.headings)
    title = f"{name}, {year}" if year and str(year) not in _YEAR.findall(name) else name
    whom = next((word for kind, word in _NAMES if kind in kinds), "unknown")
    identity = Identity(
        id=settled.id or EditionId(f"{whom}-{year}-official"),
        title=title,
        mark=official_mark(title),
        kinds=kinds,
        year=year,
    )
    return identity, list(_unknown(identity, name))


def _year(headings: Iterable[str]) -> int:
    """The one year that these headings name; 0 where they name none, or several."""
    named = {int(year) for heading in headings for year in _YEAR.findall(heading)}
    return named.pop() if len(named) == 1 else 0


def _name(found: Gathered, settled: Settled) -> str:
    """The guide's title; where none is the model's, the first heading, if a person says for whom and when it is."""
    said_by_a_person = settled.kinds and settled.year
    return max(found.names, key=len, default=found.headings[0] if said_by_a_person and found.headings else "")


def _unknown(identity: Identity, name: str) -> Iterator[Trouble]:
    if not name:
        yield Trouble(where="the guide", what="No heading says that this is the Careers Impact Maturity Model.")
    if not identity.kinds:
        what = "It doesn't say for whom it is written: schools, special schools or colleges."
        yield Trouble(where="the guide", what=what, asks=Asks.KINDS)
    if not identity.year:
        yield Trouble(where="the guide", what="It doesn't say from which year it is in use.", asks=Asks.YEAR)
    if wrong := name_trouble(identity.id):
        yield wrong
