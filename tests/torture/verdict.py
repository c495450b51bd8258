"""What a torture came to: how often it was tried, what was found, and how sure that makes us."""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """How long to torture."""

    SMALL = "small"
    """Seconds, in every run of the tests."""

    WHOLE = "whole"
    """Minutes, by `make torture`."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One line of the account.

    Attributes:
        fault: what was done to the bot.
        trials: how often, counted by whoever did it.
        found: a sentence for each trial after which something was not as promised.
        beside: figures worth knowing beside the count, by what they are.
    """

    fault: str
    trials: int
    found: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def bound(self) -> str:
        """With 95 % confidence, how rare the fault is: the rule of three for none in n.

        Source: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983), 1743.
        """
        if self.found or not self.trials:
            return "none"
        return f"< {3 / self.trials:.2g}"

    def __str__(self) -> str:
        figures = "; ".join(f"{name} {value}" for name, value in self.beside)
        line = f"{self.fault}: {self.trials:,} trials, {len(self.found)} faults, 95 % bound {self.bound}"
        return f"{line} ({figures})" if figures else line
