"""Who watches: everything that was shown since is looked at, and counted, after each step."""

from collections import Counter
from collections.abc import Iterator

from bot.kit import words
from bot.rehearsal.reading import heading
from bot.rehearsal.stand_in import Call, Message, Person
from tests.torture.machine_cards import untrue_alone, untrue_in_room
from tests.torture.machine_deeds import Act
from tests.torture.machine_hub_shown import ANNOUNCED, is_news, shown_by_hubs
from tests.torture.machine_model import DRAFT, REFLECTING, Review, School
from tests.torture.machine_playground import Playground, Target
from tests.torture.machine_promises import shown_alone, shown_in_room, texts_of, wrong_calls

MOST_MESSAGES = 4
POSTS = ("chat.postMessage", "chat.update")
TURNS_TO_ITS_PLACE = (
    "agreement.park",
    "agreement.record",
    "agreement.change",
    "agreement.finish",
    "agreement.pull_out",
    "agreement.agree_together",
)
"""Of several copies of a meeting's card, the one where this was pressed, or else the newest, is kept true."""


class Witness:
    """Sees what Slack shows, and to whom."""

    def __init__(self, ground: Playground, school: School) -> None:
        self._ground = ground
        self._school = school
        self._seen = 0
        self._started: Counter[tuple[str, str]] = Counter()
        self._announced: Counter[str] = Counter()
        self._places: dict[tuple[str, str], str] = {}
        self._about: dict[str, Review] = {}

    def hear(self, presser: Person, *, asked: bool = False) -> tuple[list[Call], list[str]]:
        """What the bot did since, and what of it should not have been; `asked` where they asked for a message."""
        calls, self._seen = self._ground.calls(self._seen), len(self._ground.slack.calls)
        wrong = [wrong for call in calls for wrong in self._look_at(call, presser, asked=asked)]
        return calls, [*wrong, *wrong_calls(calls)]

    def is_silent(self) -> bool:
        """Whether somebody was just told that Slack is slow, on a busy machine: then they press again."""
        return any(
            words.SLACK_SILENT in text for call in self._ground.calls(self._seen) for text in texts_of(call.body)
        )

    def remember_place(self, act: Act, target: Target) -> None:
        """A card of the meeting is drawn where it was pressed."""
        if isinstance(target.surface, Message) and act.action.partition(":")[0] in TURNS_TO_ITS_PLACE:
            self._places[act.carried[0], heading(target.surface)] = target.surface.ts

    def untrue_cards(self) -> Iterator[str]:
        """What any card says that is not so, once everything has come to rest."""
        for person in self._ground.people:
            for wrong in untrue_alone(self._school, person.id, self._ground.in_dm(person)):
                yield f"{person.name}: {wrong}"
        for (review_id, _), ts in self._places.items():
            review, message = self._school.find(review_id), self._ground.room.log.get(ts)
            if review and message and review is self._school.reviews[-1]:
                yield from untrue_in_room(self._school, review, message)

    def _look_at(self, call: Call, presser: Person, *, asked: bool) -> Iterator[str]:
        said, channel = "\n".join(texts_of(call.body)), call.body.get("channel", "")
        yield from shown_by_hubs(self._school, call, said, self._ground.content)
        if channel == self._ground.room.id and call.method in POSTS:
            title = next((b["text"]["text"] for b in call.body.get("blocks", []) if b["type"] == "header"), "")
            if call.method == "chat.postMessage" and title:
                self._places[self._school.reviews[-1].id, title] = call.response["ts"]
            yield from shown_in_room(self._school, self._review_of(call), title, said)
            return
        reader = next((person for person in self._ground.people if channel and person.dm_id == channel), presser)
        if is_news(self._school, call, said):
            yield from self._count_news(call, channel)
        elif call.method == "chat.postMessage" and not (asked and reader is presser):
            yield from self._count(reader)
        name = call.body.get("user_id") or call.body.get("user") or reader.id
        yield from shown_alone(self._school, name, said, self._ground.clock.now())

    def _review_of(self, call: Call) -> Review:
        """Which review a message in the room is about: the one that had met last when it was posted."""
        met = next(each for each in reversed(self._school.reviews) if each.stage not in (DRAFT, REFLECTING))
        return self._about.setdefault(call.body.get("ts") or call.response.get("ts", ""), met)

    def _count(self, reader: Person) -> Iterator[str]:
        review = next(each for each in reversed(self._school.reviews) if each.stage != DRAFT)
        self._started[review.id, reader.id] += 1
        if self._started[review.id, reader.id] > MOST_MESSAGES:
            yield f"{reader.name} was sent message number {self._started[review.id, reader.id]} of one review"

    def _count_news(self, call: Call, channel: str) -> Iterator[str]:
        """Each announcement comes once to each person and to each channel."""
        if ANNOUNCED in call.body["text"]:
            self._announced[channel] += 1
            made = sum(len({name[:-3] for name in hub.weeks}) for hub in self._school.hubs.values())
            if self._announced[channel] > made:
                yield f"{channel} was told {self._announced[channel]} times of {made} announcements"
