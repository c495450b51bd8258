"""What can be settled in Slack: whatever is to be settled is shown in full, so there is a most of it."""

from dataclasses import replace

import pytest

from bot.capabilities.guides.cards import HYPHENS, LONGEST_DIVIDED, MOST_DIVIDED, can_be_settled, settle_modal
from bot.capabilities.guides.use_cases.giving import LookedAt
from bot.guide.findings import Asks, DividedWord, Findings, Trouble
from maturity_model.given_guide import GivenGuide
from tests.bot.capabilities.guides.guides import GIVING, ONE_LOST
from tests.given import NOW

ASKED = replace(ONE_LOST, troubles=(Trouble(where="the guide", what="Which?", asks=Asks.HYPHENS),))

GIVEN = GivenGuide(
    id=GIVING.guide,
    workspace=GIVING.workspace,
    setting=GIVING.setting,
    person=GIVING.person,
    file=GIVING.file,
    name=GIVING.name,
    given_at=NOW,
)


def divided(*hyphened: str) -> Findings:
    words = (DividedWord(ways=(way, way.replace("-", "")), proposed=way, where="page 1") for way in hyphened)
    return replace(ASKED, divided=tuple(words))


@pytest.mark.parametrize(("count", "can"), [(MOST_DIVIDED, True), (MOST_DIVIDED + 1, False)])
def test_so_many_words_can_be_settled_and_no_more(count: int, can: bool) -> None:
    assert can_be_settled(divided(*(f"a-{n}" for n in range(count)))) is can


@pytest.mark.parametrize(("longest", "can"), [(LONGEST_DIVIDED, True), (LONGEST_DIVIDED + 1, False)])
def test_a_word_can_be_so_long_and_no_longer(longest: int, can: bool) -> None:
    assert can_be_settled(divided("a-" + "b" * (longest - 2))) is can


def test_a_word_that_two_lines_divide_differently_is_chosen_once() -> None:
    one, other = (
        DividedWord(ways=("peer-to-peer", plain), proposed="peer-to-peer", where="page 1")
        for plain in ("peerto-peer", "peer-topeer")
    )

    view = settle_modal(LookedAt(guide=GIVEN, findings=replace(ASKED, divided=(one, other))))

    [menu] = [block["element"] for block in view["blocks"] if block.get("block_id") == HYPHENS]
    assert [chosen["value"] for chosen in menu["initial_options"]] == ["peer-to-peer"]


def test_what_nobody_can_say_cannot_be_settled() -> None:
    assert not can_be_settled(replace(ASKED, troubles=(*ASKED.troubles, Trouble(where="row 1.1", what="Lost."))))
