"""Facts go to whoever asked for them, after the commit that made them true."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from maturity_model.events import Fact

log = logging.getLogger(__name__)

D = TypeVar("D")
Reaction = Callable[[Any, D], Awaitable[None]]


class Announcements(Generic[D]):
    """Who reacts to which fact. A reaction that fails is reported, and found again by a sweep."""

    def __init__(self, reactions: Mapping[type[Fact], Sequence[Reaction[D]]]) -> None:
        self._reactions = reactions

    async def announce(self, fact: Fact, deps: D) -> None:
        """Let everybody who asked for this fact react, one after the other."""
        for react in self._reactions.get(type(fact), ()):
            try:
                await react(fact, deps)
            except Exception:
                log.exception("reaction failed", extra={"fact": type(fact).__name__})
