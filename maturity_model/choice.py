"""What a group names itself as strengths and priority areas, in place of the rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maturity_model.catalog import RowId
from maturity_model.errors import RowInBothLists, TooManyHighlights
from maturity_model.outcome import (
    MOST_HIGHLIGHTS,
    Highlights,
    RowOutcome,
    chosen,
    indicated_strengths,
    priority_action_areas,
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The rows that a group named, each list in its order; an empty list leaves its rows to the rule."""

    strengths: tuple[RowId, ...] = ()
    priorities: tuple[RowId, ...] = ()

    def __post_init__(self) -> None:
        """Refuse lists that cannot be shown.

        Raises:
            TooManyHighlights: a list has more than MOST_HIGHLIGHTS rows.
            RowInBothLists: a row cannot be a strength and a priority area.
        """
        if max(len(self.strengths), len(self.priorities)) > MOST_HIGHLIGHTS:
            raise TooManyHighlights(MOST_HIGHLIGHTS)
        for row in self.strengths:
            if row in self.priorities:
                raise RowInBothLists(row)

    def strengths_in(self, outcomes: Sequence[RowOutcome]) -> Highlights:
        """The strengths: those chosen, else those by the rule."""
        return chosen(self.strengths) if self.strengths else indicated_strengths(outcomes, elsewhere=self.priorities)

    def priorities_in(self, outcomes: Sequence[RowOutcome]) -> Highlights:
        """The priority areas: those chosen, else those by the rule."""
        return chosen(self.priorities) if self.priorities else priority_action_areas(outcomes, elsewhere=self.strengths)

    def beside_the_rule(self, outcomes: Sequence[RowOutcome]) -> "Choice":
        """The same choice without a list that only says what the rule says anyway.

        Where rows tie the rule leaves them to the group, so naming the same rows is a choice.
        """
        by_rule = replace(self, strengths=()).strengths_in(outcomes)
        kept = replace(self, strengths=()) if _says_the_same(by_rule, self.strengths) else self
        by_rule = replace(kept, priorities=()).priorities_in(outcomes)
        return replace(kept, priorities=()) if _says_the_same(by_rule, self.priorities) else kept


def _says_the_same(by_rule: Highlights, named: Sequence[RowId]) -> bool:
    return set(by_rule.rows) == set(named) and not by_rule.tied
