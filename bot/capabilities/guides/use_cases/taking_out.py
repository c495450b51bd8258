"""Taking a wording out again that nobody uses yet: given by mistake, or with columns that end in the wrong place."""

from contextlib import suppress
from dataclasses import dataclass, replace

from bot.capabilities.guides.use_cases.giving import OfGuide
from maturity_model.catalog import EditionId
from maturity_model.errors import GuideSettled, UnknownEdition
from maturity_model.given_guide import GuideState
from maturity_model.ids import SettingId
from maturity_model.permission import Action, require, standings
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class TakenOut:
    """A wording was taken out of the workspace of a setting; `still_there` where all workspaces have it."""

    setting: SettingId
    still_there: bool


async def take_out(store: Store, request: OfGuide) -> TakenOut:
    """Remove the edition that a guide became from its workspace; the second time nothing changes.

    Raises:
        NothingThere: the workspace has no such guide.
        NotAllowed: the person is no careers leader of its setting.
        GuideSettled: it is being read, or did not become an edition.
        EditionInUse: reviews are pinned to it, and their number.
    """

    def decide(tx: Transaction) -> TakenOut:
        guide = tx.guides.get_for_change(request.workspace, request.guide)
        require(Action.GIVE_GUIDE, standings(request.person, tx.settings.get(guide.workspace, guide.setting)))
        if guide.state not in {GuideState.USED, GuideState.TAKEN_OUT} or guide.edition is None:
            raise GuideSettled
        edition = EditionId(guide.edition)
        if guide.state is GuideState.USED:
            with suppress(UnknownEdition):  # whoever runs the bot was quicker
                tx.editions.remove(edition, workspace=guide.workspace)
            tx.guides.put(replace(guide, state=GuideState.TAKEN_OUT))
        return TakenOut(setting=guide.setting, still_there=tx.editions.find(guide.workspace, edition) is not None)

    return await store.write(decide)
