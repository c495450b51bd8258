"""The whole permission matrix: every action, by every kind of person, however far everything has come.

What each press should come to is worked out from the table in `tests.scenarios.permissions`, which is written from the
product's own words: who may, and when it makes sense. What it came to is judged from outside: what Slack was asked to
show, and what is kept.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from bot.capabilities.opening import texts as opening
from bot.capabilities.reflection import texts as reflection
from bot.capabilities.weeks.texts import NOT_HUB_STAFF
from bot.kit import words
from maturity_model.errors import WrongStage
from maturity_model.review import Stage
from tests.scenarios.forging import changed, of_workspace
from tests.scenarios.house import Came, House, note_of, open_house, pressed, said
from tests.scenarios.permissions import TABLE
from tests.scenarios.presses import NEXT_DOOR, ONCE_NAMED, PEOPLE_HERE, At, Row, Who
from tests.torture.verdict import Size, Verdict

SEED = 20261123
SMALL_SAMPLE = 160


class Promise(StrEnum):
    """What a press should come to."""

    DONE = "done"
    SO_ALREADY = "so already"
    ANOTHER_STAGE = "refused for the stage"
    NOT_THEIRS = "refused for the person"
    NOT_THERE = "answered as if it did not exist"
    NOTHING_HERE = "without effect here"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One press. With `next_door` it is about another setting, its review or hub, by somebody who may in their own."""

    row: Row
    who: Who
    at: At
    next_door: bool = False

    def __str__(self) -> str:
        where = ", about what is next door," if self.next_door else ""
        return f"{self.row}{where} by {self.who} while {self.at}"

    @property
    def promise(self) -> Promise:
        """What the product's table says."""
        if self.who is Who.ELSEWHERE:
            return Promise.NOT_THERE if self.row.names_ids else Promise.NOTHING_HERE
        if self.at is At.UNNAMED and At.UNNAMED not in self.row.stages and At.UNNAMED not in self.row.again:
            return Promise.NOT_THERE
        if (self.next_door or self.who not in self.row.may) and not self.row.harmless:
            return Promise.NOT_THEIRS
        if self.next_door or self.who not in self.row.may or self.at in self.row.again:
            return Promise.SO_ALREADY
        if self.row.always and self.at in ONCE_NAMED and self.at not in self.row.stages:
            return Promise.DONE if self.who in self.row.always else Promise.NOT_THEIRS
        return Promise.DONE if self.at in self.row.stages else Promise.ANOTHER_STAGE


REFUSED = frozenset({Promise.ANOTHER_STAGE, Promise.NOT_THEIRS, Promise.NOT_THERE})
NOT_THERE = (words.NOTHING_THERE, words.SETTING_MISSING)
NOT_THEIRS = (words.NOT_ALLOWED, words.NOT_A_MEMBER, words.NOTHING_THERE, NOT_HUB_STAFF)
OF_STAGE: Mapping[At, tuple[str, ...]] = {
    At.DRAFT: (words.wrong_stage(WrongStage(Stage.DRAFT)),),
    At.REFLECTING: (words.wrong_stage(WrongStage(Stage.REFLECTING)), opening.REVIEW_ALREADY_RUNNING),
    At.MEETING: (words.wrong_stage(WrongStage(Stage.AGREEING)), opening.REVIEW_ALREADY_RUNNING),
    At.AGREED: (words.wrong_stage(WrongStage(Stage.AGREED)), reflection.AGREED, reflection.CLOSED),
    At.CANCELLED: (words.wrong_stage(WrongStage(Stage.CANCELLED)), reflection.CANCELLED, reflection.CLOSED),
}
"""What is true of a stage, said in one sentence or by the card that was pressed as it stands now."""


def cells() -> Iterator[Cell]:
    """Every action by everybody at every stage, and the same about the setting next door, its review and its hub."""
    for row in TABLE:
        for at in At:
            yield from (Cell(row=row, who=who, at=at) for who in Who)
            elsewhere = row.about(NEXT_DOOR)
            if elsewhere != row and at is not At.UNNAMED:
                theirs = sorted(row.may - {Who.ADMIN})  # who administers the workspace may in each of its settings
                yield from (Cell(row=elsewhere, who=who, at=at, next_door=True) for who in theirs)


def judge(cell: Cell, came: Came) -> list[str]:
    """What is not as promised, a few words each."""
    complaints = {
        f"answered {came.answer.status}": came.answer.status != 200,
        "called it a mistake of ours": bool(came.incidents),
        "Slack refused a call": not all(call.ok for call in came.calls),
        "showed somebody's note": bool(_notes_shown(cell, came)),
        **_of_promise(cell, came),
    }
    return [complaint for complaint, is_so in complaints.items() if is_so]


def _of_promise(cell: Cell, came: Came) -> dict[str, bool]:
    match cell.promise:
        case Promise.DONE:
            return {
                "refused whoever may": bool(came.refusals),
                "saved nothing": cell.row.saves and not came.changed,
                "saved something": not cell.row.saves and bool(came.changed),
                "showed nothing": not cell.row.saves and not came.calls,
            }
        case Promise.SO_ALREADY:
            return {"told them off": bool(came.refusals), f"changed {came.changed}": bool(came.changed)}
        case Promise.NOTHING_HERE:
            before, after = (of_workspace(kept, came.here) for kept in (came.before, came.after))
            return {"changed something here": bool(changed(before, after))}
        case refused:
            return {
                f"changed {changed(came.before, came.after)}": bool(_changed(refused, came)),
                f"said {len(came.calls)} things": len(came.calls) != 1,
                "told somebody else": _heard_by_others(cell, came),
                f"did not say why: {_all_said(came)[:200]}": not _said_one_of(_sentences(cell, refused), came),
            }


def _changed(refused: Promise, came: Came) -> set[str]:
    """What a refusal changed; where it is told by the card itself, that the card was drawn anew counts for nothing."""
    return came.changed if refused is Promise.ANOTHER_STAGE else changed(came.before, came.after)


def _sentences(cell: Cell, refused: Promise) -> tuple[str, ...]:
    if refused is Promise.NOT_THERE:
        return NOT_THERE if cell.row.names_ids else (*NOT_THERE, words.NOT_ALLOWED)
    if refused is Promise.NOT_THEIRS:
        return NOT_THEIRS
    return OF_STAGE[cell.at]


def _said_one_of(sentences: Sequence[str], came: Came) -> bool:
    told = _all_said(came)
    return any(json.dumps(sentence, ensure_ascii=False)[1:-1] in told for sentence in sentences)


def _all_said(came: Came) -> str:
    return " ".join(map(said, came.calls))


def _notes_shown(cell: Cell, came: Came) -> list[str]:
    """The notes of others that this press brought to light; nobody but their author may ever read them."""
    return [
        note for who, person in PEOPLE_HERE.items() if (note := note_of(person)) in _all_said(came) and who != cell.who
    ]


def _heard_by_others(cell: Cell, came: Came) -> bool:
    """Whether a word of it went anywhere but to whoever pressed."""
    person = PEOPLE_HERE[min(cell.row.may) if cell.who is Who.ELSEWHERE else cell.who]
    whispered = {call.body["user"] for call in came.calls if call.method == "chat.postEphemeral"}
    posted = [call for call in came.calls if call.method in {"chat.postMessage", "views.publish"}]
    return bool(whispered - {person}) or bool(posted)


async def torture(size: Size) -> Sequence[Verdict]:
    """Press them all, or a sample of them."""
    chosen = list(cells())
    if size is Size.SMALL:
        chosen = Random(SEED).sample(chosen, SMALL_SAMPLE)
    found: list[str] = []
    with tempfile.TemporaryDirectory(prefix="careers-review-") as folder:
        async with open_house(Path(folder)) as house:
            for cell in chosen:
                found += await press_and_judge(house, cell)
    counted = Counter(cell.promise for cell in chosen)
    beside = tuple((str(promise), f"{counted[promise]:,}") for promise in Promise)
    return [Verdict(fault="permission matrix", trials=len(chosen), found=tuple(found), beside=beside)]


async def press_and_judge(house: House, cell: Cell) -> list[str]:
    """A sentence for each thing that is not as promised."""
    came = await pressed(house, cell.row, cell.who, at=cell.at)
    return [f"{cell}: {complaint}" for complaint in judge(cell, came)]
