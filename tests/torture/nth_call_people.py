"""People and what they press, by what stands before them."""

from collections.abc import Awaitable

from bot.capabilities.agreement.cards import values as meeting
from bot.capabilities.reflection.cards import values
from bot.kit.buttons import BEGIN, OPEN_MEETING
from bot.kit.meeting_parts import MEETING
from bot.rehearsal.reading import choice, has, heading, words
from bot.rehearsal.stand_in import Answer, Message, NotPossible, Person
from tests.scenarios.leading import filled
from tests.torture.nth_call_school import UNTIL_THE_MEETING, Scene

AGENDA = meeting.FINISH
COLUMN_2 = f"{meeting.RECORD}:2"


def senco(scene: Scene) -> Person:
    return scene.school.colleagues[0]


def leader(scene: Scene) -> Person:
    return scene.school.leader


def facilitator(scene: Scene) -> Person:
    return scene.school.facilitator


def card(scene: Scene) -> Message:
    """The card of the colleague who answers; where a second one came, the newer."""
    return senco(scene).dm()[-1]


def on_table(scene: Scene, action: str) -> Message:
    """The newest message of the meeting's channel with something of this kind to press.

    Raises:
        NotPossible: there is none.
    """
    for message in scene.in_room():
        if has(message, action):
            return message
    raise NotPossible(f"no {action} in the channel")


def shows_row(scene: Scene, row: str) -> bool:
    return any(heading(message).startswith(f"{row} ") for message in scene.in_room())


def is_finished(scene: Scene) -> bool:
    """Whether the agenda says so; where a second one came, the newer."""
    agendas = (message for message in scene.in_room() if heading(message) == MEETING)
    return not has(next(agendas), AGENDA)


def has_modal(person: Person, callback: str) -> bool:
    view = person.modal()
    return view is not None and view.callback_id == callback


async def choose_column_3(scene: Scene) -> Answer:
    """Answer; a card that was drawn anew before the first answer is the invitation again, and begun once more."""
    if has(card(scene), BEGIN):
        await senco(scene).click(card(scene), action_id=BEGIN)
        await scene.settle()
    return await senco(scene).click(card(scene), action_id=f"{values.CHOOSE}:3")


def submit_form(scene: Scene) -> Awaitable[Answer]:
    meets_at = (scene.town.clock.now() + UNTIL_THE_MEETING).replace(second=0, microsecond=0)
    return leader(scene).submit(filled(scene.school, meets_at=meets_at))


def open_meeting(scene: Scene) -> Awaitable[Answer]:
    """Press what Home offers: to open the meeting, or once it is open, to have its agenda again."""
    home, opens = facilitator(scene).home(), f"{OPEN_MEETING}:model"
    return facilitator(scene).click_home(action_id=opens if home and has(home, opens) else meeting.SHOW_AGENDA)


def go_to_row(scene: Scene, row: str) -> Awaitable[Answer]:
    """Go on, or where the agenda says that the row is on the table and it does not stand there, go to it."""
    agenda = on_table(scene, AGENDA)
    if f"*Now:* {row} " not in words(agenda):
        return facilitator(scene).click(agenda, action_id=meeting.NEXT_ROW)
    chosen = choice(agenda, meeting.GO_TO_ROW, row)
    return facilitator(scene).click(agenda, action_id=meeting.GO_TO_ROW, chosen=chosen)


def change_column(scene: Scene) -> Awaitable[Answer]:
    row = on_table(scene, meeting.CHANGE)
    return facilitator(scene).click(row, action_id=meeting.CHANGE, chosen=choice(row, meeting.CHANGE, "Agree column 3"))
