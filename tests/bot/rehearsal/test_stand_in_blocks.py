"""What Slack would not show, the stand-in does not show either."""

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    DatePickerElement,
    DateTimePickerElement,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.shapes import Unfit
from bot.rehearsal.stand_in.limits.views import check_view
from tests.bot.rehearsal.asking import (
    Json,
    actions,
    button,
    marked,
    modal,
    option,
    plain,
    question,
    refusal,
    section,
    writing,
)

BAD_BLOCKS = {
    "51 blocks": ([section()] * 51, ""),
    "an unknown block": ([{"type": "sections"}], "/0"),
    "a block that is no object": (["section"], "/0"),
    "an unknown field": ([section(colour="red")], "/0"),
    "a section without words": ([{"type": "section"}], "/0"),
    "3001 characters": ([section("x" * 3001)], "/0/text/text"),
    "emoji count twice": ([section("🎓" * 1501)], "/0/text/text"),
    "an empty text": ([section(" ")], "/0/text/text"),
    "eleven fields": ([{"type": "section", "fields": [plain("x")] * 11}], "/0/fields"),
    "a field of 2001": ([{"type": "section", "fields": [plain("x" * 2001)]}], "/0/fields/0/text"),
    "a header of 151": ([{"type": "header", "text": plain("x" * 151)}], "/0/text/text"),
    "a header in mrkdwn": ([{"type": "header", "text": marked("x")}], "/0/text/type"),
    "a block_id of 256": ([section(block_id="x" * 256)], "/0/block_id"),
    "a block_id twice": ([section(block_id="a"), section(block_id="a")], ""),
    "an action_id twice": ([actions(button(), button())], "/0"),
    "no action_id": ([actions({"type": "button", "text": plain("Go")})], "/0/elements/0"),
    "26 buttons": ([actions(*(button(f"a:{n}") for n in range(26)))], "/0/elements"),
    "a button of 76": ([actions(button(text="x" * 76))], "/0/elements/0/text/text"),
    "a value of 2001": ([actions(button(value="x" * 2001))], "/0/elements/0/value"),
    "a style of its own": ([actions(button(style="green"))], "/0/elements/0/style"),
    "eleven context elements": ([{"type": "context", "elements": [marked("x")] * 11}], "/0/elements"),
    "a picture without alt text": ([{"type": "image", "image_url": "https://a.uk/a.png"}], "/0"),
    "an image that is no address": ([{"type": "image", "alt_text": "a", "image_url": "a.png"}], "/0/image_url"),
    "a list without options": ([actions({"type": "static_select", "action_id": "a"})], "/0/elements/0"),
    "an option value of 151": (
        [actions({"type": "static_select", "action_id": "a", "options": [option("x" * 151)]})],
        "/0/elements/0/options/0/value",
    ),
    "101 options": (
        [actions({"type": "static_select", "action_id": "a", "options": [option(str(n)) for n in range(101)]})],
        "/0/elements/0/options",
    ),
    "two options of one value": (
        [actions({"type": "static_select", "action_id": "a", "options": [option("1"), option("1")]})],
        "/0/elements/0",
    ),
    "an initial option that is none": (
        [actions({"type": "radio_buttons", "action_id": "a", "options": [option("1")], "initial_option": option("2")})],
        "/0/elements/0",
    ),
    "six overflow options": (
        [actions({"type": "overflow", "action_id": "a", "options": [option(str(n)) for n in range(6)]})],
        "/0/elements/0/options",
    ),
    "a long confirm": (
        [
            actions(
                button(
                    confirm={"title": plain("T"), "text": plain("x" * 301), "confirm": plain("Y"), "deny": plain("N")}
                )
            )
        ],
        "/0/elements/0/confirm/text/text",
    ),
    "a date that is none": (
        [actions({"type": "datepicker", "action_id": "a", "initial_date": "2 November"})],
        "/0/elements/0/initial_date",
    ),
    "everybody pinged": ([section("<!channel> look")], "/0/text/text"),
    "a name with everybody in it": ([section("Well done, Head <!here|of> Year")], "/0/text/text"),
    "an ampersand nobody escaped": ([section("Teaching & learning")], "/0/text/text"),
    "a text input in an actions block": ([actions(writing())], "/0/elements/0"),
    "two tables": ([{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2, ""),
    "markdown of 12,001 together": ([{"type": "markdown", "text": "x" * 6001}] * 2, ""),
    "the cursor in two places": (
        [question("a", writing(focus_on_load=True)), question("b", writing(focus_on_load=True))],
        "",
    ),
}


@pytest.mark.parametrize(("blocks", "pointer"), BAD_BLOCKS.values(), ids=BAD_BLOCKS.keys())
def test_blocks_over_a_limit_are_refused_with_the_place(blocks: list[Json], pointer: str) -> None:
    with pytest.raises(Unfit) as unfit:
        check_blocks(blocks, Surface.MESSAGE)

    assert unfit.value.pointer == pointer


BAD_MODALS = {
    "a title of 25": (modal(section(), title=plain("x" * 25)), "/title/text"),
    "101 blocks": (modal(*[section()] * 101), "/blocks"),
    "inputs and no submit": ({k: v for k, v in modal(question("a", writing())).items() if k != "submit"}, ""),
    "a submit that nobody hears": ({k: v for k, v in modal(section()).items() if k != "callback_id"}, ""),
    "private_metadata of 3001": (modal(section(), private_metadata="x" * 3001), "/private_metadata"),
    "a markdown block": (modal({"type": "markdown", "text": "x"}), "/blocks/0"),
    "a shortest text longer than the longest": (
        modal(question("a", writing(min_length=9, max_length=5))),
        "/blocks/0/element",
    ),
    "a label of 2001": (modal(question("a", writing(), hint=plain("x" * 2001))), "/blocks/0/hint/text"),
}


@pytest.mark.parametrize(("view", "pointer"), BAD_MODALS.values(), ids=BAD_MODALS.keys())
def test_a_modal_over_a_limit_is_refused_with_the_place(view: Json, pointer: str) -> None:
    with pytest.raises(Unfit) as unfit:
        check_view(view, Surface.MODAL)

    assert unfit.value.pointer == pointer


def all_that_the_sdk_builds() -> list[Block]:
    options = [Option(value="1", text="One", description="The first"), Option(value="2", text="Two")]
    sure = ConfirmObject(title="Sure?", text="It will be sent.", confirm="Send", deny="Not yet")
    return [
        HeaderBlock(text="Row 1.1"),
        DividerBlock(),
        SectionBlock(
            text=MarkdownTextObject(text="*Bold* &amp; <@U0000000001>"),
            accessory=OverflowMenuElement(action_id="more", options=options),
        ),
        ContextBlock(elements=[PlainTextObject(text="Plain-language summary", emoji=True)]),
        ActionsBlock(
            elements=[
                ButtonElement(text="Column 1", action_id="column:1", value="1", style="primary", confirm=sure),
                StaticSelectElement(placeholder="Theme", action_id="theme", options=options, initial_option=options[0]),
                UserSelectElement(placeholder="Who", action_id="who"),
                DatePickerElement(placeholder="Day", action_id="day", initial_date="2026-11-02"),
                TimePickerElement(placeholder="Time", action_id="time", initial_time="15:30"),
                DateTimePickerElement(action_id="both", initial_date_time=1_793_000_000),
                CheckboxesElement(action_id="boxes", options=options, initial_options=options[:1]),
                RadioButtonsElement(action_id="radio", options=options),
            ]
        ),
        InputBlock(label="Note", element=PlainTextInputElement(action_id="note", multiline=True), optional=True),
        InputBlock(label="People", element=UserMultiSelectElement(action_id="people", max_selected_items=5)),
        InputBlock(
            label="Themes",
            element=StaticMultiSelectElement(
                action_id="themes", option_groups=[OptionGroup(label="Group", options=options)]
            ),
        ),
    ]


@pytest.mark.parametrize("surface", Surface)
def test_what_the_sdk_builds_is_taken(surface: Surface) -> None:
    blocks = [block.to_dict() for block in all_that_the_sdk_builds()]

    check_blocks(blocks, surface)


async def test_the_refusal_names_the_place_as_slack_does(client: AsyncWebClient, room: Channel) -> None:
    blocks = [section(), section("x" * 3001)]

    answer = await refusal(client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=blocks))

    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]
    assert room.messages() == []
