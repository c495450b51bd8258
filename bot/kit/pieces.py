"""Card parts that several capabilities draw."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.kit.words import CLOSE
from bot.slack.blocks import Block, Confirm, Element, View
from bot.slack.card import clip
from bot.slack.ids import Packed

LONGEST_HEADING = 150
LONGEST_SECTION = 3000
LONGEST_LABEL = 75
LONGEST_TITLE = 24
LONGEST_CONFIRM_TITLE, LONGEST_CONFIRM_TEXT, LONGEST_CONFIRM_LABEL = 100, 300, 30
LONGEST_TITLE_IN_LIST = 52  # with a row's number and column before it, two lines of a phone


def plain(text: str, most: int) -> dict[str, Any]:
    """A text in which nothing is markup and no word between colons becomes a picture, of at most so many characters."""
    return {"type": "plain_text", "text": clip(text, most), "emoji": False}


def heading(text: str) -> Block:
    """A line in large letters, as plain text."""
    return Block({"type": "header", "text": plain(text, LONGEST_HEADING)})


def say(mrkdwn: str, *, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A paragraph, never folded away. User-written parts of it are escaped already."""
    section = Block({"type": "section", "text": _markup(mrkdwn), "expand": True})
    if accessory:
        section["accessory"] = accessory
    if block_id:
        section["block_id"] = block_id
    return section


def say_plainly(text: str, *, accessory: Element | None = None) -> Block:
    """A paragraph in which nothing is markup: for what people wrote."""
    section = Block({"type": "section", "text": plain(text, LONGEST_SECTION), "expand": True})
    if accessory:
        section["accessory"] = accessory
    return section


def bullets(lines: Iterable[str]) -> Block:
    """A list in which nothing is markup."""
    return _list([[_words(one)] for one in lines], style="bullet")


def numbered(lines: Iterable[str]) -> Block:
    """A list of steps in which nothing is markup."""
    return _list([[_words(one)] for one in lines], style="ordered")


def bullets_naming(lines: Iterable[tuple[str, str, str]]) -> Block:
    """A list in which nothing is markup, with a person in each line: what stands before them, who, what may follow."""
    named = [
        [_words(before), {"type": "user", "user_id": who}, *([_words(after)] if after else [])]
        for before, who, after in lines
    ]
    return _list(named, style="bullet")


def short_title(title: str) -> str:
    """A row's title where it stands in a list: its beginning, where it is long."""
    return whole_words(title, LONGEST_TITLE_IN_LIST)


def whole_words(text: str, most: int) -> str:
    """The text, or as many of its words as fit with an ellipsis; a word longer than that is cut."""
    cut = clip(text, most)
    words, _, _ = cut.rpartition(" ")
    return cut if cut == text or not words else f"{words}…"


def aside(mrkdwn: str) -> Block:
    """A line in small grey letters."""
    return Block({"type": "context", "elements": [_markup(mrkdwn)]})


def aside_plainly(text: str) -> Block:
    """A line in small grey letters in which nothing is markup."""
    return Block({"type": "context", "elements": [plain(text, LONGEST_SECTION)]})


def line() -> Block:
    """A thin line across."""
    return Block({"type": "divider"})


def buttons(*elements: Element, block_id: str | None = None) -> Block:
    """Buttons and menus side by side."""
    actions = Block({"type": "actions", "elements": list(elements)})
    if block_id:
        actions["block_id"] = block_id
    return actions


def button(
    label: str,
    action: str,
    value: Packed | None = None,
    *,
    style: str | None = None,
    confirm: Confirm | None = None,
) -> Element:
    """A button. Its label makes sense alone, for those who hear it read out."""
    drawn = Element({"type": "button", "text": plain(label, LONGEST_LABEL), "action_id": action})
    if value:
        drawn["value"] = value.encode()
    if style:
        drawn["style"] = style
    if confirm:
        drawn["confirm"] = confirm
    return drawn


def short_button(label: str, action: str, value: Packed, *, spoken: str) -> Element:
    """A button among others of its kind, short for the eye; who hears it read out hears `spoken`."""
    drawn = button(label, action, value)
    drawn["accessibility_label"] = clip(spoken, LONGEST_LABEL)
    return drawn


def ask_first(title: str, text: str, *, yes: str, no: str) -> Confirm:
    """Slack's own "are you sure"."""
    return Confirm(
        {
            "title": plain(title, LONGEST_CONFIRM_TITLE),
            "text": plain(text, LONGEST_CONFIRM_TEXT),
            "confirm": plain(yes, LONGEST_CONFIRM_LABEL),
            "deny": plain(no, LONGEST_CONFIRM_LABEL),
        }
    )


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback: str,
    submit: str | None = None,
    metadata: Packed | None = None,
) -> View:
    """A modal; with `submit` it can be sent in."""
    view = View(
        {
            "type": "modal",
            "title": plain(title, LONGEST_TITLE),
            "blocks": list(blocks),
            "callback_id": callback,
            "close": plain(CLOSE, LONGEST_TITLE),
        }
    )
    if submit:
        view["submit"] = plain(submit, LONGEST_TITLE)
    if metadata:
        view["private_metadata"] = metadata.encode()
    return view


def notice_modal(title: str, sentence: str) -> View:
    """A modal that only says something."""
    return modal(title, [say(sentence)], callback="kit.notice")


def home(blocks: Sequence[Block]) -> View:
    """Somebody's Home."""
    return View({"type": "home", "blocks": list(blocks)})


def _markup(mrkdwn: str) -> dict[str, Any]:
    """Verbatim: Slack makes links and mentions of what we marked as such, and of nothing else that looks like one."""
    return {"type": "mrkdwn", "text": clip(mrkdwn, LONGEST_SECTION), "verbatim": True}


def _words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": clip(text, LONGEST_SECTION)}


def _list(lines: Iterable[list[dict[str, Any]]], *, style: str) -> Block:
    sections = [{"type": "rich_text_section", "elements": pieces} for pieces in lines]
    return Block({"type": "rich_text", "elements": [{"type": "rich_text_list", "style": style, "elements": sections}]})
