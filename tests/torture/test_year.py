"""A year of a few settings; `make torture ARGS=year` lives through that of five hundred."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from maturity_model.school_hours import school_hours
from maturity_model.setting import Closure
from tests import given
from tests.torture.year import live_through
from tests.torture.year_hours import LONDON, is_open
from tests.torture.year_judge import judge
from tests.torture.year_run import year

CLOSURES = tuple(
    Closure(first_on=date(year, month, first), last_on=date(year, month, last))
    for year in (2026, 2027)
    for month, first, last in ((10, 25, 31), (12, 18, 31))
)

WRONGS = {
    "settled_at = '2026-12-25 09:00:00.000000'": "when the setting is closed",
    "settled_at = '2028-01-10 10:00:00.000000'": "after the meeting",
    "person = (SELECT opened_by FROM reviews WHERE id = notices.review)": "went to somebody who is no colleague",
    "state = 'waiting'": "and waits",
    "state = 'withdrawn'": "reminders were due at",
}


@contextmanager
def changed(file: Path, change: str) -> Iterator[None]:
    """A change to every reminder that was sent, until the block ends."""
    with closing(sqlite3.connect(":memory:")) as before, closing(sqlite3.connect(file)) as database:
        database.backup(before)
        with database:
            database.execute(f"UPDATE notices SET {change} WHERE kind = 'reminder' AND state = 'sent'")  # noqa: S608
        yield
        before.backup(database)


@pytest.mark.timeout(300)
async def test_a_year_goes_by_as_promised() -> None:
    verdict = await live_through(6, seed=1)

    assert verdict.trials > 200
    assert verdict.found == ()


@pytest.mark.parametrize("entered", [True, False])
def test_the_hours_written_down_by_hand_are_those_of_the_program(entered: bool) -> None:
    closures = CLOSURES if entered else ()
    setting = replace(given.setting(), opens_at=time(8, 15), closes_at=time(16), closures=closures)
    hours, moment = school_hours(setting, LONDON), datetime(2026, 9, 1, tzinfo=UTC)

    while moment < datetime(2028, 8, 31, tzinfo=UTC):
        assert is_open(setting, moment) is hours.is_open(moment), moment
        moment += timedelta(hours=3, minutes=7)


async def test_whoever_looks_for_what_went_wrong_finds_it(tmp_path: Path) -> None:
    async with year(4, 1, tmp_path) as lived:
        await lived.live()
        assert await judge(lived) == []

        for change, found in WRONGS.items():
            with changed(tmp_path / "year.db", change):
                sentences = await judge(lived)
            assert any(found in sentence for sentence in sentences), (change, sentences)
