"""A hub announces its weeks, and its settings ask for them: whole conversations through the real bot."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from bot.app import Bot, running
from bot.capabilities.bookings.texts import WEEKS_GONE
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Person, StandIn, happenings
from maturity_model.events import ReviewAgreed
from maturity_model.hub import Hub, Staff
from maturity_model.ids import HubId, PersonId, WorkspaceId
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import WEEKS_ANNOUNCED
from maturity_model.review import Stage
from tests import given
from tests.bot.capabilities.outcome.agreed import COLUMNS, agree, finish
from tests.scenarios.conftest import School, button
from tests.scenarios.hub import ASK, ENTER_PAST, SEED, WITHDRAW, Valley, make_hub
from tests.scenarios.leading import actions, errors, look_at_home, press_home, send, words

SEPTEMBER = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
NAMES = ("Oak School", "Birch College", "Cedar Academy")
ONE_TRIO = {"trios": "1"}
NOT = "bookings.not_this_time"


@pytest.fixture
def clock() -> SteppedClock:
    """The first day of the school year whose weeks the seed announces."""
    return SteppedClock(SEPTEMBER)


@pytest.fixture
async def valley(bot: Bot, slack: StandIn, school: School) -> Valley:
    """A hub with three settings, of which the first has its review behind it."""
    valley = await make_hub(bot, slack, school)
    for name in NAMES:
        await valley.add_setting(name)
    await valley.enter_review("Oak School", "2025-07-03")
    return valley


@pytest.fixture
async def announced(valley: Valley) -> Valley:
    """The same, with the four weeks announced."""
    await valley.announce()
    return valley


def last(person: Person) -> str:
    return words(person.dm()[-1])


def told(person: Person, sentence: str) -> int:
    return sum(sentence in words(message) for message in person.dm())


def _is(staff: Staff | None, person: Person) -> bool:
    return staff is not None and staff.person == person.id


async def _home(valley: Valley) -> str:
    return await look_at_home(valley.consultant, valley.bot)


async def _change(valley: Valley, **answers: object) -> None:
    """Change the first week ahead."""
    await valley.look_at_week(1)
    await valley.consultant.click_in_modal(action_id="weeks.change")
    await valley.bot.settle()
    await send(valley.consultant, valley.bot, **answers)
    while valley.consultant.modal():
        await valley.consultant.close_modal()


async def come_to(valley: Valley, clock: SteppedClock, moment: datetime) -> None:
    clock.move_to(moment)
    await valley.bot.settle()


async def test_the_four_weeks_of_the_seed_are_announced_to_everybody_who_should_know(valley: Valley) -> None:
    shown = await valley.announce(SEED)

    days = ("12 to 16 January 2026", "16 to 20 March 2026", "4 to 8 May 2026", "8 to 12 June 2026")
    assert all(each in shown for each in days)
    assert "Monday 4 May is a bank holiday (May Day)" in shown
    for leader in valley.leaders.values():
        assert told(leader, "has announced weeks") == 1
        assert all(each in last(leader) for each in days)
    assert "your own review was agreed on 3 July 2025" in last(valley.leaders["Oak School"])
    assert "your own internal leadership review" in last(valley.leaders["Birch College"])
    in_channel = words(valley.channel.messages()[-1])
    assert all(each in in_channel for each in days)
    assert not any(name in in_channel for name in NAMES)


async def test_the_same_works_from_the_command(valley: Valley) -> None:
    await valley.consultant.command("/careers-review", "hub weeks")
    await valley.bot.settle()
    await send(valley.consultant, valley.bot, weeks=SEED)
    await send(valley.consultant, valley.bot)

    assert "4 weeks are announced" in words(valley.consultant.modal())


async def test_whoever_works_for_several_hubs_announces_on_home_where_each_has_its_button(valley: Valley) -> None:
    another = Hub(
        id=HubId("coast"),
        workspace=valley.school.workspace,
        name="Coast Careers Hub",
        code="WXYZ6789",
        staff=(await valley.hub()).staff,
    )
    await valley.bot.deps.store.write(lambda tx: tx.hubs.add(another, at=SEPTEMBER))

    answer = await valley.consultant.command("/careers-review", "hub weeks")

    assert "You work for several hubs" in str(answer.body)


async def test_whoever_works_for_no_hub_is_told_who_announces_weeks(valley: Valley) -> None:
    answer = await valley.leaders["Oak School"].command("/careers-review", "hub weeks")

    assert "Weeks are announced by people who work for a Careers Hub" in str(answer.body)


async def test_lines_that_cannot_be_announced_are_named_and_stay_to_be_mended(valley: Valley) -> None:
    text = f"{SEED}\nSpring Term 31.02.2026 - 03.03.2026\n05.05.2026 - 07.05.2026\nTo be confirmed"

    shown = await valley.announce(text)

    assert "Spring Term 31.02.2026 - 03.03.2026: I can't find a first and a last day in it" in shown
    assert "05.05.2026 - 07.05.2026: it overlaps with another week" in shown
    assert "To be confirmed: I can't find a first and a last day in it" in shown
    assert (await _home(valley)).count("confirmed, 6 places left") == 4


async def test_what_was_changed_after_checking_is_checked_again_before_anybody_is_told(valley: Valley) -> None:
    await press_home(valley.consultant, valley.bot, "weeks.announce")
    await send(valley.consultant, valley.bot, weeks=SEED)
    await send(valley.consultant, valley.bot, trios="3")

    assert "Each week has 9 places" in words(valley.consultant.modal())
    assert not any(told(leader, "has announced") for leader in valley.leaders.values())


async def test_what_a_colleague_announced_since_checking_is_named_before_the_rest_is_announced(valley: Valley) -> None:
    await press_home(valley.consultant, valley.bot, "weeks.announce")
    await send(valley.consultant, valley.bot, weeks=SEED)
    first = SEED.splitlines()[0]
    await press_home(valley.other, valley.bot, "weeks.announce")
    await send(valley.other, valley.bot, weeks=first)
    await send(valley.other, valley.bot)

    await send(valley.consultant, valley.bot)

    assert "it overlaps with another week" in words(valley.consultant.modal())
    assert [told(leader, "has announced") for leader in valley.leaders.values()] == [1, 1, 1]
    await send(valley.consultant, valley.bot)
    assert "3 weeks are announced" in words(valley.consultant.modal())


async def test_a_setting_asks_is_confirmed_and_gives_its_week_back(announced: Valley) -> None:
    leader = announced.leaders["Oak School"]
    await announced.ask("Oak School", 2, 1)
    member = (await announced.members())["Oak School"]
    consultant = announced.consultant if _is(member.consultant, announced.consultant) else announced.other
    assert "1. Spring Term, 16 to 20 March 2026" in last(consultant)

    await announced.answer("Oak School", sentence="Looking forward to it.")

    assert "has confirmed Oak School's peer-to-peer review: Spring Term, 16 to 20 March 2026" in last(leader)
    assert "Looking forward to it." in last(leader)
    assert "1 confirmed, 5 places left" in await _home(announced)

    await press_home(leader, announced.bot, WITHDRAW)

    assert "gives Spring Term, 16 to 20 March 2026 back" in last(consultant)
    assert "0 confirmed, 6 places left" in await _home(announced)


async def test_a_request_is_declined_only_with_a_sentence(announced: Valley) -> None:
    await announced.ask("Oak School", 1)
    await announced.look_at("Oak School")
    await announced.consultant.click_in_modal(action_id="bookings.answer")
    await announced.bot.settle()

    await send(announced.consultant, announced.bot, what="decline")

    assert "Please write a sentence" in errors(announced.consultant)["sentence"]
    await send(announced.consultant, announced.bot, what="decline", sentence="We'd like you in the next round.")
    assert "We'd like you in the next round." in last(announced.leaders["Oak School"])
    assert "We'd like you in the next round." in await look_at_home(announced.leaders["Oak School"], announced.bot)


async def test_whoever_never_took_part_comes_first_and_the_rest_wait_in_line(valley: Valley) -> None:
    for name in ("Elm School", "Fir School", "Hazel School"):
        await valley.add_setting(name)
    for number, name in enumerate(valley.leaders):
        await valley.enter_review(name, "2025-06-02")
        await valley.enter_review(name, f"2024-0{number + 1}-15", kind="PEER") if name != "Hazel School" else None
    await valley.announce(**ONE_TRIO)
    for name in valley.leaders:
        await valley.ask(name, 1)

    lines = [line for line in (await valley.look_at_week(1)).split("\n") if "choice" in line]

    assert [line.split(":")[0] for line in lines] == ["Hazel School", *list(valley.leaders)[:5]]
    assert ["waiting list" in line for line in lines] == [False] * 3 + [True] * 3
    assert "you're first on the waiting list" in await look_at_home(valley.leaders["Cedar Academy"], valley.bot)


async def test_once_its_own_review_is_agreed_a_setting_is_asked_again_by_itself(
    announced: Valley, clock: SteppedClock
) -> None:
    leader, store = announced.leaders["Birch College"], announced.bot.deps.store
    birch = (await announced.members())["Birch College"]
    assert birch.setting
    assert birch.workspace
    running = given.review(
        *given.colleagues(3),
        workspace=birch.workspace,
        leaders=(PersonId(leader.id),),
        facilitators=(PersonId(announced.school.facilitator.id),),
        stage=Stage.AGREEING,
    )
    review = await given.kept(store, replace(running, setting=birch.setting), at=clock.now())
    await agree(store, review, COLUMNS)
    await finish(store, review, at=clock.now())
    await announced.bot.deps.announce(ReviewAgreed(workspace=review.workspace, review=review.id))

    await come_to(announced, clock, clock.now() + timedelta(days=1))

    assert told(leader, "Birch College's review is agreed, so you can now ask") == 1
    await come_to(announced, clock, clock.now() + timedelta(days=1))
    assert told(leader, "Birch College's review is agreed, so you can now ask") == 1


async def test_one_reminder_comes_before_requests_close_to_those_alone_who_may_ask_and_have_not_answered(
    announced: Valley, clock: SteppedClock
) -> None:
    await announced.enter_review("Cedar Academy", "2025-07-09")
    await announced.ask("Cedar Academy", 1)

    await come_to(announced, clock, datetime(2025, 12, 8, 9, 0, tzinfo=UTC))
    await come_to(announced, clock, datetime(2025, 12, 15, 12, 0, tzinfo=UTC))

    reminded = {name: told(leader, "close soon") for name, leader in announced.leaders.items()}
    assert reminded == {"Oak School": 1, "Birch College": 0, "Cedar Academy": 0}


async def test_saying_that_no_week_suits_ends_reminders_and_is_seen_by_the_hub(
    announced: Valley, clock: SteppedClock
) -> None:
    leader = announced.leaders["Oak School"]
    message = leader.dm()[-1]

    await leader.click(message, action_id="bookings.not_this_time", value=str(button(message, NOT)["value"]))
    await announced.bot.settle()

    assert "Not this time (1): Oak School" in await _home(announced)
    await come_to(announced, clock, datetime(2025, 12, 15, 12, 0, tzinfo=UTC))
    assert told(leader, "close soon") == 0


async def test_changing_and_withdrawing_a_week_tells_those_who_asked_for_it_once(announced: Valley) -> None:
    await announced.enter_review("Cedar Academy", "2025-07-09")
    await announced.ask("Oak School", 1)
    await announced.ask("Cedar Academy", 2)

    await _change(announced, first_day="2026-01-19", last_day="2026-01-23")
    await announced.look_at_week(1)
    await announced.consultant.click_in_modal(action_id="weeks.withdraw")
    await announced.bot.settle()

    changes = [told(leader, "has changed a week") for leader in announced.leaders.values()]
    withdrawals = [told(leader, "has withdrawn Spring Term") for leader in announced.leaders.values()]
    assert (changes, withdrawals) == ([1, 0, 0], [1, 0, 0])
    assert "19 to 23 January 2026" not in await _home(announced)


async def test_a_setting_whose_only_week_is_withdrawn_reads_so_and_keeps_its_place(announced: Valley) -> None:
    await announced.ask("Oak School", 1)

    await announced.look_at_week(1)
    await announced.consultant.click_in_modal(action_id="weeks.withdraw")
    await announced.bot.settle()

    leader = announced.leaders["Oak School"]
    assert WEEKS_GONE.replace("*", "") in (await look_at_home(leader, announced.bot)).replace("*", "")
    assert {ASK, WITHDRAW} <= set(actions(leader.home()))


async def test_a_peer_review_counts_from_its_day_and_the_next_is_prompted_three_years_later(
    announced: Valley, clock: SteppedClock
) -> None:
    leader = announced.leaders["Oak School"]
    await come_to(announced, clock, datetime(2026, 1, 19, 9, 0, tzinfo=UTC))

    await announced.enter_review("Oak School", "2026-01-14", kind="PEER")

    assert "Took part in the last three years (1): Oak School" in await _home(announced)
    await come_to(announced, clock, datetime(2029, 1, 12, 9, 0, tzinfo=UTC))
    assert told(leader, "three years") == 0
    await come_to(announced, clock, datetime(2029, 1, 16, 9, 0, tzinfo=UTC))
    assert told(leader, "three years") == 1


async def test_the_spreadsheet_holds_every_setting_and_no_formula(announced: Valley) -> None:
    formula = '=HYPERLINK("http://127.0.0.1","x")'
    await announced.add_setting(formula)

    await press_home(announced.consultant, announced.bot, "bookings.export")

    (file,) = [file for message in announced.consultant.dm() for file in message.files]
    sheet = openpyxl.load_workbook(BytesIO(file.content or b"")).active
    assert sheet is not None
    cells = list(sheet.iter_rows())
    assert {row[0].value for row in cells[1:]} == {*NAMES, formula}
    assert {cell.data_type for row in cells for cell in row if isinstance(cell.value, str)} == {"s"}


async def test_the_hub_sees_how_far_a_review_is_only_where_its_careers_leader_lets_it(
    announced: Valley, clock: SteppedClock
) -> None:
    leader = announced.leaders["Birch College"]
    birch = (await announced.members())["Birch College"]
    assert birch.setting
    assert birch.workspace
    review = given.review(*given.colleagues(3), workspace=birch.workspace, leaders=(PersonId(leader.id),))
    await given.kept(announced.bot.deps.store, replace(review, setting=birch.setting), at=clock.now())

    before = await announced.look_at("Birch College")
    await announced.consultant.close_modal()
    await press_home(leader, announced.bot, "hubs.show_progress")
    after = await announced.look_at("Birch College")

    assert "not agreed yet" in before
    assert "reflecting" not in before
    assert "colleagues are reflecting" in after


async def test_hub_staff_act_for_a_setting_without_slack_and_write_to_it_themselves(announced: Valley) -> None:
    await press_home(announced.consultant, announced.bot, "member_settings.add")
    await send(announced.consultant, announced.bot, name="Holly School", contact="careers@holly.example")
    await announced.consultant.close_modal()
    await announced.look_at("Holly School")
    await announced.consultant.click_in_modal(action_id=ENTER_PAST)
    await announced.bot.settle()
    await send(announced.consultant, announced.bot, done_on="2025-07-01")
    assert "how you know about it" in errors(announced.consultant)["source"]
    await send(announced.consultant, announced.bot, source="Compass+")
    while announced.consultant.modal():
        await announced.consultant.close_modal()

    await announced.look_at("Holly School")
    await announced.consultant.click_in_modal(action_id=ASK)
    await announced.bot.settle()
    await send(announced.consultant, announced.bot, choice_1=announced.week(announced.consultant, 3))
    while announced.consultant.modal():
        await announced.consultant.close_modal()
    await announced.look_at("Holly School")
    await announced.consultant.click_in_modal(action_id="bookings.answer")
    await announced.bot.settle()
    await send(announced.consultant, announced.bot, sentence="See you in May.")

    shown = words(announced.consultant.modal())
    assert "Please send this yourself* to careers@holly.example" in shown
    assert "See you in May." in shown


@pytest.fixture
async def abroad(slack: StandIn, config: Config, clock: SteppedClock) -> AsyncIterator[tuple[Bot, School, Person]]:
    """The same bot in two workspaces: the hub's, and that of a school with its admin and careers leader."""
    other = slack.add_workspace("Far School")
    admin, leader = other.add_person("Far Office", admin=True), other.add_person("Far Leader")
    home = slack.workspace
    school = School(
        workspace=WorkspaceId(home.id),
        admin=home.add_person("Office", admin=True),
        leader=home.add_person("Careers Leader"),
        facilitator=admin,
        colleagues=(),
        stranger=home.add_person("Visitor"),
        room=home.add_channel("careers-review", private=True),
    )
    tokens = {WorkspaceId(each.id): each.token for each in (home, other)}
    async with running(config, clock=clock, tokens=tokens) as bot:
        slack.deliver_to(bot.address or "")
        yield bot, school, leader


async def test_a_setting_of_another_workspace_joins_and_is_written_to_there(
    abroad: tuple[Bot, School, Person], slack: StandIn
) -> None:
    bot, school, leader = abroad
    valley = await make_hub(bot, slack, school)
    await press_home(school.facilitator, bot, "home.name_setting")
    await send(school.facilitator, bot, name="Far School", kind="SCHOOL", phase="SECONDARY", people=[leader])
    await press_home(leader, bot, "hubs.join")
    await send(leader, bot, code=(await valley.hub()).code)
    await send(leader, bot)

    await valley.announce()

    assert told(leader, "has announced weeks") == 1
    hub = await valley.hub()
    notices = await bot.deps.store.read(lambda tx: tx.hub_notices.list_by_kind(hub.id, WEEKS_ANNOUNCED))
    far = [notice for notice in notices if notice.workspace != hub.workspace]
    assert [notice.state for notice in far] == [NoticeState.SENT]


async def test_the_others_look_after_the_settings_of_somebody_whose_account_ends(announced: Valley) -> None:
    await announced.ask("Oak School", 1)
    member = (await announced.members())["Oak School"]
    gone, stays = announced.consultant, announced.other
    if not _is(member.consultant, gone):
        gone, stays = stays, gone

    await happenings.change(gone, deleted=True)
    await announced.bot.settle()

    assert {one.person for one in (await announced.hub()).staff} == {stays.id}
    assert all(_is(each.consultant, stays) for each in (await announced.members()).values())
    assert "Oak School asks for a peer-to-peer review" in last(stays)


async def test_the_last_of_a_hubs_staff_stays_until_a_workspace_admin_names_somebody(announced: Valley) -> None:
    for person in (announced.consultant, announced.other):
        await happenings.change(person, deleted=True)
        await announced.bot.settle()

    await press_home(announced.school.admin, announced.bot, "hubs.staff")
    await send(announced.school.admin, announced.bot, people=[announced.school.facilitator])

    assert {one.person for one in (await announced.hub()).staff} == {announced.school.facilitator.id}
    assert all(_is(each.consultant, announced.school.facilitator) for each in (await announced.members()).values())
