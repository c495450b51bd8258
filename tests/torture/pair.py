"""Kills one of two real processes on one PostgreSQL again and again, while thousands of notices are due.

Each notice must leave once. What a killed process had not handed over to Slack yet leaves as if nothing had been; the
rest is in doubt: an invitation is then sent once more, the word that a meeting begins is not, as the one table of kinds
has it (`maturity_model.notice_kinds`).
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.rehearsal.stand_in import StandIn
from bot.slack.clock import WallClock
from maturity_model.ids import ChannelId, PersonId, ReviewId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.notice_kinds import INVITATION, MEETING_BEGINS
from maturity_model.review import Review
from storage.schema import upgrade
from storage.store import Store, open_store
from storage.transaction import Transaction
from tests import given
from tests.torture.databases import POSTGRESQL, database
from tests.torture.kill_process import Program, until
from tests.torture.verdict import Size, Verdict

SEED = 20261123
PATIENCE = 240.0  # seconds until everything has left
SOON = timedelta(minutes=20)  # the meeting, so that nothing waits for school hours
OPEN_STATES = {NoticeState.WAITING, NoticeState.SENDING}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How many people are invited to how many reviews, and as many meetings that begin; and how many kills."""

    reviews: int
    people: int
    kills: int


MEASURES = {
    Size.SMALL: Measure(reviews=2, people=20, kills=2),
    Size.WHOLE: Measure(reviews=20, people=50, kills=40),
}


async def torture(size: Size) -> Sequence[Verdict]:
    """One verdict over all notices."""
    with database(POSTGRESQL) as url:
        return [await kill_one_of_two(url, MEASURES[size])]


async def kill_one_of_two(url: str, measure: Measure) -> Verdict:
    """Let two processes deliver, kill one of them and start it again, and look at what came of everything."""
    await upgrade(url)
    store = await open_store(url)
    with TemporaryDirectory(prefix="careers-pair-") as folder:
        async with StandIn(WallClock(), enforce_rates=False) as slack:
            reviews = await _owe(store, slack, measure)
            pair = [Program(slack, url, Path(folder) / f"log{number}") for number in (1, 2)]
            try:
                kills = await _deliver(pair, store, reviews, Random(SEED), measure.kills)
            finally:
                await asyncio.gather(*(program.kill() for program in pair))
            notices = await _notices(store, reviews)
            found = [*faults(notices, posts_in(slack), _channels(slack, notices))]
    await store.close()
    doubtful = sum(notice.state is NoticeState.UNSURE for notice in notices)
    again = sum(notice.attempts > 1 for notice in notices)
    beside = (("kills", str(kills)), ("sent once more", str(again)), ("left in doubt", str(doubtful)))
    return Verdict(fault="one of two processes is killed", trials=len(notices), found=tuple(found), beside=beside)


def posts_in(slack: StandIn) -> Counter[str]:
    """How many messages Slack has, by channel."""
    posted = (call for call in slack.calls if call.method == "chat.postMessage" and call.response.get("ok"))
    return Counter(str(call.response["channel"]) for call in posted)


def faults(notices: Sequence[Notice], posts: Counter[str], channels: Sequence[str]) -> Iterator[str]:
    """What is not as promised: each notice and the channel that it goes to, and how many messages stand there."""
    least, most = Counter[str](), Counter[str]()
    for notice, channel in zip(notices, channels, strict=True):
        if notice.state not in (NoticeState.SENT, NoticeState.UNSURE):
            yield f"{notice.kind} is {notice.state} in the end ({notice.failure})"
        if notice.attempts > (2 if notice.kind == INVITATION else 1):
            yield f"{notice.kind} was tried {notice.attempts} times"
        if notice.kind == INVITATION and notice.state is NoticeState.UNSURE and notice.attempts < 2:
            yield "an invitation in doubt was not sent once more"
        least[channel] += notice.state is NoticeState.SENT
        most[channel] += notice.attempts
    for channel, count in posts.items():
        if not least[channel] <= count <= most[channel]:
            yield f"{count} messages stand in a channel where {least[channel]} to {most[channel]} should"
    for channel in most.keys() - posts.keys():
        if least[channel]:
            yield "a message is noted as sent and never came"


async def _deliver(pair: Sequence[Program], store: Store, reviews: Sequence[Review], dice: Random, most: int) -> int:
    """Kill and start until everything has left, or often enough; then one process settles what is in doubt."""
    for program in pair:
        await program.start()
    kills = 0
    while kills < most and not await _none_waits(store):
        await asyncio.sleep(dice.uniform(1.0, 3.0))
        victim = dice.choice(pair)
        await victim.kill()
        await victim.start()
        kills += 1
    await until(lambda: _none_waits(store), within=PATIENCE)
    await asyncio.sleep(1)  # for whoever is sending at this moment
    await asyncio.gather(*(program.kill() for program in pair))
    await pair[0].start()  # alone: what is being sent was left by somebody who is dead
    await until(lambda: _all_left(store, reviews), within=PATIENCE)
    return kills


async def _none_waits(store: Store) -> bool:
    return await store.read(lambda tx: tx.notices.find_next_due()) is None


async def _all_left(store: Store, reviews: Sequence[Review]) -> bool:
    return not any(notice.state in OPEN_STATES for notice in await _notices(store, reviews))


async def _notices(store: Store, reviews: Sequence[Review]) -> list[Notice]:
    kinds = (INVITATION, MEETING_BEGINS)
    return await store.read(lambda tx: [n for review in reviews for n in tx.notices.list_by_kind(review, *kinds)])


async def _owe(store: Store, slack: StandIn, measure: Measure) -> list[Review]:
    """Invitations to reviews that meet soon, and as often the word to a channel that one begins; all due at once."""
    people = [slack.workspace.add_person(f"Colleague {number}") for number in range(measure.people)]
    count = measure.reviews * measure.people
    rooms = [slack.workspace.add_channel(f"room-{number}", members=people) for number in range(count)]
    everybody = [PersonId(person.id) for person in people]
    workspace, now = WorkspaceId(slack.workspace.id), datetime.now(UTC)
    drawn = given.review(*everybody, workspace=workspace, facilitators=())
    asking = [
        replace(drawn, id=ReviewId(f"review-{number}"), channel=ChannelId(rooms[number].id), meets_at=now + SOON)
        for number in range(measure.reviews)
    ]
    for review in asking:
        await given.kept(store, review, at=now, invite=True)
    drawn = given.review(*everybody[:1], workspace=workspace, facilitators=())
    meeting = [
        replace(drawn, id=ReviewId(f"meeting-{number}"), channel=ChannelId(room.id), meets_at=now)
        for number, room in enumerate(rooms)
    ]
    await store.write(partial(_announce, meeting, now))
    return [*asking, *meeting]


def _announce(meeting: Sequence[Review], now: datetime, tx: Transaction) -> None:
    for review in meeting:
        tx.reviews.add(review, at=now)
        word = PlannedNotice(
            key=f"{MEETING_BEGINS}:{review.id}",
            kind=MEETING_BEGINS,
            workspace=review.workspace,
            setting=review.setting,
            review=review.id,
            due_at=now,
            channel=review.channel,
        )
        tx.notices.plan(word)


def _channels(slack: StandIn, notices: Sequence[Notice]) -> list[str]:
    """Where each notice goes."""
    workspace = slack.workspace
    found = []
    for notice in notices:
        direct = workspace.dm_with(workspace.people[notice.person]) if notice.person else None
        found.append(notice.channel or (direct.id if direct else ""))
    return found
