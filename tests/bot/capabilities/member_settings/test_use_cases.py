"""What is decided about a setting of a hub, on both databases."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.capabilities.member_settings.use_cases.members import (
    AboutMember,
    AddMember,
    SetConsultant,
    add_member,
    get_member,
    prepare_member,
    remove_member,
    set_consultant,
)
from bot.capabilities.member_settings.use_cases.past import (
    EARLIEST,
    Entered,
    EnterPast,
    RemovePast,
    enter_past,
    prepare_past,
    remove_past,
)
from maturity_model.booking import BookingState, History
from maturity_model.errors import (
    ContactNotUnderstood,
    DayNotOverYet,
    DayTooLongAgo,
    LearnersOutOfRange,
    NameMissing,
    NoStaff,
    NotAllowed,
    NothingThere,
    SourceMissing,
    TextTooLong,
)
from maturity_model.hub import (
    LONGEST_CONTACT,
    LONGEST_SOURCE,
    LONGEST_TRUST,
    MOST_LEARNERS,
    MemberSetting,
    PastKind,
    PastReview,
    Staff,
)
from maturity_model.hub_notices import to_channel, to_staff
from maturity_model.ids import HubId
from maturity_model.notice_kinds import BOOKING_ASKED, WEEKS_IN_CHANNEL
from maturity_model.setting import LONGEST_NAME, Kind, Phase
from storage.store import Store
from tests.given import STRANGER, WORKSPACE, ZONE
from tests.hub_given import (
    ADDRESS,
    BY_COLLEAGUE,
    BY_CONSULTANT,
    COLLEAGUE,
    CONSULTANT,
    ELSEWHERE,
    HUB,
    JANUARY,
    LATER,
    NOW,
    OTHER_HUB,
    TODAY,
    booking,
    history,
    hub,
    keep_bookings,
    keep_hub,
    keep_members,
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

ADDING = AddMember(
    workspace=WORKSPACE,
    person=COLLEAGUE,
    hub=HUB,
    member=member_id("Avon"),
    name=" Avon ",
    kind=Kind.SPECIAL_SCHOOL,
    phase=Phase.ALL_THROUGH,
    trust="River Trust",
    learners=140,
    contact=ADDRESS,
)
ABOUT = AboutMember(workspace=WORKSPACE, person=CONSULTANT, hub=HUB, member=member_id("Avon"))
CHOOSING = SetConsultant(**vars(ABOUT), consultant=COLLEAGUE)
ENTERING = EnterPast(**vars(ABOUT), kind=PastKind.LEADERSHIP, done_on=date(2025, 6, 30), source="Compass+")
BY_LEADER = replace(ENTERING, person=leader_of("Avon"), source="")
NO_HUB = HubId("no-such-hub")


@pytest.fixture(autouse=True)
async def two_hubs(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_hub(store, hub(OTHER_HUB))


def taking_out(entered: EnterPast) -> RemovePast:
    """Taking out what was entered."""
    whose = {name: getattr(entered, name) for name in ("workspace", "person", "hub", "member", "kind", "done_on")}
    return RemovePast(**whose)


async def members(store: Store) -> list[MemberSetting]:
    return await store.read(lambda tx: tx.member_settings.list_by_hub(HUB))


async def enter(store: Store, request: EnterPast) -> MemberSetting:
    return await enter_past(store, request, zone=ZONE, now=NOW)


async def past(store: Store) -> list[PastReview]:
    return await store.read(lambda tx: tx.histories.list_past(member("Avon")))


# settings that are not in Slack


async def test_staff_add_a_setting_without_slack_and_look_after_it(store: Store) -> None:
    assert await prepare_member(store, ADDING, HUB) == hub()

    added = await add_member(store, ADDING, now=NOW)

    assert added == await kept_member(store, "Avon")
    assert (added.name, added.contact, added.trust, added.learners) == ("Avon", ADDRESS, "River Trust", 140)
    assert (added.kind, added.phase, added.consultant) == (Kind.SPECIAL_SCHOOL, Phase.ALL_THROUGH, BY_COLLEAGUE)
    assert (added.in_slack, added.waits_for_review, added.joined_at) == (False, True, NOW)
    assert await get_member(store, ABOUT) == added


async def test_adding_it_twice_adds_it_once(store: Store) -> None:
    first = await add_member(store, ADDING, now=NOW)

    again = await add_member(store, replace(ADDING, name="Another"), now=LATER)

    assert again == first
    assert await members(store) == [first]


async def test_the_id_of_another_hubs_setting_is_nothing_there(store: Store) -> None:
    await keep_members(store, member("Avon", of=OTHER_HUB), at=hub(OTHER_HUB))

    with pytest.raises(NothingThere):
        await add_member(store, ADDING, now=NOW)

    assert await members(store) == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (replace(ADDING, name="  "), NameMissing),
        (replace(ADDING, name="x" * (LONGEST_NAME + 1)), TextTooLong),
        (replace(ADDING, trust="x" * (LONGEST_TRUST + 1)), TextTooLong),
        (replace(ADDING, learners=0), LearnersOutOfRange),
        (replace(ADDING, learners=MOST_LEARNERS + 1), LearnersOutOfRange),
        (replace(ADDING, contact=""), ContactNotUnderstood),
        (replace(ADDING, contact="the office"), ContactNotUnderstood),
        (replace(ADDING, contact="office@school"), ContactNotUnderstood),
        (replace(ADDING, contact="a@b.example, c@d.example"), ContactNotUnderstood),
        (replace(ADDING, contact="<!channel>@school.example"), ContactNotUnderstood),
        (replace(ADDING, contact=f"{'x' * LONGEST_CONTACT}@school.example"), ContactNotUnderstood),
    ],
)
async def test_a_setting_without_slack_has_a_name_and_an_address(
    store: Store, wrong: AddMember, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await add_member(store, wrong, now=NOW)

    assert await members(store) == []


async def test_how_many_learners_it_has_may_be_left_out(store: Store) -> None:
    assert (await add_member(store, replace(ADDING, learners=None, trust=""), now=NOW)).learners is None


async def test_staff_take_a_setting_without_slack_off_the_list_with_its_request(store: Store) -> None:
    await keep_weeks(store, week())
    await keep_members(store, member("Avon"), member("Brook"))
    await keep_bookings(store, booking("Avon", JANUARY))

    removed = await remove_member(store, ABOUT, now=LATER)

    assert removed == member("Avon")
    assert [each.name for each in await members(store)] == ["Brook"]
    asked = await kept_booking(store, "Avon")
    assert asked is not None
    assert asked.state is BookingState.WITHDRAWN
    with pytest.raises(NothingThere):
        await remove_member(store, ABOUT, now=LATER)


async def test_what_the_hub_owes_others_is_still_owed_when_a_setting_without_slack_goes(store: Store) -> None:
    await keep_members(store, member("Avon"))
    told = to_channel(hub(), "A1", due_at=NOW)
    assert told
    asked = to_staff(BY_CONSULTANT, hub(), BOOKING_ASKED, {"member": "another"}, due_at=NOW)
    await store.write(lambda tx: tx.notices.plan_again([told, asked]))

    await remove_member(store, ABOUT, now=LATER)

    assert len(await owed(store, WEEKS_IN_CHANNEL, BOOKING_ASKED)) == 2


async def test_a_setting_in_slack_leaves_by_itself(store: Store) -> None:
    await keep_setting(store, setting("Avon"))

    with pytest.raises(NothingThere):
        await remove_member(store, ABOUT, now=LATER)

    assert [each.name for each in await members(store)] == ["Avon"]


# who looks after it


async def test_staff_say_who_of_them_looks_after_a_setting(store: Store) -> None:
    await keep_members(store, member("Avon"))

    first = await set_consultant(store, CHOOSING, now=NOW)
    again = await set_consultant(store, CHOOSING, now=NOW)

    assert first == again == await kept_member(store, "Avon")
    assert first.consultant == BY_COLLEAGUE


async def test_nobody_from_outside_looks_after_a_setting(store: Store) -> None:
    await keep_members(store, member("Avon"))

    with pytest.raises(NoStaff):
        await set_consultant(store, replace(CHOOSING, consultant=STRANGER), now=NOW)

    assert (await kept_member(store, "Avon")).consultant == BY_CONSULTANT


# reviews that were held


async def test_a_careers_leader_enters_a_review_held_elsewhere_and_it_counts_as_agreed(store: Store) -> None:
    place = await keep_setting(store, setting("Avon"))

    prepared = await prepare_past(store, BY_LEADER)
    entered = await enter(store, BY_LEADER)

    assert prepared == Entered(member=place, past=())
    assert entered == place
    assert await history(store, "Avon") == History(agreed_on=BY_LEADER.done_on)
    [found] = await past(store)
    assert (found.source, found.entered_by) == ("", leader_of("Avon"))


async def test_staff_name_where_they_know_it_from(store: Store) -> None:
    await keep_members(store, member("Avon"))

    await enter(store, replace(ENTERING, kind=PastKind.PEER))

    assert await history(store, "Avon") == History(peer_on=ENTERING.done_on)
    [found] = await past(store)
    assert (found.source, found.entered_by) == ("Compass+", CONSULTANT)


async def test_the_same_day_again_changes_its_source(store: Store) -> None:
    await keep_members(store, member("Avon"))
    await enter(store, ENTERING)

    await enter(store, replace(ENTERING, source=" paper ", person=COLLEAGUE))

    [found] = await past(store)
    assert (found.source, found.entered_by) == ("paper", COLLEAGUE)


async def test_what_was_entered_by_mistake_is_taken_out_and_counts_no_more(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await enter(store, BY_LEADER)
    entered = await prepare_past(store, BY_LEADER)

    first, again = [await remove_past(store, taking_out(BY_LEADER)) for _ in range(2)]

    assert [each.done_on for each in entered.past] == [BY_LEADER.done_on]
    assert first.past == again.past == ()
    assert await history(store, "Avon") == History()


@pytest.mark.parametrize("source", ["", "  "])
async def test_staff_without_a_source_are_refused(store: Store, source: str) -> None:
    await keep_members(store, member("Avon"))

    with pytest.raises(SourceMissing):
        await enter(store, replace(ENTERING, source=source))

    assert await past(store) == []


async def test_a_leaders_namesake_in_the_hubs_workspace_needs_a_source(store: Store) -> None:
    far = setting("Avon", workspace=ELSEWHERE, leaders=(CONSULTANT,))
    await keep_setting(store, far)

    with pytest.raises(SourceMissing):
        await enter(store, replace(ENTERING, source=""))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (replace(ENTERING, source="x" * (LONGEST_SOURCE + 1)), TextTooLong),
        (replace(ENTERING, done_on=TODAY + timedelta(days=1)), DayNotOverYet),
        (replace(ENTERING, done_on=date(2026, 6, 30)), DayNotOverYet),
        (replace(ENTERING, done_on=EARLIEST - timedelta(days=1)), DayTooLongAgo),
        (replace(ENTERING, done_on=date(1925, 6, 30)), DayTooLongAgo),
    ],
)
async def test_a_day_on_which_there_was_no_such_review_is_refused(
    store: Store, wrong: EnterPast, refusal: type[Exception]
) -> None:
    await keep_members(store, member("Avon"))

    with pytest.raises(refusal):
        await enter(store, wrong)

    assert await past(store) == []


@pytest.mark.parametrize("day", [TODAY, EARLIEST])
async def test_today_and_the_first_day_there_could_be_one_are_taken(store: Store, day: date) -> None:
    await keep_members(store, member("Avon"))

    await enter(store, replace(ENTERING, done_on=day))

    assert (await history(store, "Avon")).agreed_on == day


# who may


def asked_by(store: Store, request: AboutMember) -> list[Awaitable[object]]:
    """Everything that only the hub's staff may ask for."""
    whose = {name: getattr(request, name) for name in ("workspace", "person", "hub", "member")}
    return [
        prepare_member(store, request, request.hub),
        add_member(store, replace(ADDING, **whose), now=NOW),
        get_member(store, request),
        remove_member(store, request, now=NOW),
        set_consultant(store, replace(CHOOSING, **whose), now=NOW),
    ]


def about_past(store: Store, request: AboutMember) -> list[Awaitable[object]]:
    """What careers leaders may ask for as well."""
    whose = {name: getattr(request, name) for name in ("workspace", "person", "hub", "member")}
    return [
        prepare_past(store, request),
        enter(store, replace(ENTERING, **whose)),
        remove_past(store, replace(taking_out(ENTERING), **whose)),
    ]


async def refused(*asked: Awaitable[object]) -> list[type[Exception]]:
    found: list[type[Exception]] = []
    for each in asked:
        with pytest.raises((NotAllowed, NothingThere)) as refusal:
            await each
        found.append(refusal.type)
    return found


async def test_a_stranger_may_do_nothing_with_a_setting(store: Store) -> None:
    await keep_members(store, member("Avon"))
    stranger = replace(ABOUT, person=STRANGER)

    assert set(await refused(*asked_by(store, stranger))) == {NotAllowed}
    assert set(await refused(*about_past(store, stranger))) == {NothingThere}
    assert await members(store) == [member("Avon")]


async def test_a_careers_leader_may_not_do_what_staff_do(store: Store) -> None:
    place = await keep_setting(store, setting("Avon"))

    found = await refused(*asked_by(store, replace(ABOUT, person=leader_of("Avon"))))

    assert set(found) == {NotAllowed}
    assert await members(store) == [place]


async def test_the_leader_of_another_setting_finds_nothing_there(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await keep_setting(store, setting("Brook"))

    found = await refused(*about_past(store, replace(ABOUT, person=leader_of("Brook"))))

    assert set(found) == {NothingThere}


async def test_to_another_workspace_there_is_nothing(store: Store) -> None:
    await keep_setting(store, setting("Avon"))

    for person in (CONSULTANT, leader_of("Avon"), STRANGER):
        elsewhere = replace(ABOUT, workspace=ELSEWHERE, person=person)
        assert set(await refused(*asked_by(store, elsewhere), *about_past(store, elsewhere))) == {NothingThere}


async def test_staff_of_another_hub_find_no_such_setting_in_theirs(store: Store) -> None:
    await keep_members(store, member("Avon"))
    theirs = replace(ABOUT, hub=OTHER_HUB)

    found = await refused(get_member(store, theirs), remove_member(store, theirs, now=NOW), *about_past(store, theirs))

    assert set(found) == {NothingThere}


async def test_where_there_is_no_such_hub_there_is_nothing(store: Store) -> None:
    nowhere = replace(ABOUT, hub=NO_HUB)

    assert set(await refused(*asked_by(store, nowhere), *about_past(store, nowhere))) == {NothingThere}


async def test_staff_of_another_workspace_work_for_a_hub_like_its_own(store: Store) -> None:
    far = Staff(workspace=ELSEWHERE, person=STRANGER)
    await store.write(lambda tx: tx.hubs.put_staff(replace(hub(), staff=hub().staff | {far})))

    added = await add_member(store, replace(ADDING, workspace=ELSEWHERE, person=STRANGER), now=NOW)

    assert added.consultant == far
