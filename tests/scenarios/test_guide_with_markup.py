"""A guide whose own words look like markup, from its file to the outcome: shown letter for letter, and never alive."""

from collections.abc import Iterator

import pytest

from bot.app import Bot
from bot.capabilities.guides.cards import GIVE, LOOK
from bot.kit.buttons import ABOUT_ROW, BEGIN, COMPARE_WORDS, OPEN_MEETING
from bot.rehearsal.stand_in import LocalFile, Person, StandIn
from maturity_model.catalog import EditionId, RowId
from tests.bot.guide.small import GUIDE
from tests.scenarios.conftest import School
from tests.scenarios.leading import filled, name_setting, press_home, send, words

EVIL = "<!channel> <@U0EVIL0000> *bold* _x_ :smile: <https://evil.example/|click> & \u202eabc مدرسة"
READ = EVIL.replace("*", "").replace("_x_", "x")  # a paragraph outside tables is Markdown, as in the guide itself
WRITTEN = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
HOSTILE = (
    GUIDE.replace("Somebody leads.", f"Somebody leads {WRITTEN}.")
    .replace("<b>1.1 Who leads</b>", f"<b>1.1 Who leads {WRITTEN}</b>", 1)
    .replace("Trips happen occasionally.", f"Trips happen occasionally {WRITTEN}.")
    .replace("## 2.1 Trips", f"## 2.1 Trips {WRITTEN}", 1)
    .replace("Small Schools", f"Small Schools {WRITTEN}")
    .replace("Made plainer.", f"Made plainer {WRITTEN}.")
)


def in_markup(part: object) -> Iterator[str]:
    """Every text in which Slack looks for mentions and links, or for pictures by name."""
    if isinstance(part, dict):
        text = part.get("text")
        if isinstance(text, str) and (part.get("type") not in {"plain_text", "text", "raw_text"} or part.get("emoji")):
            yield text
        yield from (found for value in part.values() for found in in_markup(value))
    elif isinstance(part, list):
        yield from (found for value in part for found in in_markup(value))


async def press(bot: Bot, person: Person, action: str) -> None:
    message = next(m for m in reversed(person.dm()) if action in str(m.blocks))
    answer = await person.click(message, action_id=action)
    assert answer.ok, answer.problem
    await bot.settle()


@pytest.fixture
async def hostile(bot: Bot, school: School) -> str:
    """The guide is given; what the careers leader saw of it before they confirmed."""
    await name_setting(bot, school, kind="SCHOOL", phase="SECONDARY")
    await press_home(school.leader, bot, GIVE)
    await send(school.leader, bot, file=[LocalFile(name="<!here> & guide.md", content=HOSTILE.encode())])
    await press(bot, school.leader, LOOK)
    seen = words(school.leader.modal())
    await send(school.leader, bot)
    return seen


async def test_a_guide_full_of_markup_is_kept_and_shown_letter_for_letter(
    bot: Bot, school: School, slack: StandIn, hostile: str
) -> None:
    first = len(slack.calls)
    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, **filled(school))
    await press(bot, school.colleagues[0], BEGIN)
    card = words(school.colleagues[0].dm()[-1])
    await press(bot, school.colleagues[0], COMPARE_WORDS)
    await press(bot, school.colleagues[0], ABOUT_ROW)
    await press_home(school.facilitator, bot, f"{OPEN_MEETING}:model")

    edition = await bot.deps.store.read(
        lambda tx: tx.editions.find(school.workspace, EditionId("schools-2031-official"))
    )
    assert edition is not None
    assert edition.row(RowId("1.1")).statements[0] == f"Somebody leads {EVIL}."
    assert f"Trips happen occasionally {READ}." in hostile
    assert f"Somebody leads {EVIL}." in card
    shown = slack.calls[first:]
    assert [call.method for call in shown if not call.ok] == []


async def test_nothing_of_it_mentions_or_links_anybody(bot: Bot, school: School, slack: StandIn, hostile: str) -> None:
    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, **filled(school))
    await press(bot, school.colleagues[0], BEGIN)
    await press_home(school.facilitator, bot, f"{OPEN_MEETING}:model")

    said = [text for call in slack.calls for text in in_markup(call.body)]
    assert hostile
    assert [text for text in said if "<!channel" in text or "<@U0EVIL" in text or "<https://evil" in text] == []
