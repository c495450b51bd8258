"""What the bot reads to draw a colleague's card again, and to tell them on Home what waits for them."""

from dataclasses import dataclass, replace

from bot.capabilities.reflection.use_cases.asked import Asked, sheet_of
from maturity_model.card import Place, colleague_card
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.review import Capacity
from maturity_model.setting import Setting
from maturity_model.sheet import Sheet
from storage.cards import NOWHERE
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A colleague's sheet with the next row on top, whose setting it is, and which message shows it now."""

    sheet: Sheet
    setting: Setting
    place: Place | None


async def look_at_desk(store: Store, request: Asked) -> Desk | None:
    """What a colleague's card shows by itself; None where the person does not answer in the review any more.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Desk | None:
        review = tx.reviews.get(request.workspace, request.review, only=request.person)
        member = review.members.get(request.person)
        if member is None or not member.holds(Capacity.COLLEAGUE):
            return None
        sheet = sheet_of(tx, review, request.person)
        note = tx.reflections.find_note(review, request.person, sheet.next) if sheet.next else None
        mark = tx.cards.find(review, colleague_card(request.person))
        return Desk(
            sheet=replace(sheet, row=sheet.next, note=note),
            setting=tx.settings.get(request.workspace, review.setting),
            place=mark.place if mark and mark.place != NOWHERE else None,
        )

    return await store.read(look)


async def list_open_sheets(store: Store, workspace: WorkspaceId, person: PersonId) -> list[Sheet]:
    """The sheets of every review that takes this person's answers now, newest first."""

    def look(tx: Transaction) -> list[Sheet]:
        reviews = tx.reviews.list_by_member(workspace, person)
        mine = [r for r in reviews if r.member(person).holds(Capacity.COLLEAGUE)]
        sheets = [sheet_of(tx, review, person) for review in mine]
        return [sheet for sheet in sheets if sheet.takes_answers]

    return await store.read(look)
