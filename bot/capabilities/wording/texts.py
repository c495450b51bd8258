"""What people read where they look closer at a row's words."""

from maturity_model.catalog import Column

COMPARED_TITLE = "Which words differ?"
LEGEND = "What one column says and the other doesn't is in *[brackets]*."
ALIKE = "These two columns say the same."

ABOUT_TITLE = "About this row"
WHAT_FOR = "What this row is for"
CHANGED = "What changed since the edition before"
WHY = "Why it changed"
NOTHING_SAID = "This edition says nothing more about the row."


def pair(left: Column) -> str:
    """The button for two neighbouring columns: short, so that all of them take one line of a phone."""
    return f"{left} and {left + 1}"


def pair_spoken(left: Column, *, shown: bool) -> str:
    """The same for somebody who listens."""
    return f"Columns {pair(left)}, shown now" if shown else f"Show columns {pair(left)}"
