"""Events are taken once: Slack may tell of the same one several times, whatever we answered."""

from datetime import timedelta

from bot.slack.clock import Clock
from bot.slack.payloads import Event
from storage.store import Store
from storage.transaction import Transaction

REMEMBERED = timedelta(days=1)  # Slack's last retry comes after about five minutes


class Inbox:
    """Remembers the ids of the events that were dealt with; one whose handler failed is dealt with again."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def knows(self, event: Event) -> bool:
        """Whether it was dealt with before."""
        return await self._store.read(lambda tx: tx.deliveries.knows_event(event.workspace, event.id))

    async def keep(self, event: Event) -> None:
        """Remember that it is dealt with; those of yesterday are forgotten."""
        now = self._clock.now()

        def decide(tx: Transaction) -> None:
            tx.deliveries.keep_event(event.workspace, event.id, at=now)
            tx.deliveries.forget_events(before=now - REMEMBERED)

        await self._store.write(decide)
