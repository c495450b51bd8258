"""Who administers a workspace, as Slack says page by page."""

import pytest

from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn
from bot.rehearsal.stand_in.breaking import error, http
from bot.slack.calls import Calls, Refused, Unreachable
from bot.slack.directory import Directory
from maturity_model.ids import WorkspaceId

MORE_THAN_A_PAGE = 450


@pytest.fixture
def directory(calls: Calls, clock: SteppedClock) -> Directory:
    return Directory(calls, clock)


async def test_an_admin_is_found_on_whichever_page_they_stand(slack: StandIn, directory: Directory) -> None:
    for number in range(MORE_THAN_A_PAGE):
        slack.workspace.add_person(f"Colleague {number}")
    admin = slack.workspace.add_person("Office", admin=True)

    assert await directory.find_admin(WorkspaceId(slack.workspace.id)) == admin.id
    assert len([call for call in slack.calls if call.method == "users.list"]) == 3


async def test_of_several_it_is_the_same_each_time(slack: StandIn, directory: Directory) -> None:
    admins = [slack.workspace.add_person(f"Admin {number}", admin=True) for number in range(5)]

    found = {await directory.find_admin(WorkspaceId(slack.workspace.id)) for _ in range(3)}

    assert found == {min(admin.id for admin in admins)}


async def test_an_admin_who_has_left_is_none(slack: StandIn, directory: Directory) -> None:
    admin = slack.workspace.add_person("Office", admin=True)
    admin.deleted = True

    assert await directory.find_admin(WorkspaceId(slack.workspace.id)) is None


async def test_where_slack_does_not_say_it_is_not_taken_for_nobody(slack: StandIn, directory: Directory) -> None:
    slack.break_next("users.list", error("missing_scope"))
    with pytest.raises(Refused):
        await directory.find_admin(WorkspaceId(slack.workspace.id))

    slack.break_next("users.list", http(503), times=20)
    with pytest.raises(Unreachable):
        await directory.find_admin(WorkspaceId(slack.workspace.id))
