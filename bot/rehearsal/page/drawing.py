"""The templates, and the few words they have for what Slack's JSON means."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.rehearsal.page.fields import ANSWERED, as_shown
from bot.rehearsal.page.looking import Surface
from bot.rehearsal.page.moments import say_moment
from bot.rehearsal.page.mrkdwn import linked, mrkdwn
from bot.rehearsal.stand_in.forms import current_answer
from bot.rehearsal.stand_in.values import Json

TOUR_QUESTION = {
    name: {"type": "plain_text", "text": words}
    for name, words in {
        "title": "Begin anew for the tour?",
        "text": "The tour begins where everybody has answered. What is on now is forgotten.",
        "confirm": "Take the tour",
        "deny": "Stay here",
    }.items()
}
TEMPLATES = Path(__file__).with_name("templates")


def draw(template: str, **words: Any) -> str:
    """A page, or a part of one."""
    return ENVIRONMENT.get_template(template).render(**words)


def lines(text: str) -> Markup:
    """Plain words, with their line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def styled(piece: Json) -> Markup:
    """The words of a piece of rich text, bold, italic or as it says."""
    told = lines(piece["text"])
    for style, tag in (("bold", "b"), ("italic", "i"), ("strike", "s"), ("code", "code")):
        if piece.get("style", {}).get(style):
            told = Markup("<{0}>{1}</{0}>").format(tag, told)
    return told


def pressed(surface: Surface, block: Json, element: Json, **more: Any) -> str:
    """What a press on an element tells the page's server."""
    told = {**surface.press, "block": block.get("block_id"), "action": element["action_id"], **more}
    return json.dumps(told)


def answer_in(element: Json, block: Json, surface: Surface) -> Any:  # noqa: ANN401 - each kind has its own
    """What a field shows: what was filled in, else what the bot put there."""
    named = {"block_id": "", **block}
    return as_shown(element, current_answer(named, element, surface.filled), surface.reader.zone)


def handed_over(surface: Surface) -> str:
    """Which files stand in the fields of a surface: other files, another text."""
    lists = (answer for answer in surface.filled.values() if isinstance(answer, list))
    return " ".join(one["id"] for answer in lists for one in answer if isinstance(one, dict) and "id" in one)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"mrkdwn": mrkdwn, "lines": lines, "styled": styled, "pretty": pretty}
    made.globals |= {
        "pressed": pressed,
        "answer_in": answer_in,
        "handed_over": handed_over,
        "linked": linked,
        "say_moment": say_moment,
        "ANSWERED": ANSWERED,
        "TOUR_QUESTION": TOUR_QUESTION,
    }
    return made


def pretty(piece: Any) -> str:  # noqa: ANN401 - JSON may be anything
    """JSON for people."""
    return json.dumps(piece, indent=2, ensure_ascii=False)


ENVIRONMENT = _environment()
