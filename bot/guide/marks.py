"""The mark that goes on every card of an edition in the publisher's wording."""

from maturity_model.catalog import LONGEST_LINE


def official_mark(title: str) -> str:
    """Says whose words the statements are, in a line that fits on a card."""
    beginning = "The publisher's own wording, letter for letter"
    whole = f"{beginning}: {title}."
    return whole if len(whole) <= LONGEST_LINE else f"{beginning}."
