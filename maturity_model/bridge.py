"""The bridge between two editions: which row of the earlier one each row of the later one is compared with.

No publisher says which row became which, so rows of the same id are assumed to be the same ones; somebody who knows
better corrects that row by row, in data. What a bridge does not say is whether a row still asks the same: see
`comparison`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maturity_model.catalog import Edition, EditionId, RowId

Corrections = Mapping[RowId, RowId | None]
"""By the later edition's row: the earlier edition's row that it comes from, None where it comes from none."""


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """For every row of the later edition the row of the earlier one that it comes from.

    Attributes:
        rows: by the later edition's row, in its order; None for a row that is new. Two rows may come from one.
        settled: the later edition's rows about which somebody has said where they come from, be it as assumed.
    """

    before: EditionId
    after: EditionId
    rows: Mapping[RowId, RowId | None]
    settled: frozenset[RowId] = field(default_factory=frozenset)

    @property
    def corrections(self) -> Corrections:
        """What somebody has said of its rows."""
        return {row: source for row, source in self.rows.items() if row in self.settled}

    @property
    def assumed(self) -> bool:
        """Whether a row is matched with another edition's row by nothing but its id."""
        return self.before != self.after and any(
            before is not None and row not in self.settled for row, before in self.rows.items()
        )


def assumed_bridge(before: Edition, after: Edition) -> Bridge:
    """The bridge that is taken where nobody has said otherwise: each row comes from the row of its id.

    Rows of editions that no kind of setting has in common are not alike because they bear the same number, so there
    every row is new. From an edition to itself the bridge is certain.
    """
    comparable = not before.kinds.isdisjoint(after.kinds)
    known = {row.id for row in before.rows} if comparable or before.id == after.id else set()
    return Bridge(
        before=before.id, after=after.id, rows={row.id: row.id if row.id in known else None for row in after.rows}
    )


def corrected_bridge(before: Edition, after: Edition, corrections: Corrections) -> Bridge:
    """The assumed bridge with these corrections laid over it; from an edition to itself nothing can be corrected.

    Raises:
        UnknownRow: a correction names a row that its edition does not have.
    """
    assumed = assumed_bridge(before, after)
    for row, source in corrections.items():
        after.row(row)
        if source is not None:
            before.row(source)
    if before.id == after.id:
        return assumed
    rows = {row: corrections.get(row, source) for row, source in assumed.rows.items()}
    return Bridge(before=before.id, after=after.id, rows=rows, settled=frozenset(corrections))
