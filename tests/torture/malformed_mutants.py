"""Every field of every true request, wrong in several ways, signed as Slack would."""

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tests.scenarios.forging import Kept
from tests.scenarios.house import House, open_house
from tests.torture.malformed_account import Account
from tests.torture.malformed_effects import Effects, Watch, watching
from tests.torture.malformed_fields import Mutant
from tests.torture.malformed_log import overheard
from tests.torture.malformed_recording import Recorded, recorded_actions, recorded_events, wrong
from tests.torture.malformed_wire import Wire
from tests.torture.verdict import Verdict

ENOUGH, A_FEW_MORE = 2, 4
PER_HOUSE = 8  # the house's clock runs on, and a review must stay well before its meeting


async def try_mutants(*, requests: int | None, each: int | None, seed: int) -> Verdict:
    """Send so many mutants each of so many true requests, or all of all; a fresh house for a few requests at a time."""
    account = Account(fault="a true request with one field wrong, signed", seed=seed)
    chance = random.Random(seed)
    left: list[int] = []
    while not account.statuses or left:
        with tempfile.TemporaryDirectory() as folder:
            async with open_house(Path(folder)) as house:
                every = [*await recorded_actions(house), *await recorded_events(house)]
                left = left or chance.sample(range(len(every)), requests or len(every))
                with watching(house) as watch, overheard(account.find):
                    for one in (every[place] for place in left[:PER_HOUSE]):
                        await _try(house, watch, one, account, _chosen(one, each, seed))
                del left[:PER_HOUSE]
    return account.verdict()


def _chosen(recorded: Recorded, each: int | None, seed: int) -> Sequence[Mutant]:
    """So many mutants, those of one field side by side, else in a chance order.

    Where not all are sent, it is none of what Slack only sends back as it was shown.
    """
    every = wrong(recorded)
    if each:
        every = [mutant for mutant in every if mutant.path[:2] != ("view", "blocks") and mutant.path[0] != "message"]
    chance = random.Random(f"{seed}:{recorded.name}")
    chosen = chance.sample(every, min(each or len(every), len(every)))
    return sorted(chosen, key=lambda mutant: list(map(str, mutant.path)))


async def _try(house: House, watch: Watch, recorded: Recorded, account: Account, chosen: Sequence[Mutant]) -> None:
    effects = await Effects.of(house, recorded)
    async with Wire(house.bot.address or "") as wire:
        trial = Trial(house=house, watch=watch, recorded=recorded, effects=effects, account=account, wire=wire)
        await trial.begin_again()
        for _, same_field in groupby(chosen, key=lambda mutant: mutant.path):
            await trial.try_field(list(same_field))


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The mutants of one true request, sent over one connection; after each the tables are looked at."""

    house: House
    watch: Watch
    recorded: Recorded
    effects: Effects
    account: Account
    wire: Wire

    async def begin_again(self) -> None:
        """Let everything be as it was at the request's stage."""
        self.house.tables.put_back(self.house.kept[self.recorded.at])
        self.watch.moved()

    async def try_field(self, wrong: Sequence[Mutant]) -> None:
        """Send the mutants of one field: all, unless nothing seems to read it.

        Once two have had the true effect, four more are looked at together and the rest is left out; where together
        they had another effect, each is looked at again alone.
        """
        with_effect = 0
        for place, mutant in enumerate(wrong):
            if with_effect == ENOUGH:
                await self._try_together(wrong[place : place + A_FEW_MORE])
                break
            await self._send(mutant)
            with_effect += await self._had_an_effect(mutant)
        await self.house.bot.deps.publisher.drain()

    async def _try_together(self, wrong: Sequence[Mutant]) -> None:
        for mutant in wrong:
            await self._send(mutant)
        if not self.watch.moved():
            return
        allowed = self.effects.allow(await self._settled())
        await self.begin_again()
        for mutant in () if allowed else wrong:
            await self._send(mutant)
            await self._had_an_effect(mutant)

    async def _send(self, mutant: Mutant) -> None:
        request = self.recorded.of(mutant.payload).request(self.house.slack.signing_secret)
        self.account.count(f"{self.recorded.name}, {mutant}", await self.wire.post(request))

    async def _had_an_effect(self, mutant: Mutant) -> bool:
        if not self.watch.moved():
            return False
        after = await self._settled()
        if not self.effects.allow(after):
            self.account.find(f"changed {self.effects.strange(after)}: {self.recorded.name}, {mutant}")
        await self.begin_again()
        return True

    async def _settled(self) -> Kept:
        await self.house.bot.settle()
        return self.house.tables.take()
