"""One database under repeated kills: who works there, when the program dies, and what is looked at in between."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from bot.kit import words
from bot.rehearsal.stand_in import StandIn
from bot.rehearsal.stand_in.triggers import ResponseUrls
from maturity_model.ids import PersonId
from maturity_model.review import Review
from storage import schema
from storage.store import open_store
from storage.transaction import Transaction
from tests import given
from tests.torture.kill_colleague import Colleague
from tests.torture.kill_copies import Arrived, second_copies, unexcused
from tests.torture.kill_evidence import Wall, is_intact, kept_answers, left_behind, let_cards_fall_due, owed_messages
from tests.torture.kill_history import History, faults
from tests.torture.kill_process import DiedByItself, Program, until

STARTS_IN = 1.2  # seconds, about: a kill within that hits a program that is starting
IN_A_CLICK = 0.05  # seconds, about: in that a click is on its way, saved, acknowledged and shown
HEALS_WITHIN = 45.0  # seconds: ten until a card is due, fifteen until somebody looks, and more for a busy machine
ONE_UPGRADE = asyncio.Lock()  # alembic keeps what it works on in a global
OUT_OF_REACH = "use_cases/answering.py"  # stands in a traceback where an answer could not be saved, and that was said


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of everything. The same seed kills at the same clicks, after the same pauses.

    Attributes:
        seed: where every choice comes from.
        colleagues: how many people press buttons, all at once.
        sittings: how often they work; then everything settles and is looked at.
        clicks: answers that reach the bot, in each sitting.
        kills: in each sitting, at random clicks; the last one is its end.
        starting: kills in each sitting that hit a program that is starting again.
        making: kills that hit a program which makes its tables.
        inviting: kills while invitations go out.
        ready_within: seconds until the program must be well again, and answer where somebody clicks.
        sits_out: the ten seconds until a card is due are waited for; otherwise it is made due in the database.
    """

    seed: int
    colleagues: int
    sittings: int
    clicks: int
    kills: int
    starting: int
    making: int
    inviting: int
    ready_within: float
    sits_out: bool


@dataclass(kw_only=True)
class Account:
    """What came of it: sentences about answers, about starts that took too long and about everything else; seconds.

    `busy` is how long a processor worked at each start. `doubted` are the clicks of those lives in which the database
    was out of reach.
    """

    killed_at: list[datetime] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    healed: list[float] = field(default_factory=list)
    second_copies: int = 0
    doubted: int = 0


@dataclass(kw_only=True)
class Run:
    """Colleagues, a program that dies, and the account of it."""

    plan: Plan
    url: str
    slack: StandIn
    program: Program
    colleagues: Sequence[Colleague]
    review: Review
    history: History
    dice: Random
    account: Account = field(default_factory=Account)

    async def open_review(self) -> None:
        """Let the program die while it makes its tables and while it invites everybody; then let it go on."""
        for _ in range(self.plan.making):
            await self._die_starting()
        async with ONE_UPGRADE:
            await schema.upgrade(self.url)
        await self._keep(datetime.now(UTC))
        for _ in range(self.plan.inviting):
            await self._start()
            await asyncio.sleep(self.dice.uniform(0, STARTS_IN))
            await self._kill()
        await self._start()

    async def _keep(self, now: datetime) -> None:
        """The review, with invitations that leave at whatever hour this runs."""
        store = await open_store(self.url)
        review = await given.kept(store, self.review, at=now)

        def invite(tx: Transaction) -> None:
            for member in review.colleagues:
                tx.notices.plan(given.at_any_hour(given.invitation(review, member.person, at=now)))

        await store.write(invite)
        await store.close()

    async def sit(self) -> None:
        """Let everybody work while the program dies; then let all settle, and look at every card."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as at_work:
            for colleague in self.colleagues:
                at_work.create_task(colleague.reflect(stop))
            await self._kill_at_clicks(stop)
        if not self.plan.sits_out:
            await let_cards_fall_due(self.url)
        await self._start()
        await self._settle()
        self._forget_bodies()

    async def end(self) -> None:
        """Stop the program as it should be stopped, and look at everything once more."""
        found = self.account.wrong
        if await self.program.end() != 0:
            found.append("the program did not end well when it was told to stop")
        await self._look()
        found += [f"it does not hold that {one.subject}" for one in await schema.check(self.url) if not one.fine]
        await self._count_messages()
        for colleague in self.colleagues:
            told = {message.text for message in colleague.person.whispers()} - {words.NOT_SAVED}
            found += [*colleague.errors, *(f"{colleague.person.name} was told: {sentence}" for sentence in told)]

    async def _kill_at_clicks(self, stop: asyncio.Event) -> None:
        plan, begins_at = self.plan, self.history.clicks
        at = sorted(self.dice.sample(range(1, plan.clicks), plan.kills - 1))
        dies_again = self.dice.choices(at, k=plan.starting)
        for clicks in at:
            await self._kill_at(begins_at + clicks)
            for _ in range(dies_again.count(clicks)):
                await self._die_starting()
            await self._start(somebody_clicks=True)
        await self._kill_at(begins_at + plan.clicks, last=stop)

    async def _kill_at(self, clicks: int, *, last: asyncio.Event | None = None) -> None:
        """Kill the program a moment after so many clicks in all; with the last, everybody stops."""

        async def so_many() -> bool:
            return self.history.clicks >= clicks

        await until(so_many)
        await asyncio.sleep(self.dice.uniform(0, IN_A_CLICK))
        if last:
            last.set()
        await self._kill()

    async def _die_starting(self) -> None:
        await self.program.start()
        await asyncio.sleep(self.dice.uniform(0, STARTS_IN))
        await self._kill()

    async def _start(self, *, somebody_clicks: bool = False) -> None:
        """Start the program, and note how long it takes until it is well and, where somebody clicks, answers."""
        await self.program.start()
        await until(self.program.is_well)
        self.account.busy.append(self.program.processor_seconds())
        if somebody_clicks:
            await until(self._answers_again)
        took = time.monotonic() - self.program.started_at
        self.account.ready.append(took)
        if took > self.plan.ready_within:
            self.account.late.append(f"start {len(self.account.ready)}: ready only after {took:.1f} s")

    async def _answers_again(self) -> bool:
        return self.history.answered_at > self.program.started_at

    async def _kill(self) -> None:
        """Kill the program, wherever it is, and compare what it leaves behind with what people were told."""
        try:
            await self.program.kill()
        except DiedByItself as died:
            self.account.wrong.append(str(died))
        self.account.killed_at.append(datetime.now(UTC))
        if OUT_OF_REACH in self.program.complaints():
            self.account.doubted += self.history.doubt(since=self.program.started_at)
        await self._look()

    async def _look(self) -> None:
        with left_behind(self.url) as readable:
            if not await is_intact(readable):
                self.account.wrong.append("the database is not intact")
            if self.history.presses:
                self.account.answers += faults(self.history.presses, await kept_answers(readable))

    async def _settle(self) -> None:
        """Wait until every card says what is kept; note how long that takes, or which do not."""
        store = await open_store(self.url)
        wall = Wall(store=store, review=self.review, edition=given.built_in())
        people = [colleague.person for colleague in self.colleagues]

        async def all_true() -> bool:
            for colleague in self.colleagues:
                if colleague.card() is None:
                    await colleague.come_by_home()
            return not await wall.untrue_cards(people)

        healed = await until(all_true, within=HEALS_WITHIN)
        self.account.healed.append(time.monotonic() - self.program.started_at)
        if not healed:  # once all were, one who asked twice may still see their card go and come
            self.account.wrong += await wall.untrue_cards(people)
        await store.close()

    def _forget_bodies(self) -> None:
        """Keep only what is counted at the end: ten thousand clicks with their cards would fill the memory."""
        world = self.slack.world
        world.record.calls[:] = [call for call in world.record.calls if call.method == "chat.postMessage"]
        world.response_urls = ResponseUrls(world.clock)

    async def _count_messages(self) -> None:
        theirs = {colleague.person.dm_id: PersonId(colleague.person.id) for colleague in self.colleagues}
        posts = [call for call in self.slack.calls if call.method == "chat.postMessage" and call.ok]
        arrived = [
            Arrived(person=theirs[call.body["channel"]], at=call.at) for call in posts if call.body["channel"] in theirs
        ]
        owed = await owed_messages(self.url)
        self.account.second_copies = second_copies(owed, arrived)
        self.account.wrong += unexcused(owed, arrived, self.account.killed_at)
