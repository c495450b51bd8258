"""What the tests of giving a guide start from: a setting, a guide that was given, and what reading it comes to."""

from dataclasses import replace

from bot.capabilities.guides.texts import CHANGED
from bot.capabilities.guides.use_cases.giving import GiveGuide, OfGuide, SettleGuide, give_guide, settle_guide
from bot.capabilities.guides.use_cases.reading import Reading, keep_reading, list_waiting, take_up
from bot.guide.findings import Findings, Settled
from maturity_model.catalog import EditionId
from maturity_model.given_guide import GivenGuide
from maturity_model.ids import GuideId, PersonId, WorkspaceId
from maturity_model.notice import Notice
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.guide.small import found
from tests.given import LEADER, NOW, SETTING, WORKSPACE, hillside, setting

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
NEIGHBOUR = PersonId("U0NEIGHBOUR")
GUIDE, OFFICIAL = GuideId("a-guide"), EditionId("schools-2031-official")
GIVING = GiveGuide(
    workspace=WORKSPACE, person=LEADER, setting=SETTING, guide=GUIDE, file="F0000000001", name="guide.md"
)
ASKING = OfGuide(workspace=WORKSPACE, person=LEADER, guide=GUIDE)
SETTLING = SettleGuide(workspace=WORKSPACE, person=LEADER, guide=GUIDE, ends="2.1 = 2, 3, 5")
WHOLE, ONE_LOST = found(), found(settled=Settled())


async def two_settings(store: Store) -> None:
    """A school, another setting in its workspace with a careers leader of its own, and a school elsewhere."""

    def decide(tx: Transaction) -> None:
        tx.settings.add(setting(), at=NOW)
        tx.settings.add(hillside(leaders=frozenset({NEIGHBOUR})), at=NOW)
        tx.settings.add(setting(workspace=ELSEWHERE), at=NOW)

    await store.write(decide)


async def given(store: Store) -> None:
    """A careers leader has given a guide, which waits to be read."""
    await two_settings(store)
    await give_guide(store, GIVING, now=NOW)


async def read(store: Store, findings: Findings | None = ONE_LOST, **more: str) -> None:
    """Every guide that waits is read, and comes to this."""
    for guide in await list_waiting(store):
        assert await take_up(store, guide)
        await came_to(store, guide, findings, **more)


async def came_to(store: Store, guide: GivenGuide, findings: Findings | None = WHOLE, **more: str) -> None:
    reading = Reading(
        workspace=guide.workspace, guide=guide.id, before=guide.readings, findings=findings, fingerprint="5e"
    )
    await keep_reading(store, replace(reading, **more), changed=CHANGED, now=NOW)  # type: ignore[arg-type]


async def looked_at(store: Store) -> None:
    """The careers leader was told what was found."""
    await given(store)
    await read(store)
    await owed(store)


async def confirmed(store: Store) -> None:
    """The careers leader wants it used, and it waits to be read once more."""
    await looked_at(store)
    await settle_guide(store, SETTLING, now=NOW)


async def kept(store: Store, guide: GuideId = GUIDE) -> GivenGuide:
    return await store.read(lambda tx: tx.guides.get(WORKSPACE, guide))


async def owed(store: Store) -> list[Notice]:
    """Every notice that is due, each of them once."""

    def claim(tx: Transaction) -> list[Notice]:
        return list(iter(lambda: tx.notices.claim_next(now=NOW, lease_until=NOW), None))

    return await store.write(claim)


async def installed(store: Store, workspace: WorkspaceId = WORKSPACE) -> bool:
    return await store.read(lambda tx: tx.editions.find(workspace, OFFICIAL)) is not None


async def lead(store: Store, *leaders: PersonId) -> None:
    """The school has these careers leaders from now on."""
    await store.write(lambda tx: tx.settings.put_leaders(setting(), frozenset(leaders)))


async def install_the_same(store: Store, workspace: WorkspaceId | None) -> None:
    """The edition that the whole guide would become is there already, for a workspace or for all."""
    assert WHOLE.edition
    edition, person = WHOLE.edition, LEADER if workspace else None
    await store.write(lambda tx: tx.editions.install(edition, workspace=workspace, person=person, at=NOW))
