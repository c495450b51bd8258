"""Whether every card says what is so, once all has come to rest."""

import json
import re
from collections.abc import Iterator

from bot.capabilities.reflection import texts as reflection
from bot.kit.meeting_parts import MEETING as HEADING
from bot.rehearsal.reading import heading, words
from bot.rehearsal.stand_in import Message
from bot.rehearsal.stand_in.finding import elements_of
from tests.torture.machine_model import COLLEAGUE, MEETING, UNDER_WAY, Review, School
from tests.torture.machine_playground import Target
from tests.torture.machine_promises import ANSWERED, shown_in_room

AGREED_COLUMN = re.compile(r"\*Agreed: column (\d)")
PROGRESS = re.compile(r"(\d+) of \d+ agreed")
YOURS = f"({reflection.YOURS})"
ANSWERING = ("reflection.choose", "reflection.cannot_say", "reflection.note", "reflection.all_done", "reflection.role")


def untrue_alone(school: School, name: str, targets: list[Target]) -> Iterator[str]:
    """What a colleague's own cards say that is not so; `targets` is everything that can be pressed on them.

    A card that lies open at a row while the meeting opens that row says so at the next press, and not before.
    """
    for target in targets:
        if target.of_no_review:
            continue
        review = school.find(_review(target))
        if review is None:
            yield f"a card is about {_review(target)}, which nobody opened"
        elif not review.holds(name, COLLEAGUE):
            yield f"{target.action} is offered to somebody who takes no part"
        else:
            yield from _untrue(review, name, target)


def _untrue(review: Review, name: str, target: Target) -> Iterator[str]:
    action, _, variant = target.action.partition(":")
    row, me, said = _row(target), review.people[name], words(target.surface)
    label = target.element.get("text", {}).get("text", "")
    if action in ANSWERING and review.stage not in UNDER_WAY:
        yield f"{action} is offered in a review that is {review.stage}"
    if action in {"reflection.choose", "reflection.cannot_say"}:
        column = int(variant) if variant else None
        is_mine = row in me.answers and me.answers[row] == column
        if (YOURS in label) != is_mine:
            yield f"{label!r} for row {row}, where {me.answers.get(row, 'nothing')} was answered"
    if action == "reflection.take_back" and row not in me.answers:
        yield f"an answer to row {row} can be taken back that there is not"
    if action == "reflection.delete_note" and (row not in me.notes or me.notes[row][0] not in said):
        yield f"the note on row {row} is not the one that is kept"
    if (counted := ANSWERED.search(said)) and int(counted[1]) != len(me.answers):
        yield f"{counted[0]!r} on a card, and {len(me.answers)} in truth"


def _review(target: Target) -> str:
    return str(_value(target)[0])


def _row(target: Target) -> str:
    return str(_value(target)[1]) if len(_value(target)) > 1 else ""


def _value(target: Target) -> list[object]:
    return list(json.loads(target.value))


def untrue_in_room(school: School, review: Review, message: Message) -> Iterator[str]:
    """What the newest card of a row, or the agenda, says of this review that is not so."""
    title, said = heading(message), words(message)
    row = title.partition(" ")[0]
    can_press = any(True for _ in elements_of(message.blocks))
    if (title == HEADING or row in review.opened) and can_press != (review.stage == MEETING):
        yield f"{title!r} can {'' if can_press else 'not '}be pressed in a review that is {review.stage}"
    if title == HEADING and (progress := PROGRESS.search(said)) and int(progress[1]) != len(review.agreed):
        yield f"{progress[0]!r} on the agenda, and {len(review.agreed)} in truth"
    if row in review.opened:
        agreed = AGREED_COLUMN.search(said)
        standing = review.agreed.get(row)
        if (int(agreed[1]) if agreed else None) != (standing.column if standing else None):
            yield f"{title!r} says {agreed and agreed[0]}, where {standing} was agreed"
        yield from shown_in_room(school, review, title, said)
