"""The Home of hub staff, of a hub as large as most and of one much larger, against a hub of twelve settings."""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial

from bot.capabilities.bookings.cards.page import pages_section
from bot.capabilities.bookings.use_cases.looking import list_pages
from bot.kit.hub_standing import Asker
from maturity_model.ids import WeekId
from storage.schema import upgrade
from storage.store import Store, open_store
from storage.transaction import Transaction
from tests import given, hub_given
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, at_most, middle

FEW, USUAL, MANY = 12, 115, 500  # some 115 settings are in a hub, by arithmetic on public figures
DRAWS, QUICK_DRAWS = 100, 10
MOST_A_SETTING = 1.0  # a page of ten times as many settings takes ten times as long, at most
STAFF = Asker(workspace=given.WORKSPACE, person=hub_given.CONSULTANT)


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """A hub of each size for each kind of database, looked at in turns."""
    with ExitStack() as stack:
        databases = stack.enter_context(Databases())
        for kind, new in {"SQLite": databases.sqlite, "PostgreSQL": databases.postgresql}.items():
            urls = {size: new(f"hub_{size}") for size in (FEW, USUAL, MANY)}
            took = asyncio.run(_measure(urls, QUICK_DRAWS if extent.quick else DRAWS))
            yield f"Home of hub staff, {kind}", list(_figures(took))


def _figures(took: Mapping[int, list[float]]) -> Iterator[Figure]:
    middles = {size: middle(times) for size, times in took.items()}
    for size, milliseconds in middles.items():
        yield Figure(what=f"a hub of {size}", measured=f"{milliseconds:.1f} ms")
    for size in (USUAL, MANY):
        ratio = (middles[size] / size) / (middles[FEW] / FEW)
        yield at_most(f"a setting of a hub of {size}, against one of {FEW}", ratio, MOST_A_SETTING)


async def _measure(urls: Mapping[int, str], draws: int) -> Mapping[int, list[float]]:
    stores = {size: await _hub_of(size, url) for size, url in urls.items()}
    took: dict[int, list[float]] = {size: [] for size in stores}
    for turn in range(draws):
        for size in sorted(stores, reverse=bool(turn % 2)):
            took[size].append(await _draw(stores[size], size))
    for store in stores.values():
        await store.close()
    return took


async def _draw(store: Store, size: int) -> float:
    """Milliseconds from the question to the JSON."""
    began = time.perf_counter()
    pages = await list_pages(store, STAFF, today=hub_given.TODAY)
    written = json.dumps(pages_section(pages))
    took = time.perf_counter() - began
    if len(pages[0].page.entries) != size or not written:
        message = "the page does not show every setting"
        raise AssertionError(message)
    return took * 1_000


async def _hub_of(size: int, url: str) -> Store:
    """A hub whose settings all have their review behind them and have asked for two weeks."""
    await upgrade(url)
    store = await open_store(url)
    await hub_given.keep_hub(store, hub_given.hub())
    await hub_given.keep_weeks(store, *map(hub_given.week, hub_given.DAYS))
    for start in range(0, size, FEW):
        await store.write(partial(_keep_some, range(start, min(start + FEW, size))))
    return store


def _keep_some(numbers: range, tx: Transaction) -> None:
    weeks = list(map(WeekId, hub_given.DAYS))
    for number in numbers:
        setting = hub_given.setting(f"S{number}")
        tx.settings.add(setting, at=hub_given.NOW)
        tx.member_settings.add(hub_given.member_in_slack(setting), hub=hub_given.hub())
        held = hub_given.past(setting.name, date(2025, 6, 1) + timedelta(days=number % 28))
        tx.histories.put_past(held, hub=hub_given.hub(), at=hub_given.NOW)
        choices = (weeks[number % len(weeks)], weeks[(number + 1) % len(weeks)])
        tx.bookings.put(hub_given.booking(setting.name, *choices), hub=hub_given.hub())
