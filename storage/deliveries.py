"""What Slack told us once and need not tell again: direct-message channels, and events already taken."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from storage import rows
from storage.upsert import insert_once, upsert


class Deliveries:
    """The direct-message channel of each person, and the ids of events that were taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_direct_message(self, workspace: WorkspaceId, person: PersonId) -> ChannelId | None:
        """The channel of the bot's direct messages with a person, once it was opened."""
        table = rows.direct_messages.c
        channel = self._connection.execute(
            select(table.channel).where(table.workspace == workspace, table.person == person)
        ).scalar()
        return ChannelId(channel) if channel else None

    def put_direct_message(self, workspace: WorkspaceId, person: PersonId, channel: ChannelId) -> None:
        """Remember that channel for life."""
        kept = {"workspace": workspace, "person": person, "channel": channel}
        upsert(self._connection, rows.direct_messages, kept, keys=("workspace", "person"))

    def knows_event(self, workspace: WorkspaceId, event: str) -> bool:
        """Whether an event was dealt with."""
        table = rows.received_events.c
        found = select(table.event).where(table.workspace == workspace, table.event == event)
        return self._connection.execute(found).first() is not None

    def keep_event(self, workspace: WorkspaceId, event: str, *, at: datetime) -> None:
        """Remember that an event was dealt with; the second time changes nothing."""
        kept = {"workspace": workspace, "event": event, "received_at": at}
        insert_once(self._connection, rows.received_events, kept, keys=("workspace", "event"))

    def forget_events(self, *, before: datetime) -> None:
        """Forget event ids so old that Slack will not send them again."""
        self._connection.execute(delete(rows.received_events).where(rows.received_events.c.received_at < before))
