"""Holds what people typed against what Slack was sent."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from bot.rehearsal.stand_in import Call
from tests.torture.injection_fields import FIELDS, Field
from tests.torture.injection_reading import Kind, Output, outputs
from tests.torture.injection_sheet import cells, lost, worked_out
from tests.torture.injection_texts import EVIL, length

CLIPPED_AT: Mapping[Kind, int] = {Kind.RAW: 300, Kind.SUMMARY: 700}
"""Where less than the whole is shown, ending in an ellipsis: a note in the meeting, a reason in a notification."""

LISTS = frozenset({Kind.RAW, Kind.PLAIN})
NUMBER = re.compile(r"/\d+")


def judge(calls: Iterable[Call], typed: Mapping[str, str], shown: Counter[tuple[str, str]]) -> Iterator[str]:
    """A sentence for each text that is alive or altered; `shown` counts by the field's letter and by the place."""
    for call in calls:
        if not call.ok:
            yield f"{call.method} was refused: {call.response}"
        for output in outputs(call):
            yield from judge_one(output, typed, shown)


def judge_one(output: Output, typed: Mapping[str, str], shown: Counter[tuple[str, str]]) -> Iterator[str]:
    """The same for one text."""
    where = f"{output.method}{NUMBER.sub('', output.path)}"
    for token in output.alive:
        if any(evil in token for evil in EVIL):
            yield f"alive in {where}: {token}"
    for field in FIELDS.values():
        if field.opening in output.seen:
            shown[field.letter, where] += 1
            yield from _altered(field, typed[field.letter], output, where)


def judge_sheet(content: bytes, typed: Mapping[str, str], shown: Counter[tuple[str, str]]) -> Iterator[str]:
    """The same for a spreadsheet, which keeps no letters that its format has not got and ends lines in one way."""
    kept = {letter: ILLEGAL_CHARACTERS_RE.sub("", text).replace("\r\n", "\n") for letter, text in typed.items()}
    for output in cells(content):
        yield from judge_one(output, kept, shown)
    yield from worked_out(content)
    yield from lost(content)


def _altered(field: Field, typed: str, output: Output, where: str) -> Iterator[str]:
    if not _reads_back(field, typed, output):
        yield f"altered in {where}: {output.text!r} of {typed!r}"
    if output.kind is Kind.MARKUP and not field.in_markup:
        yield f"in markup in {where}: {output.text!r}"
    if output.kind is Kind.PLAIN and output.bare:
        yield f"with pictures in {where}: {output.text!r}"


def _reads_back(field: Field, typed: str, output: Output) -> bool:
    seen = output.seen
    if not field.lines:  # a field of one line: any white space is as good as a blank
        typed, seen = " ".join(typed.split()), " ".join(seen.split())
    if typed in seen or (output.kind is Kind.SUMMARY and _without_asterisks(typed) in _without_asterisks(seen)):
        return True
    shown = seen[seen.index(field.opening) :].partition("…")[0]
    least = (field.in_list if output.kind in LISTS else None) or CLIPPED_AT.get(output.kind, length(typed))
    return typed.startswith(shown) and length(shown) + 1 >= least - MAY_BE_BLANK


def _without_asterisks(text: str) -> str:
    """Nothing is bold in a notification, and the marks for it go."""
    return " ".join(text.replace("*", "").split())


MAY_BE_BLANK = 10
"""White space before an ellipsis goes, too."""
