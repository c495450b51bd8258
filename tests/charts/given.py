"""What the tests of the charts start from: the built-in edition, and pictures of reviews of it."""

from collections.abc import Mapping
from dataclasses import replace

from maturity_model.bridge import assumed_bridge
from maturity_model.catalog import Column, Edition, EditionId, Row, RowId
from maturity_model.comparison import AgreedColumns, compare
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


EARLIER_YEAR = "2025/26"


def reworded(*changed: RowId) -> Edition:
    """An earlier edition, in which these rows asked something else."""
    themes = tuple(replace(theme, rows=tuple(_asking(row, changed) for row in theme.rows)) for theme in EDITION.themes)
    return replace(EDITION, id=EditionId("schools-2025"), year=2025, themes=themes)


def _asking(row: Row, changed: tuple[RowId, ...]) -> Row:
    if row.id not in changed:
        return row
    return replace(row, statements=("It asked something else.", *row.statements[1:]))


def beside(
    before: Mapping[RowId, Column], now: Mapping[RowId, Column] = EVERY_COLUMN, *, edition: Edition = EDITION
) -> Snapshot:
    """The picture of a review, with the one before it, which was held on that edition."""
    earlier = AgreedColumns(academic_year=EARLIER_YEAR, edition=edition, columns=before)
    these = AgreedColumns(academic_year="2026/27", edition=EDITION, columns=now)
    return replace(snapshot(now), earlier=compare(earlier, these, assumed_bridge(edition, EDITION)))
