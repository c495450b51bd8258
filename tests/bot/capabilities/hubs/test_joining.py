"""A setting joins a hub with its code, says what it may see, and leaves it, on both databases."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.capabilities.hubs.use_cases.joining import (
    AboutSetting,
    Invited,
    JoinHub,
    Place,
    TryCode,
    join_hub,
    leave_hub,
    prepare_joining,
    show_progress,
    try_code,
)
from bot.capabilities.hubs.use_cases.looking import HubNews, find_place, look_at_joining
from bot.kit.hub_standing import Asker
from maturity_model.booking import BookingState
from maturity_model.errors import (
    AlreadyInAHub,
    LearnersOutOfRange,
    NotAllowed,
    NothingThere,
    NotInAHub,
    TextTooLong,
    TooManyTries,
    UnknownCode,
)
from maturity_model.hub import LONGEST_TRUST, MOST_LEARNERS, MOST_TRIES, MOST_TRIES_OF_WORKSPACE, TRIES_WITHIN
from maturity_model.ids import PersonId
from maturity_model.notice_kinds import REQUESTS_CLOSE, SETTING_JOINED, SETTING_LEFT
from storage.store import Store
from tests.given import STRANGER, WORKSPACE, ZONE
from tests.hub_given import (
    BY_COLLEAGUE,
    BY_CONSULTANT,
    CODE,
    ELSEWHERE,
    HUB,
    JANUARY,
    JUNE,
    LATER,
    NOW,
    OTHER_CODE,
    OTHER_HUB,
    booking,
    hub,
    keep_bookings,
    keep_hub,
    keep_members,
    keep_past,
    keep_review,
    keep_setting,
    keep_weeks,
    kept_booking,
    kept_member,
    leader_of,
    member,
    member_id,
    owed,
    setting,
    week,
)

AVON = setting("Avon")
LEADER = leader_of("Avon")
TRYING = TryCode(workspace=WORKSPACE, person=LEADER, setting=AVON.id, code="abcd-2345")
JOINING = JoinHub(
    workspace=WORKSPACE,
    person=LEADER,
    setting=AVON.id,
    code=CODE,
    member=member_id("Avon"),
    trust="River Trust",
    learners=1200,
    shows_progress=False,
)
ABOUT = AboutSetting(workspace=WORKSPACE, person=LEADER, setting=AVON.id)


@pytest.fixture(autouse=True)
async def a_setting_and_two_hubs(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_hub(store, hub(OTHER_HUB))
    await keep_setting(store, AVON, in_hub=None)


async def join(store: Store, request: JoinHub = JOINING, *, now: datetime = NOW) -> Place:
    return await join_hub(store, request, zone=ZONE, now=now)


async def try_wrong(store: Store, count: int, *, person: PersonId = LEADER, now: datetime = NOW) -> list[str]:
    """What somebody hears who tries that many wrong codes one after the other."""
    return [await heard(store, replace(TRYING, person=person, code=f"WRONG{n:03d}"), now=now) for n in range(count)]


async def heard(store: Store, request: TryCode, *, now: datetime = NOW) -> str:
    try:
        await try_code(store, request, now=now)
    except (UnknownCode, TooManyTries) as refused:
        return type(refused).__name__
    return "welcome"


async def leaders(store: Store, *people: PersonId) -> None:
    await store.write(lambda tx: tx.settings.put_leaders(AVON, people))


def counted(answers: Sequence[str]) -> dict[str, int]:
    return {answer: answers.count(answer) for answer in sorted(set(answers))}


# the code


async def test_the_right_code_names_the_hub_however_it_is_typed(store: Store) -> None:
    found = await prepare_joining(store, ABOUT)
    invited = await try_code(store, TRYING, now=NOW)

    assert found == AVON
    assert invited == Invited(setting=AVON, hub=hub())


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD23456", "ABCD2346", "' OR 1=1 --"])
async def test_a_wrong_code_names_none(store: Store, code: str) -> None:
    with pytest.raises(UnknownCode):
        await try_code(store, replace(TRYING, code=code), now=NOW)


async def test_of_a_thousand_wrong_codes_only_a_few_are_looked_at(store: Store) -> None:
    answers = await try_wrong(store, 1000)

    assert counted(answers) == {"UnknownCode": MOST_TRIES, "TooManyTries": 1000 - MOST_TRIES}


async def test_whoever_tried_too_many_is_refused_the_right_one_too_until_an_hour_is_over(store: Store) -> None:
    await try_wrong(store, MOST_TRIES)
    almost = NOW + TRIES_WITHIN - timedelta(seconds=1)

    with pytest.raises(TooManyTries) as at_once:
        await try_code(store, TRYING, now=NOW)
    with pytest.raises(TooManyTries) as at_last:
        await try_code(store, TRYING, now=almost)

    assert (at_once.value.minutes, at_last.value.minutes) == (60, 1)
    assert (await try_code(store, TRYING, now=NOW + TRIES_WITHIN)).hub == hub()


async def test_being_refused_makes_the_wait_no_longer(store: Store) -> None:
    await try_wrong(store, MOST_TRIES)
    await try_wrong(store, 10, now=NOW + timedelta(minutes=50))

    assert await heard(store, TRYING, now=NOW + TRIES_WITHIN) == "welcome"


async def test_somebody_elses_tries_are_not_ones_own(store: Store) -> None:
    other = PersonId("U0LOTHER")
    await leaders(store, LEADER, other)
    await try_wrong(store, MOST_TRIES, person=other)

    assert await heard(store, TRYING) == "welcome"


async def test_a_whole_workspace_tries_only_so_many(store: Store) -> None:
    people = [PersonId(f"U0L{n}") for n in range(MOST_TRIES_OF_WORKSPACE // MOST_TRIES)]
    await leaders(store, LEADER, *people)
    for person in people:
        await try_wrong(store, MOST_TRIES, person=person)

    assert await heard(store, TRYING) == "TooManyTries"
    assert await heard(store, TRYING, now=NOW + TRIES_WITHIN) == "welcome"


async def test_another_workspace_tries_its_own(store: Store) -> None:
    far = setting("Brook", workspace=ELSEWHERE)
    await keep_setting(store, far, in_hub=None)
    await try_wrong(store, MOST_TRIES)

    request = TryCode(workspace=ELSEWHERE, person=leader_of("Brook"), setting=far.id, code=CODE)

    assert await heard(store, request) == "welcome"


async def test_many_tries_at_once_are_counted_like_one_after_the_other(store: Store) -> None:
    wrong = [replace(TRYING, code=f"WRONG{n:03d}") for n in range(30)]

    answers = await asyncio.gather(*(heard(store, each) for each in wrong))

    assert counted(answers) == {"UnknownCode": MOST_TRIES, "TooManyTries": 30 - MOST_TRIES}


async def test_the_right_code_counts_as_no_try(store: Store) -> None:
    answers = [await heard(store, TRYING) for _ in range(MOST_TRIES * 2)]

    assert set(answers) == {"welcome"}


# joining


async def test_a_setting_joins_and_who_looks_after_the_fewest_is_its_consultant_and_is_told(store: Store) -> None:
    await keep_members(store, member("Brook"))  # the consultant's

    place = await join(store)

    assert place.hub == hub()
    assert place.member == await kept_member(store, "Avon")
    assert (place.member.name, place.member.trust, place.member.learners) == ("Avon", "River Trust", 1200)
    assert (place.member.setting, place.member.workspace) == (AVON.id, WORKSPACE)
    assert place.member.leaders == {LEADER}
    assert place.member.consultant == BY_COLLEAGUE
    [notice] = await owed(store, SETTING_JOINED)
    assert (notice.person, notice.about["member"]) == (BY_COLLEAGUE.person, place.member.id)


async def test_joining_again_changes_nothing(store: Store) -> None:
    first = await join(store)

    again = await join(store, replace(JOINING, trust="Another", member=member_id("Other")), now=LATER)

    assert again == first
    assert len(await owed(store, SETTING_JOINED)) == 1


@pytest.mark.parametrize("agreed", [True, False])
async def test_only_who_has_agreed_no_review_is_asked_again_once_it_has(store: Store, agreed: bool) -> None:
    if agreed:
        await keep_review(store, AVON)

    place = await join(store)

    assert place.member.waits_for_review is not agreed


async def test_the_hub_sees_progress_only_where_that_was_switched_on(store: Store) -> None:
    assert not (await join(store)).member.shows_progress

    await show_progress(store, ABOUT, shows=True)
    switched_on = await kept_member(store, "Avon")
    await show_progress(store, ABOUT, shows=False)

    assert switched_on.shows_progress
    assert not (await kept_member(store, "Avon")).shows_progress


async def test_who_joins_while_weeks_are_open_is_reminded_before_they_close(store: Store) -> None:
    await keep_weeks(store, week(JANUARY), week(JUNE))

    await join(store)

    [reminder] = await owed(store, REQUESTS_CLOSE)
    assert (reminder.person, reminder.due_at) == (LEADER, datetime(2025, 12, 8, 8, tzinfo=UTC))


async def test_a_setting_is_in_one_hub_at_a_time(store: Store) -> None:
    await join(store)

    for refused in (
        prepare_joining(store, ABOUT),
        try_code(store, replace(TRYING, code=OTHER_CODE), now=NOW),
        join(store, replace(JOINING, code=OTHER_CODE)),
    ):
        with pytest.raises(AlreadyInAHub) as refusal:
            await refused
        assert refusal.value.hub == hub().name


async def test_of_two_leaders_who_have_it_join_two_hubs_at_once_one_is_refused(store: Store) -> None:
    second = PersonId("U0LSECOND")
    await leaders(store, LEADER, second)
    requests = [JOINING, replace(JOINING, person=second, code=OTHER_CODE, member=member_id("Other"))]

    outcomes = await asyncio.gather(*(join(store, each) for each in requests), return_exceptions=True)

    assert {type(each) for each in outcomes} == {Place, AlreadyInAHub}
    valley = await store.read(lambda tx: tx.member_settings.list_by_hub(HUB))
    coast = await store.read(lambda tx: tx.member_settings.list_by_hub(OTHER_HUB))
    assert len(valley) + len(coast) == 1


async def test_two_leaders_who_have_it_join_the_same_hub_at_once_find_it_there_once(store: Store) -> None:
    second = PersonId("U0LSECOND")
    await leaders(store, LEADER, second)
    requests = [JOINING, replace(JOINING, person=second, member=member_id("Other"))]

    first, other = await asyncio.gather(*(join(store, each) for each in requests))

    assert first.member.id == other.member.id
    assert len(await owed(store, SETTING_JOINED)) == 1


async def test_a_code_that_is_given_out_no_more_lets_nobody_in(store: Store) -> None:
    await store.write(lambda tx: tx.hubs.put(replace(hub(), code="NEWC2345")))

    with pytest.raises(UnknownCode):
        await join(store)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (replace(JOINING, trust="x" * (LONGEST_TRUST + 1)), TextTooLong),
        (replace(JOINING, learners=0), LearnersOutOfRange),
        (replace(JOINING, learners=-3), LearnersOutOfRange),
        (replace(JOINING, learners=MOST_LEARNERS + 1), LearnersOutOfRange),
    ],
)
async def test_what_no_setting_is_like_is_refused(store: Store, wrong: JoinHub, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await join(store, wrong)

    assert await store.read(lambda tx: tx.member_settings.list_by_hub(HUB)) == []
    assert await owed(store, SETTING_JOINED) == []


async def test_a_setting_of_another_workspace_than_the_hubs_joins_like_any_other(store: Store) -> None:
    far = setting("Brook", workspace=ELSEWHERE)
    await keep_setting(store, far, in_hub=None)
    await keep_weeks(store, week())

    request = replace(
        JOINING, workspace=ELSEWHERE, person=leader_of("Brook"), setting=far.id, member=member_id("Brook")
    )
    place = await join(store, request)

    assert place.member.workspace == ELSEWHERE
    assert [notice.workspace for notice in await owed(store, REQUESTS_CLOSE)] == [ELSEWHERE]
    assert [notice.workspace for notice in await owed(store, SETTING_JOINED)] == [WORKSPACE]


async def test_a_hub_without_staff_takes_in_settings_all_the_same(store: Store) -> None:
    await store.write(lambda tx: tx.hubs.put_staff(replace(hub(), staff=frozenset())))

    place = await join(store)

    assert place.member.consultant is None
    assert await owed(store, SETTING_JOINED) == []


# leaving


async def test_a_setting_that_leaves_has_its_request_withdrawn_and_is_owed_nothing(store: Store) -> None:
    await keep_weeks(store, week())
    await join(store)
    await keep_bookings(store, booking("Avon", JANUARY, state=BookingState.CONFIRMED))

    await leave_hub(store, ABOUT, now=LATER)

    left = await store.read(lambda tx: tx.member_settings.find(HUB, member_id("Avon")))
    asked = await kept_booking(store, "Avon")
    assert left is not None
    assert asked is not None
    assert (left.left_at, asked.state) == (LATER, BookingState.WITHDRAWN)
    assert await owed(store, REQUESTS_CLOSE) == []
    [notice] = await owed(store, SETTING_LEFT)
    assert (notice.person, notice.about["member"]) == (min(hub().staff).person, left.id)


async def test_leaving_again_changes_nothing(store: Store) -> None:
    await join(store)
    await leave_hub(store, ABOUT, now=LATER)
    before = await store.read(lambda tx: tx.member_settings.find(HUB, member_id("Avon")))

    await leave_hub(store, ABOUT, now=LATER + timedelta(hours=1))

    assert await store.read(lambda tx: tx.member_settings.find(HUB, member_id("Avon"))) == before
    assert len(await owed(store, SETTING_LEFT)) == 1


async def test_leaving_many_times_at_once_is_leaving_once(store: Store) -> None:
    await keep_weeks(store, week())
    await join(store)
    await keep_bookings(store, booking("Avon", JANUARY))
    moments = [LATER + timedelta(seconds=second) for second in range(6)]

    await asyncio.gather(*(leave_hub(store, ABOUT, now=moment) for moment in moments))

    asked = await kept_booking(store, "Avon")
    assert asked is not None
    assert asked.version == 2
    assert len(await owed(store, SETTING_LEFT)) == 1


async def test_a_setting_that_comes_back_finds_what_it_had_done_before(store: Store) -> None:
    first = await join(store)
    await keep_past(store, "Avon", date(2025, 7, 1))
    await leave_hub(store, ABOUT, now=LATER)

    back = await join(store, replace(JOINING, member=member_id("Other"), trust="New Trust"), now=LATER)

    assert back.member.id == first.member.id
    assert (back.member.trust, back.member.joined_at, back.member.left_at) == ("New Trust", LATER, None)
    assert not back.member.waits_for_review
    assert len(await store.read(lambda tx: tx.histories.list_past(back.member))) == 1


async def test_a_setting_that_left_may_join_another_hub(store: Store) -> None:
    await join(store)
    await leave_hub(store, ABOUT, now=LATER)

    place = await join(store, replace(JOINING, code=OTHER_CODE, member=member_id("Other")), now=LATER)

    assert place.hub == hub(OTHER_HUB)


async def test_a_setting_in_no_hub_has_nothing_to_show_one(store: Store) -> None:
    with pytest.raises(NotInAHub):
        await show_progress(store, ABOUT, shows=True)
    await leave_hub(store, ABOUT, now=NOW)

    assert await owed(store, SETTING_LEFT) == []


# who may


async def test_nobody_but_a_careers_leader_of_the_setting_has_it_join_or_leave(store: Store) -> None:
    await join(store)
    stranger = replace(ABOUT, person=STRANGER)

    for refused in (
        prepare_joining(store, stranger),
        try_code(store, replace(TRYING, person=STRANGER), now=NOW),
        join(store, replace(JOINING, person=STRANGER)),
        leave_hub(store, stranger, now=NOW),
        show_progress(store, stranger, shows=True),
    ):
        with pytest.raises(NotAllowed):
            await refused

    assert not (await kept_member(store, "Avon")).shows_progress


async def test_in_another_workspace_there_is_no_such_setting(store: Store) -> None:
    await join(store)
    elsewhere = replace(ABOUT, workspace=ELSEWHERE)

    for refused in (
        prepare_joining(store, elsewhere),
        try_code(store, replace(TRYING, workspace=ELSEWHERE), now=NOW),
        join(store, replace(JOINING, workspace=ELSEWHERE)),
        leave_hub(store, elsewhere, now=NOW),
        show_progress(store, elsewhere, shows=True),
        find_place(store, Asker(workspace=ELSEWHERE, person=LEADER), AVON.id),
    ):
        with pytest.raises(NothingThere):
            await refused


async def test_a_stranger_uses_up_nobodys_tries(store: Store) -> None:
    for _ in range(MOST_TRIES_OF_WORKSPACE):
        with pytest.raises(NotAllowed):
            await try_code(store, replace(TRYING, person=STRANGER, code="WRONG"), now=NOW)

    assert await heard(store, TRYING) == "welcome"


# what is seen of it


async def test_careers_leaders_see_their_settings_place_and_nobody_else_does(store: Store) -> None:
    before = await find_place(store, ABOUT, AVON.id)
    place = await join(store)

    assert before is None
    assert await find_place(store, ABOUT, AVON.id) == place
    assert await find_place(store, replace(ABOUT, person=STRANGER), AVON.id) is None


async def test_news_is_for_whoever_still_works_for_the_hub(store: Store) -> None:
    await join(store)
    await leave_hub(store, ABOUT, now=LATER)
    [joined], [left] = await owed(store, SETTING_JOINED), await owed(store, SETTING_LEFT)

    news = await look_at_joining(store, left)
    namesake = await look_at_joining(store, replace(left, workspace=ELSEWHERE))
    await store.write(lambda tx: tx.hubs.put_staff(replace(hub(), staff=frozenset({BY_CONSULTANT}))))

    assert isinstance(news, HubNews)
    assert namesake is None
    assert news.member.name == "Avon"
    reader = joined.person == BY_CONSULTANT.person
    assert (await look_at_joining(store, joined) is not None) is reader
