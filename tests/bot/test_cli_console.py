"""What the command line shows is whole: in a narrow terminal, in other letters, and where there is no room for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.table import Column, Table
from typer.testing import CliRunner, Result

from bot.cli import console
from bot.cli.program import program
from tests.bot.guide.small import GUIDE

LONGEST_NAME = "o" * 40
FULL = Path("/dev/full")
WIDTHS = pytest.mark.parametrize("width", [5, 20, 40, 80])


def type_in(*words: str | Path, env: dict[str, str]) -> Result:
    return CliRunner().invoke(program, ["model", *map(str, words)], env=env)


def narrow(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(console.out, "width", width)


@WIDTHS
def test_a_table_shows_every_word_whole_at_any_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    narrow(monkeypatch, width)
    words = ["Documented", "and", "responsive", "journeys", "routinely", "include", "multiple", "experiences"]
    table = Table(Column("name", no_wrap=True), "", "words", box=None, pad_edge=False)
    table.add_row("A name of five words", "1", " ".join(words))

    console.show_table(table)

    shown = capsys.readouterr().out
    assert "A name of five words" in shown
    assert all(word in shown.split() for word in words)


@WIDTHS
def test_an_edition_stands_on_a_line_with_everything_that_is_told_of_it(
    environment: dict[str, str], guide: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    type_in("import", guide, "--accept", "--id", LONGEST_NAME, "--kind", "school", "--kind", "special", env=environment)
    narrow(monkeypatch, width)

    lines = type_in("list", env=environment).output.splitlines()

    assert lines[0].split() == ["edition", "from", "rows", "wording", "whose", "reviews", "for"]
    assert lines[-1].split() == [
        LONGEST_NAME,
        "2031",
        "3",
        "official",
        "everybody's",
        "0",
        "school,",
        "special",
        "school",
    ]


@WIDTHS
def test_the_words_of_a_proposal_are_all_shown(
    environment: dict[str, str], guide: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    long_word = "understanding/discussing/planning/reviewing"
    guide.write_text(GUIDE.replace("Somebody notes who went.", f"Somebody {long_word} went."), "utf-8")
    narrow(monkeypatch, width)

    told = type_in("check", guide, env=environment).output.split()

    assert long_word in told
    assert "systematically." in told


def run(*words: str, stdout: int, **env: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "model", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=os.environ | env,
        check=False,
    )
    return done.returncode, (done.stdout or b"").decode("ascii"), done.stderr.decode()


@pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")
@pytest.mark.parametrize("words", [("list",), ("show", "schools-2026", "--json")])
def test_what_finds_no_room_is_told_in_a_sentence(environment: dict[str, str], words: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        status, _, told = run(*words, stdout=full.fileno(), **environment)

    assert status == 1
    assert told == "It could not be finished: No space left on device.\n"


def test_letters_that_a_terminal_lacks_are_shown_by_their_numbers(environment: dict[str, str], tmp_path: Path) -> None:
    told = run("template", str(tmp_path / "model.csv"), stdout=subprocess.PIPE, PYTHONIOENCODING="ascii", **environment)

    assert told[0] == 0
    assert "--id \\u2026 --kind" in told[1]
