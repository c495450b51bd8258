"""What an edition may be called."""

import re

from bot.guide.findings import Asks, Trouble
from maturity_model.catalog import LONGEST_ID, EditionId
from maturity_model.edition_file import ID_PATTERN


def name_trouble(name: EditionId) -> Trouble | None:
    """What is the matter with a name, and the question for another; None where it will do."""
    if re.fullmatch(ID_PATTERN, name) and len(name) <= LONGEST_ID:
        return None
    what = f"A name has small letters, digits and hyphens, and at most {LONGEST_ID} characters."
    return Trouble(where="the name", what=what, asks=Asks.NAME)
