"""The action ids of a colleague's card, and the values that its buttons carry."""

from dataclasses import dataclass

from bot.slack.ids import BadPayload, Packed
from maturity_model.catalog import COLUMNS, RowId
from maturity_model.ids import ReviewId
from maturity_model.review import Role

CHOOSE = "reflection.choose"
CANNOT_SAY = "reflection.cannot_say"
CANNOT_SAY_THEME = "reflection.cannot_say_theme"
TAKE_BACK = "reflection.take_back"
NOTE = "reflection.note"
DELETE_NOTE = "reflection.delete_note"
SAVE_NOTE = "reflection.save_note"
BACK, SKIP, JUMP, LATER = "reflection.back", "reflection.skip", "reflection.jump", "reflection.later"
ALL_DONE = "reflection.all_done"
THEME_A_DAY, NO_THEME_A_DAY = "reflection.theme_a_day", "reflection.no_theme_a_day"
ROLE = "reflection.role"
SAVE_ROLE = "reflection.save_role"


@dataclass(frozen=True, kw_only=True)
class ColumnChoice(Packed):
    """A column for a row."""

    review: ReviewId
    row: RowId
    column: int

    def __post_init__(self) -> None:
        """Refuse a column that the model does not have."""
        if self.column not in COLUMNS:
            raise BadPayload


@dataclass(frozen=True, kw_only=True)
class RoleChoice(Packed):
    """A role for whoever chooses it, by its name."""

    review: ReviewId
    role: str

    def __post_init__(self) -> None:
        """Refuse a role that nobody has."""
        if self.role not in Role.__members__:
            raise BadPayload
