"""What tests of delivering start from: a notice of some kind to somebody, and what became of it."""

from dataclasses import replace
from datetime import datetime

from bot.capability import Message, NoticeKind
from bot.deps import Deps
from bot.kit.pieces import say
from bot.rehearsal.stand_in import Person
from bot.slack.card import Card
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.notice_kinds import RULES
from maturity_model.review import Review
from tests import given


async def hello(notice: Notice, _deps: Deps) -> Message | None:
    """A message that says which notice it is."""
    return Message(content=Card(text=notice.key, blocks=(say(f"Hello <@{notice.person}>"),)))


KINDS = {kind: NoticeKind(render=hello, rule=rule) for kind, rule in RULES.items()}
"""Every kind with its true rule and words of our own."""


def owed(
    review: Review, person: Person, kind: str, *, due_at: datetime, useful_until: datetime | None = None
) -> PlannedNotice:
    """A notice that becomes no card."""
    notice = given.invitation(review, PersonId(person.id), at=due_at)
    key = f"{kind}:{review.id}:{person.id}"
    return replace(notice, key=key, kind=kind, subject=None, useful_until=useful_until)


async def plan(deps: Deps, *notices: PlannedNotice) -> None:
    """Owe these."""
    for notice in notices:
        await deps.store.write(lambda tx, notice=notice: tx.notices.plan(notice))  # type: ignore[misc]


async def kept(deps: Deps, review: Review, kind: str) -> list[Notice]:
    """Every notice of that kind, oldest first."""
    return await deps.store.read(lambda tx: tx.notices.list_by_kind(review, kind))


async def states(deps: Deps, review: Review, kind: str) -> list[tuple[NoticeState, str | None]]:
    """What became of each of them."""
    return [(notice.state, notice.failure) for notice in await kept(deps, review, kind)]
