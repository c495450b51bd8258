"""What comes of reading a guide: what was found is kept and told; what was confirmed becomes an edition."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.guide.findings import Asks, Findings, Trouble
from bot.guide.kept import findings_from, kept_findings
from maturity_model.catalog import Edition, EditionId
from maturity_model.errors import EditionIdTaken
from maturity_model.given_guide import MOST_TRIES, GivenGuide, GuideState, Offer, offer_of
from maturity_model.ids import GuideId, WorkspaceId
from maturity_model.notice import Notice, PlannedNotice, Urgency
from maturity_model.notice_kinds import GUIDE_READ
from maturity_model.setting import Kind
from storage.store import Store
from storage.transaction import Transaction

KEPT: Final = timedelta(weeks=2)
"""How long it is kept which guide was given and what was found in it; of one that became an edition, only that."""

TAKEN: Final = Trouble(
    where="the name", what="There is another edition of that name, and editions are never altered.", asks=Asks.NAME
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one reading of a guide came to: what was found in the file of that fingerprint, or why it can't be used.

    Attributes:
        before: how many readings had come to something when this one began.
    """

    workspace: WorkspaceId
    guide: GuideId
    before: int
    fingerprint: str | None = None
    findings: Findings | None = None
    refusal: str | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a careers leader is told of a guide.

    Attributes:
        findings: what was found; None where the guide was refused.
        title: of the edition that it became; None where it is none.
        offer: whether the setting's next review can go by that edition.
    """

    guide: GivenGuide
    findings: Findings | None
    title: str | None = None
    offer: Offer = Offer.NONE


async def list_waiting(store: Store) -> list[GivenGuide]:
    """Every guide that is to be read, the earliest first."""
    return await store.read(lambda tx: tx.guides.list_waiting())


async def take_up(store: Store, guide: GivenGuide) -> bool:
    """Note that a guide is about to be read; False where that was tried too often, or is not wanted any more."""

    def decide(tx: Transaction) -> bool:
        known = tx.guides.get_for_change(guide.workspace, guide.id)
        if known.state is not GuideState.WAITING or known.tries >= MOST_TRIES:
            return False
        tx.guides.put(replace(known, tries=known.tries + 1))
        return True

    return await store.write(decide)


async def keep_reading(store: Store, reading: Reading, *, changed: str, now: datetime) -> None:
    """Keep what a reading came to, and owe the careers leader news of it.

    A guide that was confirmed, and is whole, becomes an edition of the workspace. The second time nothing changes, and
    neither where another process was quicker and the guide has been settled anew since.

    Args:
        store: where to.
        reading: what it came to.
        changed: the sentence for a file that is another than the one that was looked at.
        now: the time.
    """

    def decide(tx: Transaction) -> None:
        guide = tx.guides.get_for_change(reading.workspace, reading.guide)
        if guide.state is not GuideState.WAITING or guide.readings != reading.before:
            return
        is_another = guide.fingerprint is not None and reading.fingerprint not in {None, guide.fingerprint}
        refusal = changed if is_another else reading.refusal
        if refusal or reading.findings is None:
            _keep(tx, replace(guide, state=GuideState.REFUSED, refusal=refusal, found=None), now)
            return
        guide = replace(guide, fingerprint=reading.fingerprint)
        if guide.confirmed and reading.findings.edition:
            _use(tx, guide, reading.findings, reading.findings.edition, now)
        else:
            _keep(tx, _found(guide, reading.findings), now)

    await store.write(decide)


async def look_at_told(store: Store, notice: Notice) -> Told | None:
    """What a notice about a guide says; None where it is old news, or its reader does not lead careers there."""

    def look(tx: Transaction) -> Told | None:
        guide = tx.guides.find(notice.workspace, GuideId(notice.about["guide"]))
        if guide is None or guide.state in {GuideState.WAITING, GuideState.TAKEN_OUT}:
            return None  # it was forgotten, is confirmed already and being read again, or is over
        setting = tx.settings.get(guide.workspace, guide.setting)
        if notice.person not in setting.leaders:
            return None
        if guide.state in {GuideState.USED, GuideState.KNOWN}:
            return _used(tx, guide, setting.kind)
        return Told(guide=guide, findings=findings_from(guide.found) if guide.found else None)

    return await store.read(look)


async def forget_old_guides(store: Store, *, now: datetime) -> None:
    """Forget which guides were given long ago; where there are none this is one look."""
    if await store.read(lambda tx: tx.guides.has_given(before=now - KEPT)):
        await store.write(lambda tx: tx.guides.remove_given(before=now - KEPT))


def _used(tx: Transaction, guide: GivenGuide, kind: Kind) -> Told | None:
    edition = tx.editions.find(guide.workspace, EditionId(guide.edition)) if guide.edition else None
    if edition is None:
        return None  # it was removed again
    offer = offer_of(edition, tx.editions.list_for(guide.workspace), kind)
    return Told(guide=guide, findings=None, title=edition.title, offer=offer)


def _use(tx: Transaction, guide: GivenGuide, findings: Findings, edition: Edition, now: datetime) -> None:
    if guide.person not in tx.settings.get(guide.workspace, guide.setting).leaders:
        # nobody is told: they have no part in it any more
        tx.guides.put(replace(guide, state=GuideState.REFUSED, found=None))
        return
    try:
        added = tx.editions.install(edition, workspace=guide.workspace, person=guide.person, at=now)
    except EditionIdTaken:
        _keep(tx, _found(guide, replace(findings, edition=None, troubles=(TAKEN,))), now)
        return
    state = GuideState.USED if added else GuideState.KNOWN
    _keep(tx, replace(guide, state=state, edition=edition.id, found=None, name="", said={}), now)


def _found(guide: GivenGuide, findings: Findings) -> GivenGuide:
    return replace(guide, state=GuideState.FOUND, found=kept_findings(findings))


def _keep(tx: Transaction, guide: GivenGuide, now: datetime) -> None:
    readings = guide.readings + 1
    tx.guides.put(replace(guide, readings=readings))
    tx.notices.plan(
        PlannedNotice(
            key=f"{GUIDE_READ}:{guide.id}:{readings}",
            kind=GUIDE_READ,
            workspace=guide.workspace,
            setting=guide.setting,
            due_at=now,
            person=guide.person,
            about={"guide": guide.id},
            urgency=Urgency.WAITED_FOR,
        )
    )
