"""Somebody in a rehearsal who meets a bot that does not keep its promises says so, and by name."""

from random import Random

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, NotPossible, Person, StandIn
from tests.bot.rehearsal.asking import actions, button, modal, question, writing
from tests.bot.rehearsal.conftest import ListeningBot
from tests.given import NOW


@pytest.fixture
def actor(slack: StandIn, senco: Person) -> Actor:
    return Actor(person=senco, slack=slack, clock=SteppedClock(NOW), pace=Random(1), patience=0.05)


@pytest.fixture
async def card(senco: Person, client: AsyncWebClient) -> Message:
    channel = (await client.conversations_open(users=senco.id))["channel"]["id"]
    await client.chat_postMessage(channel=channel, text="Row 1.1", blocks=[actions(button("reflection.choose"))])
    return senco.dm()[-1]


@pytest.fixture
async def asked(actor: Actor, card: Message, client: AsyncWebClient) -> Actor:
    """Somebody before whom the bot has opened a modal."""
    trigger = actor.person.click_payload(card, action_id="reflection.choose")["trigger_id"]
    await client.views_open(trigger_id=trigger, view=modal(question("note", writing())))
    return actor


async def test_thinking_takes_time(actor: Actor) -> None:
    await actor.think(15, 60)

    assert 15 <= (actor.clock.now() - NOW).total_seconds() <= 60


async def test_what_never_comes_is_waited_for_and_then_told(actor: Actor) -> None:
    with pytest.raises(NotAsPromised, match="SENCo waited in vain for the outcome"):
        await actor.until(lambda: False, "the outcome")


async def test_an_error_after_a_click_is_told(actor: Actor, card: Message, listening_bot: ListeningBot) -> None:
    listening_bot.answers({}, status=500)

    with pytest.raises(NotAsPromised, match=r"SENCo saw an error after reflection\.choose"):
        await actor.press(card, "reflection.choose")


async def test_nobody_presses_what_is_not_there(actor: Actor, card: Message, listening_bot: ListeningBot) -> None:
    with pytest.raises(NotPossible):
        await actor.press(card, "reflection.skip")

    assert listening_bot.arrived == []


async def test_what_the_bot_says_under_a_field_is_told(asked: Actor, listening_bot: ListeningBot) -> None:
    listening_bot.answers({"response_action": "errors", "errors": {"note": "That's a little too long."}})

    with pytest.raises(NotAsPromised, match="SENCo was told: That's a little too long"):
        await asked.submit({"note": "Some words"})


async def test_a_modal_is_filled_in_and_sent(asked: Actor, listening_bot: ListeningBot) -> None:
    await asked.modal("reflection.note")
    await asked.submit({"note": "Some words"})

    assert "Some words" in listening_bot.arrived[-1].form["payload"]
    assert asked.person.modal() is None


async def test_home_without_the_button_is_told(actor: Actor, listening_bot: ListeningBot) -> None:
    with pytest.raises(NotAsPromised, match=r"opening\.start on Home"):
        await actor.press_home("opening.start")
