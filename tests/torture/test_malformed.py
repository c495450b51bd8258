"""Malformed requests, a few hundred of them; `make torture ARGS=malformed` sends a hundred thousand."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.scenarios.forging import Kept
from tests.torture.malformed import torture
from tests.torture.malformed_account import Account
from tests.torture.malformed_bodies import MARK
from tests.torture.malformed_effects import Effects, blanked, noise
from tests.torture.malformed_fields import mutants, paths
from tests.torture.malformed_log import tells
from tests.torture.malformed_signatures import ACCEPTED, REFUSED, request
from tests.torture.malformed_wire import Came, Request, Wire, post_all
from tests.torture.verdict import Size

CLICK = {"actions": [{"value": '["this-review",4]'}], "team": {"id": "T1"}}
BEFORE: Kept = {"notes": [], "cards": []}
SAVED: Kept = {"notes": [{"text": "True.", "id": "a", "written_at": 1}], "cards": []}
SAVED_AGAIN: Kept = {"notes": [{"text": "True.", "id": "b", "written_at": 2}], "cards": [{"ts": "1.0"}]}


@pytest.mark.timeout(180)
async def test_nothing_malformed_changes_anything_or_is_answered_otherwise_than_promised() -> None:
    verdicts = await torture(Size.SMALL)

    assert [sentence for verdict in verdicts for sentence in verdict.found] == []
    assert len(verdicts) == 5
    assert all(verdict.trials >= 30 for verdict in verdicts)


# it would find something


@pytest.fixture
async def careless() -> AsyncIterator[str]:
    """A server that takes everything and fails at some of it."""

    async def answer(asked: web.Request) -> web.Response:
        return web.Response(status=500 if b"fail" in await asked.read() else 200)

    site = web.Application()
    site.router.add_post("/", answer)
    async with TestServer(site) as server:
        yield str(server.make_url("/"))


async def test_an_answer_of_500_is_found(careless: str) -> None:
    account = Account(fault="any", seed=7)

    for what, came in await post_all(careless, [("well", Request(body=b"")), ("ill", Request(body=b"fail"))]):
        account.count(what, came)

    assert account.found == ["answered 500: ill (seed 7)"]
    assert account.verdict().trials == 2


async def test_no_answer_is_found() -> None:
    account = Account(fault="any", seed=7)

    async with Wire("http://127.0.0.1:9/") as wire:
        account.count("to nobody", await wire.post(Request(body=b"")))

    assert account.found == ["answered nothing: to nobody (seed 7)"]


async def test_an_answer_that_comes_late_is_found() -> None:
    account = Account(fault="any", seed=7)

    account.count("slow", Came(status=200, seconds=3.1))

    assert account.found == ["answered after 3.1 s: slow (seed 7)"]


async def test_a_wrong_signature_that_is_taken_is_found(careless: str) -> None:
    account = Account(fault="any", seed=7)
    sent = [(what, request(sign, b"body", "text/plain", "secret")) for what, sign in REFUSED.items()]

    for what, came in await post_all(careless, sent):
        account.count(what, came, expected=frozenset({401}))

    assert len(account.found) >= len(REFUSED) - 3  # a server of aiohttp's own refuses what is no header
    assert not set(REFUSED) & set(ACCEPTED)


def test_a_change_that_the_true_request_does_not_make_is_found() -> None:
    effects = Effects(BEFORE, noise(SAVED, SAVED_AGAIN), [SAVED])
    other: Kept = {**SAVED, "notes": [{"text": "7", "id": "c", "written_at": 3}]}

    assert not effects.allow(other)
    assert effects.strange(other) == "notes"


@pytest.mark.parametrize("after", [BEFORE, SAVED, SAVED_AGAIN])
def test_no_change_and_the_true_one_are_as_promised_whatever_their_ids_and_times(after: Kept) -> None:
    assert Effects(BEFORE, noise(SAVED, SAVED_AGAIN), [SAVED]).allow(after)


@pytest.mark.parametrize(
    "line",
    [
        f"2026-11-23T09:00:00.000+00:00 WARNING bot.errors payload not understood error={MARK}",
        "2026-11-23T09:00:00.000+00:00 ERROR bot.errors incident incident=0a1b2c3d",
        "    Traceback (most recent call last):",
    ],
)
def test_a_word_too_much_in_the_log_is_found(line: str) -> None:
    assert tells(line)


def test_what_everybody_may_read_in_the_log_is_not_found() -> None:
    assert not tells("2026-11-23T09:00:00.000+00:00 WARNING bot.slack.guard request refused reason=form")


def test_every_field_is_made_wrong_and_every_part_of_a_packed_value_too() -> None:
    found = set(paths(CLICK))

    assert ("actions", 0, "value", 1) in found
    assert {mutant.path for mutant in mutants(CLICK)} == found
    assert all(mutant.payload != CLICK for mutant in mutants(CLICK))


def test_an_answer_can_be_left_blank_and_a_choice_left_out() -> None:
    chosen = {"type": "multi_users_select", "selected_users": ["U1", "U2"]}
    form = {"view": {"state": {"values": {"people": {"people": chosen}}}}}

    left = [less["view"]["state"]["values"]["people"]["people"]["selected_users"] for less in blanked(form)]

    assert left == [[], ["U2"], ["U1"]]
