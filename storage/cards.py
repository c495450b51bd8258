"""Cards: which message shows what, and which of them must still be drawn anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from maturity_model.card import CardMark, Place
from maturity_model.ids import ChannelId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Review
from storage import rows
from storage.upsert import upsert

NOWHERE = Place(channel=ChannelId(""), ts="")  # the card is wanted, and no message shows it yet


class Cards:
    """The cards of reviews. A crash between a commit and its redraw heals because the mark was committed with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, review: Review, subject: str, *, due_at: datetime, place: Place | None = None) -> CardMark | None:
        """Mark a card as due for drawing, at `place` from now on where one is given.

        Returns None where no message shows the card yet: what is on its way may be old, and `place` will see to it.
        """
        known = self.find(review, subject)
        version = known.version + 1 if known else 1
        where = place or (known.place if known else NOWHERE)
        changed = {"channel": where.channel, "ts": where.ts, "version": version, "due_at": due_at}
        self._put(review, subject, {**changed, "drawn": 0} if known is None else changed)
        if where == NOWHERE:
            return None
        return CardMark(
            workspace=review.workspace,
            setting=review.setting,
            review=review.id,
            subject=subject,
            place=where,
            version=version,
        )

    def version(self, review: Review, subject: str) -> int:
        """How often the card was marked so far; read it before a message is made, and give it to `place`."""
        known = self.find(review, subject)
        return known.version if known else 0

    def place(self, review: Review, subject: str, place: Place, *, shows: int, at: datetime) -> None:
        """Remember the message that was just sent for a card and which version it shows."""
        known = self.version(review, subject)
        version, drawn = (known, shows) if known else (1, 1)
        self._put(
            review,
            subject,
            {"channel": place.channel, "ts": place.ts, "version": version, "drawn": drawn, "due_at": at},
        )

    def _put(self, review: Review, subject: str, kept: dict[str, object]) -> None:
        table = rows.cards.c
        changed = self._connection.execute(
            update(rows.cards).where(table.review == review.id, table.subject == subject), kept
        )
        if changed.rowcount == 0:
            key = {"workspace": review.workspace, "setting": review.setting, "review": review.id, "subject": subject}
            upsert(self._connection, rows.cards, {**key, **kept}, keys=("review", "subject"))

    def find(self, review: Review, subject: str) -> CardMark | None:
        """Where a card of a review lives."""
        table = rows.cards.c
        kept = self._connection.execute(
            select(rows.cards).where(table.review == review.id, table.subject == subject)
        ).one_or_none()
        return _mark(kept) if kept else None

    def list_due(self, *, now: datetime, most: int) -> list[CardMark]:
        """Cards that show something old, longest due first."""
        table = rows.cards.c
        kept = self._connection.execute(
            select(rows.cards)
            .where(table.version > table.drawn, table.due_at <= now, table.ts != NOWHERE.ts)
            .order_by(table.due_at, table.review, table.subject)
            .limit(most)
        )
        return [_mark(k) for k in kept]

    def clear(self, drawn: Sequence[CardMark]) -> None:
        """Note, in one statement, that these marks are drawn; a newer mark on the same card stays due."""
        if not drawn:
            return
        table = rows.cards.c
        self._connection.execute(
            update(rows.cards)
            .where(
                table.review == bindparam("of_review"),
                table.subject == bindparam("of_subject"),
                table.drawn < bindparam("of_version"),
            )
            .values(drawn=bindparam("of_version")),
            [{"of_review": m.review, "of_subject": m.subject, "of_version": m.version} for m in drawn],
        )


def _mark(kept: Row[Any]) -> CardMark:
    return CardMark(
        workspace=WorkspaceId(kept.workspace),
        setting=SettingId(kept.setting),
        review=ReviewId(kept.review),
        subject=kept.subject,
        place=Place(channel=ChannelId(kept.channel), ts=kept.ts),
        version=kept.version,
    )
