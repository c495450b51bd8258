"""Announcing weeks, on both databases: everybody who should hear of them is owed one word each."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.capabilities.weeks.cards.messages import channel_card, remind_by_email_card
from bot.capabilities.weeks.cards.modals import announced_modal
from bot.capabilities.weeks.use_cases.announcing import (
    Announced,
    AnnounceWeeks,
    announce_weeks,
    prepare_announcement,
)
from bot.capabilities.weeks.use_cases.telling import ask_again, look_at_announcement, look_at_unanswered, look_at_weeks
from bot.kit.hub_standing import Asker
from bot.rehearsal.reading import texts_in
from maturity_model.booking import BookingState
from maturity_model.booking_week import MOST_TRIOS, MOST_WEEKS, WrittenWeek
from maturity_model.errors import (
    ClosesInThePast,
    ClosesTooLate,
    NotAllowed,
    NothingThere,
    NotHubStaff,
    NoWeeks,
    SeveralHubs,
    TooManyWeeks,
    TriosOutOfRange,
    WeekInThePast,
    WeeksOverlap,
    WeekTooLong,
)
from maturity_model.hub import PastKind
from maturity_model.ids import HubId, PersonId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import ASKED_AGAIN, REQUESTS_CLOSE, WEEKS_ANNOUNCED, WEEKS_BY_EMAIL, WEEKS_IN_CHANNEL
from maturity_model.review import Stage
from maturity_model.setting import Closure
from storage.store import Store
from tests.given import LEADER, STRANGER, WORKSPACE, ZONE
from tests.hub_given import (
    ADDRESS,
    BY_COLLEAGUE,
    COLLEAGUE,
    CONSULTANT,
    DAYS,
    ELSEWHERE,
    HUB,
    HUB_CHANNEL,
    JANUARY,
    LATER,
    MARCH,
    NOW,
    OTHER_HUB,
    TODAY,
    booking,
    hub,
    keep_bookings,
    keep_hub,
    keep_members,
    keep_past,
    keep_review,
    keep_setting,
    keep_weeks,
    kept_member,
    leader_of,
    member,
    owed,
    setting,
    week,
)

WRITTEN = tuple(
    WrittenWeek(
        term="Spring Term" if last_on.month < 4 else "Summer Term",
        first_on=first_on,
        last_on=last_on,
        closes_on=first_on - timedelta(weeks=4),
    )
    for first_on, last_on in DAYS.values()
)
ANNOUNCING = AnnounceWeeks(
    workspace=WORKSPACE,
    person=CONSULTANT,
    hub=HUB,
    announcement="a" * 32,
    weeks=WRITTEN,
    trios=2,
    facilitators=(COLLEAGUE,),
)
STAFF = Asker(workspace=WORKSPACE, person=CONSULTANT)
ONE = (WRITTEN[0],)


@pytest.fixture(autouse=True)
async def a_hub(store: Store) -> None:
    await keep_hub(store, hub())


async def announce(store: Store, request: AnnounceWeeks = ANNOUNCING, *, now: datetime = NOW) -> Announced:
    return await announce_weeks(store, request, zone=ZONE, now=now)


async def people(store: Store, *kinds: str) -> list[PersonId | None]:
    return [notice.person for notice in await owed(store, *kinds)]


async def again(store: Store, *, now: datetime = LATER) -> bool:
    return await ask_again(store, zone=ZONE, now=now)


async def of_kind(store: Store, kind: str) -> Notice:
    [notice] = await owed(store, kind)
    return notice


# announcing


async def test_the_four_weeks_of_2025_26_are_announced(store: Store) -> None:
    announced = await announce(store)

    kept = await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB))
    assert tuple(kept) == announced.weeks
    assert [(each.first_on, each.last_on) for each in kept] == list(DAYS.values())
    assert {(each.trios, each.facilitators, each.announced_by) for each in kept} == {(2, (COLLEAGUE,), CONSULTANT)}
    assert len({each.id for each in kept}) == 4


async def test_it_is_told_in_the_channel_to_each_careers_leader_and_by_hand_to_those_without_slack(
    store: Store,
) -> None:
    await keep_setting(store, setting("Avon", leaders=(LEADER, leader_of("Avon"))))
    await keep_setting(store, setting("Brook", workspace=ELSEWHERE))
    await keep_members(store, member("Clyde"), member("Dart"), replace(member("Exe"), consultant=BY_COLLEAGUE))

    await announce(store)

    told = await owed(store, WEEKS_ANNOUNCED)
    assert {(notice.workspace, notice.person) for notice in told} == {
        (WORKSPACE, LEADER),
        (WORKSPACE, leader_of("Avon")),
        (ELSEWHERE, leader_of("Brook")),
    }
    assert len(told) == 3
    assert {notice.due_at for notice in told} == {NOW}
    assert (await of_kind(store, WEEKS_IN_CHANNEL)).channel == HUB_CHANNEL
    assert set(await people(store, WEEKS_BY_EMAIL)) == {CONSULTANT, COLLEAGUE}
    assert len(await people(store, WEEKS_BY_EMAIL)) == 2


async def test_a_hub_without_a_channel_says_nothing_in_one(store: Store) -> None:
    await store.write(lambda tx: tx.hubs.put(replace(hub(), channel=None)))

    await announce(store)

    assert await owed(store, WEEKS_IN_CHANNEL) == []


async def test_sending_the_same_announcement_again_changes_nothing(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    first = await announce(store)

    second = await announce(store, replace(ANNOUNCING, weeks=ONE, trios=9), now=LATER)

    assert second.weeks == first.weeks
    assert [each.name for each in second.later] == [each.name for each in first.later] == ["Avon"]
    assert len(await owed(store, WEEKS_ANNOUNCED)) == len(await owed(store, WEEKS_IN_CHANNEL)) == 1


async def test_pressing_twice_at_once_announces_once(store: Store) -> None:
    await keep_setting(store, setting("Avon"))

    outcomes = await asyncio.gather(*(announce(store) for _ in range(5)))

    assert all(each.weeks == outcomes[0].weeks for each in outcomes)
    assert len(await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB))) == 4
    assert len(await owed(store, WEEKS_ANNOUNCED)) == len(await owed(store, WEEKS_IN_CHANNEL)) == 1


async def test_two_staff_who_announce_the_same_days_at_once_do_not_both(store: Store) -> None:
    requests = [ANNOUNCING, replace(ANNOUNCING, person=COLLEAGUE, announcement="b" * 32)]

    outcomes = await asyncio.gather(*(announce(store, each) for each in requests), return_exceptions=True)

    assert {type(each) for each in outcomes} == {Announced, WeeksOverlap}
    assert len(await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB))) == 4


async def test_it_says_who_may_ask_at_once_and_who_after_their_review(store: Store) -> None:
    for name in ("Avon", "Brook"):
        await keep_setting(store, setting(name))
    await keep_members(store, member("Clyde"), member("Dart"))
    await keep_review(store, setting("Avon"))
    await keep_review(store, setting("Brook"), stage=Stage.AGREEING)
    await keep_past(store, "Clyde", date(2025, 5, 1))

    announced = await announce(store)

    assert [each.name for each in announced.ready] == ["Avon", "Clyde"]
    assert [each.name for each in announced.later] == ["Brook", "Dart"]


async def test_who_is_due_again_by_the_last_week_may_ask_at_once(store: Store) -> None:
    for name, day in (("Avon", date(2023, 6, 12)), ("Brook", date(2023, 6, 13))):
        await keep_members(store, member(name))
        await keep_past(store, name, date(2025, 5, 1))
        await keep_past(store, name, day, kind=PastKind.PEER)

    announced = await announce(store)

    assert [each.name for each in announced.ready] == ["Avon"]
    assert [each.name for each in announced.lately] == ["Brook"]
    assert announced.later == ()


async def test_each_careers_leader_is_reminded_in_their_settings_own_time(store: Store) -> None:
    avon, brook = setting("Avon"), replace(setting("Brook"), opens_at=time(9, 30))
    closed = Closure(first_on=date(2025, 12, 8), last_on=date(2025, 12, 9))
    for each in (avon, brook):
        await keep_setting(store, each)
    await store.write(lambda tx: tx.settings.put_hours(replace(brook, closures=(closed,))))

    await announce(store)

    reminders = {notice.person: notice.due_at for notice in await owed(store, REQUESTS_CLOSE)}
    assert reminders == {
        leader_of("Avon"): datetime(2025, 12, 8, 8, tzinfo=UTC),
        leader_of("Brook"): datetime(2025, 12, 4, 9, 30, tzinfo=UTC),
    }


async def test_weeks_that_close_within_the_week_bring_no_reminder(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    soon = replace(WRITTEN[0], closes_on=TODAY + timedelta(days=4))

    await announce(store, replace(ANNOUNCING, weeks=(soon, *WRITTEN[1:])))

    assert await owed(store, REQUESTS_CLOSE) == []


async def test_a_second_announcement_reminds_of_its_own_weeks(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store, replace(ANNOUNCING, weeks=WRITTEN[:2]))

    await announce(store, replace(ANNOUNCING, announcement="b" * 32, weeks=WRITTEN[2:]))

    assert len(await owed(store, WEEKS_ANNOUNCED)) == len(await owed(store, REQUESTS_CLOSE)) == 2


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (replace(ANNOUNCING, weeks=()), NoWeeks),
        (replace(ANNOUNCING, weeks=ONE * (MOST_WEEKS + 1)), TooManyWeeks),
        (replace(ANNOUNCING, weeks=ONE * 2), WeeksOverlap),
        (replace(ANNOUNCING, trios=0), TriosOutOfRange),
        (replace(ANNOUNCING, trios=MOST_TRIOS + 1), TriosOutOfRange),
        (replace(ANNOUNCING, weeks=(replace(WRITTEN[0], first_on=TODAY, last_on=TODAY),)), WeekInThePast),
        (replace(ANNOUNCING, weeks=(replace(WRITTEN[0], last_on=date(2026, 1, 9)),)), WeekInThePast),
        (replace(ANNOUNCING, weeks=(replace(WRITTEN[0], last_on=date(2026, 1, 26)),)), WeekTooLong),
        (replace(ANNOUNCING, weeks=(replace(WRITTEN[0], closes_on=WRITTEN[0].first_on),)), ClosesTooLate),
        (replace(ANNOUNCING, weeks=(replace(WRITTEN[0], closes_on=date(2026, 1, 20)),)), ClosesTooLate),
        (replace(ANNOUNCING, weeks=(replace(WRITTEN[0], closes_on=date(2025, 8, 31)),)), ClosesInThePast),
        (replace(ANNOUNCING, weeks=(*WRITTEN[1:], replace(WRITTEN[0], closes_on=date(2025, 8, 1)))), ClosesInThePast),
    ],
)
async def test_weeks_that_nobody_could_take_part_in_are_refused_as_a_whole(
    store: Store, wrong: AnnounceWeeks, refusal: type[Exception]
) -> None:
    await keep_setting(store, setting("Avon"))

    with pytest.raises(refusal):
        await announce(store, wrong)

    assert await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB)) == []
    assert await owed(store, WEEKS_ANNOUNCED, WEEKS_IN_CHANNEL, REQUESTS_CLOSE) == []


async def test_a_week_that_shares_a_day_with_an_announced_one_is_refused(store: Store) -> None:
    await keep_weeks(store, week(JANUARY))

    with pytest.raises(WeeksOverlap):
        await announce(store)

    assert len(await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB))) == 1


async def test_a_week_of_another_hub_is_in_nobodys_way(store: Store) -> None:
    await keep_hub(store, hub(OTHER_HUB))
    await announce(store, replace(ANNOUNCING, hub=OTHER_HUB, announcement="b" * 32))

    assert len((await announce(store)).weeks) == 4


# who may


async def test_staff_may_announce_in_the_one_hub_that_they_work_for(store: Store) -> None:
    await keep_weeks(store, week(MARCH), week(JANUARY))

    named, only = await prepare_announcement(store, STAFF, HUB), await prepare_announcement(store, STAFF, None)

    assert named == only
    assert (only.hub, [each.id for each in only.announced]) == (hub(), [JANUARY, MARCH])


async def test_who_works_for_several_hubs_names_one(store: Store) -> None:
    await keep_hub(store, hub(OTHER_HUB))

    with pytest.raises(SeveralHubs):
        await prepare_announcement(store, STAFF, None)

    assert (await prepare_announcement(store, STAFF, OTHER_HUB)).hub == hub(OTHER_HUB)


async def test_a_stranger_and_a_careers_leader_announce_nothing(store: Store) -> None:
    await keep_setting(store, setting("Avon"))

    for person in (STRANGER, leader_of("Avon")):
        asker = replace(STAFF, person=person)
        with pytest.raises(NotHubStaff):
            await prepare_announcement(store, asker, None)
        for refused in (
            prepare_announcement(store, asker, HUB),
            announce(store, replace(ANNOUNCING, person=person)),
        ):
            with pytest.raises(NotAllowed):
                await refused

    assert await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB)) == []


async def test_to_another_workspace_there_is_no_such_hub(store: Store) -> None:
    attempts: list[Awaitable[object]] = [
        prepare_announcement(store, replace(STAFF, workspace=ELSEWHERE), HUB),
        announce(store, replace(ANNOUNCING, workspace=ELSEWHERE)),
        announce(store, replace(ANNOUNCING, hub=HubId("no-such-hub"))),
    ]

    for refused in attempts:
        with pytest.raises(NothingThere):
            await refused


# what is said


async def test_a_careers_leader_is_told_which_weeks_there_are_and_whether_they_may_ask(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store)
    notice = await of_kind(store, WEEKS_ANNOUNCED)

    before = await look_at_weeks(store, notice, zone=ZONE, now=NOW)
    await keep_review(store, setting("Avon"))
    after = await look_at_weeks(store, notice, zone=ZONE, now=NOW)

    assert before is not None
    assert after is not None
    assert len(before.weeks) == 4
    assert (before.is_ready, before.has_answered, after.is_ready) == (False, False, True)


async def test_only_weeks_that_can_still_be_asked_for_are_told_and_none_is_told_as_nothing(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store)
    notice, in_channel = await of_kind(store, WEEKS_ANNOUNCED), await of_kind(store, WEEKS_IN_CHANNEL)
    closed = datetime(2025, 12, 16, 9, tzinfo=UTC)
    every_closed = datetime(2026, 5, 12, 9, tzinfo=UTC)

    later = await look_at_weeks(store, notice, zone=ZONE, now=closed)

    assert later is not None
    assert len(later.weeks) == 3
    assert await look_at_weeks(store, notice, zone=ZONE, now=every_closed) is None
    assert await look_at_announcement(store, in_channel, zone=ZONE, now=every_closed) is None


async def test_who_leads_no_more_or_whose_setting_has_left_is_told_nothing(store: Store) -> None:
    place = await keep_setting(store, setting("Avon"))
    await announce(store)
    notice = await of_kind(store, WEEKS_ANNOUNCED)

    stranger = await look_at_weeks(store, replace(notice, person=STRANGER), zone=ZONE, now=NOW)
    await store.write(lambda tx: tx.member_settings.put(replace(place, left_at=NOW)))

    assert stranger is None
    assert await look_at_weeks(store, notice, zone=ZONE, now=NOW) is None


@pytest.mark.parametrize(
    ("state", "answered"),
    [
        (BookingState.WAITING, True),
        (BookingState.CONFIRMED, True),
        (BookingState.NOT_THIS_TIME, True),
        (BookingState.WITHDRAWN, False),
    ],
)
async def test_who_has_answered_is_known_when_the_reminder_leaves(
    store: Store, state: BookingState, answered: bool
) -> None:
    await keep_setting(store, setting("Avon"))
    weeks = [each.id for each in (await announce(store)).weeks]
    await keep_bookings(store, booking("Avon", *weeks, state=state))

    told = await look_at_weeks(store, await of_kind(store, REQUESTS_CLOSE), zone=ZONE, now=NOW)

    assert told is not None
    assert told.has_answered is answered


async def test_a_week_whose_places_are_all_taken_is_said_to_be_full(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    [first, *_] = (await announce(store, replace(ANNOUNCING, trios=1))).weeks
    await keep_members(store, member("Brook"), member("Clyde"), member("Dart"))
    taken = [booking(name, first.id, state=BookingState.CONFIRMED) for name in ("Brook", "Clyde", "Dart")]
    await keep_bookings(store, *taken)

    told = await look_at_weeks(store, await of_kind(store, WEEKS_ANNOUNCED), zone=ZONE, now=NOW)

    assert told is not None
    assert told.full == {first.id}


async def test_the_channel_hears_how_many_may_ask_and_consultants_whom_they_write_to(store: Store) -> None:
    await keep_members(store, member("Clyde"), replace(member("Dart"), consultant=BY_COLLEAGUE))
    await keep_setting(store, setting("Avon"))
    await keep_review(store, setting("Avon"))
    await keep_setting(store, setting("Exe"))
    await keep_review(store, setting("Exe"))
    await keep_past(store, "Exe", date(2024, 5, 1), kind=PastKind.PEER)
    announced = await announce(store)
    mine = next(notice for notice in await owed(store, WEEKS_BY_EMAIL) if notice.person == CONSULTANT)

    in_channel = await look_at_announcement(store, await of_kind(store, WEEKS_IN_CHANNEL), zone=ZONE, now=NOW)
    by_hand = await look_at_announcement(store, mine, zone=ZONE, now=NOW)

    assert in_channel is not None
    assert by_hand is not None
    assert (in_channel.ready, in_channel.later, in_channel.lately, in_channel.by_email) == (1, 2, 1, ())
    said = " ".join(texts_in(list(channel_card(in_channel).blocks)))
    lately = "1 setting took part less than three years ago and can ask, too; others come first."
    assert f"1 setting can ask at once. 2 settings can ask once their own review is agreed. {lately}" in said
    assert lately in str(announced_modal(announced))
    assert [each.name for each in by_hand.by_email] == ["Clyde"]


async def test_consultants_are_reminded_of_settings_without_slack_that_may_ask_and_have_not_answered(
    store: Store,
) -> None:
    await keep_members(store, *map(member, ("Clyde", "Dart", "Exe")), replace(member("Frome"), consultant=BY_COLLEAGUE))
    for name in ("Clyde", "Dart"):
        await keep_past(store, name, date(2025, 5, 1))
    [first, *_] = (await announce(store)).weeks
    await keep_bookings(store, booking("Dart", first.id))
    reminders = {notice.person: notice for notice in await owed(store, REQUESTS_CLOSE)}

    mine = await look_at_unanswered(store, reminders[CONSULTANT], zone=ZONE, now=NOW)
    theirs = await look_at_unanswered(store, reminders[COLLEAGUE], zone=ZONE, now=NOW)

    assert {notice.due_at for notice in reminders.values()} == {datetime(2025, 12, 8, 8, tzinfo=UTC)}
    assert mine is not None
    assert [each.name for each in mine.by_email] == ["Clyde"]
    assert theirs is None
    said = list(texts_in(list(remind_by_email_card(mine).blocks)))
    assert "Please send this yourself" in said[0]
    assert f"Clyde: {ADDRESS}" in said[1]
    assert "close soon" in said[2]


# asking again


async def test_who_was_told_that_their_review_comes_first_is_asked_again_on_the_morning_after(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store)
    await again(store)
    await keep_review(store, setting("Avon"))

    first = await again(store)
    second = await again(store, now=LATER + timedelta(minutes=1))

    assert (first, second) == (True, False)
    notice = await of_kind(store, ASKED_AGAIN)
    assert (notice.person, notice.due_at) == (leader_of("Avon"), datetime(2025, 9, 2, 7, tzinfo=UTC))
    assert not (await kept_member(store, "Avon")).waits_for_review


async def test_many_who_find_out_at_once_ask_again_once(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store)
    await again(store)
    await keep_review(store, setting("Avon"))
    moments = [LATER + timedelta(seconds=second) for second in range(5)]

    asked = await asyncio.gather(*(again(store, now=moment) for moment in moments))

    assert sum(asked) == 1
    assert len(await owed(store, ASKED_AGAIN)) == 1


async def test_a_review_held_elsewhere_brings_the_question_too(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store)
    await again(store)
    await keep_past(store, "Avon", date(2025, 6, 1))

    assert await again(store)


async def test_nobody_is_asked_again_before_their_review_is_agreed_or_without_weeks(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await announce(store, replace(ANNOUNCING, weeks=ONE))
    review = await keep_review(store, setting("Avon"), stage=Stage.AGREEING)
    too_early = await again(store)
    await store.write(lambda tx: tx.reviews.put(review.moved_to(Stage.AGREED)))

    too_late = await again(store, now=datetime(2025, 12, 16, 9, tzinfo=UTC))

    assert (too_early, too_late) == (False, False)
    assert await owed(store, ASKED_AGAIN) == []


async def test_who_took_part_lately_and_has_its_review_was_not_waiting_for_one(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await keep_review(store, setting("Avon"))
    await keep_past(store, "Avon", date(2025, 3, 1), kind=PastKind.PEER)

    await announce(store)

    assert not await again(store)
    assert not (await kept_member(store, "Avon")).waits_for_review
    assert await owed(store, ASKED_AGAIN) == []


async def test_a_setting_without_slack_is_asked_by_nobody(store: Store) -> None:
    await keep_members(store, member("Clyde"))
    await announce(store)
    await keep_past(store, "Clyde", date(2025, 6, 1))

    await again(store)

    assert await owed(store, ASKED_AGAIN) == []
