"""`model bridge`: which row of one edition is compared with which row of another, and how that is corrected."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import program
from bot.config import Config
from maturity_model.catalog import Edition, EditionId, RowId
from storage import schema
from storage.store import open_store
from tests.bot.capabilities.outcome.agreed import last_years
from tests.given import NOW, WORKSPACE, built_in

AFTER = built_in().id
BEFORE = last_years().id
COLLEGE = EditionId("college-2025")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database in which last year's edition is installed for all; in row 1.2 it asks something else."""
    url = f"sqlite+aiosqlite:///{tmp_path}/review.db"
    asyncio.run(_install(url, [last_years("1.2"), _shorter(last_years(), COLLEGE)]))
    return {name.upper(): "" for name in Config.model_fields} | {"DATABASE_URL": url}


async def _install(url: str, editions: Sequence[Edition]) -> None:
    await schema.upgrade(url)
    store = await open_store(url)
    for edition in editions:
        await store.write(
            lambda tx, edition=edition: tx.editions.install(edition, workspace=None, person=None, at=NOW)  # type: ignore[misc]
        )
    await store.close()


def _shorter(edition: Edition, name: EditionId) -> Edition:
    return replace(edition, id=name, themes=edition.themes[:5])


def type_in(*words: str, env: dict[str, str]) -> Result:
    return CliRunner().invoke(program, ["model", "bridge", *words], env=env)


def shown(*words: str, env: dict[str, str]) -> dict[str, Any]:
    result = type_in(*words, "--json", env=env)
    assert result.exit_code == 0, result.output
    whole: dict[str, Any] = json.loads(result.stdout)
    return whole


def of_row(row: str, whole: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in whole["rows"] if each["row"] == row)


def test_rows_are_matched_by_their_numbers_and_that_is_said_to_be_assumed(environment: dict[str, str]) -> None:
    result = type_in(BEFORE, AFTER, env=environment)

    assert result.exit_code == 0
    assert "Rows are matched by their numbers; that is assumed, not proven." in result.output
    assert "changed" in next(line for line in result.output.splitlines() if line.startswith("1.2"))
    assert "same" in next(line for line in result.output.splitlines() if line.startswith("1.1"))


def test_a_correction_is_kept_and_shown(environment: dict[str, str]) -> None:
    type_in(BEFORE, AFTER, "--row", "3.4=3.5", "--row", "3.8 = none", env=environment)

    whole = shown(BEFORE, AFTER, env=environment)

    assert of_row("3.4", whole)["before"] == "3.5"
    assert of_row("3.4", whole)["matched"] == "corrected"
    assert of_row("3.8", whole)["before"] is None
    assert of_row("3.5", whole)["matched"] == "assumed"
    assert whole["gone"] == ["3.4", "3.8"]


def test_a_further_correction_leaves_the_first_one(environment: dict[str, str]) -> None:
    type_in(BEFORE, AFTER, "--row", "3.4=3.5", env=environment)

    whole = shown(BEFORE, AFTER, "--row", "3.8=none", env=environment)

    assert of_row("3.4", whole)["before"] == "3.5"
    assert of_row("3.8", whole)["before"] is None


def test_corrections_are_forgotten(environment: dict[str, str]) -> None:
    type_in(BEFORE, AFTER, "--row", "3.4=3.5", env=environment)

    first, second = (type_in(BEFORE, AFTER, "--forget", env=environment) for _ in range(2))

    assert of_row("3.4", shown(BEFORE, AFTER, env=environment))["before"] == "3.4"
    assert "There was nothing to forget." not in first.output
    assert "There was nothing to forget." in second.output


def test_forgetting_and_correcting_at_once_begins_anew(environment: dict[str, str]) -> None:
    type_in(BEFORE, AFTER, "--row", "3.4=3.5", env=environment)

    whole = shown(BEFORE, AFTER, "--row", "3.8=none", env=environment)
    anew = json.loads(type_in(BEFORE, AFTER, "--forget", "--row", "3.8=none", "--json", env=environment).stdout)

    assert of_row("3.4", whole)["before"] == "3.5"
    assert of_row("3.4", anew)["before"] == "3.4"
    assert of_row("3.8", anew)["before"] is None


def test_a_workspace_may_have_its_own(environment: dict[str, str]) -> None:
    type_in(BEFORE, AFTER, "--row", "3.4=3.5", "--workspace", WORKSPACE, env=environment)

    assert of_row("3.4", shown(BEFORE, AFTER, "--workspace", WORKSPACE, env=environment))["before"] == "3.5"
    assert of_row("3.4", shown(BEFORE, AFTER, env=environment))["before"] == "3.4"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((BEFORE, AFTER, "--row", "9.9=1.1"), f"{AFTER} has no row 9.9."),
        ((BEFORE, AFTER, "--row", "1.1=9.9"), f"{BEFORE} has no row 9.9."),
        ((BEFORE, AFTER, "--row", "1.1"), "“1.1” is no correction."),
        ((BEFORE, AFTER, "--row", "=1.1"), "“=1.1” is no correction."),
        ((BEFORE, AFTER, "--row", "3.4=3.5, 3.8=none"), "Give each correction a --row of its own"),
        ((BEFORE, AFTER, "--row", "3.4=none", "--row", "3.4=3.6"), "--row is there twice for row 3.4"),
        ((BEFORE, AFTER, "--forget", "--row", "3.4"), "“3.4” is no correction."),
        ((AFTER, AFTER), "That is one edition"),
        (("schools-1999", AFTER), "No edition is called schools-1999."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_kept(
    words: tuple[str, ...], told: str, environment: dict[str, str]
) -> None:
    before = shown(BEFORE, AFTER, "--row", "3.7=3.6", env=environment)

    result = type_in(*words, env=environment)

    assert result.exit_code == 1
    assert told in result.output
    assert shown(BEFORE, AFTER, env=environment) == before


def test_a_row_that_only_the_later_edition_has_is_new(environment: dict[str, str]) -> None:
    whole = shown(COLLEGE, AFTER, env=environment)

    assert of_row("6.1", whole)["before"] is None
    assert of_row("6.1", whole)["wording"] == ""
    assert [RowId(each) for each in whole["gone"]] == []
