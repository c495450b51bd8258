"""Whatever the kit is given, Slack takes what it draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from bot.kit import menus, pieces, questions, statements
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view
from bot.slack.blocks import Block, Element
from bot.slack.ids import Packed
from maturity_model.review import Role

LONG = "🎓 careers " * 1000  # counted in UTF-16 units, as Slack may


@dataclass(frozen=True, kw_only=True)
class Number(Packed):
    number: int


ONE = Number(number=1)
OPTION = menus.option("1", LONG, remark=LONG)
OTHER = menus.option("2", LONG)
GROUP = menus.group(LONG, [OPTION, OTHER])
SURE = pieces.ask_first(LONG, LONG, yes=LONG, no=LONG)

BLOCKS: Mapping[str, Block] = {
    "heading": pieces.heading(LONG),
    "say": pieces.say(LONG, block_id="b"),
    "say_plainly": pieces.say_plainly(LONG),
    "statement": statements.statement(4, LONG, remark="Your answer"),
    "bullets": pieces.bullets([LONG, LONG]),
    "bullets_naming": pieces.bullets_naming([(LONG, "U0COLLEAGUE", LONG)]),
    "aside": pieces.aside(LONG),
    "line": pieces.line(),
    "buttons": pieces.buttons(pieces.button(LONG, "a"), block_id="b"),
}
ON_CARDS: Mapping[str, Element] = {
    "button": pieces.button(LONG, "a", ONE, style="primary", confirm=SURE),
    "short_button": pieces.short_button(LONG, "a", ONE, spoken=LONG),
    "menu": menus.menu("a", [OPTION, OTHER], prompt=LONG, chosen=OTHER),
    "labelled_menu": menus.labelled_menu("a", {"1": LONG, "2": LONG}, chosen="1"),
    "grouped_menu": menus.grouped_menu("a", [GROUP], prompt=LONG, chosen=OTHER),
}
IN_QUESTIONS: Mapping[str, Element] = {
    "several_menu": menus.several_menu("q", [GROUP], prompt=LONG, chosen=[OTHER], most=5),
    "text_line": questions.text_line("q", most=120),
    "text_area": questions.text_area("q", most=120, written="As it was"),
    "tick_box": questions.tick_box("q", OPTION, ticked=True),
    "whole_number": questions.whole_number("q", 60, least=10, most=90),
    "person_menu": questions.person_menu("q", chosen="U0COLLEAGUE"),
    "people_menu": questions.people_menu("q", chosen=[f"U0COLLEAGUE{number}" for number in range(200)]),
    "people_menu with some": questions.people_menu("q", chosen=["U0COLLEAGUE", "U0LEADER00"]),
    "moment_picker": questions.moment_picker("q", datetime(2026, 12, 7, 15, 45, tzinfo=UTC)),
    "date_picker": questions.date_picker("q", date(2026, 12, 7)),
    "clock_picker": questions.clock_picker("q", "15:45"),
    "file_input": questions.file_input("q", filetypes=["txt", "pdf"], most=2),
    "channel_menu": questions.channel_menu("q", chosen="C0MEETING0"),
    "channel_menu here": questions.channel_menu("q", here=True),
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_of_the_longest_texts_is_shown(block: Block) -> None:
    check_blocks([block], Surface.MESSAGE)


@pytest.mark.parametrize("element", ON_CARDS.values(), ids=ON_CARDS)
def test_an_element_of_the_longest_texts_is_shown_on_a_card(element: Element) -> None:
    check_blocks([pieces.buttons(element), pieces.say("Beside it", accessory=element)], Surface.MESSAGE)


@pytest.mark.parametrize("element", IN_QUESTIONS.values(), ids=IN_QUESTIONS)
def test_a_question_of_the_longest_texts_is_shown_in_a_modal(element: Element) -> None:
    asked = questions.question("q", LONG, element, optional=True, hint=LONG)

    check_view(pieces.modal(LONG, [asked], callback="c", submit=LONG, metadata=ONE), Surface.MODAL)


def test_a_home_is_shown() -> None:
    check_view(pieces.home([pieces.say(LONG)]), Surface.HOME)


def test_every_role_stands_whole_in_a_list() -> None:
    labels = questions.role_labels()

    assert labels.keys() == Role.__members__.keys()
    assert len(set(labels.values())) == len(labels)
    assert max(map(len, labels.values())) <= pieces.LONGEST_LABEL
