"""Makes an edition of what was gathered from a guide, or says exactly what is unsettled."""

import re
from collections.abc import Iterable
from typing import Any, Final

from bot.guide.columns import cues_in, fits, parted, propose_ends
from bot.guide.document import Document, Unreadable
from bot.guide.faults import Statements, expected_rows, faults_in
from bot.guide.findings import Findings, Proposal, Settled, Trouble
from bot.guide.gathering import FoundRow, Gathered, benchmarks_in, gather
from bot.guide.hyphens import divided_words, hyphen_troubles, meant_way, with_hyphens
from bot.guide.identity import Identity, identify
from maturity_model.catalog import Edition, Wording
from maturity_model.edition_file import edition_from
from maturity_model.errors import BrokenEdition

NOT_A_GUIDE: Final = (
    "This doesn't look like the guide: I found no row of the maturity model in it, such as 1.1 with its four columns."
)
_NUMBERED: Final = re.compile(r"([0-9]+)\.([0-9]+)")


def find_rows(document: Document, settled: Settled) -> Findings:
    """What a guide holds. It becomes an edition only where nothing is unsettled.

    Args:
        document: the guide, read.
        settled: what the person who brings it says of it.

    Raises:
        Unreadable: there is no row of the model in it.
    """
    words = divided_words(document, gather(with_hyphens(document, (), settled)))
    found = gather(with_hyphens(document, words, settled))
    if not found.rows:
        raise Unreadable(NOT_A_GUIDE)
    identity, unknown = identify(found, settled)
    proposals = [_proposal(row) for row in found.rows if row.lost_its_columns]
    parts = {proposal.row: _settle(proposal, settled) for proposal in proposals}
    statements = {row.id: row.statements for row in found.rows if not row.lost_its_columns}
    statements |= {row: whole for row, whole in parts.items() if whole}
    unsettled = tuple(proposal for proposal in proposals if not fits(parts[proposal.row]))
    expected = expected_rows(found, identity.kinds, identity.year)
    troubles = [*unknown, *found.troubles, *faults_in(found, expected, statements, settled)]
    troubles += hyphen_troubles(words, settled)
    edition = None if troubles or unsettled else _edition(found, identity, statements, troubles)
    return Findings(
        edition=edition,
        themes=len(_themes(found.rows)),
        rows=len({row.id for row in found.rows}),
        expected=len(expected) or None,
        changes=len(found.changes),
        troubles=tuple(troubles),
        proposals=unsettled,
        settled=tuple(proposal for proposal in proposals if fits(parts[proposal.row])),
        divided=tuple(word for word in words if meant_way(word, settled) is None),
        title=identity.title,
        kinds=identity.kinds,
    )


def _edition(found: Gathered, identity: Identity, statements: Statements, troubles: list[Trouble]) -> Edition | None:
    """The edition; None, and one trouble more, where it breaks a rule of editions that nothing else looked at."""
    try:
        return edition_from(_content(found, identity, statements), source="the guide")
    except BrokenEdition as broken:
        troubles.append(Trouble(where=f"row {broken.row}" if broken.row else "the guide", what=broken.reason))
        return None


def _proposal(row: FoundRow) -> Proposal:
    paragraphs = tuple(row.paragraphs)
    return Proposal(
        row=row.id,
        title=row.title,
        where=row.where,
        paragraphs=paragraphs,
        cues=tuple(map(cues_in, paragraphs)),
        ends=propose_ends(paragraphs),
    )


def _settle(proposal: Proposal, settled: Settled) -> tuple[str, ...] | None:
    """The statements of a row that lost its columns, as a person said; None where nobody did."""
    ends = settled.columns.get(proposal.row) or (proposal.ends if settled.accept else None)
    return parted(proposal.paragraphs, ends) if ends else None


def _themes(rows: Iterable[FoundRow]) -> dict[str, list[FoundRow]]:
    themes: dict[str, list[FoundRow]] = {}
    for row in rows:
        themes.setdefault(row.theme, []).append(row)
    return themes


def _content(found: Gathered, identity: Identity, statements: Statements) -> dict[str, Any]:
    """The table that an edition is read from."""
    themes = []
    for number, (heading, rows) in enumerate(_themes(found.rows).items(), start=1):
        title, benchmarks = benchmarks_in(heading)
        contents = [_content_of_row(found, row, statements) for row in rows]
        themes.append({"number": number, "title": title, "benchmarks": list(benchmarks), "rows": contents})
    return {
        "id": identity.id,
        "title": identity.title,
        "wording": Wording.OFFICIAL.value,
        "mark": identity.mark,
        "kinds": sorted(identity.kinds),
        "year": identity.year,
        "themes": themes,
    }


def _content_of_row(found: Gathered, row: FoundRow, statements: Statements) -> dict[str, Any]:
    told = found.changes.get(row.id)
    change = {"change": {"core": told.change.core, "reason": told.change.reason}} if told else {}
    purpose = told.purpose if told else ""
    return {"id": row.id, "title": row.title, "purpose": purpose, "statements": list(statements[row.id]), **change}
