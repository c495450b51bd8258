"""Whose request it is: an id that somebody else has in another workspace opens nothing."""

from dataclasses import replace

import pytest

from bot.capabilities.bookings.use_cases.asking import (
    AboutRequest,
    AskForWeeks,
    ask_for_weeks,
    prepare_request,
    say_not_this_time,
    withdraw_request,
)
from bot.capabilities.member_settings.use_cases.past import EnterPast, enter_past
from maturity_model.booking import BookingState
from maturity_model.errors import NotAllowed, SourceMissing
from maturity_model.hub import MemberSetting, PastKind
from maturity_model.ids import WorkspaceId
from storage.store import Store
from tests.given import WORKSPACE, ZONE
from tests.hub_given import (
    CONSULTANT,
    ELSEWHERE,
    HUB,
    JANUARY,
    MARCH,
    NOW,
    TODAY,
    booking,
    hub,
    keep_bookings,
    keep_hub,
    keep_past,
    keep_setting,
    keep_weeks,
    kept_booking,
    member_id,
    setting,
    week,
)


@pytest.fixture
async def harbour(store: Store) -> MemberSetting:
    """A setting of another workspace that asks for a week; its careers leader has our consultant's id."""
    await keep_hub(store, hub())
    await keep_weeks(store, week(JANUARY), week(MARCH))
    place = await keep_setting(store, setting("Harbour", workspace=ELSEWHERE, leaders=(CONSULTANT,)))
    await keep_past(store, "Harbour", TODAY)
    await keep_bookings(store, booking("Harbour", JANUARY))
    return place


def asked(workspace: WorkspaceId) -> AboutRequest:
    return AboutRequest(workspace=workspace, person=CONSULTANT, hub=HUB, member=member_id("Harbour"))


async def test_hub_staff_do_not_act_for_a_setting_whose_careers_leader_has_their_id(
    store: Store, harbour: MemberSetting
) -> None:
    wanted = AskForWeeks(
        **vars(asked(WORKSPACE)),
        choices=(MARCH,),
        kind=harbour.kind,
        phase=harbour.phase,
        trust="",
        learners=None,
    )

    with pytest.raises(NotAllowed):
        await prepare_request(store, asked(WORKSPACE), today=TODAY)
    with pytest.raises(NotAllowed):
        await ask_for_weeks(store, wanted, zone=ZONE, now=NOW)
    with pytest.raises(NotAllowed):
        await withdraw_request(store, asked(WORKSPACE), zone=ZONE, now=NOW)
    with pytest.raises(NotAllowed):
        await say_not_this_time(store, asked(WORKSPACE), zone=ZONE, now=NOW)

    assert await kept_booking(store, "Harbour") == booking("Harbour", JANUARY)


async def test_its_own_careers_leader_acts_for_it_from_another_workspace(store: Store, harbour: MemberSetting) -> None:
    await withdraw_request(store, asked(ELSEWHERE), zone=ZONE, now=NOW)

    kept = await kept_booking(store, "Harbour")
    assert kept
    assert kept.state is BookingState.WITHDRAWN


async def test_hub_staff_name_their_source_whatever_id_a_careers_leader_has(
    store: Store, harbour: MemberSetting
) -> None:
    past = EnterPast(**vars(asked(WORKSPACE)), kind=PastKind.PEER, done_on=TODAY, source="")

    with pytest.raises(SourceMissing):
        await enter_past(store, past, zone=ZONE, now=NOW)

    of_their_own = replace(past, workspace=ELSEWHERE)
    assert await enter_past(store, of_their_own, zone=ZONE, now=NOW) == harbour
