"""The same request again, at once, later, or after something else; and events several times and in any order."""

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

from bot.rehearsal.stand_in import happenings
from bot.rehearsal.stand_in.delivery import retry_headers
from maturity_model.ids import WorkspaceId
from storage.transaction import Transaction
from tests import given
from tests.scenarios.forging import changed
from tests.scenarios.house import House, open_house, review_of
from tests.scenarios.leading import words
from tests.scenarios.presses import MORE_COLLEAGUES, PEOPLE_HERE, At, Who
from tests.torture.malformed_account import Account
from tests.torture.malformed_effects import effect, fixed, noise
from tests.torture.malformed_log import overheard
from tests.torture.malformed_recording import Recorded, listening, recorded_actions
from tests.torture.malformed_wire import Request, Wire, post_all
from tests.torture.verdict import Verdict

COPIES = 4


async def replay(trials: int | None, *, seed: int) -> Verdict:
    """Send a true request, then another, then the first once more, byte for byte: nothing may come of the copy.

    Every pair of requests of one stage is a trial; so is every request with copies of itself at the same moment.
    """
    account = Account(fault="a true request again, byte for byte", seed=seed)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, overheard(account.find):
        async with open_house(Path(folder)) as house:
            every = await recorded_actions(house)
            pairs = [(one, other) for one, other in product(every, every) if one.at is other.at]
            for one, other in chance.sample(pairs, min(trials or len(pairs), len(pairs))):
                await _after_another(house, account, one, other)
            for one in chance.sample(every, min(trials or len(every), len(every))):
                await _at_once(house, account, one)
    return account.verdict()


async def _after_another(house: House, account: Account, one: Recorded, other: Recorded) -> None:
    what = f"{one.name}, {other.name}, and the first again"
    house.tables.put_back(house.kept[one.at])
    copied, between = one.request(house.slack.signing_secret), other.request(house.slack.signing_secret)
    async with Wire(house.bot.address or "") as wire:
        first = await wire.post(copied)
        await wire.post(between)
        await house.bot.settle()
        before, calls = house.tables.take(), len(house.slack.calls)
        came = await wire.post(copied)
        await house.bot.settle()
    account.count(what, came)
    if (came.status, came.body) != (first.status, first.body):
        account.find(f"answered otherwise than at first: {what}")
    if tables := changed(before, house.tables.take()):
        account.find(f"changed {', '.join(sorted(tables))}: {what}")
    if methods := {call.method for call in house.slack.calls[calls:]}:
        account.find(f"called {', '.join(sorted(methods))}: {what}")
    house.slack.calls.clear()


async def _at_once(house: House, account: Account, one: Recorded) -> None:
    what = f"{one.name}, {COPIES} times at once"
    once, again = await effect(house, one), await effect(house, one)
    house.tables.put_back(house.kept[one.at])
    copied = one.request(house.slack.signing_secret)
    for _, came in await post_all(house.bot.address or "", [(what, copied)] * COPIES, connections=COPIES):
        account.count(what, came)
    await house.bot.settle()
    known = noise(once, again)
    if fixed(house.tables.take(), known) != fixed(once, known):
        account.find(f"had more than one effect: {what}")


# events


async def shuffle_events(trials: int, *, seed: int) -> Verdict:
    """Deliver what happened one to four times each, in any order, over several connections: the end is the same."""
    account = Account(fault="events one to four times, in any order", seed=seed)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, overheard(account.find):
        async with open_house(Path(folder)) as house:
            happened = await _happened(house)
            expected = await _ending(house, account, [(each, 0) for each in happened], connections=1)
            for _ in range(trials):
                several = [(each, copy) for each in happened for copy in range(chance.randint(1, COPIES))]
                chance.shuffle(several)
                if await _ending(house, account, several, connections=COPIES) != expected:
                    account.find(f"another end state after {' '.join(each.name for each, _ in several)}")
    return account.verdict()


async def _happened(house: House) -> list[Recorded]:
    """A colleague leaves, a guest comes to be an admin, people look at their Home, and the app is taken out."""
    people = house.here.people
    leaver, guest = people[PEOPLE_HERE[Who.COLLEAGUE]], people[PEOPLE_HERE[Who.GUEST]]
    async with listening(house) as taken:
        for person in (
            people[PEOPLE_HERE[Who.LEADER]],
            people[MORE_COLLEAGUES[0]],
            people[PEOPLE_HERE[Who.FACILITATOR]],
        ):
            await person.open_home()
        await happenings.change(leaver, deleted=True)
        await happenings.change(guest, admin=True, tz="Europe/Paris")
        await house.here.send_event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [house.here.bot.id]}})
        await house.here.send_event({"type": "app_uninstalled"})
    return [Recorded(name=str(each.payload["event"]["type"]), at=At.REFLECTING, delivery=each) for each in taken]


async def _ending(
    house: House, account: Account, several: Sequence[tuple[Recorded, int]], *, connections: int
) -> object:
    house.tables.put_back(house.kept[At.REFLECTING])
    await house.bot.deps.store.write(lambda tx: _owe(tx, WorkspaceId(house.here.id)))
    sent = [(each.name, _request(house, each, copy)) for each, copy in several]
    for what, came in await post_all(house.bot.address or "", sent, connections=connections):
        account.count(what, came)
    await house.bot.settle()
    homes = {person.id: words(person.home()) for person in house.here.people.values()}
    return homes, fixed(house.tables.take(), frozenset({("received_events", "received_at")}))


def _request(house: House, event: Recorded, copy: int) -> Request:
    """A delivery of an event, marked as Slack marks what it tells again."""
    sent = event.request(house.slack.signing_secret)
    return replace(sent, headers=(*sent.headers, *retry_headers(copy).items()))


def _owe(tx: Transaction, workspace: WorkspaceId) -> None:
    """Something that is due tomorrow, unless the app is taken out."""
    review = review_of(workspace)
    tx.notices.plan(given.invitation(review, MORE_COLLEAGUES[1], at=given.NOW + timedelta(days=1)))
