"""The main flows: what was done before, what is pressed, and how whoever pressed sees that it worked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.capabilities.agreement.cards import values as meeting
from bot.capabilities.opening.cards import OPEN_REVIEW
from bot.capabilities.reflection.cards import modals, values
from bot.kit.buttons import BEGIN, START_REVIEW
from bot.rehearsal.reading import has, words
from bot.rehearsal.stand_in import Answer, Person
from maturity_model.ids import PersonId
from tests import given
from tests.torture.nth_call_people import (
    AGENDA,
    COLUMN_2,
    card,
    change_column,
    choose_column_3,
    facilitator,
    go_to_row,
    has_modal,
    is_finished,
    leader,
    on_table,
    open_meeting,
    senco,
    shows_row,
    submit_form,
)
from tests.torture.nth_call_school import Scene, newest

FAR_APART = {"1.1": (1, 4, 1, 4), "1.2": (1, 2, 3, None)}
ALIKE = {"2.1": (2, 2, 2, 2)}


@dataclass(frozen=True, kw_only=True)
class Press:
    """Something that somebody does.

    Attributes:
        what: what it is, for whoever reads a finding.
        who: the person.
        do: does it.
        shows: whether that person sees that it worked.
        decides: how many decisions it takes until what they asked for is kept; a press that only looks takes none.
        by_itself: whether what is kept shows sooner or later without another press, because a card is drawn for it.
    """

    what: str
    who: Callable[[Scene], Person]
    do: Callable[[Scene], Awaitable[Answer]]
    shows: Callable[[Scene], bool]
    decides: int = 1
    by_itself: bool = False


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A flow of the product, in the presses that it takes."""

    name: str
    prepare: Callable[[Scene], Awaitable[None]]
    presses: tuple[Press, ...]


# what was done before


async def setting_named(scene: Scene) -> None:
    """The setting has its name and its careers leader, who has Home before them."""
    school = scene.school
    named = given.setting(workspace=school.workspace, leaders=frozenset({PersonId(school.leader.id)}))
    await scene.town.bot.deps.store.write(lambda tx: tx.settings.add(named, at=scene.town.clock.now()))
    await school.leader.open_home()
    await scene.settle()


async def invited(scene: Scene) -> None:
    await scene.invited()


async def begun(scene: Scene) -> None:
    """A colleague has answered their first row."""
    await scene.invited()
    for action in (BEGIN, f"{values.CHOOSE}:3"):
        await senco(scene).click(card(scene), action_id=action)
        await scene.settle()


async def answered(scene: Scene) -> None:
    """Everybody has answered a few rows, and the facilitator has Home before them."""
    await scene.invited()
    for row, columns in {**FAR_APART, **ALIKE}.items():
        chosen = zip(scene.school.colleagues, columns, strict=True)
        answers = {PersonId(who.id): {row: column} for who, column in chosen}
        await given.answered(scene.town.bot.deps.store, scene.review, answers, at=scene.town.clock.now())
    await scene.school.facilitator.open_home()
    await scene.settle()


async def row_opened(scene: Scene) -> None:
    await answered(scene)
    for press in OPEN_ROW.presses:
        await press.do(scene)
        await scene.settle()


async def recorded(scene: Scene) -> None:
    await row_opened(scene)
    for press in RECORD.presses:
        await press.do(scene)
        await scene.settle()


INVITE = Flow(
    name="invite",
    prepare=setting_named,
    presses=(
        Press(
            what="open the form",
            who=leader,
            do=lambda scene: leader(scene).click_home(action_id=START_REVIEW),
            shows=lambda scene: has_modal(leader(scene), OPEN_REVIEW),
            decides=0,
        ),
        Press(
            what="open the review",
            who=leader,
            do=submit_form,
            shows=lambda scene: has_modal(leader(scene), "opening.opened"),
            decides=2,  # a draft is kept first; nobody hears of it, and the next one takes its place
        ),
    ),
)
ANSWER = Flow(
    name="answer",
    prepare=invited,
    presses=(
        Press(
            what="begin",
            who=senco,
            do=lambda scene: senco(scene).click(card(scene), action_id=BEGIN),
            shows=lambda scene: has(card(scene), f"{values.CHOOSE}:3"),
            decides=0,
        ),
        Press(
            what="choose column 3",
            who=senco,
            do=choose_column_3,
            shows=lambda scene: "Row 2 of" in words(card(scene)),
            by_itself=True,
        ),
    ),
)
NOTE = Flow(
    name="note",
    prepare=begun,
    presses=(
        Press(
            what="open the note",
            who=senco,
            do=lambda scene: senco(scene).click(card(scene), action_id=values.NOTE),
            shows=lambda scene: has_modal(senco(scene), values.SAVE_NOTE),
            decides=0,
        ),
        Press(
            what="save the note",
            who=senco,
            do=lambda scene: senco(scene).submit({modals.NOTE_FIELD: "Ask the governors."}),
            shows=lambda scene: senco(scene).modal() is None and has(card(scene), values.DELETE_NOTE),
            by_itself=True,
        ),
    ),
)
OPEN_ROW = Flow(
    name="open a row",
    prepare=answered,
    presses=(
        Press(
            what="open the meeting",
            who=facilitator,
            do=open_meeting,
            shows=lambda scene: any(has(message, AGENDA) for message in scene.in_room()),
        ),
        Press(
            what="go to the first row",
            who=facilitator,
            do=lambda scene: go_to_row(scene, "1.1"),
            shows=lambda scene: shows_row(scene, "1.1"),
        ),
    ),
)
RECORD = Flow(
    name="record",
    prepare=row_opened,
    presses=(
        Press(
            what="record column 2",
            who=facilitator,
            do=lambda scene: facilitator(scene).click(on_table(scene, COLUMN_2), action_id=COLUMN_2),
            shows=lambda scene: newest(scene, "Agreed: column 2") is not None,
            by_itself=True,
        ),
    ),
)
CHANGE = Flow(
    name="change",
    prepare=recorded,
    presses=(
        Press(
            what="change to column 3",
            who=facilitator,
            do=change_column,
            shows=lambda scene: newest(scene, "Agreed: column 3") is not None,
            by_itself=True,
        ),
    ),
)
FINISH = Flow(
    name="finish",
    prepare=recorded,
    presses=(
        Press(
            what="finish the review",
            who=facilitator,
            do=lambda scene: facilitator(scene).click(on_table(scene, AGENDA), action_id=meeting.FINISH),
            shows=is_finished,
            by_itself=True,
        ),
    ),
)
FLOWS = (INVITE, ANSWER, NOTE, OPEN_ROW, RECORD, CHANGE, FINISH)
