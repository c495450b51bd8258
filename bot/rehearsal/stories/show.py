"""Somebody who is told how far a story has come."""

from typing import Protocol


class Show(Protocol):
    """Shows progress: bars on a terminal, a line on the page, or nothing at all."""

    def part(self, name: str, steps: int) -> None:
        """A part begins, of so many steps."""
        ...

    def step(self) -> None:
        """One more step of the part is done."""
        ...
