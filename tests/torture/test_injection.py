"""Injection, a few long texts in every field; `make torture ARGS=injection` types each of them alone."""

from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bot.capabilities.home.cards import NAME, NAME_SETTING
from bot.capabilities.reflection.cards.modals import NOTE_FIELD
from bot.capabilities.reflection.cards.values import SAVE_NOTE
from bot.rehearsal.stand_in import Call
from bot.slack.card import escape
from tests.torture.injection import torture
from tests.torture.injection_fields import FIELDS
from tests.torture.injection_judge import judge, judge_sheet
from tests.torture.injection_reading import outputs
from tests.torture.injection_sheet import FORMULAS
from tests.torture.injection_texts import INJECTIONS
from tests.torture.verdict import Size

NAMED, NOTED = FIELDS[NAME_SETTING, NAME], FIELDS[SAVE_NOTE, NOTE_FIELD]
ALL = " ".join(INJECTIONS.values())
TYPED = {field.letter: field.typed(ALL) for field in FIELDS.values()}
NAME_TYPED, NOTE_TYPED = TYPED[NAMED.letter], TYPED[NOTED.letter]


@pytest.mark.timeout(180)
async def test_nothing_that_is_typed_is_alive_or_altered_anywhere() -> None:
    [verdict] = await torture(Size.SMALL)

    assert verdict.found == ()
    assert verdict.trials >= 100


# it would find something


def call(**body: Any) -> Call:
    return Call(at=datetime.now(UTC), method="chat.postMessage", body=body, response={"ok": True}, workspace="T1")


def block(kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text, **more}}


def markup(text: str) -> Call:
    return call(text="x", blocks=[block("mrkdwn", text, verbatim=True)])


def plain(text: str, *, emoji: bool = False) -> Call:
    return call(text="x", blocks=[block("plain_text", text, emoji=emoji)])


def judged(*calls: Call) -> list[str]:
    return list(judge(calls, TYPED, Counter()))


ESCAPED_NAME = escape(NAME_TYPED)


@pytest.mark.parametrize(
    ("sent", "finding"),
    [
        (markup("Hello <!channel>"), "alive"),
        (markup("Hello <https://evil.example/|click>"), "alive"),
        (call(text="Hello <!here>", blocks=[]), "alive"),
        (call(text=f"Hello {escape('https://evil.example/x')}"), "alive"),
        (call(text="x", blocks=[block("mrkdwn", "See www.evil.example", verbatim=False)]), "alive"),
        (call(text="x", blocks=[block("mrkdwn", "Hello @channel")]), "alive"),
        (markup(NAME_TYPED), "alive"),
        (markup(escape(ESCAPED_NAME)), "altered"),
        (markup(ESCAPED_NAME.replace("channel", "chan")), "altered"),
        (markup(escape(NAME_TYPED[:40] + "…")), "altered"),
        (plain(ESCAPED_NAME), "altered"),
        (plain(NOTE_TYPED.replace("\n", " ")), "altered"),
        (plain(NOTE_TYPED[:500] + "…"), "altered"),
        (plain(NOTE_TYPED, emoji=True), "with pictures"),
        (markup(escape(NOTE_TYPED)), "in markup"),
        (
            Call(at=datetime.now(UTC), method="views.open", body={}, response={"ok": False}, workspace="T1"),
            "views.open",
        ),
    ],
)
def test_what_is_alive_or_altered_is_found(sent: Call, finding: str) -> None:
    found = judged(sent)

    assert found
    assert found[0].startswith(finding)


@pytest.mark.parametrize(
    "sent",
    [
        markup(f"*{ESCAPED_NAME}* meets on <!date^1^{{date}}|Monday> with <@U1>"),
        call(text=f"{ESCAPED_NAME} meets", blocks=[block("plain_text", NAME_TYPED, emoji=False)]),
        plain(f"Your note: {NOTE_TYPED}"),
        call(text="x", blocks=[{"type": "rich_text", "elements": [{"type": "text", "text": NOTE_TYPED[:290] + "…"}]}]),
        call(
            text="x", blocks=[{"type": "input", "element": {"type": "plain_text_input", "initial_value": NOTE_TYPED}}]
        ),
    ],
)
def test_what_reads_back_unchanged_is_not_found(sent: Call) -> None:
    assert judged(sent) == []


def a_sheet(*values: str, kept_as_text: bool = True) -> bytes:
    """A spreadsheet with these values under one title."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for number, value in enumerate(("Setting", *values), 1):
        cell = sheet.cell(number, 1, value)
        if kept_as_text:
            cell.data_type, cell.quotePrefix = "s", True
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def judged_sheet(content: bytes) -> list[str]:
    return list(judge_sheet(content, TYPED, Counter()))


def test_a_spreadsheet_that_keeps_what_was_typed_as_text_is_as_it_should_be() -> None:
    assert judged_sheet(a_sheet(*FORMULAS, NAME_TYPED, "=1+1")) == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (a_sheet(*FORMULAS, kept_as_text=False), "a formula in A2"),
        (a_sheet(*FORMULAS, kept_as_text=False), "a formula once somebody edits A3"),
        (a_sheet(*FORMULAS, NAME_TYPED.replace("channel", "chan")), "altered in spreadsheet/Setting"),
    ],
)
def test_a_formula_and_an_altered_text_in_a_spreadsheet_are_found(content: bytes, found: str) -> None:
    assert any(sentence.startswith(found) for sentence in judged_sheet(content))


def test_a_name_that_is_missing_in_a_spreadsheet_is_found() -> None:
    assert len(judged_sheet(a_sheet())) == len(FORMULAS)


def test_every_place_where_something_is_read_is_an_output() -> None:
    sent = call(
        text="a",
        blocks=[block("mrkdwn", "b"), {"type": "image", "alt_text": "c", "title": {"type": "plain_text", "text": "d"}}],
        initial_comment="e",
        files=[{"id": "F1", "title": "f"}],
        errors={"note": "g"},
        value="never",
    )

    assert [output.text for output in outputs(sent)] == ["a", "b", "c", "d", "e", "f", "g"]
