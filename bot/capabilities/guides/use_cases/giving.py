"""Giving a guide, looking at what was found in it, settling that and confirming."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.guide.findings import Findings, Settled
from bot.guide.kept import findings_from, kept_settled, settled_from
from bot.guide.said import read_all_ends
from maturity_model.catalog import Edition, EditionId, RowId, Wording
from maturity_model.errors import GuideSettled, NothingThere
from maturity_model.given_guide import GivenGuide, GuideState
from maturity_model.ids import GuideId, PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, may, require, standings
from maturity_model.setting import Kind, Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class WordingInUse:
    """Whose words a setting's next review can go by.

    Attributes:
        offered: the edition that is offered first; None where there is none for its kind.
        official: the first in the publisher's own words; None where there is none for its kind.
        guide: the guide of this setting that became the latter, as long as no review uses it.
    """

    setting: Setting
    offered: Edition | None
    official: Edition | None = None
    guide: GuideId | None = None


@dataclass(frozen=True, kw_only=True)
class GiveGuide:
    """A careers leader hands over a file."""

    workspace: WorkspaceId
    person: PersonId
    setting: SettingId
    guide: GuideId
    file: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OfGuide:
    """Somebody asks about a guide that was given."""

    workspace: WorkspaceId
    person: PersonId
    guide: GuideId


@dataclass(frozen=True, kw_only=True)
class SettleGuide(OfGuide):
    """A careers leader has seen what was found, and wants it used.

    Attributes:
        ends: where the columns end of the rows that lost theirs, a line for each.
        kinds: whom the guide is written for, where it does not say.
        year: from which year it is in use, where it does not say.
        name: what to call it, where the usual name is taken.
        rows: how many rows it has, where they are not those that were to be expected.
        hyphens: which of the words that were asked about are written with a hyphen.
    """

    ends: str = ""
    kinds: frozenset[Kind] = frozenset()
    year: int | None = None
    name: str = ""
    rows: int | None = None
    hyphens: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """A guide, and what was found in it."""

    guide: GivenGuide
    findings: Findings


async def find_wording(
    store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId
) -> WordingInUse | None:
    """Whose words a setting's next review can go by; None for anybody but its careers leaders."""

    def look(tx: Transaction) -> WordingInUse | None:
        known = tx.settings.find(workspace, setting)
        if known is None or not may(Action.GIVE_GUIDE, standings(person, known)):
            return None
        fitting = [edition for edition in tx.editions.list_for(workspace) if known.kind in edition.kinds]
        official = next((edition for edition in fitting if edition.wording is Wording.OFFICIAL), None)
        return WordingInUse(
            setting=known,
            offered=fitting[0] if fitting else None,
            official=official,
            guide=_guide_to_take_out(tx, known, official) if official else None,
        )

    return await store.read(look)


def _guide_to_take_out(tx: Transaction, setting: Setting, edition: Edition) -> GuideId | None:
    guide = tx.guides.find_used(setting, edition.id)
    return guide.id if guide and not tx.editions.is_in_use(edition.id, workspace=setting.workspace) else None


async def give_guide(store: Store, request: GiveGuide, *, now: datetime) -> None:
    """Keep which file is to be read; the second time changes nothing.

    Raises:
        NothingThere: the workspace has no such setting, or the guide's id is that of a guide given for another.
        NotAllowed: the person is no careers leader.
    """

    def decide(tx: Transaction) -> None:
        setting = tx.settings.get(request.workspace, request.setting)
        require(Action.GIVE_GUIDE, standings(request.person, setting))
        tx.guides.add(
            GivenGuide(
                id=request.guide,
                workspace=request.workspace,
                setting=setting.id,
                person=request.person,
                file=request.file,
                name=request.name,
                given_at=now,
            )
        )

    await store.write(decide)


async def look_at_guide(store: Store, request: OfGuide) -> LookedAt:
    """A guide and what was found in it.

    Raises:
        NothingThere: the workspace has no such guide.
        NotAllowed: the person is no careers leader of its setting.
        GuideSettled: it is being read, or was used or refused already.
    """

    def look(tx: Transaction) -> LookedAt:
        return _looked_at(tx, request, tx.guides.get(request.workspace, request.guide))

    return await store.read(look)


async def settle_guide(store: Store, request: SettleGuide, *, now: datetime) -> None:
    """Keep what the person says of a guide, and that they want it used; it is then read once more, and used.

    Raises:
        NothingThere: the workspace has no such guide, or a word has a hyphen that nobody asked about.
        NotAllowed: the person is no careers leader of its setting.
        GuideSettled: it is being read, or was used or refused already.
        ColumnsNotUnderstood: a line does not say where the columns of a row end.
    """

    def decide(tx: Transaction) -> None:
        seen = _looked_at(tx, request, tx.guides.get_for_change(request.workspace, request.guide))
        guide, ends = seen.guide, read_all_ends(request.ends, seen.findings.proposals)
        before = settled_from(guide.said)
        said = kept_settled(_with(before, request, ends, _hyphens(before, request, seen.findings)))
        tx.guides.put(replace(guide, said=said, confirmed=True, state=GuideState.WAITING, tries=0, given_at=now))

    await store.write(decide)


def _looked_at(tx: Transaction, request: OfGuide, guide: GivenGuide) -> LookedAt:
    require(Action.GIVE_GUIDE, standings(request.person, tx.settings.get(guide.workspace, guide.setting)))
    if guide.state is not GuideState.FOUND or guide.found is None:
        raise GuideSettled
    return LookedAt(guide=guide, findings=findings_from(guide.found))


def _hyphens(said: Settled, request: SettleGuide, findings: Findings) -> frozenset[str] | None:
    """The words that are written with a hyphen, as was said before and now; None where none was ever in doubt."""
    asked = {way for word in findings.divided for way in word.ways[:-1]}
    if not request.hyphens <= asked:
        raise NothingThere
    return ((said.hyphens or frozenset()) - asked) | request.hyphens if asked else said.hyphens


def _with(
    said: Settled, request: SettleGuide, ends: Mapping[RowId, tuple[int, int, int]], hyphens: frozenset[str] | None
) -> Settled:
    """What was said before, and what is said now."""
    return replace(
        said,
        columns={**said.columns, **ends},
        kinds=request.kinds or said.kinds,
        year=request.year or said.year,
        id=EditionId(request.name) if request.name else said.id,
        rows=request.rows or said.rows,
        hyphens=hyphens,
    )
