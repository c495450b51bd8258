"""What a careers leader has to know before a review is opened."""

from dataclasses import dataclass, replace

from bot.kit.in_view import settings_meant
from maturity_model.catalog import Edition
from maturity_model.errors import NoEdition, ReviewAlreadyRunning
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, require, standings
from maturity_model.review import Review, Stage
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What a careers leader has to know before opening a review: the one that runs, a draft, the last one agreed.

    `leads_others` says whether they lead other settings too, and so want to be told which this is; `editions` are those
    that a review can be opened with, in the order they are offered in.
    """

    setting: Setting
    running: Review | None
    draft: Review | None
    agreed: Review | None
    leads_others: bool = False
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """The settings in which a careers leader could open a review, by name: they have to say which."""

    settings: tuple[Setting, ...]


async def find_overview(store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId) -> Overview | None:
    """What a setting's careers leader sees of its reviews; None for anybody else."""

    def look(tx: Transaction) -> Overview | None:
        known = tx.settings.find(workspace, setting)
        return overview_of(tx, known) if known and person in known.leaders else None

    return await store.read(look)


async def prepare_review(
    store: Store, workspace: WorkspaceId, person: PersonId, named: SettingId | None
) -> Overview | Undecided:
    """What a careers leader needs to fill in a new review; where no setting is named, of the only one that they lead.

    Raises:
        NothingThere: the workspace has no such setting.
        SettingMissing: nobody has named a setting yet.
        NotAllowed: the person is no careers leader.
        ReviewAlreadyRunning: one is under way.
        NoEdition: there is none for such a setting.
    """

    def look(tx: Transaction) -> Overview | Undecided:
        meant = settings_meant(tx, workspace, person, named)
        require(Action.CHANGE_REVIEW, standings(person, meant[0] if meant else None))
        if len(meant) > 1:
            return Undecided(settings=tuple(meant))
        led = [each for each in tx.settings.list_by_person(workspace, person) if person in each.leaders]
        overview = overview_of(tx, meant[0], leads_others=len(led) > 1)
        if overview.running:
            raise ReviewAlreadyRunning
        return replace(overview, editions=_fitting(tx, meant[0]))

    return await store.read(look)


def _fitting(tx: Transaction, setting: Setting) -> tuple[Edition, ...]:
    editions = tuple(each for each in tx.editions.list_for(setting.workspace) if setting.kind in each.kinds)
    if not editions:
        raise NoEdition(setting.kind)
    return editions


def overview_of(tx: Transaction, setting: Setting, *, leads_others: bool = False) -> Overview:
    """The reviews of a setting, as they are now."""
    review = tx.reviews.find_running(setting.workspace, setting.id)
    drafted = review is not None and review.stage is Stage.DRAFT
    return Overview(
        setting=setting,
        running=None if drafted else review,
        draft=review if drafted else None,
        agreed=tx.reviews.find_agreed(setting.workspace, setting.id),
        leads_others=leads_others,
    )
