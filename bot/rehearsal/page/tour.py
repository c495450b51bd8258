"""The guided tour: a first meeting in two minutes, for somebody who runs theirs next week.

It begins where everybody has answered. Each step says what to press, whom to be and where to look, and knows whether it
was done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards import values
from bot.kit.meeting_parts import OPEN_IN_ORDER
from bot.rehearsal.page.starting_points import COLLEAGUE, FACILITATOR, HOME, MEETING, MESSAGES, STARTING_POINTS
from bot.rehearsal.page.theatre import Play
from bot.rehearsal.reading import has, row_on
from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import Message, Person
from bot.rehearsal.stories.outcome import in_thread, pictures
from maturity_model.agenda import Order

BEGINS_AT = next(point for point in STARTING_POINTS if point.name == "answered")


@dataclass(frozen=True)
class Step:
    """One step: its title, what to do, whom to be and where to look, and whether it was done."""

    title: str
    words: str
    who: Callable[[Scene], Person]
    where: str
    done: Callable[[Scene], bool]

    def href(self, play: Play) -> str:
        """Where it happens."""
        on = play.scene
        place = on.room.id if self.where == MEETING else self.where
        return f"/as/{self.who(on).id}/{place}"


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """A step as the page shows it; `there` says that one looks at the right place already."""

    number: int
    most: int
    title: str
    words: str
    href: str
    done: bool
    there: bool


def _anything(_: Scene) -> bool:
    return True


def _rows(on: Scene) -> list[Message]:
    return [message for message in on.room.messages() if row_on(message, on.edition)]


def _agenda_is_there(on: Scene) -> bool:
    return any(has(message, values.FINISH) for message in on.room.messages())


def _row_is_there(on: Scene) -> bool:
    return bool(_rows(on))


def _row_is_agreed(on: Scene) -> bool:
    return any(has(message, values.EXPLAIN) for message in _rows(on))


def _is_over(on: Scene) -> bool:
    return bool(in_thread(on)) and bool(pictures(on))


TOUR = (
    Step(
        "You run the meeting",
        "You are the deputy head. Your colleagues have answered on their own; now you meet. Home tells you how far "
        f"apart their answers are, and nothing else. Press “{OPEN_IN_ORDER[Order.WIDEST_FIRST]}”.",
        FACILITATOR,
        HOME,
        _agenda_is_there,
    ),
    Step(
        "The agenda",
        "Everybody in the channel sees it. Where answers are close, rows can be agreed together with one button; "
        f"anybody may pull one out first. Do that now or later, and press “{texts.NEXT_ROW}”.",
        FACILITATOR,
        MEETING,
        _row_is_there,
    ),
    Step(
        "One row, one conversation",
        "The card shows how many chose each column, never who. Let people say why. Then press the column that fits "
        "best: one click, and you can change it later. A reason is welcome, and never needed.",
        FACILITATOR,
        MEETING,
        _row_is_agreed,
    ),
    Step(
        "What a colleague sees",
        "You are the SENCo now. Here are your own answers, and nobody else's. A row that the meeting has opened stays "
        "as you answered it; the others you can still change.",
        COLLEAGUE,
        MESSAGES,
        _anything,
    ),
    Step(
        "Finish when the hour is over",
        f"Be the deputy head again. You need not get through all the rows: press “{texts.FINISH}” on the agenda. The "
        "picture names the rows that are left as not agreed, and you can go on another day.",
        FACILITATOR,
        MEETING,
        _is_over,
    ),
    Step(
        "The picture",
        "It stands in a thread under the agenda, with strengths, priorities and where to find support. That was the "
        "meeting. Try what you like; nothing can break here.",
        FACILITATOR,
        MEETING,
        _anything,
    ),
)


def shown_step(play: Play, number: int, path: str) -> ShownStep:
    """A step of the tour for whoever looks at a page."""
    step, href = TOUR[number], TOUR[number].href(play)
    return ShownStep(
        number=number + 1,
        most=len(TOUR),
        title=step.title,
        words=step.words,
        href=href,
        done=step.done(play.scene),
        there=path == href,
    )
