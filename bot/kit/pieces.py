"""Card parts that several capabilities draw."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextSectionElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.kit.words import CLOSE, FOCUS_WORDS
from bot.slack.card import clip
from bot.slack.ids import Packed

LONGEST_HEADING = 150
LONGEST_SECTION = 3000
LONGEST_LABEL = 75
LONGEST_TITLE = 24
LONGEST_TITLE_IN_LIST = 52  # with a row's number and column before it, two lines of a phone


def heading(text: str) -> Block:
    """A line in large letters, as plain text."""
    return HeaderBlock(text=PlainTextObject(text=clip(text, LONGEST_HEADING), emoji=False))


def say(mrkdwn: str, *, accessory: InteractiveElement | None = None, block_id: str | None = None) -> Block:
    """A paragraph, never folded away. User-written parts of it are escaped already."""
    return SectionBlock(
        text=MarkdownTextObject(text=clip(mrkdwn, LONGEST_SECTION)), accessory=accessory, block_id=block_id, expand=True
    )


def say_plainly(text: str) -> Block:
    """A paragraph in which nothing is markup: for what people wrote."""
    return SectionBlock(text=PlainTextObject(text=clip(text, LONGEST_SECTION), emoji=False), expand=True)


def statement(column: int, text: str, *, remark: str = "") -> Block:
    """A column's statement, letter for letter: nothing in it is markup. `remark` stands beside the column's number."""
    label = f"Column {column} · {FOCUS_WORDS[column]}" + (f" · {remark}" if remark else "")
    bold = RichTextElementParts.TextStyle(bold=True)
    parts = [
        RichTextElementParts.Text(text=label, style=bold),
        RichTextElementParts.Text(text=f"\n{clip(text, LONGEST_SECTION - 1)}"),
    ]
    return RichTextBlock(elements=[RichTextSectionElement(elements=parts)])


def short_title(title: str) -> str:
    """A row's title where it stands in a list: its beginning, where it is long."""
    return clip(title, LONGEST_TITLE_IN_LIST)


def aside(mrkdwn: str) -> Block:
    """A line in small grey letters."""
    return ContextBlock(elements=[MarkdownTextObject(text=clip(mrkdwn, LONGEST_SECTION))])


def line() -> Block:
    """A thin line across."""
    return DividerBlock()


def buttons(*elements: InteractiveElement, block_id: str | None = None) -> Block:
    """Buttons and menus side by side."""
    return ActionsBlock(elements=list(elements), block_id=block_id)


def button(
    label: str,
    action: str,
    value: Packed | None = None,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """A button. Its label makes sense alone, for those who hear it read out."""
    return ButtonElement(
        text=PlainTextObject(text=clip(label, LONGEST_LABEL), emoji=False),
        action_id=action,
        value=value.encode() if value else None,
        style=style,
        confirm=confirm,
    )


def short_button(label: str, action: str, value: Packed, *, spoken: str) -> ButtonElement:
    """A button among others of its kind, short for the eye; who hears it read out hears `spoken`."""
    text = PlainTextObject(text=clip(label, LONGEST_LABEL), emoji=False)
    return ButtonElement(text=text, action_id=action, value=value.encode(), accessibility_label=spoken)


def ask_first(title: str, text: str, *, yes: str, no: str) -> ConfirmObject:
    """Slack's own "are you sure"."""
    return ConfirmObject(
        title=PlainTextObject(text=title),
        text=PlainTextObject(text=text),
        confirm=PlainTextObject(text=yes),
        deny=PlainTextObject(text=no),
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
    return View(
        type="modal",
        title=PlainTextObject(text=clip(title, LONGEST_TITLE)),
        blocks=list(blocks),
        callback_id=callback,
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text=CLOSE),
        private_metadata=metadata.encode() if metadata else None,
    )


def notice_modal(title: str, sentence: str) -> View:
    """A modal that only says something."""
    return modal(title, [say(sentence)], callback="kit.notice")
