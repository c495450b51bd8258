"""Making a hub and naming its staff, on both databases."""

from dataclasses import replace

import pytest

from bot.capabilities.hubs.use_cases.looking import HubOverview, list_hubs
from bot.capabilities.hubs.use_cases.making import (
    MakeHub,
    SetStaff,
    make_hub,
    prepare_hub,
    prepare_staff,
    set_staff,
)
from bot.kit.hub_standing import Asker
from maturity_model.booking import BookingState
from maturity_model.errors import NameMissing, NoStaff, NotAllowed, NothingThere, TextTooLong, TooManyStaff
from maturity_model.hub import MOST_STAFF, Staff
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice_kinds import BOOKING_ASKED
from maturity_model.setting import LONGEST_NAME
from storage.store import Store
from tests.given import LEADER, OFFICE, STRANGER, WORKSPACE
from tests.hub_given import (
    BY_COLLEAGUE,
    BY_CONSULTANT,
    CODE,
    COLLEAGUE,
    CONSULTANT,
    ELSEWHERE,
    HUB,
    HUB_CHANNEL,
    JANUARY,
    NOW,
    OTHER_HUB,
    booking,
    hub,
    keep_bookings,
    keep_hub,
    keep_members,
    keep_weeks,
    kept_hub,
    kept_member,
    member,
    member_id,
    owed,
    week,
)

MAKING = MakeHub(
    workspace=WORKSPACE,
    person=OFFICE,
    is_admin=True,
    hub=HUB,
    code=CODE,
    name="Valley Careers Hub",
    channel=HUB_CHANNEL,
    staff=frozenset({CONSULTANT, COLLEAGUE}),
)
NAMING = SetStaff(
    workspace=WORKSPACE,
    person=CONSULTANT,
    is_admin=False,
    hub=HUB,
    channel=HUB_CHANNEL,
    staff=frozenset({CONSULTANT, COLLEAGUE}),
)
MANY = frozenset(PersonId(f"U0STAFF{n:04d}") for n in range(MOST_STAFF + 1))


def somebody(person: PersonId = CONSULTANT, *, workspace: WorkspaceId = WORKSPACE) -> Asker:
    return Asker(workspace=workspace, person=person)


async def no_hub(store: Store) -> bool:
    return await store.read(lambda tx: tx.hubs.list_by_workspace(WORKSPACE)) == []


async def test_a_workspace_admin_makes_a_hub_with_its_first_staff(store: Store) -> None:
    prepare_hub(is_admin=True)

    made = await make_hub(store, replace(MAKING, name="  Valley Careers Hub "), now=NOW)

    assert made == await kept_hub(store) == hub()


async def test_the_same_form_sent_in_twice_makes_one_hub(store: Store) -> None:
    first = await make_hub(store, MAKING, now=NOW)

    again = await make_hub(store, MAKING, now=NOW)

    assert again == first
    assert await store.read(lambda tx: tx.hubs.list_by_workspace(WORKSPACE)) == [first]


async def test_nobody_but_a_workspace_admin_makes_a_hub(store: Store) -> None:
    with pytest.raises(NotAllowed):
        prepare_hub(is_admin=False)
    with pytest.raises(NotAllowed):
        await make_hub(store, replace(MAKING, is_admin=False), now=NOW)

    assert await no_hub(store)


async def test_the_id_of_another_workspaces_hub_is_nothing_there(store: Store) -> None:
    await keep_hub(store, hub(workspace=ELSEWHERE))

    with pytest.raises(NothingThere):
        await make_hub(store, MAKING, now=NOW)

    assert await kept_hub(store) == hub(workspace=ELSEWHERE)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (replace(MAKING, name=" "), NameMissing),
        (replace(MAKING, name=""), NameMissing),
        (replace(MAKING, name="x" * (LONGEST_NAME + 1)), TextTooLong),
        (replace(MAKING, staff=frozenset()), NoStaff),
        (replace(MAKING, staff=MANY), TooManyStaff),
    ],
)
async def test_a_hub_has_a_name_and_somebody_who_looks_after_it(
    store: Store, wrong: MakeHub, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await make_hub(store, wrong, now=NOW)

    assert await no_hub(store)


async def test_the_longest_name_and_the_most_staff_there_can_be(store: Store) -> None:
    most = frozenset(list(MANY)[:MOST_STAFF])

    made = await make_hub(store, replace(MAKING, name="x" * LONGEST_NAME, staff=most), now=NOW)

    assert await kept_hub(store) == made
    assert len(made.staff) == MOST_STAFF


# staff


@pytest.mark.parametrize(("person", "is_admin"), [(CONSULTANT, False), (OFFICE, True)])
async def test_staff_and_admins_say_who_works_for_a_hub(store: Store, person: PersonId, is_admin: bool) -> None:
    await keep_hub(store, hub())
    asker = somebody(person)

    found = await prepare_staff(store, asker, HUB, is_admin=is_admin)
    request = replace(NAMING, person=person, is_admin=is_admin, staff=frozenset({COLLEAGUE, LEADER}), channel=None)
    changed = await set_staff(store, request, now=NOW)

    assert found == hub()
    assert changed == await kept_hub(store)
    assert {one.person for one in changed.staff} == {COLLEAGUE, LEADER}
    assert changed.channel is None


async def test_staff_of_other_workspaces_stay(store: Store) -> None:
    far = Staff(workspace=ELSEWHERE, person=LEADER)
    await keep_hub(store, replace(hub(), staff=hub().staff | {far}))

    changed = await set_staff(store, replace(NAMING, staff=frozenset({CONSULTANT})), now=NOW)

    assert changed.staff == {BY_CONSULTANT, far}


async def test_settings_of_whoever_is_staff_no_more_go_to_whoever_looks_after_the_fewest(store: Store) -> None:
    await keep_hub(store, hub())
    places = [replace(member(name), consultant=BY_COLLEAGUE) for name in ("Avon", "Brook", "Clyde")]
    await keep_members(store, *places, member("Dart"))

    await set_staff(store, replace(NAMING, staff=frozenset({CONSULTANT, LEADER})), now=NOW)

    consultants = [(await kept_member(store, name)).consultant for name in ("Avon", "Brook", "Clyde", "Dart")]
    new = Staff(workspace=WORKSPACE, person=LEADER)
    assert consultants == [new, BY_CONSULTANT, new, BY_CONSULTANT]


async def test_whoever_takes_over_a_setting_is_brought_what_it_asks_for(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_members(store, *(replace(member(name), consultant=BY_COLLEAGUE) for name in ("Avon", "Brook")))
    await keep_weeks(store, week())
    await keep_bookings(store, booking("Avon", JANUARY), booking("Brook", JANUARY, state=BookingState.DECLINED))

    await set_staff(store, replace(NAMING, staff=frozenset({CONSULTANT})), now=NOW)
    await set_staff(store, replace(NAMING, staff=frozenset({CONSULTANT})), now=NOW)

    [brought] = await owed(store, BOOKING_ASKED)
    assert (brought.person, brought.about["member"]) == (CONSULTANT, member_id("Avon"))


async def test_saying_the_same_again_changes_nothing(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_members(store, replace(member("Avon"), consultant=BY_COLLEAGUE))

    await set_staff(store, NAMING, now=NOW)
    await set_staff(store, NAMING, now=NOW)

    assert await kept_hub(store) == hub()
    assert (await kept_member(store, "Avon")).consultant == BY_COLLEAGUE


@pytest.mark.parametrize(("staff", "refusal"), [(frozenset(), NoStaff), (MANY, TooManyStaff)])
async def test_a_hub_is_left_with_somebody_who_looks_after_it(
    store: Store, staff: frozenset[PersonId], refusal: type[Exception]
) -> None:
    await keep_hub(store, hub())

    with pytest.raises(refusal):
        await set_staff(store, replace(NAMING, staff=staff), now=NOW)

    assert await kept_hub(store) == hub()


async def test_a_hub_that_lost_all_its_staff_gets_new_ones_from_an_admin(store: Store) -> None:
    await keep_hub(store, replace(hub(), staff=frozenset()))
    await keep_members(store, replace(member("Avon"), consultant=None))

    await set_staff(store, replace(NAMING, person=OFFICE, is_admin=True), now=NOW)

    assert (await kept_hub(store)).staff == hub().staff
    assert (await kept_member(store, "Avon")).consultant == min(hub().staff)


async def test_somebody_else_of_the_workspace_may_not_name_staff(store: Store) -> None:
    await keep_hub(store, hub())

    with pytest.raises(NotAllowed):
        await prepare_staff(store, somebody(STRANGER), HUB, is_admin=False)
    with pytest.raises(NotAllowed):
        await set_staff(store, replace(NAMING, person=STRANGER), now=NOW)

    assert await kept_hub(store) == hub()


@pytest.mark.parametrize("is_admin", [True, False])
async def test_to_another_workspace_it_looks_as_if_there_were_no_hub(store: Store, is_admin: bool) -> None:
    await keep_hub(store, hub())
    asker = somebody(workspace=ELSEWHERE)  # the same id, and an admin at home

    with pytest.raises(NothingThere):
        await prepare_staff(store, asker, HUB, is_admin=is_admin)
    with pytest.raises(NothingThere):
        await set_staff(store, replace(NAMING, workspace=ELSEWHERE, is_admin=is_admin), now=NOW)
    with pytest.raises(NothingThere):
        await prepare_staff(store, asker, OTHER_HUB, is_admin=is_admin)

    assert await kept_hub(store) == hub()


# what stands on home


async def test_staff_see_their_hubs_with_how_many_settings_each_has(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_hub(store, replace(hub(OTHER_HUB), staff=frozenset({BY_COLLEAGUE})))
    await keep_members(store, member("Avon"), member("Brook"))

    listed = await list_hubs(store, somebody(), is_admin=False)

    assert listed == [HubOverview(hub=hub(), members=2, works=True)]


async def test_an_admin_sees_every_hub_of_the_workspace(store: Store) -> None:
    far = replace(hub(OTHER_HUB, workspace=ELSEWHERE), channel=ChannelId("C0FAR"))
    for each in (hub(), far):
        await keep_hub(store, each)

    seen = await list_hubs(store, somebody(OFFICE), is_admin=True)

    assert seen == [HubOverview(hub=hub(), members=0, works=False)]
    assert await list_hubs(store, somebody(OFFICE), is_admin=False) == []
    assert await list_hubs(store, somebody(), is_admin=True) == [HubOverview(hub=hub(), members=0, works=True)]
