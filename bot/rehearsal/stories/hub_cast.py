"""The settings of a hub in a rehearsal, what they answer to its weeks, and the people: named by what they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from random import Random

from bot.rehearsal.actor import Actor
from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import Channel, Person
from bot.rehearsal.stories.opening import SETTING
from maturity_model.setting import Kind, Phase

HUB = "Valley Careers Hub"
LEAD, CONSULTANT = "Hub Lead", "Careers Consultant"
CHANNEL = "hub"
TRUST = "Valley Learning Trust"
THREE_YEARS_AGO = timedelta(days=1070)


class Held(Enum):
    """What is known of a setting's own review when it joins."""

    NOT_YET = auto()
    ENTERED_BY_LEADER = auto()
    ENTERED_BY_STAFF = auto()


@dataclass(frozen=True, kw_only=True)
class SettingPart:
    """A setting of the hub, the weeks that it asks for at first, the best first, and the one that it gets in the end.

    Weeks are counted from 0.
    """

    name: str
    kind: Kind = Kind.SCHOOL
    phase: Phase = Phase.SECONDARY
    learners: int
    trust: str = ""
    leaders: int = 1
    in_slack: bool = True
    held: Held = Held.ENTERED_BY_LEADER
    held_ago: timedelta = timedelta(days=70)
    peer_ago: timedelta | None = None
    asks: tuple[int, ...] = ()
    gets: int | None = None

    @property
    def contact(self) -> str:
        """The address of a setting that is not in Slack."""
        return f"careers@{self.name.lower().replace(' ', '-')}.example"


OWN_REVIEW = SettingPart(name=SETTING, learners=940, trust=TRUST, leaders=2, held=Held.NOT_YET)
"""Its review comes first, and it holds that with the bot."""

REVIEW_FIRST = SettingPart(
    name="Lighthouse Special School",
    kind=Kind.SPECIAL_SCHOOL,
    phase=Phase.ALL_THROUGH,
    learners=120,
    held=Held.NOT_YET,
    held_ago=timedelta(days=2),
    asks=(1,),
    gets=1,
)
"""It is told that its review comes first, and enters its day later."""

GIVES_BACK = SettingPart(name="Harbour View School", learners=1100, asks=(0,), gets=3)
"""It is confirmed, gives its week back, and asks for another one when it is reminded."""

NEXT_IN_LINE = SettingPart(
    name="Orchard Special School",
    kind=Kind.SPECIAL_SCHOOL,
    phase=Phase.ALL_THROUGH,
    learners=95,
    held=Held.ENTERED_BY_STAFF,
    asks=(0, 3),
    gets=0,
)
DECLINED = SettingPart(name="Station Road School", learners=870, peer_ago=THREE_YEARS_AGO, asks=(0,), gets=3)
"""It asks first of all, and comes last: it took part three years ago."""

NONE_SUITS = SettingPart(
    name="Market Square College",
    kind=Kind.COLLEGE,
    phase=Phase.SIXTEEN_PLUS,
    learners=2300,
    held=Held.ENTERED_BY_STAFF,
)
SILENT = SettingPart(name="Canal Street School", learners=760, gets=3)
"""It says nothing until it is reminded."""

BY_EMAIL = SettingPart(
    name="Forge Hill School",
    learners=640,
    in_slack=False,
    held=Held.ENTERED_BY_STAFF,
    asks=(1,),
    gets=1,
)
NOT_READY = SettingPart(name="Weavers Lane School", learners=580, in_slack=False, held=Held.NOT_YET)
HILLSIDE = SettingPart(
    name="Hillside College", kind=Kind.COLLEGE, phase=Phase.SIXTEEN_PLUS, learners=1800, leaders=2, asks=(0, 1), gets=0
)
MEADOW = SettingPart(name="Meadow Lane School", learners=1020, trust=TRUST, asks=(0, 2), gets=0)
MILL_POND = SettingPart(name="Mill Pond School", learners=700, asks=(2, 3), gets=2)

SETTINGS = (
    OWN_REVIEW,
    DECLINED,
    HILLSIDE,
    MEADOW,
    GIVES_BACK,
    NEXT_IN_LINE,
    MILL_POND,
    NONE_SUITS,
    SILENT,
    REVIEW_FIRST,
    BY_EMAIL,
    NOT_READY,
)
"""Twelve, in the order in which they join and ask."""


@dataclass(frozen=True, kw_only=True)
class Valley:
    """The hub's people: who runs it, and the careers leaders of each setting that is in Slack, by its name."""

    on: Scene
    lead: Actor
    consultant: Actor
    leaders: Mapping[str, tuple[Actor, ...]]
    channel: Channel

    def people(self, *parts: SettingPart) -> tuple[Person, ...]:
        """Everybody who leads careers in these settings."""
        return tuple(leader.person for part in parts for leader in self.leaders.get(part.name, ()))

    def leader(self, part: SettingPart) -> Actor:
        """Who answers for a setting."""
        return self.leaders[part.name][0]


def valley(on: Scene) -> Valley:
    """Let the hub's people join the workspace; the first setting is led by the review's own careers leaders."""
    lead, consultant = _actor(on, LEAD), _actor(on, CONSULTANT)
    leaders = {part.name: _leaders(on, part) for part in SETTINGS if part.in_slack}
    leaders[OWN_REVIEW.name] = (on.leader, on.facilitator)
    everybody = [lead.person, consultant.person, *(one.person for several in leaders.values() for one in several)]
    channel = on.slack.workspace.add_channel(CHANNEL, members=everybody)
    return Valley(on=on, lead=lead, consultant=consultant, leaders=leaders, channel=channel)


def lead_of(on: Scene) -> Person:
    """Who leads the hub of a scene that has one."""
    return next(person for person in on.slack.workspace.people.values() if person.name == LEAD)


def _leaders(on: Scene, part: SettingPart) -> tuple[Actor, ...]:
    if part is OWN_REVIEW:
        return ()
    titles = ("Careers Leader", "Deputy Head")[: part.leaders]
    return tuple(_actor(on, f"{title}, {part.name}") for title in titles)


def _actor(on: Scene, name: str) -> Actor:
    person = on.slack.workspace.add_person(name)
    return Actor(person=person, slack=on.slack, clock=on.clock, pace=Random(f"{on.seed} {name}"))
