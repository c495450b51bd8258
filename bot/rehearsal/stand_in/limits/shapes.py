"""Small checks that are put together to say what a piece of Block Kit may look like.

A check takes a value and returns when Slack would take it; otherwise it raises `Unfit`, which gathers the way to
the wrong place as it climbs out. Slack reports such places as JSON pointers.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[object], None]
Rule = Callable[[dict[str, Any]], None]

ADDRESS = re.compile(r"(?:https?://|mailto:|slack://)\S+")


class Unfit(Exception):
    """A value that breaks a limit, with the reason and the way to it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.way: list[str | int] = []

    @property
    def pointer(self) -> str:
        """The way to the value, as a JSON pointer."""
        return "".join(f"/{step}" for step in self.way)


def length(text: str) -> int:
    """Count in UTF-16 units, as browsers do: an emoji counts twice, so we never count less than Slack."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def words(most: int, least: int = 1) -> Check:
    """A string of so many characters; where one is needed, not blank."""

    def check(value: object) -> None:
        if not isinstance(value, str):
            raise Unfit("must be a string")
        if length(value) > most:
            raise Unfit(f"must be less than {most + 1} characters")
        if least and not value.strip():
            raise Unfit(f"must be more than {least - 1} characters")

    return check


def matching(pattern: str) -> Check:
    """A string of a given form."""
    form = re.compile(pattern)

    def check(value: object) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise Unfit(f"must have the form {pattern}")

    return check


def address(most: int) -> Check:
    """An address that a browser can open."""
    fits = words(most)

    def check(value: object) -> None:
        fits(value)
        if not ADDRESS.fullmatch(str(value)):
            raise Unfit("must be a valid url")

    return check


def choice_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: object) -> None:
        if value not in allowed:
            raise Unfit(f"must be one of {', '.join(allowed)}")

    return check


def flag(value: object) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise Unfit("must be true or false")


def whole(least: int, most: int) -> Check:
    """A whole number between two others, both included."""

    def check(value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Unfit(f"must be a whole number from {least} to {most}")

    return check


def list_of(inner: Check, least: int, most: int) -> Check:
    """A list of so many things that each fit."""

    def check(value: object) -> None:
        if not isinstance(value, list):
            raise Unfit("must be an array")
        if len(value) > most:
            raise Unfit(f"no more than {most} items allowed")
        if len(value) < least:
            raise Unfit(f"no fewer than {least} items allowed")
        for position, item in enumerate(value):
            try:
                inner(item)
            except Unfit as unfit:
                unfit.way.insert(0, position)
                raise

    return check


def record(needed: Mapping[str, Check], possible: Mapping[str, Check] | None = None, *rules: Rule) -> Check:
    """An object with these fields and no others; `rules` then look at it as a whole."""
    known = {**needed, **(possible or {})}

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise Unfit("must be an object")
        for field in needed:
            if field not in value:
                raise Unfit(f"missing required field: {field}")
        for field, inner in value.items():
            check_field(known, field, inner)
        for rule in rules:
            rule(value)

    return check


def check_field(known: Mapping[str, Check], field: str, value: object) -> None:
    """Refuse a field that Slack does not know, or whose value does not fit."""
    if field not in known:
        raise Unfit(f"unknown field: {field}")
    try:
        known[field](value)
    except Unfit as unfit:
        unfit.way.insert(0, field)
        raise


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check it must pass."""

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise Unfit("must be an object")
        kind = value.get("type")
        fits = kinds.get(kind) if isinstance(kind, str) else None
        if fits is None:
            raise Unfit(f"unsupported type: {kind}")
        fits(value)

    return check


def one_only(values: list[Any], what: str) -> None:
    """Refuse a list in which something stands twice."""
    if len(set(values)) != len(values):
        raise Unfit(f"{what} stands twice")
