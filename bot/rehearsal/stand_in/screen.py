"""What one person has before them: a stack of modals, and Home."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.rehearsal.stand_in.finding import elements_of, place_of
from bot.rehearsal.stand_in.values import Place, Refused, View

MOST_MODALS = 3


class Screen:
    """The modals of one person, the topmost last, and their Home."""

    def __init__(self) -> None:
        self.modals: list[View] = []
        self.home: View | None = None

    @property
    def top(self) -> View | None:
        """The modal one sees."""
        return self.modals[-1] if self.modals else None

    def find(self, view_id: str) -> View | None:
        """A view that is still open."""
        return next((view for view in self.open_views() if view.id == view_id), None)

    def open_views(self) -> list[View]:
        """Everything that is open."""
        return [*self.modals, self.home] if self.home else self.modals

    def push(self, view: View) -> None:
        """Put a modal on top.

        Raises:
            Refused: three lie there already.
        """
        if len(self.modals) >= MOST_MODALS:
            raise Refused("push_limit_reached", f"no more than {MOST_MODALS} modals lie on each other")
        self.modals.append(view)

    def put(self, view: View) -> View:
        """Show another state of a view; what was filled in stays where its element stayed."""
        places = {place_of(block, element) for block, element in elements_of(view.blocks)}
        kept = replace(view, filled={place: value for place, value in view.filled.items() if place in places})
        if self.home and self.home.id == view.id:
            self.home = kept
        self.modals = [kept if one.id == view.id else one for one in self.modals]
        return kept

    def fill(self, view: View, place: Place, value: Any) -> View:  # noqa: ANN401 - each kind of element has its own
        """Remember what was chosen or written."""
        return self.put(replace(view, filled={**view.filled, place: value}))

    def show_errors(self, view: View, errors: Mapping[str, str]) -> None:
        """Put sentences under fields; what was filled in stays."""
        self.put(replace(view, errors=dict(errors)))
