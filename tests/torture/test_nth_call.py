"""The n-th call fails, in small; and what the torture would say if the bot broke its promises."""

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.capabilities.reflection.cards import values
from bot.rehearsal.stand_in import Answer
from storage import rows
from tests.torture.databases import SQLITE
from tests.torture.nth_call import SINGLE, bench, torture
from tests.torture.nth_call_flows import NOTE, Flow, Press, begun
from tests.torture.nth_call_people import card, senco
from tests.torture.nth_call_promises import broken
from tests.torture.nth_call_school import Scene
from tests.torture.verdict import Size

REVIEW = {"id": "r", "stage": "agreeing", "agenda_order": "model", "opened_by": "U1"}
MOVE = {"review": "r", "stage": "agreeing"}
AGENDA = {"review": "r", "kind": "agenda", "person": None, "subject": "agenda", "state": "waiting"}
ROW_CARD = {**AGENDA, "kind": "row", "subject": "row:1.1"}
SPREAD = {"counts": [0, 1, 0, 0], "cannot_judge": 0, "families": {}}
ROW = {"review": "r", "row": "1.1", "spread": SPREAD, "to_agree_together": None}
ANSWER = {"review": "r", "row": "1.1", "column": 2}
AGREED = {"review": "r", "row": "1.1", "column": 2}
MEETING: Mapping[str, list[dict[str, Any]]] = {
    "reviews": [REVIEW],
    "review_moves": [MOVE],
    "notices": [AGENDA, ROW_CARD],
    "meeting_rows": [ROW],
    "reflections": [ANSWER],
    "agreements": [AGREED],
    "agreement_changes": [AGREED],
}


def tables(**changed: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """A meeting with one row agreed, but for what is named."""
    nothing: dict[str, list[dict[str, Any]]] = {name: [] for name in rows.metadata.tables}
    return {**nothing, **MEETING, **changed}


async def test_whichever_call_fails_people_are_told_the_truth_and_nothing_is_half_there() -> None:
    verdicts = await torture(Size.SMALL)

    assert [sentence for verdict in verdicts for sentence in verdict.found] == []
    assert all(verdict.trials > 2 for verdict in verdicts)


def press_choose(scene: Scene) -> Awaitable[Answer]:
    return senco(scene).click(card(scene), action_id=f"{values.CHOOSE}:2")


async def test_what_shows_as_saved_and_is_not_is_found() -> None:
    lying = Press(what="choose column 2", who=senco, do=press_choose, shows=lambda _: True)

    async with bench(SQLITE, Flow(name="lie", prepare=begun, presses=(lying,))) as stand:
        _, found = await stand.try_out(SINGLE[0], 1)

    assert "choose column 2: it showed as done, and is not kept" in found


async def test_an_acknowledgement_that_got_lost_is_found() -> None:
    async def press(scene: Scene) -> Answer:
        return replace(await press_choose(scene), problem="http_500")

    lost = Press(what="choose column 2", who=senco, do=press, shows=lambda _: True)

    async with bench(SQLITE, Flow(name="lost", prepare=begun, presses=(lost,))) as stand:
        _, found = await stand.try_out(SINGLE[0], 1000)

    assert found == ["choose column 2: Slack was answered http_500"]


async def test_what_is_lost_in_the_end_is_found() -> None:
    async with bench(SQLITE, NOTE) as stand:
        forgetful = replace(stand, flow=replace(NOTE, presses=NOTE.presses[:1]))
        _, found = await forgetful.try_out(SINGLE[0], 1000)

    assert "something else is kept in the end" in found
    assert any(sentence.startswith("messages of SENCo lacks") for sentence in found)


def test_a_meeting_in_good_order_breaks_no_promise() -> None:
    assert broken(tables()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"review_moves": []}, "history ends with"),
        ({"members": [{"review": "r", "person": "U2", "colleague": True, "facilitator": False}]}, "no invitation"),
        ({"notices": [ROW_CARD]}, "without an agenda"),
        ({"reflections": []}, "the answers were"),
        ({"notices": [AGENDA]}, "open without a card"),
        ({"meeting_rows": []}, "was never opened"),
        ({"agreement_changes": []}, "recorded last"),
        ({"notices": [AGENDA, {**ROW_CARD, "state": "sent"}]}, "has no card"),
    ],
)
def test_what_is_half_there_is_found(changed: dict[str, list[dict[str, Any]]], said: str) -> None:
    assert said in "\n".join(broken(tables(**changed)))
