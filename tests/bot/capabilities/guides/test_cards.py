"""What can be settled in Slack: whatever is to be settled is shown in full, so there is a most of it."""

from dataclasses import replace

import pytest

from bot.capabilities.guides.cards import LONGEST_DIVIDED, MOST_DIVIDED, can_be_settled
from bot.guide.findings import Asks, DividedWord, Findings, Trouble
from tests.bot.capabilities.guides.guides import ONE_LOST

ASKED = replace(ONE_LOST, troubles=(Trouble(where="the guide", what="Which?", asks=Asks.HYPHENS),))


def divided(*hyphened: str) -> Findings:
    words = (DividedWord(ways=(way, way.replace("-", "")), proposed=way, where="page 1") for way in hyphened)
    return replace(ASKED, divided=tuple(words))


@pytest.mark.parametrize(("count", "can"), [(MOST_DIVIDED, True), (MOST_DIVIDED + 1, False)])
def test_so_many_words_can_be_settled_and_no_more(count: int, can: bool) -> None:
    assert can_be_settled(divided(*(f"a-{n}" for n in range(count)))) is can


@pytest.mark.parametrize(("longest", "can"), [(LONGEST_DIVIDED, True), (LONGEST_DIVIDED + 1, False)])
def test_a_word_can_be_so_long_and_no_longer(longest: int, can: bool) -> None:
    assert can_be_settled(divided("a-" + "b" * (longest - 2))) is can


def test_what_nobody_can_say_cannot_be_settled() -> None:
    assert not can_be_settled(replace(ASKED, troubles=(*ASKED.troubles, Trouble(where="row 1.1", what="Lost."))))
