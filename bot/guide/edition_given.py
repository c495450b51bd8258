"""An edition's own file (TOML), brought as a guide: what the person says of it counts before what it says itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from bot.guide.document import Unreadable
from bot.guide.faults import missing_rows
from bot.guide.findings import Findings, Settled, Trouble
from bot.guide.hyphens import hyphen_troubles
from bot.guide.naming import name_trouble
from maturity_model.catalog import Edition
from maturity_model.edition_file import read_edition
from maturity_model.errors import BrokenEdition


def find_edition(text: str, name: str, settled: Settled) -> Findings:
    """What the file holds: an edition, unless what the person says of it can't be.

    Args:
        text: what is in the file.
        name: what it is called, for whoever has to mend it.
        settled: what the person who brings it says of it.

    Raises:
        Unreadable: it breaks a rule of editions; the sentence says which.
    """
    try:
        read = read_edition(text, source=PurePath(name).name)
    except BrokenEdition as broken:
        raise Unreadable(f"{broken}.") from None
    edition = replace(
        read,
        id=settled.id or read.id,
        kinds=settled.kinds or read.kinds,
        year=settled.year or read.year,
    )
    troubles = tuple(_troubles(edition, settled))
    return Findings(
        edition=None if troubles else edition,
        themes=len(edition.themes),
        rows=len(edition.rows),
        expected=None,
        changes=sum(row.change is not None for row in edition.rows),
        troubles=troubles,
        title=edition.title,
        kinds=edition.kinds,
    )


def _troubles(edition: Edition, settled: Settled) -> Iterator[Trouble]:
    if wrong := name_trouble(edition.id):
        yield wrong
    yield from missing_rows({row.id for row in edition.rows}, (), settled)
    for row in settled.columns:
        yield Trouble(where=f"row {row}", what="You gave columns for it, and in a file like this none are lost.")
    yield from hyphen_troubles((), settled)
