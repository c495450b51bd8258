"""Asking Slack in time who can take part and where."""

from collections.abc import Iterable

import pytest

from bot.kit import availability
from bot.slack.directory import Unavailable, Unusable
from maturity_model.errors import ChannelUnusable, PersonUnavailable
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


def audience(readers: Iterable[str]) -> availability.Audience:
    return availability.Audience(public=False, readers=frozenset(map(PersonId, readers)))


def test_outside_are_those_who_read_and_take_no_part_without_the_bot_itself() -> None:
    review = given.review(PersonId("U1"), PersonId("U2"))

    assert audience(["U1", "U2", "UBOT"]).outside(review) == 0
    assert audience(["U1", "U8", "U9", "UBOT"]).outside(review) == 2


def test_an_empty_channel_has_nobody_outside() -> None:
    assert audience([]).outside(given.review(PersonId("U1"))) == 0
