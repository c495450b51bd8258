"""Slack gone for ten minutes, in small; and what the torture would say if the bot broke its promises."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Call, StandIn, breaking
from bot.rehearsal.stand_in.breaking import Kind
from bot.slack.web_api import WebApi
from tests.given import NOW
from tests.torture.outage import torture
from tests.torture.outage_ledger import errors
from tests.torture.outage_weather import Strike
from tests.torture.outage_wire import Wire
from tests.torture.verdict import Size

AGENDA = {"channel": "C1", "blocks": [{"type": "header", "text": {"text": "Agreement meeting"}}]}


@pytest.fixture
async def slack(clock: SteppedClock) -> AsyncIterator[StandIn]:
    async with StandIn(clock=clock) as slack:
        yield slack


def posted() -> Call:
    return Call(at=NOW, method="chat.postMessage", body=AGENDA, response={"ok": True}, workspace="T1")


def agenda(state: str, attempts: int) -> Mapping[str, list[dict[str, Any]]]:
    return {"notices": [{"kind": "agenda", "person": None, "about": {}, "state": state, "attempts": attempts}]}


def struck(kind: Kind) -> Strike:
    return Strike(method="chat.postMessage", body=AGENDA, kind=kind)


async def test_ten_minutes_without_slack_lose_nothing_and_double_nothing() -> None:
    verdicts = await torture(Size.SMALL)

    assert [sentence for verdict in verdicts for sentence in verdict.found] == []
    assert [verdict.trials for verdict in verdicts] == [1, 1, 1]


async def test_a_call_that_leaves_before_its_retry_after_has_ended_is_seen(slack: StandIn, clock: SteppedClock) -> None:
    wire = Wire(clock=clock)
    slack.break_next("users.info", breaking.rate_limited(30))

    async with wire.session(patience=5) as session:
        api = WebApi(session, slack.api_url)
        for wait in (0, 20, 30):
            clock.advance(seconds=wait)
            await api.ask("users.info", slack.bot_token, {"user": slack.workspace.bot.id})

    assert wire.too_soon == ["users.info left 10 s before its Retry-After had ended"]


@pytest.mark.parametrize(
    ("notice", "calls", "strikes"),
    [
        (agenda("sent", 1), 1, []),
        (agenda("sent", 1), 1, [Kind.RATE_LIMITED]),
        (agenda("sent", 2), 1, [Kind.CUT_BEFORE]),
        (agenda("sent", 2), 2, [Kind.CUT_AFTER]),
        (agenda("unsure", 2), 1, [Kind.CUT_AFTER, Kind.HTTP]),
    ],
    ids=["untouched", "put off", "repeated where nobody knew", "there twice where nobody knew", "unsure"],
)
def test_what_became_of_a_notice_is_as_it_should_be(
    notice: Mapping[str, list[dict[str, Any]]], calls: int, strikes: list[Kind]
) -> None:
    assert list(errors(notice, [posted()] * calls, [*map(struck, strikes)], {})) == []


@pytest.mark.parametrize(
    ("notice", "calls", "strikes", "said"),
    [
        (agenda("sent", 1), 2, [], "arrived for certain 2 times"),
        (agenda("sent", 1), 0, [Kind.RATE_LIMITED], "arrived for certain 0 times"),
        (agenda("unsure", 2), 1, [Kind.CUT_BEFORE], "arrived for certain 1 times"),
        (agenda("unsure", 1), 0, [Kind.CUT_BEFORE], "unsure after 1 attempts"),
        (agenda("sent", 3), 1, [Kind.HTTP, Kind.HTTP], "was sent 3 times"),
        (agenda("waiting", 0), 0, [], "waiting in the end"),
    ],
    ids=["twice", "lost", "unsure without need", "given up early", "repeated too often", "forgotten"],
)
def test_what_became_of_a_notice_is_found_wrong(
    notice: Mapping[str, list[dict[str, Any]]], calls: int, strikes: list[Kind], said: str
) -> None:
    found = "\n".join(errors(notice, [posted()] * calls, [*map(struck, strikes)], {}))

    assert said in found
