"""A careers leader says when school is open: whole conversations through the real bot."""

from datetime import UTC, date, datetime, time

from bot.app import Bot
from bot.rehearsal.clock import SteppedClock
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import INVITATION
from maturity_model.review import Review
from maturity_model.setting import Closure
from tests.scenarios.conftest import School
from tests.scenarios.leading import (
    actions,
    errors,
    filled,
    kept_setting,
    look_at_home,
    name_setting,
    press_home,
    running,
    send,
    words,
)

SET_HOURS = "school_hours.set_hours"
HALF_TERM = Closure(first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))


async def invitations(bot: Bot, review: Review) -> set[tuple[NoticeState, datetime]]:
    kept: list[Notice] = await bot.deps.store.read(lambda tx: tx.notices.list_by_kind(review, INVITATION))
    return {(notice.state, notice.due_at) for notice in kept}


async def test_a_careers_leader_changes_the_hours_and_enters_a_closure(bot: Bot, school: School) -> None:
    await name_setting(bot, school)
    before = await look_at_home(school.leader, bot)

    await press_home(school.leader, bot, SET_HOURS)
    await send(school.leader, bot, opens_at="08:30", closes_at="16:00", closures="Half-term 26/10/2026 - 30/10/2026")

    setting = await kept_setting(bot, school)
    assert setting is not None
    assert (setting.opens_at, setting.closes_at, setting.closures) == (time(8, 30), time(16), (HALF_TERM,))
    assert "between 08:00 and 17:30" in before
    assert "between 08:30 and 16:00" in words(school.leader.home())


async def test_the_whole_list_is_there_to_be_edited(bot: Bot, school: School) -> None:
    await name_setting(bot, school)
    await press_home(school.leader, bot, SET_HOURS)
    modal = school.leader.modal()
    assert modal is not None
    [offered] = [block["element"]["initial_value"] for block in modal.blocks if block.get("block_id") == "closures"]

    await send(school.leader, bot, closures=f"{offered}\n26-30 October 2026")

    setting = await kept_setting(bot, school)
    assert setting is not None
    assert "20 December 2026 - 3 January 2027" in offered
    assert len(setting.closures) == 7
    assert HALF_TERM in setting.closures


async def test_what_cannot_be_read_is_said_under_its_field(bot: Bot, school: School) -> None:
    await name_setting(bot, school)
    await press_home(school.leader, bot, SET_HOURS)

    await send(school.leader, bot, closures="26/10/2026\nthe week of the fair")
    not_understood = errors(school.leader)
    await send(school.leader, bot, closures="", opens_at="17:30")
    out_of_order = errors(school.leader)

    setting = await kept_setting(bot, school)
    assert setting is not None
    assert "“the week of the fair”" in not_understood["closures"]
    assert "closes_at" in out_of_order
    assert (setting.opens_at, setting.closures) == (time(8), ())


async def test_nobody_else_finds_the_button(bot: Bot, school: School, under_way: Review) -> None:
    for person in (school.facilitator, school.colleagues[0], school.stranger, school.admin):
        await look_at_home(person, bot)

        assert SET_HOURS not in actions(person.home())


async def test_invitations_wait_for_the_end_of_a_closure(bot: Bot, school: School, clock: SteppedClock) -> None:
    await name_setting(bot, school)
    await press_home(school.leader, bot, SET_HOURS)
    await send(school.leader, bot, closures="INSET days 23 Nov - 24 Nov 2026")
    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, **filled(school))
    review = await running(bot, school)
    assert review is not None

    while_closed, waiting = [colleague.dm() for colleague in school.colleagues], await invitations(bot, review)
    clock.move_to(datetime(2026, 11, 25, 8, tzinfo=UTC))
    await bot.settle()

    assert while_closed == [[], [], [], []]
    assert waiting == {(NoticeState.WAITING, datetime(2026, 11, 25, 8, tzinfo=UTC))}
    assert [len(colleague.dm()) for colleague in school.colleagues] == [1, 1, 1, 1]
