"""A table of one of the model's own data files, read with a refusal that says what is wrong and where."""

import re
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from maturity_model.errors import DomainError

Choice = TypeVar("Choice", bound=StrEnum)


class Page:
    """A table with exactly these keys, and perhaps those that are optional.

    Every method raises what `refuse` makes of the reason if the value is not what it should be, and so does making a
    page of something that is not a table, lacks a key or has one too many.
    """

    def __init__(
        self,
        content: object,
        *,
        keys: Collection[str],
        optional: Collection[str] = (),
        refuse: Callable[[str], DomainError],
    ) -> None:
        self._refuse = refuse
        if not isinstance(content, dict):
            raise refuse("a table should stand here")
        self._content: dict[str, Any] = content
        for key in content:
            if key not in keys and key not in optional:
                raise refuse(f'"{key}" is not a key that is known here')
        for key in keys:
            if key not in content:
                raise refuse(f'"{key}" is missing')

    def get(self, key: str) -> object:
        """What an optional key holds, unchecked; None where it is not there."""
        return self._content.get(key)

    def words(self, key: str, *, most: int, may_be_none: bool = False) -> str:
        """A text with something in it, of at most so many characters; empty where it may be, and is."""
        if may_be_none and self._content[key] == "":
            return ""
        return self._checked(self._content[key], name=f'"{key}"', most=most)

    def matching(self, key: str, pattern: str, *, most: int) -> str:
        """A text that matches the pattern from end to end."""
        value = self.words(key, most=most)
        if not re.fullmatch(pattern, value):
            raise self._refuse(f'"{key}" cannot be "{value}"')
        return value

    def all_matching(self, key: str, pattern: str) -> list[str]:
        """A list of texts, perhaps empty, that each match the pattern from end to end."""
        values = self._content[key]
        if not isinstance(values, list):
            raise self._refuse(f'"{key}" is not a list')
        for value in values:
            if not isinstance(value, str) or not re.fullmatch(pattern, value):
                raise self._refuse(f'"{key}" cannot hold "{value}"')
        return values

    def words_of_each(self, key: str, *, parts: Sequence[str], most: int) -> list[str]:
        """A text for each of the parts, in order."""
        values = self.several(key)
        if len(values) != len(parts):
            raise self._refuse(f'"{key}" has {len(values)} texts instead of {len(parts)}')
        return [self._checked(value, name=part, most=most) for part, value in zip(parts, values, strict=True)]

    def one_of(self, key: str, choices: type[Choice]) -> Choice:
        """One of the values that are known."""
        try:
            return choices(self._content[key])
        except ValueError:
            raise self._refuse(f'"{key}" is not one of: {", ".join(choices)}') from None

    def number(self, key: str) -> int:
        """A whole number from 1."""
        value = self._content[key]
        if not _counts(value):
            raise self._refuse(f'"{key}" is not a whole number from 1')
        return int(value)

    def numbers(self, key: str, *, may_be_none: bool = False) -> tuple[int, ...]:
        """One or more whole numbers from 1, rising; none where there may be none, and are."""
        if may_be_none and self._content[key] == []:
            return ()
        values = self.several(key)
        numbers = tuple(value for value in values if _counts(value))
        if len(numbers) < len(values) or any(later <= earlier for earlier, later in pairwise(numbers)):
            raise self._refuse(f'"{key}" are not whole numbers from 1, each larger than the one before')
        return numbers

    def yes_or_no(self, key: str) -> bool:
        """Yes or no."""
        value = self._content[key]
        if not isinstance(value, bool):
            raise self._refuse(f'"{key}" is neither true nor false')
        return value

    def several(self, key: str, *, most: int | None = None) -> list[Any]:
        """A list with something in it, and with no more things than that."""
        value = self._content[key]
        if not isinstance(value, list) or not value:
            raise self._refuse(f'"{key}" is not a list with something in it')
        if most is not None and len(value) > most:
            raise self._refuse(f'"{key}" has {len(value)} entries, and {most} is the most')
        return value

    def _checked(self, value: object, *, name: str, most: int) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._refuse(f"{name} has no text")
        if len(value) > most:
            raise self._refuse(f"{name} has {len(value)} characters, and {most} is the most")
        return value


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
