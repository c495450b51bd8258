"""Asking Slack in time who can take part and where."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.capabilities.steering.texts import MOVE
from bot.kit import availability
from bot.slack.directory import Unavailable, Unusable
from maturity_model.errors import ChannelUnusable, PersonUnavailable, RoomUnusable
from maturity_model.ids import ChannelId, PersonId
from tests import given


@pytest.mark.parametrize("why", Unavailable)
def test_why_somebody_cannot_take_part_is_said_with_their_name_or_without(why: Unavailable) -> None:
    person = PersonId("U1")

    assert "Old Account" in availability.person_unavailable(PersonUnavailable(person, why, "Old Account"))
    assert availability.person_unavailable(PersonUnavailable(person, why)).startswith("One of the people you chose")


def test_a_name_mentions_nobody() -> None:
    said = availability.person_unavailable(PersonUnavailable(PersonId("U1"), Unavailable.BOT, "<!channel>"))

    assert "<" not in said


@pytest.mark.parametrize("why", Unusable)
def test_why_a_channel_cannot_be_met_in_is_said_with_what_to_do(why: Unusable) -> None:
    said = availability.channel_unusable(ChannelUnusable(ChannelId("C1"), why))

    assert "/invite" in said or "Please choose" in said


@pytest.mark.parametrize("why", Unusable)
@pytest.mark.parametrize("movable", [True, False])
def test_where_there_is_no_channel_to_choose_nobody_is_asked_to_choose_one(why: Unusable, *, movable: bool) -> None:
    said = availability.room_unusable(RoomUnusable(ChannelId("C1"), why, movable=movable))

    assert "/invite" in said or ("then try again" in said) is not movable
    assert (f"“{MOVE}” on my Home tab" in said) is (movable and why in {Unusable.ARCHIVED, Unusable.SHARED})
    assert "Please choose" not in said


def audience(readers: Iterable[str]) -> availability.Audience:
    return availability.Audience(public=False, readers=frozenset(map(PersonId, readers)))


def test_outside_are_those_who_read_and_take_no_part_without_the_bot_itself() -> None:
    review = given.review(PersonId("U1"), PersonId("U2"))

    assert audience(["U1", "U2", "UBOT"]).outside(review) == 0
    assert audience(["U1", "U8", "U9", "UBOT"]).outside(review) == 2


def test_missing_are_those_who_take_part_and_cannot_read_a_private_channel() -> None:
    review = given.review(PersonId("U1"), PersonId("U2"))

    assert audience(["U1", given.FACILITATOR, "U9"]).missing(review) == ("U2",)
    assert replace(audience(["U1"]), public=True).missing(review) == ()


def test_of_many_who_are_missing_the_first_are_named() -> None:
    said = availability.not_in_channel("<#C1>", [PersonId(f"U{n}") for n in range(12)])

    assert "<@U9> and 2 more" in said
    assert "<@U10>" not in said


def test_who_else_reads_a_private_channel_is_said_with_its_name() -> None:
    one, more = (availability.private_channel("<#C1>", outside) for outside in (1, 12))

    assert one.startswith("Good to know: 1 person outside this review can also read <#C1>.")
    assert more.startswith("Good to know: 12 people outside this review can also read <#C1>.")


def test_an_empty_channel_has_nobody_outside() -> None:
    assert audience([]).outside(given.review(PersonId("U1"))) == 0
