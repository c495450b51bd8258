"""Several processes at once, and none of them does what another has done."""

import asyncio
from datetime import timedelta

from bot.capabilities.annual.use_cases import OwePrompt, list_due, owe_prompt, plan_prompts
from maturity_model.notice_kinds import NAME_A_LEADER, NEXT_REVIEW, PEER_REVIEW_DUE
from storage.store import Store
from tests.bot.capabilities.outcome.agreed import agreed_review, planned
from tests.given import LEADER, NOW, OFFICE, WORKSPACE, ZONE

LATER = NOW + timedelta(days=400)
AT_ONCE = 5


async def test_of_many_who_find_a_prompt_due_one_owes_it(store: Store) -> None:
    of = await agreed_review(store)
    await asyncio.gather(*(plan_prompts(store, WORKSPACE, of.id, zone=ZONE, now=NOW) for _ in range(AT_ONCE)))
    due = await list_due(store, now=LATER)
    requests = [OwePrompt(prompt=each.prompt, leaders=(LEADER,)) for each in due] * AT_ONCE

    owed = await asyncio.gather(*(owe_prompt(store, each, zone=ZONE, now=LATER) for each in requests))

    assert sum(owed) == len(due) == 2
    assert len(await planned(store, of, NEXT_REVIEW)) == len(await planned(store, of, PEER_REVIEW_DUE)) == 1


async def test_of_many_who_find_no_leader_one_asks_for_one(store: Store) -> None:
    of = await agreed_review(store)
    await plan_prompts(store, WORKSPACE, of.id, zone=ZONE, now=NOW)
    due = await list_due(store, now=LATER)
    requests = [OwePrompt(prompt=each.prompt, leaders=(), admin=OFFICE) for each in due] * AT_ONCE

    await asyncio.gather(*(owe_prompt(store, each, zone=ZONE, now=LATER) for each in requests))

    assert len(await planned(store, of, NAME_A_LEADER)) == 1
