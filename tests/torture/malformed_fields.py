"""Every field of a payload, turned one at a time into what Slack never sends."""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

REMOVED = object()
HUGE = "x" * 5000
NESTED: Any = {"id": {"id": [{"value": {"value": [None]}}]}}
INSTEAD: Mapping[str, object] = {
    "removed": REMOVED,
    "null": None,
    "number": -7,
    "fraction": 1e308,
    "not a number": float("nan"),
    "yes": True,
    "no": False,
    "empty text": "",
    "huge text": HUGE,
    "text with a zero": "a\0b",
    "half a character": "\ud83d",
    "text": "nonsense",
    "empty list": [],
    "list": [None, 1, "a"],
    "empty object": {},
    "object": {"id": 5, "type": [], "value": None},
    "nested": NESTED,
}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A payload with one field changed. `packed` paths lead on inside a text that holds JSON itself."""

    payload: Any
    path: Path
    how: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path))}: {self.how}"


def mutants(payload: Mapping[str, Any]) -> Iterator[Mutant]:
    """Each field of the payload, and of the JSON in its texts, turned into each of INSTEAD."""
    for path in paths(payload):
        for how, value in INSTEAD.items():
            if not _same(_at(payload, path), value):
                yield Mutant(payload=changed(payload, path, value), path=path, how=how)


def paths(part: object, before: Path = ()) -> Iterator[Path]:
    """The way to each field, from the outside in; the whole payload has none."""
    if before:
        yield before
    inside = _unpacked(part)
    if isinstance(inside, dict):
        for name, value in inside.items():
            yield from paths(value, (*before, name))
    elif isinstance(inside, list):
        for place, value in enumerate(inside):
            yield from paths(value, (*before, place))


def changed(part: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - JSON may be anything
    """A copy with something else in one place."""
    first, *rest = path
    inside = copy.copy(_unpacked(part))
    if not rest and value is REMOVED:
        del inside[first]
    else:
        inside[first] = changed(inside[first], tuple(rest), value) if rest else value
    return json.dumps(inside, separators=(",", ":")) if isinstance(part, str) else inside


def _at(part: Any, path: Path) -> object:  # noqa: ANN401 - JSON may be anything
    for step in path:
        part = _unpacked(part)[step]
    return part


def _unpacked(part: object) -> Any:  # noqa: ANN401 - JSON may be anything
    """What stands in a text that holds a list, as buttons and modals carry it; else the part itself."""
    if not (isinstance(part, str) and part.startswith("[")):
        return part
    try:
        return json.loads(part)
    except ValueError:
        return part


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
