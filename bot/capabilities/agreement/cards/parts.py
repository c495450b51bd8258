"""Parts that the meeting's cards share."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    Option,
    OptionGroup,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    StaticSelectElement,
)

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.values import NEXT_ROW, SHOW_AGENDA, GoOn
from bot.kit.buttons import OfReview
from bot.kit.pieces import LONGEST_SECTION, button
from bot.kit.questions import LONGEST_OPTION
from bot.slack.card import clip
from bot.slack.ids import Packed
from maturity_model.catalog import RowId
from maturity_model.ids import ReviewId


def bullets(lines: Iterable[str]) -> Block:
    """A list in which nothing is markup."""
    each = [
        RichTextSectionElement(elements=[RichTextElementParts.Text(text=clip(one, LONGEST_SECTION))]) for one in lines
    ]
    return RichTextBlock(elements=[RichTextListElement(style="bullet", elements=each)])


def choice(value: Packed, label: str, remark: str | None = None) -> Option:
    """One thing to choose from a menu, with a remark under it."""
    return Option(
        value=value.encode(),
        text=_plain(label),
        description=_plain(remark) if remark else None,
    )


def group(label: str, options: Sequence[Option]) -> OptionGroup:
    """Choices that belong together."""
    return OptionGroup(label=_plain(label), options=options)


def menu(prompt: str, action: str, options: Sequence[Option] | Sequence[OptionGroup]) -> StaticSelectElement:
    """A menu that says what it is for; its choices may be in groups."""
    grouped = [each for each in options if isinstance(each, OptionGroup)]
    single = [each for each in options if isinstance(each, Option)]
    return StaticSelectElement(
        placeholder=_plain(prompt), action_id=action, options=single or None, option_groups=grouped or None
    )


def next_row_button(review: ReviewId, after: RowId | None, *, style: str | None = None) -> ButtonElement:
    """On to the next row."""
    return button(texts.NEXT_ROW, NEXT_ROW, GoOn(review=review, after=after), style=style)


def show_agenda_button(review: ReviewId, *, style: str | None = None) -> ButtonElement:
    """The agenda once more, below everything."""
    return button(texts.SHOW_AGENDA, SHOW_AGENDA, OfReview(review=review), style=style)


def _plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=clip(text, LONGEST_OPTION), emoji=False)
