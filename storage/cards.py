"""Cards: which message shows what, and which of them must still be drawn anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Integer, Row, bindparam, case, select, update

from maturity_model.card import CardMark, Place
from maturity_model.ids import ChannelId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Review
from storage import rows
from storage.upsert import inserting

NOWHERE = Place(channel=ChannelId(""), ts="")  # the card is wanted, and no message shows it yet
KEY = ("review", "subject")


class Cards:
    """The cards of reviews. A crash between a commit and its redraw heals because the mark was committed with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(
        self, review: Review, subject: str, *, due_at: datetime, place: Place | None = None, onwards: bool = False
    ) -> CardMark | None:
        """Mark a card as due for drawing, at `place` from now on where one is given.

        With `onwards` it moves to a newer message only: an older one is deleted already, or soon will be.
        Returns None where no message shows the card yet: what is on its way may be old, and `place` will see to it.
        """
        where = place or NOWHERE
        kept = self._connection.execute(
            _marking(self._connection.dialect.name, moves=place is not None, onwards=onwards),
            {**_key(review, subject), "channel": where.channel, "ts": where.ts, "due_at": due_at},
        ).one()
        return _mark(kept) if kept.ts != NOWHERE.ts else None

    def mark_all(self, review: Review, subjects: Iterable[str], *, due_at: datetime) -> None:
        """Mark many cards as due for drawing, wherever they are, in one go."""
        marks = [{**_key(review, s), "channel": NOWHERE.channel, "ts": NOWHERE.ts, "due_at": due_at} for s in subjects]
        if marks:
            self._connection.execute(_marking(self._connection.dialect.name, moves=False, tells=False), marks)

    def version(self, review: Review, subject: str) -> int:
        """How often the card was marked so far; read it before a message is made, and give it to `place`."""
        known = self.find(review, subject)
        return known.version if known else 0

    def place(self, review: Review, subject: str, place: Place, *, shows: int, at: datetime) -> None:
        """Remember the message that was just sent for a card and which version it shows."""
        self._connection.execute(
            _placing(self._connection.dialect.name),
            {**_key(review, subject), "channel": place.channel, "ts": place.ts, "due_at": at, "shows": shows},
        )

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

    def put_off(self, mark: CardMark, *, until: datetime) -> None:
        """Draw a card no sooner than that: it could not be drawn now."""
        table = rows.cards.c
        self._connection.execute(
            update(rows.cards).where(table.review == mark.review, table.subject == mark.subject), {"due_at": until}
        )

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


def _key(review: Review, subject: str) -> dict[str, object]:
    return {"workspace": review.workspace, "setting": review.setting, "review": review.id, "subject": subject}


# In one statement each, so that two transactions side by side never write the same version: it only ever counts up.


@cache
def _marking(dialect: str, *, moves: bool, onwards: bool = False, tells: bool = True) -> Executable:
    table, statement = rows.cards.c, inserting(dialect, rows.cards).values(version=1, drawn=0)
    new = statement.excluded
    changed: dict[str, Any] = {"version": table.version + 1, "due_at": new.due_at}
    if moves and onwards:  # Slack's timestamps have one length, so that they sort as texts
        changed |= {"channel": new.channel, "ts": case((new.ts > table.ts, new.ts), else_=table.ts)}
    elif moves:
        changed |= {"channel": new.channel, "ts": new.ts}
    marking = statement.on_conflict_do_update(index_elements=KEY, set_=changed)
    return marking.returning(*rows.cards.c) if tells else marking


@cache
def _placing(dialect: str) -> Executable:
    statement = inserting(dialect, rows.cards).values(version=1, drawn=1)
    new = statement.excluded
    changed = {"channel": new.channel, "ts": new.ts, "due_at": new.due_at, "drawn": bindparam("shows", type_=Integer)}
    return statement.on_conflict_do_update(index_elements=KEY, set_=changed)


def _mark(kept: Row[Any]) -> CardMark:
    return CardMark(
        workspace=WorkspaceId(kept.workspace),
        setting=SettingId(kept.setting),
        review=ReviewId(kept.review),
        subject=kept.subject,
        place=Place(channel=ChannelId(kept.channel), ts=kept.ts),
        version=kept.version,
    )
