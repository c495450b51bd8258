"""The modals of an action, the reminder that its owner gets, and the list on Home."""

from dataclasses import dataclass
from datetime import date

from bot.capabilities.actions import texts
from bot.capabilities.actions.use_cases.adding import Addable
from bot.capabilities.actions.use_cases.asked import ShownAction
from bot.capabilities.actions.use_cases.looking import ActionsOnHome
from bot.kit.action_lists import action_list
from bot.kit.buttons import ADD_ACTION, OfReview
from bot.kit.menus import group, grouped_menu, option
from bot.kit.pieces import aside, button, buttons, line, modal, say, say_plainly
from bot.kit.questions import PEOPLE, date_picker, person_menu, question, text_area
from bot.slack.blocks import Block, Element, View
from bot.slack.card import Card, escape, mention
from bot.slack.ids import Packed
from maturity_model.action import LONGEST_ACTION, ActionState, ReviewAction
from maturity_model.card import Place
from maturity_model.ids import ActionId, ChannelId, PersonId, ReviewId

ADD_TO_REVIEW = "actions.add_to_review"
DONE, LATER, NOT_NOW = "actions.done", "actions.later", "actions.not_now"
PUT_OFF = "actions.put_off"
ROW, TEXT, DUE_ON = "row", "text", "due_on"


@dataclass(frozen=True, kw_only=True)
class OfAction(Packed):
    """Which action a button is about."""

    action: ActionId


@dataclass(frozen=True, kw_only=True)
class NewAction(Packed):
    """The review that an action is added to, and the id that it will have."""

    review: ReviewId
    action: ActionId


@dataclass(frozen=True, kw_only=True)
class LaterAction(Packed):
    """The action that is put off, and the message in which somebody pressed, if it was one."""

    action: ActionId
    channel: ChannelId | None = None
    ts: str | None = None

    @property
    def place(self) -> Place | None:
        """The message in which somebody pressed."""
        return Place(channel=self.channel, ts=self.ts) if self.channel and self.ts else None


def action_modal(addable: Addable, new: NewAction, asker: PersonId, due_on: date) -> View:
    """Who will do what about which row; `due_on` stands there at first."""
    return modal(
        texts.ADD_TITLE,
        [
            question(ROW, texts.ROW, _row_menu(addable)),
            question(TEXT, texts.TEXT, text_area(TEXT, most=LONGEST_ACTION), hint=texts.TEXT_HINT),
            question(PEOPLE, texts.OWNER, person_menu(PEOPLE, chosen=asker), hint=texts.OWNER_HINT),
            question(DUE_ON, texts.DUE_ON, date_picker(DUE_ON, due_on)),
        ],
        callback=ADD_ACTION,
        submit=texts.SAVE,
        metadata=new,
    )


def added_modal(action: ReviewAction) -> View:
    """Says that it is kept, and what comes of it."""
    return modal(
        texts.ADDED_TITLE,
        [say(texts.added(mention(action.owner), action.due_on)), say_plainly(action.text)],
        callback="actions.added",
    )


def later_modal(later: LaterAction, due_on: date) -> View:
    """By which other day; `due_on` stands there at first."""
    return modal(
        texts.LATER_TITLE,
        [question(DUE_ON, texts.LATER_LABEL, date_picker(DUE_ON, due_on), hint=texts.LATER_HINT)],
        callback=PUT_OFF,
        submit=texts.SAVE,
        metadata=later,
    )


def reminder_card(shown: ShownAction, *, today: date) -> Card:
    """Reminds its owner of an open action."""
    action = shown.action
    this = OfAction(action=action.id)
    settle = buttons(
        button(texts.DONE, DONE, this, style="primary"),
        button(texts.LATER, LATER, this),
        button(texts.NOT_NOW, NOT_NOW, this),
    )
    words = say(texts.reminder(action.due_on, today=today))
    return Card(text=texts.reminder_summary(action.due_on), blocks=(words, *_what(shown), settle))


def standing_card(shown: ShownAction) -> Card:
    """What has become of an action, once its owner has said so."""
    words = _standing(shown.action)
    return Card(text=words.replace("*", ""), blocks=(say(words), *_what(shown)))


def actions_section(there: ActionsOnHome) -> tuple[Block, ...]:
    """The actions of the newest agreed review on Home, and for a careers leader the way to add one."""
    listed = action_list(there.actions) or (say(texts.NONE_YET if there.may_add else texts.NONE_YET_TO_READ),)
    blocks = (line(), say(texts.HEADING), *listed)
    if not there.may_add:
        return blocks
    add = button(texts.ADD, ADD_TO_REVIEW, OfReview(review=there.review.id))
    return (*blocks, buttons(add, block_id="actions"))


def _row_menu(addable: Addable) -> Element:
    edition = addable.edition
    options = {row: option(row, texts.titled(edition, row)) for row in addable.rows}
    groups = [
        group(f"{theme.number} {theme.title}", of_theme)
        for theme in edition.themes
        if (of_theme := [options[row.id] for row in theme.rows if row.id in options])
    ]
    chosen = options[addable.row] if addable.row is not None else None
    return grouped_menu(ROW, groups, prompt=texts.ROW_PROMPT, chosen=chosen)


def _what(shown: ShownAction) -> tuple[Block, ...]:
    action, whose = shown.action, (aside(escape(shown.setting_name)),) if shown.setting_name else ()
    about = texts.about_row(escape(texts.titled(shown.edition, action.row)), mention(action.added_by))
    return *whose, say_plainly(action.text), aside(about)


def _standing(action: ReviewAction) -> str:
    match action.state:
        case ActionState.DONE:
            return texts.IS_DONE
        case ActionState.NOT_NOW:
            return texts.IS_NOT_NOW
        case ActionState.OPEN:
            return texts.put_off(action.due_on)
