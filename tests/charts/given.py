"""What the tests of the charts start from: the built-in edition, and pictures of reviews of it."""

from collections.abc import Mapping

from maturity_model.catalog import Column, RowId
from maturity_model.edition_file import built_in_editions
from maturity_model.outcome import Highlights, Snapshot

EDITION = next(iter(built_in_editions().values()))
ROWS = tuple(row.id for row in EDITION.rows)

EVERY_COLUMN = {row: Column(1 + place % 4) for place, row in enumerate(ROWS)}


def rows(*ids: str) -> tuple[RowId, ...]:
    return tuple(map(RowId, ids))


STRENGTHS = Highlights(rows=rows("1.4", "2.1"))
PRIORITIES = Highlights(rows=rows("1.1", "1.5"))


def snapshot(
    columns: Mapping[RowId, Column] = EVERY_COLUMN,
    *,
    name: str = "Our School",
    strengths: Highlights = STRENGTHS,
    priorities: Highlights = PRIORITIES,
) -> Snapshot:
    return Snapshot(
        setting_name=name,
        academic_year="2026/27",
        edition=EDITION,
        columns=columns,
        strengths=strengths,
        priorities=priorities,
    )
