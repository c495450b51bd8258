"""Every block and element that the stand-in takes is drawn, and every answer comes back as it was given."""

from collections.abc import Iterator
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.page.declining import Declined
from bot.rehearsal.page.drawing import ENVIRONMENT
from bot.rehearsal.page.fields import ANSWERED, as_shown, filled_in
from bot.rehearsal.page.looking import Surface
from bot.rehearsal.page.reader import Reader
from bot.rehearsal.stand_in import View
from bot.rehearsal.stand_in.limits.blocks import EVERYWHERE, QUESTION, Surface as Where, check_blocks
from bot.rehearsal.stand_in.values import Json
from tests.bot.kit.test_limits import BLOCKS, IN_QUESTIONS, ON_CARDS

LONDON = ZoneInfo("Europe/London")
READER = Reader(
    people={"U0COLLEAGUE": "SENCo"},
    channels={"C0MEETING0": "careers"},
    zone=LONDON,
    people_to_pick=[("U0COLLEAGUE", "SENCo"), ("U0LEADER00", "Careers Leader")],
    channels_to_pick=[("C0MEETING0", "careers")],
)
CHOICE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
OTHER = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}


def drawn(blocks: list[Json], **more: object) -> str:
    on = Surface(name="s", reader=READER, post="/press", press={"surface": "home"}, **more)  # type: ignore[arg-type]
    module = ENVIRONMENT.get_template("blocks.html").module
    return str(module.blocks(blocks, on))  # type: ignore[attr-defined]


def asked(element: Json, name: str = "q") -> Json:
    label = {"type": "plain_text", "text": "What do you say?"}
    return {"type": "input", "block_id": name, "label": label, "element": element, "optional": True}


def view_of(element: Json) -> View:
    return View(id="V", hash="h", person="U", root="V", body={"type": "modal", "blocks": [asked(element)]})


def samples() -> Iterator[tuple[str, Json]]:
    yield from ((f"block {name}", dict(block)) for name, block in BLOCKS.items())
    for name, element in ON_CARDS.items():
        yield f"element {name}", {"type": "actions", "elements": [element]}
    for name, element in IN_QUESTIONS.items():
        yield f"question {name}", asked(dict(element))
    picture = {"image_url": "https://a.example/a.png", "alt_text": "A picture"}
    yield "block image", {"type": "image", **picture}
    yield "element image", {"type": "context", "elements": [{"type": "image", **picture}]}
    pieces = [
        {"type": "link", "url": "https://a.example"},
        {"type": "user", "user_id": "U0COLLEAGUE"},
        {"type": "channel", "channel_id": "C0MEETING0"},
        {"type": "emoji", "name": "tada"},
        {"type": "date", "timestamp": 1795435200, "format": "{date_long}"},
        {"type": "text", "text": "leaning", "style": {"italic": True}},
    ]
    for kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        yield kind, {"type": "rich_text", "elements": [{"type": kind, "elements": pieces}]}
    fields = [{"type": "mrkdwn", "text": "*left*"}, {"type": "plain_text", "text": "right"}]
    yield "fields", {"type": "section", "fields": fields}


SAMPLES = dict(samples())
WRITTEN = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "datepicker", "timepicker")
CHOSEN = ("static_select", "users_select", "conversations_select", "channels_select", "radio_buttons")
SEVERAL = ("checkboxes", "multi_static_select", "multi_users_select", "multi_conversations_select")
GIVEN = {"users_select": "U0COLLEAGUE", "conversations_select": "C0MEETING0", "channels_select": "C0MEETING0"}


@pytest.mark.parametrize("block", SAMPLES.values(), ids=SAMPLES)
def test_it_is_drawn(block: Json) -> None:
    assert "not-drawn" not in drawn([{"block_id": "b", **block}])


def test_every_kind_of_block_that_stands_everywhere_is_among_them() -> None:
    assert {block["type"] for block in SAMPLES.values()} == set(EVERYWHERE)


def test_what_cannot_be_drawn_says_so() -> None:
    assert "cannot draw “video” yet" in drawn([{"type": "video"}])
    assert "cannot draw “workflow_button” yet" in drawn(
        [{"type": "actions", "elements": [{"type": "workflow_button", "action_id": "a"}]}]
    )


def test_mentions_links_and_moments_in_rich_text_are_told_by_name() -> None:
    told = drawn([SAMPLES["rich_text_section"]])

    for expected in ("@SENCo", "#careers", "Monday, 23 November 2026", "<i>leaning</i>", 'href="https://a.example"'):
        assert expected in told


@pytest.mark.parametrize("kind", [*WRITTEN, *CHOSEN, *SEVERAL, "datetimepicker"])
def test_a_field_of_each_kind_can_be_filled_in_and_is_shown_again(kind: str) -> None:
    element: Json = {"type": kind, "action_id": "q"}
    if kind.removeprefix("multi_") in ("static_select", "checkboxes", "radio_buttons"):
        element["options"] = [CHOICE, OTHER]
    if kind == "number_input":
        element["is_decimal_allowed"] = False
    QUESTION(element)
    written = {"datetimepicker": "2026-12-07T15:45", "datepicker": "2026-12-07", "timepicker": "15:45"}.get(
        kind, GIVEN.get(kind.removeprefix("multi_"), "2")
    )

    given = filled_in(view_of(element), {"q": [written], f"{ANSWERED}q": ["1"]}, LONDON)
    stored = int(given["q"].timestamp()) if kind == "datetimepicker" else given["q"]
    html = drawn([asked(element)], filled={("q", "q"): stored})

    assert as_shown(element, stored, LONDON) == ([written] if kind in SEVERAL else written)
    form = Form()
    form.feed(html)
    assert form.values.get("q") == [written]
    assert form.values.get(f"{ANSWERED}q") == ["1"]


class Form(HTMLParser):
    """What a browser would send of a form that nobody touched."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "select":
            self._select = has["name"] or ""
        elif tag == "option" and "selected" in has:
            self._add(self._select, has["value"])
        elif tag == "input" and (has["type"] not in ("checkbox", "radio") or "checked" in has):
            self._add(has["name"] or "", has["value"])

    def _add(self, name: str, value: str | None) -> None:
        self.values.setdefault(name, []).append(value or "")


def test_an_area_for_several_lines_shows_what_was_written() -> None:
    area = {"type": "plain_text_input", "action_id": "q", "multiline": True}

    assert ">\nTwo\nlines</textarea>" in drawn([asked(area)], filled={("q", "q"): "Two\nlines"})


def test_lines_from_a_browser_end_as_slacks_do() -> None:
    area = {"type": "plain_text_input", "action_id": "q", "multiline": True}

    assert filled_in(view_of(area), {"q": ["Two\r\nlines"], f"{ANSWERED}q": ["1"]}, LONDON) == {"q": "Two\nlines"}


def test_a_question_that_was_not_on_the_form_stays_as_it_is() -> None:
    assert filled_in(view_of({"type": "users_select", "action_id": "q"}), {}, LONDON) == {}


def test_nothing_chosen_is_no_answer() -> None:
    for kind, empty in (("multi_users_select", []), ("users_select", None), ("plain_text_input", None)):
        told = filled_in(view_of({"type": kind, "action_id": "q"}), {"q": [""], f"{ANSWERED}q": ["1"]}, LONDON)
        assert told == {"q": empty}


def test_a_day_that_does_not_exist_is_refused() -> None:
    picker = view_of({"type": "datetimepicker", "action_id": "q"})

    with pytest.raises(Declined, match="no such day and time"):
        filled_in(picker, {"q": ["2026-02-31T10:00"], f"{ANSWERED}q": ["1"]}, LONDON)


def test_an_error_stands_under_its_field_and_is_tied_to_it() -> None:
    told = drawn([asked({"type": "plain_text_input", "action_id": "q"})], errors={"q": "That's too <long>."})

    assert 'aria-describedby="s-0-error "' in told
    assert "That&#39;s too &lt;long&gt;." in told


def test_the_samples_are_what_slack_takes() -> None:
    for block in SAMPLES.values():
        check_blocks([block], Where.MODAL)
