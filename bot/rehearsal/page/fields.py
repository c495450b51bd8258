"""What somebody filled in, from the fields of an HTML form to the values that the stand-in's people give."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from bot.rehearsal.page.declining import Declined
from bot.rehearsal.stand_in.finding import elements_of
from bot.rehearsal.stand_in.forms import SEVERAL, STATE
from bot.rehearsal.stand_in.values import Json, View

NO_SUCH_DAY = "There is no such day and time."
UNNAMED = "A file"
ANSWERED = "answered:"
"""Begins the name of a hidden field that says: this question was on the form, even where nothing was chosen in it."""


def given(element: Json, values: Sequence[str], zone: tzinfo) -> Any:  # noqa: ANN401 - each kind has its own
    """What was chosen in an element, or written.

    Raises:
        Declined: no such day or time.
    """
    kind = element["type"]
    if kind in STATE and STATE[kind][0] in SEVERAL:
        return [value for value in values if value]
    single = values[0] if values else ""
    if kind == "datetimepicker" and single:
        return _moment(single, zone)
    return single.replace("\r\n", "\n") or None


def filled_in(view: View, form: Mapping[str, Sequence[str]], zone: tzinfo) -> dict[str, Any]:
    """The answers to the questions of a modal that are in a form, by block id."""
    return {
        block["block_id"]: given(element, form.get(block["block_id"], ()), zone)
        for block, element in elements_of(view.blocks)
        if element["type"] in STATE and f"{ANSWERED}{block['block_id']}" in form
    }


def as_shown(element: Json, answer: Any, zone: tzinfo) -> Any:  # noqa: ANN401 - each kind has its own
    """What a field of the page holds for what stands in an element: values of options, ids, texts, names of files."""
    kind = element["type"]
    if answer is None:
        return ""
    if kind == "file_input":
        return [file.get("name", UNNAMED) for file in answer]
    if kind == "datetimepicker":
        return datetime.fromtimestamp(int(answer), zone).strftime("%Y-%m-%dT%H:%M")
    unpack: Callable[[Any], Any] = lambda one: one["value"] if isinstance(one, dict) else one  # noqa: E731
    return [unpack(one) for one in answer] if isinstance(answer, list) else unpack(answer)


def _moment(written: str, zone: tzinfo) -> datetime:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=zone)
    except ValueError:
        raise Declined(NO_SUCH_DAY) from None
