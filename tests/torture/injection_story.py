"""A whole review in which somebody types something into every field there is."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.capabilities.actions import cards as actions
from bot.capabilities.agreement.cards.values import EXPLAIN, FINISH, NEXT_ROW, REASON, RECORD
from bot.capabilities.home.cards import NAME
from bot.capabilities.membership import cards as membership
from bot.capabilities.outcome.cards import values as outcome
from bot.capabilities.reflection.cards import modals, values
from bot.capabilities.school_hours.cards import CLOSURES, SET_HOURS
from bot.capabilities.steering import cards as steering
from bot.kit.buttons import BEGIN, CANCEL_REVIEW, OPEN_MEETING, START_REVIEW
from bot.kit.questions import PEOPLE
from bot.rehearsal.stand_in import Message, Person
from maturity_model.ids import PersonId
from tests import given
from tests.scenarios.forging import COMMAND
from tests.scenarios.leading import filled, look_at_home, name_setting, press_home, running, send
from tests.torture.injection_fields import FIELDS
from tests.torture.injection_hub import HubStory
from tests.torture.injection_texts import fitted
from tests.torture.nth_call_people import on_table
from tests.torture.nth_call_school import Scene

LONGEST_PERSON_NAME = 80  # in Slack
SPREAD = {"1.1": (1, 2, 4, 4)}


class Story:
    """The review of one school. `typed` says what stands in each field; names of people are the injection itself."""

    def __init__(self, scene: Scene, injection: str) -> None:
        self._scene = scene
        self._bot = scene.town.bot
        self._school = scene.school
        self._injection = injection
        self.typed: Mapping[str, str] = {field.letter: field.typed(injection) for field in FIELDS.values()}

    async def tell(self) -> None:
        """From naming the setting to calling the review off after its outcome was taken back."""
        for person in (self._school.leader, self._school.facilitator, *self._school.colleagues):
            person.name = self._called(person.name)
        await self._open()
        consultant = self._scene.home.add_person(self._called("Careers Consultant"))
        await HubStory(self._scene, self.typed, consultant).tell()
        await self._reflect()
        await self._meet()
        await self._conclude()

    def _called(self, name: str) -> str:
        return f"{fitted(self._injection, LONGEST_PERSON_NAME - len(name) - 1)} {name}"

    async def _open(self) -> None:
        school, bot = self._school, self._bot
        await name_setting(bot, school, **{NAME: self.typed["n"]})
        await school.leader.command(COMMAND, self._injection.replace("\n", " "))
        await press_home(school.leader, bot, SET_HOURS)
        await school.leader.submit({CLOSURES: self.typed["h"]})
        school.leader.screen.modals.clear()
        await press_home(school.leader, bot, START_REVIEW)
        await send(school.leader, bot, **filled(school, meets_at=self._meeting))
        robot = self._scene.home.add_person(self._called("Robot"), bot=True)
        await press_home(school.leader, bot, membership.INVITE)
        await school.leader.submit({PEOPLE: [robot]})
        school.leader.screen.modals.clear()

    @property
    def _meeting(self) -> datetime:
        return self._scene.town.clock.now() + timedelta(days=7)

    async def _reflect(self) -> None:
        school, bot = self._school, self._bot
        senco, review = school.colleagues[0], await running(bot, school)
        assert review is not None
        other = values.RoleChoice(review=review.id, role="OTHER").encode()
        await self._press(senco, senco.dm()[-1], values.ROLE, chosen=other)
        await send(senco, bot, **{modals.ROLE_FIELD: self.typed["o"]})
        await self._press(senco, senco.dm()[-1], BEGIN)
        await self._press(senco, senco.dm()[-1], values.NOTE)
        await send(senco, bot, **{modals.NOTE_FIELD: self.typed["t"], modals.SHOWN_FIELD: [modals.YES]})
        await self._press(senco, senco.dm()[-1], values.NOTE)
        senco.screen.modals.clear()
        for row, columns in SPREAD.items():
            answers = {PersonId(c.id): {row: column} for c, column in zip(school.colleagues, columns, strict=True)}
            await given.answered(bot.deps.store, review, answers, at=bot.deps.now())
        await press_home(school.leader, bot, membership.ROLES)
        school.leader.screen.modals.clear()
        await press_home(school.leader, bot, steering.MOVE)
        moved = {steering.MEETS_AT: self._meeting + timedelta(days=1), steering.CHANNEL: school.room}
        await send(school.leader, bot, **moved)
        school.leader.screen.modals.clear()

    async def _meet(self) -> None:
        facilitator, bot = self._school.facilitator, self._bot
        await press_home(facilitator, bot, f"{OPEN_MEETING}:model")
        for action in (NEXT_ROW, f"{RECORD}:2", EXPLAIN):
            await self._press(facilitator, on_table(self._scene, action), action)
        await send(facilitator, bot, **{REASON: self.typed["r"]})
        await self._press(facilitator, on_table(self._scene, EXPLAIN), EXPLAIN)
        facilitator.screen.modals.clear()

    async def _conclude(self) -> None:
        school, bot = self._school, self._bot
        await self._press(school.facilitator, on_table(self._scene, FINISH), FINISH)
        await self._act()
        await press_home(school.leader, bot, outcome.REOPEN)
        await send(school.leader, bot, **{outcome.REASON: self.typed["b"]})
        for person in (school.leader, school.facilitator, *school.colleagues):
            await look_at_home(person, bot)
        await press_home(school.leader, bot, CANCEL_REVIEW)

    async def _act(self) -> None:
        """Somebody takes an action on, is reminded of it on the first school day from tomorrow, and does it."""
        leader, bot, clock = self._school.leader, self._bot, self._scene.town.clock
        tomorrow = (clock.now() + timedelta(days=1)).date()
        await press_home(leader, bot, actions.ADD_TO_REVIEW)
        await send(leader, bot, **{actions.ROW: "1.1", actions.TEXT: self.typed["a"], actions.DUE_ON: tomorrow})
        leader.screen.modals.clear()
        while not (reminders := [message for message in leader.dm() if message.text.startswith("A reminder:")]):
            clock.advance(days=1)
            await bot.settle()
        await self._press(leader, reminders[0], actions.DONE)

    async def _press(self, person: Person, message: Message, action: str, **chosen: str) -> None:
        answer = await person.click(message, action_id=action, **chosen)
        assert answer.ok, answer.problem
        await self._bot.settle()
