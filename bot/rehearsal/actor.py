"""Somebody in a rehearsal who looks, takes their time, presses what is there, and waits for what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.reading import NotFound, has
from bot.rehearsal.stand_in import Answer, Message, Person, StandIn, View

PATIENCE = 20.0  # seconds of the wall clock, on a busy machine


class NotAsPromised(Exception):
    """The bot did something else than it should have; the text says what, for the person at the screen."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person with a pace of their own, who only ever presses what the bot has put there.

    `patience` is how many seconds of the wall clock they wait for something to come.
    """

    person: Person
    slack: StandIn
    clock: SteppedClock
    pace: Random
    patience: float = PATIENCE

    async def think(self, least: float = 15, most: float = 60) -> None:
        """Let so many seconds pass, more or less."""
        await self.clock.sleep(self.pace.uniform(least, most))

    async def press(self, message: Message, action: str, *, chosen: str | None = None) -> None:
        """Press a button of a message, or choose in its menu.

        Raises:
            NotAsPromised: the person would have seen an error.
        """
        self._accept(await self.person.click(message, action_id=action, chosen=chosen), action)

    async def press_home(self, action: str, *, value: str | None = None, chosen: str | None = None) -> None:
        """Open Home and press a button there, or choose in a menu, once it shows; `value` tells it from others.

        Raises:
            NotAsPromised: it does not come, or the person would have seen an error.
        """
        self._accept(await self.person.open_home(), "opening Home")
        await self.press_on_home(action, value=value, chosen=chosen)

    async def press_on_home(self, action: str, *, value: str | None = None, chosen: str | None = None) -> None:
        """The same on the Home that is before them already.

        Raises:
            NotAsPromised: it does not come, or the person would have seen an error.
        """
        await self.until(lambda: self._home_has(action), f"{action} on Home")
        self._accept(await self.person.click_home(action_id=action, value=value, chosen=chosen), action)

    async def press_modal(self, action: str) -> None:
        """Press a button in the modal on top.

        Raises:
            NotAsPromised: the person would have seen an error.
        """
        self._accept(await self.person.click_in_modal(action_id=action), action)

    async def modal(self, callback: str) -> View:
        """The modal of this name, once it is there."""
        await self.until(lambda: self._has_modal(callback), f"the modal {callback}")
        view = self.person.modal()
        if view is None:
            raise NotFound(callback)
        return view

    async def read_modal(self) -> None:
        """Read what a modal says, and close it."""
        await self.until(lambda: self.person.modal() is not None, "a modal")
        await self.person.close_modal()

    async def submit(self, values: dict[str, Any]) -> None:
        """Fill in the modal on top and send it; what it turns into is closed.

        Raises:
            NotAsPromised: the bot did not take what was filled in.
        """
        if await self.hand_in(values):
            await self.person.close_modal()

    async def hand_in(self, values: dict[str, Any]) -> View | None:
        """Fill in the modal on top and send it; gives what is on top then, for more to be done there.

        Raises:
            NotAsPromised: the bot did not take what was filled in.
        """
        self._accept(await self.person.submit(values), "a modal")
        view = self.person.modal()
        if view and view.errors:
            raise NotAsPromised(f"{self.person.name} was told: {'; '.join(view.errors.values())}")
        return view

    async def close_modals(self) -> None:
        """Close every modal that is open."""
        while self.person.modal():
            await self.person.close_modal()

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for something to be seen.

        Raises:
            NotAsPromised: it did not come.
        """
        try:
            await self.slack.eventually(holds, within=self.patience)
        except TimeoutError:
            raise NotAsPromised(f"{self.person.name} waited in vain for {what}") from None

    def _home_has(self, action: str) -> bool:
        home = self.person.home()
        return home is not None and has(home, action)

    def _has_modal(self, callback: str) -> bool:
        view = self.person.modal()
        return view is not None and view.callback_id == callback

    def _accept(self, answer: Answer, what: str) -> None:
        if not answer.ok:
            raise NotAsPromised(f"{self.person.name} saw an error after {what}: {answer.problem}")
