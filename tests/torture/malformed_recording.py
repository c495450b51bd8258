"""True requests of every kind, taken down just before they would have reached the bot."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from bot.capabilities.agreement.cards.values import NEXT_ROW
from bot.capabilities.home.cards import NAME_SETTING
from bot.capabilities.hubs.cards import CONFIRM, MAKE
from bot.capabilities.opening.cards import OPEN_REVIEW
from bot.capabilities.weeks.cards.modals import ANNOUNCE
from bot.kit.hub_buttons import ADD_MEMBER
from bot.rehearsal.stand_in import Answer, Workspace
from bot.rehearsal.stand_in.api.people import person_as_slack
from bot.rehearsal.stand_in.delivery import encoded
from bot.rehearsal.stand_in.world import Delivery
from tests.scenarios.forging import forge
from tests.scenarios.house import House
from tests.scenarios.permissions import TABLE
from tests.scenarios.presses import PEOPLE_HERE, ROOM, At, Row, Who
from tests.torture.malformed_fields import REMOVED, Mutant, mutants
from tests.torture.malformed_wire import Request, signed

WRITTEN_TOO = frozenset(
    {
        (f"form {NAME_SETTING}", ("private_metadata", 0), "text"),
        (f"form {OPEN_REVIEW}", ("private_metadata", 0), "text"),
        (f"press {NEXT_ROW}", ("value", 1), "null"),
        (f"form {MAKE}", ("private_metadata", 0), "text"),
        (f"form {CONFIRM}", ("private_metadata", 2), "text"),
        (f"form {ADD_MEMBER}", ("private_metadata", 1), "text"),
        (f"form {ANNOUNCE}", ("private_metadata", 1), "text"),
    }
)
ANSWERS = ("view", "state", "values")
TURNS = count()
TAKEN = Answer(status=200, body={}, seconds=0)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A true request, and the stage at which it makes sense."""

    name: str
    at: At
    delivery: Delivery

    def of(self, payload: Any) -> "Recorded":  # noqa: ANN401 - JSON may be anything
        """The same with another payload."""
        return replace(self, delivery=replace(self.delivery, payload=payload))

    def request(self, secret: str) -> Request:
        """The request, signed now, and no copy of one before: people never do the very same thing twice."""
        body, kind = encoded(replace(self.delivery, payload={**self.delivery.payload, "turn": next(TURNS)}))
        return signed(body, secret, kind=kind)


@asynccontextmanager
async def listening(house: House) -> AsyncIterator[list[Delivery]]:
    """What people do inside the block is taken down, and the bot never hears of it."""
    deliver, taken = house.slack.world.deliver, list[Delivery]()

    async def take_down(delivery: Delivery) -> Answer:
        taken.append(delivery)
        return TAKEN

    house.slack.world.deliver = take_down
    try:
        yield taken
    finally:
        house.slack.world.deliver = deliver


async def recorded_actions(house: House) -> list[Recorded]:
    """One true request for each row of the table of permissions, by somebody who may."""
    return [await _recorded(house, row) for row in TABLE]


async def _recorded(house: House, row: Row) -> Recorded:
    async with listening(house) as taken:
        person = house.person(row, min(row.may))
        await forge(person, row, person.workspace.channels[ROOM])
    return Recorded(name=str(row), at=row.at, delivery=taken[-1])


async def recorded_events(house: House) -> list[Recorded]:
    """One true delivery of each event that the bot subscribes to, and of one that it does not expect."""
    async with listening(house) as taken:
        for happen in happenings(house.here):
            await happen()
    return [Recorded(name=f"event {_type(each)}", at=At.REFLECTING, delivery=each) for each in taken]


def happenings(here: Workspace) -> Sequence[Callable[[], Awaitable[Answer]]]:
    """What may happen in a workspace, once each."""
    colleague = here.people[PEOPLE_HERE[Who.COLLEAGUE]]
    changed = {"type": "user_change", "user": person_as_slack(colleague)}
    revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [here.bot.id]}}
    return (
        colleague.open_home,
        lambda: here.send_event(changed),
        lambda: here.send_event(revoked),
        lambda: here.send_event({"type": "app_uninstalled"}),
    )


def _type(delivery: Delivery) -> str:
    return str(delivery.payload["event"]["type"])


def wrong(recorded: Recorded) -> list[Mutant]:
    """Every mutant of the request that its own encoding can carry, and that nobody might have typed."""
    every = [
        mutant
        for mutant in mutants(recorded.delivery.payload)
        if not (_is_typed(mutant) or _is_made_up(recorded, mutant))
    ]
    if recorded.delivery.kind == "slash_commands":  # the fields of a form are texts, or are not there
        return [mutant for mutant in every if _fits_into_a_form(mutant)]
    return every


def _is_typed(mutant: Mutant) -> bool:
    """Whether somebody might have typed just that instead: then nothing is wrong with it."""
    *block, last = mutant.path
    if mutant.path[:3] != ANSWERS or last != "value" or mutant.how not in {"text", "empty text"}:
        return False
    element = mutant.payload
    for step in block:
        element = element[step]
    return bool(element.get("type") == "plain_text_input")


def _is_made_up(recorded: Recorded, mutant: Mutant) -> bool:
    """Whether the bot might have written that itself: another id for something new, or no row that went before."""
    return (recorded.name, mutant.path[-2:], mutant.how) in WRITTEN_TOO


def _fits_into_a_form(mutant: Mutant) -> bool:
    value = mutant.payload.get(mutant.path[0], REMOVED)
    return value is REMOVED or (isinstance(value, str) and value.isprintable())
