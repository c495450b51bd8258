"""What is under way when Slack goes: invitations going out, colleagues answering, a meeting."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.capabilities.outcome.cards.values import POST_AGAIN
from bot.capabilities.progress.cards import SEND_AGAIN
from bot.capabilities.reflection.cards import values
from bot.kit.buttons import BEGIN
from bot.rehearsal.reading import has, heading, words
from bot.rehearsal.stand_in import Answer, NotPossible, Person
from tests.torture.nth_call_flows import CHANGE, FINISH, OPEN_ROW, RECORD, Press
from tests.torture.nth_call_people import COLUMN_2, facilitator, go_to_row, leader, on_table, open_meeting, shows_row
from tests.torture.nth_call_school import Scene

INVITATIONS, ANSWERS, MEETING = "invitations", "answers", "a meeting"

Round = tuple[Press, ...]
"""What several people do at the same moment, each until they see that it worked."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """A review from its invitations to its outcome. `chapters` says in which rounds what is under way."""

    rounds: tuple[Round, ...]
    chapters: dict[str, range]


def story(colleagues: int, rows: int) -> Story:
    """So many colleagues answer so many rows; then the meeting agrees two."""
    everybody = range(colleagues)
    answering = [tuple(_begins(place) for place in everybody)]
    answering += [tuple(_answers(place, position) for place in everybody) for position in range(1, rows + 1)]
    meeting = [*OPEN_ROW.presses[1:], *RECORD.presses, *CHANGE.presses, SECOND_ROW, SECOND_AGREED, *FINISH.presses]
    together = [(ALL_INVITED,), *answering, (MEETING_OPENED,), *((press,) for press in meeting), (OUTCOME_TOLD,)]
    begun = len(answering) + 1
    chapters = {INVITATIONS: range(1), ANSWERS: range(1, begun), MEETING: range(begun, len(together) - 1)}
    return Story(rounds=tuple(together), chapters=chapters)


def _begins(place: int) -> Press:
    return Press(
        what="begin",
        who=partial(_colleague, place),
        do=lambda scene: _click(scene, place, BEGIN),
        shows=lambda scene: not has(_colleague(place, scene).dm()[-1], BEGIN),
        decides=0,
    )


def _answers(place: int, position: int) -> Press:
    """Far apart on every row, so that none is listed to be agreed together."""
    return Press(
        what=f"answer row {position}",
        who=partial(_colleague, place),
        do=lambda scene: _click(scene, place, f"{values.CHOOSE}:{(place + position) % 4 + 1}"),
        shows=lambda scene: f"Row {position + 1} of" in words(_colleague(place, scene).dm()[-1]),
        by_itself=True,
    )


async def _click(scene: Scene, place: int, action: str) -> Answer:
    person = _colleague(place, scene)
    card = person.dm()[-1]
    if has(card, BEGIN) and action != BEGIN:  # a card that was healed before the first answer is the invitation again
        await person.click(card, action_id=BEGIN)
        raise NotPossible(f"{person.name} begins anew")
    return await person.click(card, action_id=action)


def _colleague(place: int, scene: Scene) -> Person:
    return scene.school.colleagues[place]


def _on_home(person: Callable[[Scene], Person], action: str) -> Callable[[Scene], Awaitable[Answer]]:
    """Open Home, and press that where it is offered."""

    async def press(scene: Scene) -> Answer:
        somebody = person(scene)
        opened = await somebody.open_home()
        await scene.settle()
        home = somebody.home()
        return await somebody.click_home(action_id=action) if home and has(home, action) else opened

    return press


async def _open_meeting(scene: Scene) -> Answer:
    opened = await facilitator(scene).open_home()
    await scene.settle()
    try:
        return await open_meeting(scene)
    except NotPossible:  # Home did not come
        return opened


def _everybody_is_invited(scene: Scene) -> bool:
    asked = (facilitator(scene), *scene.school.colleagues)
    return all(any(message.blocks for message in person.dm()) for person in asked)


def _outcome_is_told(scene: Scene) -> bool:
    told = [message for message in scene.school.room.messages() if message.thread_ts]
    return len({heading(message) for message in told if message.blocks}) > 1 and any(message.files for message in told)


ALL_INVITED = Press(what="invite", who=leader, do=_on_home(leader, SEND_AGAIN), shows=_everybody_is_invited, decides=0)
MEETING_OPENED = Press(what="open the meeting", who=facilitator, do=_open_meeting, shows=OPEN_ROW.presses[0].shows)
SECOND_ROW = Press(
    what="go to the second row",
    who=facilitator,
    do=lambda scene: go_to_row(scene, "1.2"),
    shows=lambda scene: shows_row(scene, "1.2"),
)
SECOND_AGREED = Press(
    what="record column 2 for the second row",
    who=facilitator,
    do=lambda scene: facilitator(scene).click(on_table(scene, COLUMN_2), action_id=COLUMN_2),
    shows=RECORD.presses[0].shows,
    by_itself=True,
)
OUTCOME_TOLD = Press(
    what="tell the outcome", who=facilitator, do=_on_home(facilitator, POST_AGAIN), shows=_outcome_is_told, decides=0
)
