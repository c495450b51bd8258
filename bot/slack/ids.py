"""Values that travel through Slack and come back: what writes a button's value reads it."""

import json
import re
from collections.abc import Hashable
from dataclasses import fields
from functools import cache
from typing import Self, get_args, get_type_hints

_write = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode  # made once: a card has some twenty values
KEPT = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,64}")  # no id is longer, and no database keeps the others in a text


class BadPayload(Exception):
    """What came in does not have the form that Slack, or this bot, gives it."""


class Packed:
    """A frozen dataclass of ids, numbers and None that fits into a button's value or a modal's metadata."""

    def encode(self) -> str:
        """The value as a short text, the same each time."""
        return _write(list(vars(self).values()))

    @classmethod
    def decode(cls, text: str) -> Self:
        """The value that `encode` wrote.

        Raises:
            BadPayload: the text was not written by `encode` of this type.
        """
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadPayload from error
        kinds = _kinds(cls)  # type: ignore[arg-type]  # a class is hashable
        if not isinstance(values, list) or len(values) != len(kinds):
            raise BadPayload
        if any(type(value) not in kind for value, kind in zip(values, kinds.values(), strict=True)):
            raise BadPayload
        if any(isinstance(value, str) and not KEPT.fullmatch(value) for value in values):
            raise BadPayload
        return cls(**dict(zip(kinds, values, strict=True)))


@cache
def _kinds(packed: Hashable) -> dict[str, tuple[type, ...]]:
    hints: dict[str, type] = get_type_hints(packed)
    return {f.name: _plain(hints[f.name]) for f in fields(packed)}  # type: ignore[arg-type]


def _plain(hint: type) -> tuple[type, ...]:
    parts = get_args(hint)  # of a union, of whichever of the two sorts that a new type and None make
    if parts:
        return tuple(plain for part in parts for plain in _plain(part))
    plain: type = getattr(hint, "__supertype__", hint)
    return (plain,)
