"""The prompts of next year, and what becomes of them once they are answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.capabilities.annual import texts
from bot.capabilities.annual.use_cases import Answered, Reminded
from bot.kit.action_lists import action_list
from bot.kit.buttons import ADD_LEADERS, START_REVIEW, OfReview, OfSetting
from bot.kit.menus import menu, option
from bot.kit.pieces import aside, ask_first, button, buttons, line, say
from bot.slack.blocks import Block, Element
from bot.slack.card import Card, escape
from bot.slack.ids import BadPayload, Packed
from maturity_model.action import ActionState
from maturity_model.ids import ReviewId
from maturity_model.next_year import SNOOZES
from maturity_model.setting import Setting

SNOOZE, NOT_THIS_YEAR = "annual.snooze", "annual.not_this_year"
MOST_LISTED = 10  # of the actions in each state

HEADINGS = {
    ActionState.OPEN: texts.OPEN_ACTIONS,
    ActionState.DONE: texts.DONE_ACTIONS,
    ActionState.NOT_NOW: texts.ASIDE_ACTIONS,
}


@dataclass(frozen=True, kw_only=True)
class Snooze(Packed):
    """For how many weeks a prompt about a review is put off."""

    review: ReviewId
    weeks: int

    def __post_init__(self) -> None:
        """Refuse what nobody was offered.

        Raises:
            BadPayload: no such number of weeks.
        """
        if self.weeks not in SNOOZES:
            raise BadPayload


def next_review_card(reminded: Reminded, *, is_last: bool, gone: int) -> Card:
    """Asks a careers leader to open the next review, last year's actions first; `gone` leaders left Slack."""
    name = escape(reminded.setting.name)
    words = texts.NEXT_REVIEW.format(setting=name, year=reminded.review.academic_year)
    return Card(
        text=texts.NEXT_REVIEW_SUMMARY.format(setting=name),
        blocks=(
            *_actions(reminded),
            say(words),
            *((say(texts.SOMEBODY_HAS_LEFT),) if gone else ()),
            *((aside(texts.LAST),) if is_last else ()),
            buttons(*_steps(reminded, gone=gone)),
        ),
    )


def answered_card(answered: Answered) -> Card:
    """What comes of an answer to the prompt."""
    if answered.has_begun:
        words = texts.BEGUN
    else:
        words = texts.snoozed(answered.again_on) if answered.again_on else texts.DECLINED
    return Card(text=words.replace("*", ""), blocks=(say(words),))


def peer_review_card(setting: Setting) -> Card:
    """Tells a careers leader that their setting may take part in a peer-to-peer review."""
    name = escape(setting.name)
    words, summary = texts.PEER_REVIEW.format(setting=name), texts.PEER_REVIEW_SUMMARY.format(setting=name)
    return Card(text=summary, blocks=(say(words),))


def naming_card(setting: Setting) -> Card:
    """Asks somebody to name a careers leader where none is left in Slack."""
    name = escape(setting.name)
    return Card(
        text=texts.NAME_A_LEADER_SUMMARY.format(setting=name),
        blocks=(
            say(texts.NAME_A_LEADER.format(setting=name)),
            buttons(_add_leaders(OfSetting(setting=setting.id), style="primary")),
        ),
    )


def _actions(reminded: Reminded) -> Iterator[Block]:
    for state, words in HEADINGS.items():
        of_state = [action for action in reminded.actions if action.state is state]
        if of_state:
            yield say(words)
            yield from action_list(of_state, most=MOST_LISTED, say_settled=False)
    if reminded.actions:
        yield line()


def _steps(reminded: Reminded, *, gone: int) -> list[Element]:
    review, this = reminded.review.id, OfSetting(setting=reminded.setting.id)
    weeks = [option(Snooze(review=review, weeks=each).encode(), texts.WEEKS[each]) for each in SNOOZES]
    sure = ask_first(texts.NOT_THIS_YEAR_TITLE, texts.NOT_THIS_YEAR_TEXT, yes=texts.NOT_THIS_YEAR, no=texts.GO_BACK)
    return [
        button(texts.START, START_REVIEW, this, style="primary"),
        menu(SNOOZE, weeks, prompt=texts.SNOOZE),
        button(texts.NOT_THIS_YEAR, NOT_THIS_YEAR, OfReview(review=review), confirm=sure),
        *([_add_leaders(this)] if gone else []),
    ]


def _add_leaders(this: OfSetting, *, style: str | None = None) -> Element:
    return button(texts.ADD_LEADERS, ADD_LEADERS, this, style=style)
