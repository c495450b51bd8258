"""What a request does to everything that is kept, and whether that is nothing, or exactly what a true one does."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from bot.rehearsal.stand_in.forms import SEVERAL, STATE
from tests.scenarios.forging import Kept
from tests.scenarios.house import House
from tests.torture.malformed_fields import changed
from tests.torture.malformed_recording import Recorded
from tests.torture.malformed_wire import Wire

WHERE_CARDS_STAND = "cards"
"""Where a card stands and how new it is: what the bot shows, not what anybody decided."""

NAMED_BY_SLACK = frozenset({("received_events", "event")})
"""An event is remembered under the id that Slack gave it, whatever that is."""

Noise = frozenset[tuple[str, str]]
Fixed = Mapping[str, Counter[str]]


class Watch:
    """Sees every commit to a SQLite file, whatever it changed, without reading a table."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen = self._version()

    def moved(self) -> bool:
        """Whether anything was committed since this was last asked."""
        seen, self._seen = self._seen, self._version()
        return self._seen != seen

    def _version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version


@contextmanager
def watching(house: House) -> Iterator[Watch]:
    """A watch over everything that a house keeps."""
    with closing(sqlite3.connect(house.tables.file)) as connection:
        yield Watch(connection)


class Effects:
    """The effects that a mutant of one true request may have.

    None at all, or the request's own, or its own with one answer left blank, which is a true request too. What differs
    between two runs of the very same request, such as new ids and times, is noise and counts for nothing.
    """

    def __init__(self, before: Kept, noise: Noise, allowed: Iterable[Kept]) -> None:
        self._before = before
        self._noise = noise
        self._allowed = [fixed(kept, noise) for kept in (before, *allowed)]

    @classmethod
    async def of(cls, house: House, recorded: Recorded) -> "Effects":
        """Carry out the true request, twice, and each of its blanked copies."""
        once, again = await effect(house, recorded), await effect(house, recorded)
        less = [await effect(house, recorded.of(payload)) for payload in blanked(recorded.delivery.payload)]
        return cls(house.kept[recorded.at], noise(once, again), (once, *less))

    def allow(self, after: Kept) -> bool:
        """Whether what is kept now is one of them."""
        return fixed(after, self._noise) in self._allowed

    def strange(self, after: Kept) -> str:
        """The tables that tell, for a sentence."""
        now, before = fixed(after, self._noise), fixed(self._before, self._noise)
        return ", ".join(sorted(name for name in now if now[name] != before.get(name)))


async def effect(house: House, recorded: Recorded) -> Kept:
    """What is kept when the request was carried out, from its stage on, and everything due has been done."""
    house.tables.put_back(house.kept[recorded.at])
    house.clock.advance(seconds=61)
    async with Wire(house.bot.address or "") as wire:
        await wire.post(recorded.request(house.slack.signing_secret))
    await house.bot.settle()
    return house.tables.take()


def noise(one: Kept, other: Kept) -> Noise:
    """The columns in which two runs of the same request differ."""
    return NAMED_BY_SLACK | frozenset(
        (name, column)
        for name, rows in one.items()
        for column in (rows[0] if rows else ())
        if _column(rows, column) != _column(other[name], column)
    )


def _column(rows: Iterable[Mapping[str, Any]], column: str) -> Counter[str]:
    return Counter(repr(row[column]) for row in rows)


def fixed(kept: Kept, noise: Noise) -> Fixed:
    """What is kept but for noise and cards, in no order."""
    return {
        name: Counter(repr({c: v for c, v in row.items() if (name, c) not in noise}) for row in rows)
        for name, rows in kept.items()
        if name != WHERE_CARDS_STAND
    }


def blanked(payload: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON may be anything
    """The payload of a form with one answer left out as Slack leaves it out, or one of several choices."""
    view = payload.get("view") or {}
    for block, elements in ((view.get("state") or {}).get("values") or {}).items():
        for action, element in elements.items():
            key, _ = STATE[element["type"]]
            path = ("view", "state", "values", block, action, key)
            yield changed(payload, path, [] if key in SEVERAL else None)
            if key in SEVERAL:
                for place in range(len(element[key])):
                    yield changed(payload, path, element[key][:place] + element[key][place + 1 :])
