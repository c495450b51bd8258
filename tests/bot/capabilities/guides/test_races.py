"""Several processes at once, presses at the same moment, and a process that is killed: nothing is done twice."""

import asyncio
from dataclasses import replace

import pytest

from bot.capabilities.guides.capability import GUIDES
from bot.capabilities.guides.jobs import read_given
from bot.capabilities.guides.use_cases.giving import give_guide, look_at_guide, settle_guide
from bot.capabilities.guides.use_cases.reading import list_waiting, take_up
from bot.capability import NoticeKind
from bot.deps import Deps
from bot.notices import deliver_due
from bot.rehearsal.stand_in import Person, StandIn
from bot.slack.files import Files, ReadFile
from bot.slack.uploads import UploadedFile
from maturity_model.errors import GuideSettled
from maturity_model.given_guide import GuideState
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice_kinds import GUIDE_READ, RULES
from storage.store import Store, open_store
from tests.bot.capabilities.guides.guides import (
    ASKING,
    GIVING,
    ONE_LOST,
    SETTLING,
    WHOLE,
    came_to,
    confirmed,
    given,
    installed,
    kept,
    looked_at,
    owed,
    read,
)
from tests.bot.dying import Killed, LastWrites
from tests.bot.guide.small import GUIDE as SMALL
from tests.given import NOW, setting

AT_ONCE = 5
KINDS = {GUIDE_READ: NoticeKind(render=GUIDES.notices[GUIDE_READ], rule=RULES[GUIDE_READ])}


class Shelf(Files):
    """Has the small guide under every id."""

    async def read(self, workspace: WorkspaceId, file: UploadedFile, *, most: int) -> ReadFile:
        """The small guide."""
        assert len(SMALL) < most, (workspace, file)
        return ReadFile(name="guide.md", content=SMALL.encode())


async def test_of_many_who_read_the_same_guide_one_tells_what_was_found(store: Store) -> None:
    await given(store)
    [guide] = await list_waiting(store)

    await asyncio.gather(*(came_to(store, guide, ONE_LOST) for _ in range(AT_ONCE)))

    assert len(await owed(store)) == 1
    assert (await kept(store)).readings == 1


async def test_of_many_who_read_a_confirmed_guide_one_makes_the_edition(store: Store) -> None:
    await confirmed(store)
    [guide] = await list_waiting(store)

    await asyncio.gather(*(came_to(store, guide, WHOLE) for _ in range(AT_ONCE)))

    [notice] = await owed(store)
    assert notice.about == {"guide": GIVING.guide}
    assert await installed(store)


async def test_a_slow_reading_does_not_count_once_somebody_has_settled_more(store: Store) -> None:
    await given(store)
    [slow] = await list_waiting(store)
    await read(store, ONE_LOST)
    await owed(store)
    await settle_guide(store, SETTLING, now=NOW)

    await came_to(store, slow, ONE_LOST)

    assert (await kept(store)).state is GuideState.WAITING
    assert await owed(store) == []


async def test_of_two_confirmations_at_once_one_counts(store: Store) -> None:
    await looked_at(store)

    both = await asyncio.gather(
        settle_guide(store, SETTLING, now=NOW),
        settle_guide(store, replace(SETTLING, ends="2.1 = 1, 2, 3"), now=NOW),
        return_exceptions=True,
    )

    assert sorted(map(repr, both)) == ["GuideSettled()", "None"]


async def test_while_it_is_read_it_is_neither_looked_at_nor_settled(store: Store) -> None:
    await confirmed(store)
    assert await take_up(store, await kept(store))

    with pytest.raises(GuideSettled):
        await look_at_guide(store, ASKING)
    with pytest.raises(GuideSettled):
        await settle_guide(store, SETTLING, now=NOW)


async def test_the_same_guide_handed_over_many_times_at_once_is_one(store: Store) -> None:
    await given(store)

    await asyncio.gather(*(give_guide(store, GIVING, now=NOW) for _ in range(AT_ONCE)))

    assert len(await list_waiting(store)) == 1


async def in_school(deps: Deps, slack: StandIn) -> Person:
    """The careers leader of a school in the stand-in's workspace has given the guide."""
    leader = slack.workspace.add_person("Careers Leader")
    workspace, person = WorkspaceId(slack.workspace.id), PersonId(leader.id)
    school = setting(workspace=workspace, leaders=frozenset({person}))
    await deps.store.write(lambda tx: tx.settings.add(school, at=NOW))
    await give_guide(deps.store, replace(GIVING, workspace=workspace, person=person, setting=school.id), now=deps.now())
    return leader


@pytest.mark.parametrize("writes", [1, 2])
async def test_whoever_is_killed_while_reading_or_before_telling_leaves_it_to_be_told_once(
    deps: Deps, slack: StandIn, url_with_tables: str, writes: int
) -> None:
    leader = await in_school(deps, slack)
    deps = replace(deps, files=Shelf(deps.publisher._calls))
    with pytest.raises(Killed):
        await read_given(replace(deps, store=LastWrites(deps.store, writes)), deps.now())
    told_before = leader.dm()

    started_again = await open_store(url_with_tables)
    try:
        for _ in range(2):
            await read_given(replace(deps, store=started_again), deps.now())
            await deliver_due(replace(deps, store=started_again), KINDS)
    finally:
        await started_again.close()

    [told] = leader.dm()
    assert told_before == []
    assert "3 of 3 rows" in str(told.blocks)
