"""`model`: the publisher's guide becomes an edition, or a report; what is used stays."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import program
from maturity_model.catalog import EditionId
from maturity_model.edition_file import built_in_editions, edition_from
from storage import schema
from storage.store import open_store
from tests.bot.guide.divided import ASKED, MEANT, OWN, divided_pdf
from tests.bot.guide.small import GUIDE, LOST, OWN_FILE
from tests.given import NOW, review, setting

Environment = dict[str, str]

OFFICIAL = "schools-2031-official"
TAKEN = ("--columns", "2.1=2,3,5")


def type_in(*words: str | Path, env: Environment) -> Result:
    return CliRunner().invoke(program, ["model", *map(str, words)], env=env)


def listed(env: Environment) -> str:
    return type_in("list", env=env).output


def in_use(env: Environment) -> None:
    """Let a review be pinned to the small guide's edition."""

    async def keep() -> None:
        await schema.upgrade(env["DATABASE_URL"])
        store = await open_store(env["DATABASE_URL"])
        pinned = replace(review(), edition=EditionId(OFFICIAL))
        await store.write(lambda tx: tx.settings.add(setting(), at=NOW))
        await store.write(lambda tx: tx.reviews.add(pinned, at=NOW))
        await store.close()

    asyncio.run(keep())


def test_words_that_a_pdf_divides_are_asked_about_and_kept_as_somebody_says(
    environment: Environment, tmp_path: Path
) -> None:
    guide = tmp_path / "guide.pdf"
    guide.write_bytes(divided_pdf())

    asked = type_in("import", guide, *TAKEN, env=environment)
    told = type_in("import", guide, *TAKEN, "--hyphens", OWN, env=environment)

    assert asked.exit_code == 1
    assert all(word in asked.output for word in (*ASKED, "--hyphens"))
    assert told.exit_code == 0
    kept = json.loads(type_in("show", OFFICIAL, "--json", env=environment).output)
    assert kept["themes"][0]["rows"][1]["statements"][0] == MEANT


def test_the_editions_are_listed_where_there_is_no_database_yet_and_none_is_made(
    environment: Environment, tmp_path: Path
) -> None:
    assert "schools-2026" in listed(environment)
    assert not (tmp_path / "review.db").exists()


def test_a_guide_with_lost_columns_is_reported_and_nothing_is_kept(environment: Environment, guide: Path) -> None:
    told = type_in("import", guide, env=environment)

    assert told.exit_code == 1
    assert "Row 2.1, Trips (line 27), has lost its columns" in told.output
    assert "end after paragraphs 2,3,5" in told.output
    assert "--columns 2.1=2,3,5" in told.output
    assert "Nothing was kept" in told.stderr
    assert OFFICIAL not in listed(environment)


@pytest.mark.parametrize("settled", [("--accept",), TAKEN])
def test_a_guide_is_kept_once_its_columns_are_settled(
    environment: Environment, guide: Path, settled: tuple[str, ...]
) -> None:
    told = type_in("import", guide, *settled, env=environment)

    assert told.exit_code == 0
    assert f"{OFFICIAL} is whole: 2 themes, 3 rows, 12 statements" in told.output
    assert "installed for all workspaces" in told.output
    assert OFFICIAL in listed(environment)


def test_the_same_guide_a_second_time_changes_nothing(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)
    before = listed(environment)

    told = type_in("import", guide, *TAKEN, env=environment)

    assert (told.exit_code, listed(environment)) == (0, before)
    assert "installed already" in told.output


def test_a_changed_guide_under_a_used_name_is_refused(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)
    guide.write_text(GUIDE.replace("Somebody leads.", "Somebody leads!"), "utf-8")

    told, named = (type_in("import", guide, *TAKEN, *words, env=environment) for words in ((), ("--id", "other-2031")))

    assert told.exit_code == 1
    assert "never altered" in told.stderr
    assert named.exit_code == 0


def test_nobody_takes_the_name_of_an_edition_that_comes_with_the_program(environment: Environment, guide: Path) -> None:
    assert type_in("import", guide, *TAKEN, "--id", "schools-2026", env=environment).exit_code == 1


def test_an_edition_may_be_one_workspaces_alone(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, "--workspace", "T0000000009", env=environment)

    assert "T0000000009" in listed(environment)
    assert type_in("remove", OFFICIAL, env=environment).exit_code == 1
    assert type_in("remove", OFFICIAL, "--workspace", "T0000000009", env=environment).exit_code == 0
    assert OFFICIAL not in listed(environment)


def test_it_is_said_truly_for_whom_an_edition_is_there_already(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)

    told = type_in("import", guide, *TAKEN, "--workspace", "T0000000009", env=environment)

    assert "installed already for all workspaces" in told.output


def test_a_workspace_is_named_by_its_id(environment: Environment, guide: Path) -> None:
    told = type_in("import", guide, *TAKEN, "--workspace", "northgate", env=environment)

    assert told.exit_code == 1
    assert "'northgate' is none" in told.stderr
    assert OFFICIAL not in listed(environment)


def test_columns_are_said_once_for_a_row(environment: Environment, guide: Path) -> None:
    told = type_in("import", guide, *TAKEN, "--columns", "2.1=1,2,3", env=environment)

    assert told.exit_code == 1
    assert "twice for row 2.1" in told.stderr


def test_one_row_is_told_as_one(environment: Environment, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(OWN_FILE, "utf-8")

    assert "Found: 1 theme, 1 row." in type_in("check", file, env=environment).output


def test_a_table_with_nothing_in_it_is_told_what_stands_in_its_first_line(
    environment: Environment, tmp_path: Path
) -> None:
    file = tmp_path / "lines.csv"
    file.write_text(",,\n", "utf-8")

    told = type_in("check", file, env=environment)

    assert "Its first line names its columns: row, title, theme" in " ".join(told.stderr.split())


def test_an_edition_in_use_stays(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)
    in_use(environment)

    told = type_in("remove", OFFICIAL, env=environment)

    assert told.exit_code == 1
    assert "used by 1 review" in told.stderr
    assert OFFICIAL in listed(environment)


@pytest.mark.parametrize("edition", ["schools-2026", "no-such-edition"])
def test_what_cannot_be_removed_is_said(environment: Environment, edition: str) -> None:
    told = type_in("remove", edition, env=environment)

    assert told.exit_code == 1
    assert edition in told.stderr


def test_the_json_holds_everything_and_is_an_edition_again(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)

    whole = json.loads(type_in("show", OFFICIAL, "--json", env=environment).output)
    one = json.loads(type_in("show", OFFICIAL, "--row", "1.1", "--json", env=environment).output)

    assert edition_from(whole, source="shown").row(one["id"]).statements == tuple(one["statements"])
    assert one["statements"][2] == "Leading has:\n• a plan\n• a line manager\nIt lasts."
    assert one["change"]["reason"] == "So that it is read."


def test_a_row_is_shown_with_what_changed_in_it(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)

    shown = type_in("show", OFFICIAL, "--row", "1.2", env=environment).output

    assert all(words in shown for words in ("The plan is read.", "What changed", "Made plainer.", "Why"))


def test_two_editions_are_compared_row_by_row(environment: Environment, guide: Path) -> None:
    type_in("import", guide, *TAKEN, env=environment)
    changed = GUIDE.replace("The plan is used.", "The plan is used by everybody.")
    guide.write_text(changed, "utf-8")
    type_in("import", guide, *TAKEN, "--id", "later-2032", env=environment)

    rows = type_in("diff", OFFICIAL, "later-2032", env=environment).output
    words = type_in("diff", OFFICIAL, "later-2032", "--row", "1.2", env=environment).output

    assert "column 3" in rows
    assert "2 of 3 rows have the same words" in rows
    assert "[by everybody" in words


def test_a_check_keeps_nothing(environment: Environment, guide: Path, tmp_path: Path) -> None:
    told = type_in("check", guide, *TAKEN, env=environment)

    assert told.exit_code == 0
    assert not (tmp_path / "review.db").exists()


def test_the_built_in_editions_file_passes_the_check(environment: Environment) -> None:
    (file,) = (Path(__file__).parents[2] / "maturity_model" / "editions").glob("schools-*.toml")

    assert "6 themes, 32 rows, 128 statements" in type_in("check", file, env=environment).output


@pytest.mark.parametrize(
    "words",
    [
        ("--columns", "2.1"),
        ("--columns", "2.1=2,4"),
        ("--columns", "2.1=two,3,4"),
        ("--columns", "2.1=9,9,9"),
        ("--columns", "7.7=1,2,3"),
        ("--rows", "31"),
        ("--id", "Not A Name"),
        ("--id", ""),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(
    environment: Environment, guide: Path, words: tuple[str, str]
) -> None:
    told = type_in("import", guide, "--accept", *words, env=environment)

    assert told.exit_code == 1
    assert listed(environment).count("official") == 0


def test_columns_that_cannot_be_made_of_one_list_are_told(environment: Environment, guide: Path) -> None:
    points = "\n".join(f"- {paragraph}" for paragraph in LOST.split("\n\n"))
    guide.write_text(GUIDE.replace(LOST, points), "utf-8")

    told = type_in("check", guide, env=environment)

    assert told.exit_code == 1
    assert "Four columns can't be made of that: a list is one paragraph" in told.output
    assert "--columns" not in told.output


@pytest.mark.parametrize("command", ["show", "diff"])
def test_a_row_that_a_shell_left_empty_is_none(environment: Environment, command: str) -> None:
    editions = ["schools-2026"] * (2 if command == "diff" else 1)

    told = type_in(command, *editions, "--row", "", env=environment)

    assert told.exit_code == 1
    assert "has no row" in told.stderr


def test_a_file_that_is_not_there_is_named(environment: Environment, tmp_path: Path) -> None:
    told = type_in("import", tmp_path / "none.pdf", env=environment)

    assert told.exit_code == 1
    assert "none.pdf cannot be read" in told.stderr


def test_a_table_to_type_a_model_into_is_written_once(environment: Environment, tmp_path: Path) -> None:
    for name in ("model.xlsx", "model.csv"):
        file = tmp_path / name

        assert type_in("template", file, env=environment).exit_code == 0
        assert file.stat().st_size > 0
        assert type_in("template", file, env=environment).exit_code == 1


def test_every_built_in_edition_can_be_shown(environment: Environment) -> None:
    for edition in built_in_editions().values():
        shown = type_in("show", edition.id, env=environment).output

        assert all(row.id in shown for row in edition.rows)
