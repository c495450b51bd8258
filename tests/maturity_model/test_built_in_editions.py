"""Reviews are pinned to a built-in edition by its id, so the rows behind an id are never altered."""

import json
from hashlib import sha256

import pytest

from maturity_model.catalog import Edition, EditionId
from maturity_model.edition_file import built_in_editions

ROWS = {
    EditionId("schools-2026"): "10eab63b28bd474a119017749fb17e34a6248eddc3cfbcea28c4e09e1427e862",
}


def fingerprint_of_rows(edition: Edition) -> str:
    """The same 64 characters for the same ids and statements, whatever else the edition says."""
    rows = [[row.id, *row.statements] for row in edition.rows]
    return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("edition", built_in_editions().values(), ids=lambda edition: edition.id)
def test_the_rows_of_a_built_in_edition_stay_as_reviews_have_them(edition: Edition) -> None:
    found = fingerprint_of_rows(edition)

    assert found == ROWS.get(edition.id), f"{edition.id}: make a new edition id instead: reviews are pinned to this one"


def test_no_built_in_edition_is_taken_away_from_the_reviews_that_use_it() -> None:
    assert built_in_editions().keys() >= ROWS.keys()
