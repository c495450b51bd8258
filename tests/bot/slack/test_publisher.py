"""Replies are shown, posts are sent, and Slack's bad days lose and double nothing."""

import asyncio
from datetime import datetime, timedelta

import aiohttp
import pytest

from bot.kit.pieces import say
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Channel, StandIn, breaking
from bot.slack.blocks import View
from bot.slack.calls import ATTEMPTS, Calls, Refused, Unreachable, Unsure
from bot.slack.card import Attachment, Card
from bot.slack.pacing import Pacing
from bot.slack.publisher import Publisher
from bot.slack.reply import Redraw, RefreshHome, Together, Whisper
from bot.slack.web_api import WebApi
from maturity_model.card import CardMark, Place
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from storage.errors import StoreUnavailable


def card(text: str) -> Card:
    return Card(text=text, blocks=(say(text),))


def mark(place: Place, version: int) -> CardMark:
    return CardMark(
        workspace=WorkspaceId("T"),
        setting=SettingId("s"),
        review=ReviewId("r"),
        subject="person:U",
        place=place,
        version=version,
    )


def drawing(text: str, place: Place, version: int) -> Redraw:
    return Redraw(place=place, card=card(text), mark=mark(place, version))


async def draw_nothing(_workspace: WorkspaceId, _person: PersonId) -> View:
    raise AssertionError(_person)


@pytest.fixture
def workspace(slack: StandIn) -> WorkspaceId:
    return WorkspaceId(slack.workspace.id)


@pytest.fixture
def room(slack: StandIn) -> Channel:
    return slack.workspace.add_channel("careers")


@pytest.fixture
async def place(publisher: Publisher, workspace: WorkspaceId, room: Channel) -> Place:
    return await publisher.post(workspace, ChannelId(room.id), card("First"))


async def test_a_redraw_turns_the_message_into_the_card(
    publisher: Publisher, workspace: WorkspaceId, room: Channel, place: Place
) -> None:
    publisher.show(workspace, Redraw(place=place, card=card("Second"), mark=mark(place, 1)))
    await publisher.drain()

    assert [m.text for m in room.messages()] == ["Second"]
    assert [m.version for m in publisher.take_drawn()] == [1]
    assert publisher.take_drawn() == []


async def test_the_newest_redraw_wins_and_superseded_ones_are_dropped(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, place: Place
) -> None:
    slack.break_next("chat.update", breaking.rate_limited(30))

    for version in range(1, 21):
        publisher.show(workspace, Redraw(place=place, card=card(f"Row {version}"), mark=mark(place, version)))
    await publisher.drain()

    assert [m.text for m in room.messages()] == ["Row 20"]
    assert sum(call.method == "chat.update" for call in slack.calls) <= 3


async def test_an_older_redraw_that_comes_late_is_dropped(
    publisher: Publisher, workspace: WorkspaceId, room: Channel, place: Place
) -> None:
    publisher.show(workspace, Redraw(place=place, card=card("Newer"), mark=mark(place, 2)))
    publisher.show(workspace, Redraw(place=place, card=card("Older"), mark=mark(place, 1)))
    await publisher.drain()

    assert [m.text for m in room.messages()] == ["Newer"]


async def test_a_sweep_that_read_long_ago_never_draws_over_a_newer_card(
    publisher: Publisher, workspace: WorkspaceId, room: Channel, place: Place
) -> None:
    publisher.show(workspace, Redraw(place=place, card=card("Newer"), mark=mark(place, 2)))
    await publisher.drain()

    await publisher.redraw(workspace, Redraw(place=place, card=card("Older"), mark=mark(place, 1)))

    assert [m.text for m in room.messages()] == ["Newer"]


async def test_a_newer_card_waits_for_an_older_one_that_has_left_already(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, place: Place
) -> None:
    slack.break_next("chat.update", breaking.slow(0.2, wall=True))
    sweep = asyncio.create_task(
        publisher.redraw(workspace, Redraw(place=place, card=card("Older"), mark=mark(place, 1)))
    )

    publisher.show(workspace, Redraw(place=place, card=card("Newer"), mark=mark(place, 2)))
    await sweep
    await publisher.drain()

    assert [m.text for m in room.messages()] == ["Newer"]


async def test_a_card_that_a_slow_drawing_may_still_overwrite_is_drawn_once_more(
    slack: StandIn, workspace: WorkspaceId, place: Place, room: Channel, clock: SteppedClock
) -> None:
    slack.break_next("chat.update", breaking.slow(0.3, wall=True))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as impatient:
        pacing = Pacing(clock, posts_per_second=1)
        calls = Calls(WebApi(impatient, slack.api_url), {workspace: slack.bot_token}, pacing, clock)
        publisher = Publisher(calls, draw_nothing)
        sweep = asyncio.create_task(publisher.redraw(workspace, drawing("Older", place, 1)))
        publisher.show(workspace, drawing("Newer", place, 2))
        await sweep
        await publisher.drain()
        await slack.eventually(lambda: room.messages()[0].text == "Older")
        early = publisher.take_drawn()

        clock.advance(minutes=2)
        await publisher.redraw(workspace, drawing("Newer", place, 2))

    assert early == []
    assert [m.text for m in room.messages()] == ["Newer"]
    assert [m.version for m in publisher.take_drawn()] == [2]


@pytest.mark.parametrize(
    "fault",
    [
        breaking.http(500),
        breaking.http(503),
        breaking.cut_before(),
        breaking.cut_after(),
        breaking.error("internal_error"),
    ],
)
async def test_an_update_is_tried_again(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, place: Place, fault: breaking.Fault
) -> None:
    slack.break_next("chat.update", fault, times=2)

    await publisher.redraw(workspace, Redraw(place=place, card=card("Second")))

    assert [m.text for m in room.messages()] == ["Second"]


async def test_an_update_is_given_up_when_slack_stays_away(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, place: Place
) -> None:
    slack.break_next("chat.update", breaking.http(500), times=100)

    with pytest.raises(Unreachable):
        await publisher.redraw(workspace, Redraw(place=place, card=card("Second"), mark=mark(place, 1)))

    assert publisher.take_drawn() == []


async def test_a_message_that_is_gone_counts_as_drawn(
    publisher: Publisher, workspace: WorkspaceId, place: Place
) -> None:
    await publisher.delete(workspace, place)

    await publisher.redraw(workspace, Redraw(place=place, card=card("Second"), mark=mark(place, 1)))

    assert [m.version for m in publisher.take_drawn()] == [1]


@pytest.mark.parametrize(
    "fault", [breaking.cut_after(), breaking.cut_before(), breaking.http(500), breaking.error("fatal_error")]
)
async def test_a_post_whose_answer_never_came_is_not_repeated(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, fault: breaking.Fault
) -> None:
    slack.break_next("chat.postMessage", fault)

    with pytest.raises(Unsure):
        await publisher.post(workspace, ChannelId(room.id), card("Once"))

    assert sum(call.method == "chat.postMessage" for call in slack.calls) == 1
    assert len(room.messages()) <= 1


async def test_a_post_waits_as_long_as_slack_asks_and_leaves_once(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, clock: SteppedClock
) -> None:
    slack.break_next("chat.postMessage", breaking.rate_limited(45), times=2)
    began = clock.now()

    await publisher.post(workspace, ChannelId(room.id), card("Once"))

    assert clock.now() - began >= timedelta(seconds=90)
    assert [m.text for m in room.messages()] == ["Once"]


class Watched:
    """Keeps when a call began to leave and when it had failed, and what Slack had been asked by then."""

    def __init__(self, slack: StandIn, clock: SteppedClock) -> None:
        self.said: list[str] = []
        self.began_at: list[datetime] = []
        self.asked_before: list[list[str]] = []
        self._slack = slack
        self._clock = clock

    async def begins(self) -> None:
        self.said.append("begins")
        self.began_at.append(self._clock.now())
        self.asked_before.append([call.method for call in self._slack.calls])

    async def failed(self) -> None:
        self.said.append("failed")


@pytest.fixture
def watched(slack: StandIn, clock: SteppedClock) -> Watched:
    return Watched(slack, clock)


async def test_the_handover_of_a_post_begins_when_its_turn_has_come_and_before_slack_is_asked(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, place: Place, watched: Watched, clock: SteppedClock
) -> None:
    before = clock.now()

    await publisher.post(workspace, place.channel, card("Second"), handover=watched)

    assert watched.said == ["begins"]
    assert watched.began_at == [before + timedelta(seconds=1)]
    assert watched.asked_before == [["chat.postMessage"]]  # that was the first one


async def test_while_slack_asks_to_wait_the_handover_has_failed(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, watched: Watched
) -> None:
    slack.break_next("chat.postMessage", breaking.rate_limited(45), times=2)

    await publisher.post(workspace, ChannelId(room.id), card("Once"), handover=watched)

    assert watched.said == ["begins", "failed", "begins", "failed", "begins"]
    assert watched.began_at[1] - watched.began_at[0] >= timedelta(seconds=45)


async def test_while_slack_is_out_of_reach_the_handover_has_failed_each_time(
    workspace: WorkspaceId, room: Channel, watched: Watched, clock: SteppedClock, unused_tcp_port: int
) -> None:
    async with aiohttp.ClientSession() as session:
        nowhere = WebApi(session, f"http://127.0.0.1:{unused_tcp_port}/api/")
        calls = Calls(nowhere, {workspace: "xoxb-1"}, Pacing(clock, posts_per_second=1), clock)

        with pytest.raises(Unreachable):
            await Publisher(calls, draw_nothing).post(workspace, ChannelId(room.id), card("Once"), handover=watched)

    assert watched.said == ["begins", "failed"] * ATTEMPTS


@pytest.mark.parametrize("fault", [breaking.cut_after(), breaking.error("restricted_action")])
async def test_a_handover_that_came_to_an_end_has_not_failed(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, watched: Watched, fault: breaking.Fault
) -> None:
    slack.break_next("chat.postMessage", fault)

    with pytest.raises((Unsure, Refused)):
        await publisher.post(workspace, ChannelId(room.id), card("Once"), handover=watched)

    assert watched.said == ["begins"]


async def test_where_slack_is_asked_something_harmless_first_the_handover_begins_after_that(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, watched: Watched
) -> None:
    slack.break_next("chat.postMessage", breaking.cut_before())
    with pytest.raises(Unsure):
        await publisher.post(workspace, ChannelId(room.id), card("In doubt"))

    await publisher.post(workspace, ChannelId(room.id), card("Once"), handover=watched)

    assert [asked[-1] for asked in watched.asked_before] == ["auth.test"]


async def test_what_may_not_be_handed_over_does_not_leave(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, watched: Watched
) -> None:
    async def refuse() -> None:
        raise StoreUnavailable

    watched.begins = refuse  # type: ignore[method-assign]

    with pytest.raises(StoreUnavailable):
        await publisher.post(workspace, ChannelId(room.id), card("Once"), handover=watched)

    assert slack.calls == []


async def test_the_handover_of_a_picture_begins_when_only_showing_it_is_left(
    publisher: Publisher, workspace: WorkspaceId, room: Channel, watched: Watched
) -> None:
    picture = Attachment(
        content=b"GIF89a", filename="picture.gif", alt="A picture", title="Attachment", comment="Here it is."
    )

    await publisher.upload(workspace, ChannelId(room.id), picture, thread=None, handover=watched)

    assert watched.said == ["begins"]
    assert [[m for m in asked if m.startswith("files")] for asked in watched.asked_before] == [
        ["files.getUploadURLExternal"]
    ]


async def test_a_post_that_slack_refuses_says_why(slack: StandIn, publisher: Publisher, workspace: WorkspaceId) -> None:
    elsewhere = slack.workspace.add_channel("not-ours", bot_in=False)

    with pytest.raises(Refused) as refused:
        await publisher.post(workspace, ChannelId(elsewhere.id), card("Hello"))

    assert refused.value.error == "not_in_channel"


async def test_nobody_is_asked_in_a_workspace_where_nobody_installed_the_bot(
    slack: StandIn, publisher: Publisher
) -> None:
    with pytest.raises(Refused) as refused:
        await publisher.open_direct_message(WorkspaceId("T0ELSEWHERE"), PersonId("U1"))

    assert refused.value.error == "not_installed"
    assert slack.calls == []


async def test_posts_to_one_channel_are_a_second_apart(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel, clock: SteppedClock
) -> None:
    began = clock.now()

    for number in range(10):
        await publisher.post(workspace, ChannelId(room.id), card(f"{number}"))

    assert timedelta(seconds=9) <= clock.now() - began <= timedelta(seconds=10)
    assert slack.refused == []


async def test_posts_to_many_channels_go_as_fast_as_the_bucket_lets_them(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, clock: SteppedClock
) -> None:
    rooms = [slack.workspace.add_channel(f"room-{n}") for n in range(20)]
    began = clock.now()

    for each in rooms:
        await publisher.post(workspace, ChannelId(each.id), card("Hello"))

    assert clock.now() - began == timedelta(seconds=19 / 5)
    assert slack.refused == []


async def test_a_whisper_is_seen_by_one_person_only(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId
) -> None:
    senco, governor = slack.workspace.add_person("SENCo"), slack.workspace.add_person("Link Governor")
    room = slack.workspace.add_channel("careers", members=[senco, governor])

    publisher.show(
        workspace,
        Together(
            Whisper(channel=ChannelId(room.id), person=PersonId(senco.id), text="For you."),
            RefreshHome(person=PersonId(governor.id)),
        ),
    )
    await publisher.drain()

    assert [m.text for m in senco.whispers()] == ["For you."]
    assert governor.whispers() == []
    assert governor.home() is not None
    assert senco.home() is None


async def test_a_picture_that_slack_puts_off_waits_as_long_as_it_says(
    slack: StandIn, publisher: Publisher, workspace: WorkspaceId, room: Channel
) -> None:
    slack.break_next("upload", breaking.rate_limited(40))
    picture = Attachment(
        content=b"bytes", filename="picture.png", alt="A picture", title="Attachment", comment="Here it is."
    )

    with pytest.raises(Unreachable) as put_off:
        await publisher.upload(workspace, ChannelId(room.id), picture, thread=None)

    assert put_off.value.wait == timedelta(seconds=40)
