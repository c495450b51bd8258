"""What a click hands the bot for a short while: trigger_ids and response_urls."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.rehearsal.stand_in.values import Clock, Message, Refused

TRIGGER_SECONDS = 3
RESPONSE_USES = 5
RESPONSE_TIME = timedelta(minutes=30)


@dataclass(kw_only=True)
class Trigger:
    """The right to open one modal for somebody, for three seconds of the wall clock."""

    workspace: str
    person: str
    issued_at: float
    inside_modal: bool
    used: bool = False


@dataclass(kw_only=True)
class ResponsePlace:
    """Where posts to a response_url go: the channel, the person, and the message that was clicked, if there was one."""

    workspace: str
    channel: str
    person: str
    message: Message | None
    issued_at: datetime
    uses: int = field(default=0)


class Triggers:
    """All triggers of a run."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._issued: dict[str, Trigger] = {}

    def issue(self, workspace: str, person: str, *, inside_modal: bool = False) -> str:
        """A new trigger for somebody."""
        trigger_id = f"{len(self._issued) + 1}.{workspace}.{secrets.token_hex(8)}"
        self._issued[trigger_id] = Trigger(
            workspace=workspace, person=person, issued_at=self._wall(), inside_modal=inside_modal
        )
        return trigger_id

    def spend(self, trigger_id: str, workspace: str) -> Trigger:
        """Use a trigger up.

        Raises:
            Refused: it was never issued to this workspace, was used before, or is older than three seconds.
        """
        trigger = self._issued.get(trigger_id)
        if trigger is None or trigger.workspace != workspace:
            raise Refused("invalid_trigger_id", "no such trigger in this workspace")
        if trigger.used:
            raise Refused("exchanged_trigger_id", "the trigger was used before")
        if self._wall() - trigger.issued_at > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id", "the trigger is older than 3 seconds")
        trigger.used = True
        return trigger


class ResponseUrls:
    """All response_urls of a run."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._places: dict[str, ResponsePlace] = {}

    def issue(self, place: ResponsePlace) -> str:
        """A new secret under which one may post to a place."""
        secret = secrets.token_urlsafe(18)
        self._places[secret] = place
        return secret

    def use(self, secret: str) -> ResponsePlace:
        """Count one post.

        Raises:
            Refused: unknown, older than 30 minutes of the injected clock, or used five times.
        """
        place = self.find(secret)
        if self._clock.now() - place.issued_at > RESPONSE_TIME:
            raise Refused("expired_url", "the response_url is older than 30 minutes")
        if place.uses >= RESPONSE_USES:
            raise Refused("used_url", "the response_url was used five times")
        place.uses += 1
        return place

    def find(self, secret: str) -> ResponsePlace:
        """The place a response_url was issued for.

        Raises:
            Refused: it never was.
        """
        place = self._places.get(secret)
        if place is None:
            raise Refused("no_service", "no such response_url")
        return place
