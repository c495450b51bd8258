"""A hub of 115 settings announces its weeks: everybody hears of them once, whatever dies in the middle."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.app import NOTICES
from bot.capabilities.bookings.use_cases.looking import list_pages
from bot.capabilities.weeks.use_cases.announcing import AnnounceWeeks, announce_weeks
from bot.deps import Deps
from bot.kit.hub_standing import Asker
from bot.notices import END_OF_TIME, deliver_due, settle_abandoned
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Person, StandIn, breaking
from maturity_model.booking_week import read_weeks
from maturity_model.hub import Hub, MemberSetting, Staff
from maturity_model.ids import ChannelId, HubId, MemberSettingId, PersonId, SettingId, WorkspaceId
from maturity_model.setting import Kind, Phase
from storage.transaction import Transaction
from tests import given
from tests.bot.dying import Killed, LastWrites
from tests.scenarios.hub import SEED

SETTINGS = 115  # as many as a hub has on average
SEPTEMBER = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
HUB, STAFF = HubId("a-hub"), PersonId("U0CONSULTAN")
WRITES_EACH = 3  # claimed, handed over, noted
CLAIMED, HANDED_OVER = 1, 2


@pytest.fixture
def clock() -> SteppedClock:
    """The first day of the school year."""
    return SteppedClock(SEPTEMBER)


@pytest.fixture
async def leaders(deps: Deps, slack: StandIn) -> list[Person]:
    """The careers leaders of the settings of a hub, which has announced its weeks."""
    leaders = [slack.workspace.add_person(f"Careers Leader {number}") for number in range(SETTINGS)]
    workspace = WorkspaceId(slack.workspace.id)
    consultant = Staff(workspace=workspace, person=STAFF)
    hub = Hub(id=HUB, workspace=workspace, name="Valley", code="ABCD2345", staff=frozenset({consultant}))
    await deps.store.write(lambda tx: _keep(tx, hub, leaders))
    request = AnnounceWeeks(
        workspace=workspace,
        person=STAFF,
        hub=HUB,
        announcement="an-announcement",
        weeks=read_weeks(SEED, weeks_before=4, announced=(), today=SEPTEMBER.date()).weeks,
        trios=2,
        facilitators=(),
    )
    await announce_weeks(deps.store, request, zone=deps.zone, now=deps.now())
    for leader in leaders:
        direct = ChannelId(slack.workspace.open_dm(leader).id)
        await deps.store.write(partial(_know_direct_message, workspace, PersonId(leader.id), direct))
    return leaders


def _know_direct_message(workspace: WorkspaceId, person: PersonId, direct: ChannelId, tx: Transaction) -> None:
    tx.deliveries.put_direct_message(workspace, person, direct)


async def deliver_until_killed(deps: Deps, *, writes: int) -> None:
    """Let the process die after so many things were written, and another one find what it left."""
    with pytest.raises(Killed):
        await deliver_due(replace(deps, store=LastWrites(deps.store, writes)), NOTICES)
    await settle_abandoned(deps.store, NOTICES, now=END_OF_TIME)


def _keep(tx: Transaction, hub: Hub, leaders: list[Person]) -> None:
    tx.hubs.add(hub, at=SEPTEMBER)
    for number, leader in enumerate(leaders):
        setting = replace(
            given.setting(workspace=hub.workspace, leaders=frozenset({PersonId(leader.id)})),
            id=SettingId(f"setting-{number}"),
            name=f"School {number}",
        )
        tx.settings.add(setting, at=SEPTEMBER)
        member = MemberSetting(
            id=MemberSettingId(f"member-{number}"),
            hub=hub.id,
            name=setting.name,
            kind=Kind.SCHOOL,
            phase=Phase.SECONDARY,
            joined_at=SEPTEMBER,
            workspace=hub.workspace,
            setting=setting.id,
        )
        tx.member_settings.add(member, hub=hub)


async def test_everybody_hears_once_at_a_pace_that_slack_allows_though_the_process_is_killed_again_and_again(
    deps: Deps, slack: StandIn, leaders: list[Person]
) -> None:
    for writes in (CLAIMED, WRITES_EACH * 10, WRITES_EACH * 25 + CLAIMED, WRITES_EACH * 30, WRITES_EACH + CLAIMED):
        await deliver_until_killed(deps, writes=writes)
    await deliver_due(deps, NOTICES)

    assert [len(leader.dm()) for leader in leaders] == [1] * SETTINGS
    assert not [call for call in slack.calls if call.response.get("error") == "ratelimited"]


async def test_one_of_whom_nobody_knows_whether_they_heard_is_named_to_the_hub_and_not_told_twice(
    deps: Deps, slack: StandIn, leaders: list[Person]
) -> None:
    await deliver_until_killed(deps, writes=WRITES_EACH + HANDED_OVER)
    await deliver_due(deps, NOTICES)

    (own,) = await list_pages(
        deps.store, Asker(workspace=WorkspaceId(slack.workspace.id), person=STAFF), today=SEPTEMBER.date()
    )
    unheard = [number for number, leader in enumerate(leaders) if not leader.dm()]
    assert [member.name for member in own.unreached] == [f"School {number}" for number in unheard]
    assert len(unheard) == 1


async def test_everybody_hears_once_though_slack_asks_to_wait(
    deps: Deps, slack: StandIn, leaders: list[Person]
) -> None:
    slack.break_next("chat.postMessage", breaking.rate_limited(20), times=5)

    await deliver_due(deps, NOTICES)

    assert [len(leader.dm()) for leader in leaders] == [1] * SETTINGS


async def test_announcing_again_or_delivering_again_says_nothing_more(
    deps: Deps, slack: StandIn, leaders: list[Person]
) -> None:
    await deliver_due(deps, NOTICES)

    await deliver_due(deps, NOTICES)

    assert sum(len(leader.dm()) for leader in leaders) == SETTINGS
