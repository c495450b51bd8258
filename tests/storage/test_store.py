from datetime import UTC, datetime, time

import pytest

from maturity_model.errors import NothingThere
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.setting import Kind, Phase, Setting
from storage.errors import StoreClosed, UnsupportedDatabase
from storage.store import Store, open_store
from storage.transaction import Transaction

NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
WORKSPACE = WorkspaceId("T1")
SETTING = Setting(
    id=SettingId("S1"),
    workspace=WORKSPACE,
    name="A school",
    kind=Kind.SCHOOL,
    phase=Phase.SECONDARY,
    opens_at=time(8),
    closes_at=time(16),
    run_by=PersonId("U0OFFICE001"),
    leaders=frozenset({PersonId("U1")}),
)


async def test_what_a_decision_saved_is_there_for_the_next(store: Store) -> None:
    await store.write(lambda tx: tx.settings.add(SETTING, at=NOW))

    assert await store.read(lambda tx: tx.settings.get(WORKSPACE, SETTING.id)) == SETTING


async def test_a_refusal_comes_through_as_it_is_and_undoes_the_decision(store: Store) -> None:
    def add_then_look_for_another(tx: Transaction) -> Setting:
        tx.settings.add(SETTING, at=NOW)
        return tx.settings.get(WORKSPACE, SettingId("S2"))

    with pytest.raises(NothingThere):
        await store.write(add_then_look_for_another)

    assert await store.read(lambda tx: tx.settings.list_by_workspace(WORKSPACE)) == []


async def test_what_was_saved_outlives_the_store(url_with_tables: str, store: Store) -> None:
    await store.write(lambda tx: tx.settings.add(SETTING, at=NOW))
    await store.close()

    reopened = await open_store(url_with_tables)

    assert await reopened.read(lambda tx: tx.settings.list_by_workspace(WORKSPACE)) == [SETTING]
    await reopened.close()


async def test_a_closed_store_saves_nothing_more(store: Store) -> None:
    await store.close()

    with pytest.raises(StoreClosed):
        await store.write(lambda tx: tx.settings.add(SETTING, at=NOW))


async def test_a_store_in_memory_is_refused() -> None:
    with pytest.raises(UnsupportedDatabase, match="needs a file"):
        await open_store("sqlite+aiosqlite://")
