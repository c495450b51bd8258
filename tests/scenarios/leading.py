"""What careers leaders do again and again in these conversations."""

from collections.abc import Iterator
from datetime import datetime

from bot.app import Bot
from bot.rehearsal.stand_in import Answer, Channel, Message, Person, View
from maturity_model.review import Review
from maturity_model.setting import Setting
from tests.given import MEETING
from tests.scenarios.conftest import School

NAMING = {"name": "Riverside School", "kind": "SPECIAL_SCHOOL", "phase": "ALL_THROUGH"}


def words(shown: View | Message | None) -> str:
    """Everything that somebody reads there: words, labels, and the sentences under fields."""
    if shown is None:
        return ""
    errors = shown.errors.values() if isinstance(shown, View) else ()
    return "\n".join([*_texts(shown.blocks), *errors])


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def actions(shown: View | None) -> list[str]:
    """The action ids of every button there."""
    blocks = shown.blocks if shown else []
    return [element["action_id"] for block in blocks for element in block.get("elements", []) if "action_id" in element]


def errors(person: Person) -> dict[str, str]:
    """What stands under the fields of somebody's modal, by block id."""
    modal = person.modal()
    return dict(modal.errors) if modal else {}


async def look_at_home(person: Person, bot: Bot) -> str:
    """Open Home and read it."""
    await person.open_home()
    await bot.settle()
    return words(person.home())


async def press_home(person: Person, bot: Bot, action: str, *, value: str | None = None) -> Answer:
    """Open Home, press a button of it, and wait for what comes of it."""
    await look_at_home(person, bot)
    answer = await person.click_home(action_id=action, value=value)
    await bot.settle()
    return answer


async def send(person: Person, bot: Bot, **answers: object) -> Answer:
    """Fill in the modal on top, send it in, and wait for what comes of it."""
    answer = await person.submit(answers)
    assert answer.ok, answer.problem
    await bot.settle()
    return answer


async def name_setting(bot: Bot, school: School, *leaders: Person, **answers: object) -> None:
    """A workspace admin names the setting and its careers leaders."""
    await press_home(school.admin, bot, "home.name_setting")
    await send(school.admin, bot, **{**NAMING, "people": list(leaders or (school.leader,)), **answers})


async def open_form(bot: Bot, school: School) -> None:
    """The setting has its name, and the careers leader has the modal before them that opens a review."""
    await name_setting(bot, school)
    await press_home(school.leader, bot, "opening.start")


async def open_review(bot: Bot, school: School, **answers: object) -> None:
    """The careers leader opens a review with the school's colleagues in its private channel."""
    await open_form(bot, school)
    await send(school.leader, bot, **{**filled(school), **answers})


def filled(school: School, *, meets_at: datetime = MEETING, channel: Channel | None = None) -> dict[str, object]:
    """The answers that must be given to open a review, and who facilitates."""
    return {
        "people": list(school.colleagues),
        "meets_at": meets_at,
        "channel": channel or school.room,
        "facilitators": [school.facilitator],
    }


async def kept_setting(bot: Bot, school: School) -> Setting | None:
    """The setting as it is saved."""
    return await bot.deps.store.read(lambda tx: next(iter(tx.settings.list_by_workspace(school.workspace)), None))


async def running(bot: Bot, school: School) -> Review | None:
    """The review under way, or the draft, as it is saved."""
    setting = await kept_setting(bot, school)
    if setting is None:
        return None
    return await bot.deps.store.read(lambda tx: tx.reviews.find_running(school.workspace, setting.id))
