"""Beginning, turning the card, finishing, saying what one does, and having the card brought to where one is."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from bot.capabilities.reflection.use_cases.asked import (
    Asked,
    AskedOfRow,
    open_sheet,
    sheet_of,
    turn_sheet,
)
from maturity_model.card import colleague_card
from maturity_model.errors import TextTooLong
from maturity_model.notice import NoticeState, PlannedNotice, Urgency
from maturity_model.notice_kinds import INVITATION, RESUMED_CARD, THEME_OF_THE_DAY
from maturity_model.review import Role, Stage
from maturity_model.schedule import theme_mornings, theme_of_the_day
from maturity_model.school_hours import school_hours
from maturity_model.sheet import Sheet, Turn
from storage.store import Store
from storage.transaction import Transaction

LONGEST_OWN_ROLE = 80
UNDER_WAY = (Stage.REFLECTING, Stage.AGREEING)


@dataclass(frozen=True, kw_only=True)
class NameRole(Asked):
    """Say what one does at the setting; `own_role` in one's own words where the role is OTHER."""

    role: Role
    own_role: str = ""


async def turn_card(store: Store, request: AskedOfRow, turn: Turn, *, now: datetime) -> Sheet:
    """Turn one's card to another row, or to the whole where none is left; no answer changes."""
    return await turn_sheet(store, request, lambda _, s: replace(s, row=s.beside(request.row, turn)), now)


async def begin_reflecting(store: Store, request: Asked, *, now: datetime) -> Sheet:
    """Show the next row to answer. Whoever said that is all, or that they cannot, and carries on after all, has not."""

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        is_new = sheet.member.finished or sheet.member.declined or not sheet.begun
        begun = sheet
        if is_new and sheet.takes_answers:
            begun = _change(tx, sheet, begun=True, finished=False, declined=False)
        return replace(begun, row=begun.next)

    return await turn_sheet(store, request, step, now)


async def choose_theme_a_day(store: Store, request: Asked, *, zone: tzinfo, now: datetime) -> Sheet:
    """Bring the colleague a theme each school morning before the meeting, in place of reminders; they asked for it.

    The second time changes nothing. With no morning left they simply begin; once the review takes no answers, nothing
    changes.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        if not sheet.takes_answers:
            return sheet
        review, person = sheet.review, request.person
        hours = school_hours(tx.settings.get(review.workspace, review.setting), zone)
        mornings = theme_mornings(review, hours, now=now)
        tx.notices.plan_again([theme_of_the_day(review, person, morning, hours) for morning in mornings])
        chosen = _change(tx, sheet, begun=True, finished=False, declined=False, theme_a_day=bool(mornings))
        return chosen if mornings else replace(chosen, row=chosen.next)

    return await turn_sheet(store, request, step, now)


async def stop_theme_a_day(store: Store, request: Asked) -> None:
    """Bring no more themes; the reminders that are still to come count again. The second time changes nothing."""

    def decide(tx: Transaction) -> None:
        sheet = open_sheet(tx, request)
        tx.notices.withdraw(sheet.review, kinds=(THEME_OF_THE_DAY,), person=request.person)
        _change(tx, sheet, theme_a_day=False)

    await store.write(decide)


async def finish_reflecting(store: Store, request: Asked, *, now: datetime) -> Sheet:
    """Remember that this is all they can say, which ends reminders; answers may still change.

    Once the review takes no more answers this changes nothing: the card shows how it stands.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        return _change(tx, sheet, finished=True) if sheet.takes_answers else sheet

    return await turn_sheet(store, request, step, now)


async def prepare_own_role(store: Store, request: Asked) -> None:
    """Refuse whoever does not answer in the review, before they say in their own words what they do.

    Raises:
        WrongStage: it is not under way.
    """

    def look(tx: Transaction) -> None:
        review = tx.reviews.get(request.workspace, request.review, only=request.person)
        sheet_of(tx, review, request.person).review.require_stage(*UNDER_WAY)

    await store.read(look)


async def name_role(store: Store, request: NameRole, *, now: datetime) -> None:
    """Keep what somebody does at the setting, in place of what was said before; their card is due to be drawn anew.

    Raises:
        TextTooLong: their own words are too long.
        WrongStage: the review is not under way.
    """
    if len(request.own_role) > LONGEST_OWN_ROLE:
        raise TextTooLong(LONGEST_OWN_ROLE)

    def decide(tx: Transaction) -> None:
        sheet = open_sheet(tx, request)
        sheet.review.require_stage(*UNDER_WAY)
        _change(tx, sheet, role=request.role, own_role=request.own_role)
        tx.cards.mark(sheet.review, colleague_card(request.person), due_at=now, place=request.place, onwards=True)

    await store.write(decide)


async def move_card(store: Store, request: Asked, *, key: str, now: datetime) -> None:
    """Owe the person their card at the end of their direct messages; the one they have is deleted as it is sent.

    Where a card is on its way to them already, nothing changes. `key` is a new one each time.
    """

    def decide(tx: Transaction) -> None:
        sheet = open_sheet(tx, request)
        if _is_on_its_way(tx, sheet):
            return
        notice = PlannedNotice(
            key=f"{RESUMED_CARD}:{key}",
            kind=RESUMED_CARD,
            workspace=request.workspace,
            setting=sheet.review.setting,
            review=request.review,
            due_at=now,
            person=request.person,
            subject=colleague_card(request.person),
            urgency=Urgency.WAITED_FOR,
        )
        tx.notices.plan(notice)

    await store.write(decide)


def _change(tx: Transaction, sheet: Sheet, **changes: Any) -> Sheet:
    member = replace(sheet.member, **changes)
    tx.reviews.put_of_member(sheet.review, member, *changes)
    return replace(sheet, member=member)


def _is_on_its_way(tx: Transaction, sheet: Sheet) -> bool:
    owed = (NoticeState.WAITING, NoticeState.SENDING)
    notices = [n for kind in (INVITATION, RESUMED_CARD) for n in tx.notices.list_by_kind(sheet.review, kind)]
    return any(n.person == sheet.member.person and n.state in owed for n in notices)
