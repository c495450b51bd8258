"""Colleagues look closer at a row's words: on their own card, and in the meeting; nothing changes by it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.app import Bot
from bot.capabilities.wording import texts
from bot.capabilities.wording.cards import SHOW_PAIR
from bot.kit.buttons import ABOUT_ROW, BEGIN, COMPARE_WORDS
from bot.rehearsal.stand_in import Message, Person, StandIn
from maturity_model.agreement import OpenedRow
from maturity_model.catalog import Edition, EditionId, RowId
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import NoticeState, PlannedNotice
from maturity_model.notice_kinds import ROW
from maturity_model.review import Review, Stage
from maturity_model.spread import NO_ANSWERS
from storage.transaction import Transaction
from tests import given
from tests.scenarios.conftest import School, read

FIRST = RowId("1.1")


@pytest.fixture
def senco(school: School) -> Person:
    return school.colleagues[0]


@pytest.fixture
async def in_official_words(bot: Bot, school: School) -> Review:
    """A review in the longest official wording there can be, with its invitations delivered."""
    review = replace(school.review(), edition=official(school.workspace).id)
    await bot.deps.store.write(
        lambda tx: tx.editions.install(
            official(school.workspace), workspace=school.workspace, person=PersonId(school.leader.id), at=given.NOW
        )
    )
    await given.kept(bot.deps.store, review, invite=True)
    await bot.settle()
    return review


def official(workspace: WorkspaceId) -> Edition:
    return replace(given.longest_edition(), id=EditionId(f"official-{workspace}".lower()))


async def a_row_on_the_table(bot: Bot, review: Review) -> None:
    """The meeting is open, and the first row's card is in its channel."""

    def decide(tx: Transaction) -> None:
        meeting = replace(tx.reviews.get_for_change(review.workspace, review.id), stage=Stage.AGREEING)
        tx.reviews.put(meeting)
        tx.meetings.put(meeting, OpenedRow(row=FIRST, spread=NO_ANSWERS, opened_at=given.NOW))
        tx.notices.plan(
            PlannedNotice(
                key=f"row:{FIRST}:0",
                kind=ROW,
                workspace=review.workspace,
                setting=review.setting,
                review=review.id,
                due_at=given.NOW,
                channel=review.channel,
                subject=f"row:{FIRST}",
                about={"row": FIRST},
            )
        )

    await bot.deps.store.write(decide)
    await bot.settle()
    sent = await bot.deps.store.read(lambda tx: tx.notices.list_by_kind(review, ROW))
    assert [notice.state for notice in sent] == [NoticeState.SENT]


async def press(bot: Bot, person: Person, message: Message, action: str) -> None:
    await person.click(message, action_id=action)
    await bot.deps.publisher.drain()


def seen(person: Person) -> str:
    """What stands in the modal that somebody looks at."""
    [modal] = person.screen.modals
    return "\n".join(_texts(modal.body["blocks"]))


def column(person: Person, place: int) -> str:
    """One side of the modal that compares, without its marks."""
    [modal] = person.screen.modals
    beside = [block["fields"] for block in modal.body["blocks"] if "fields" in block]
    return "".join(fields[place]["text"] for fields in beside).replace("[", "").replace("]", "")


def _texts(part: Any) -> list[str]:  # noqa: ANN401 - blocks are anything
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in _texts(value)]
    return [text for value in part for text in _texts(value)] if isinstance(part, list) else []


async def test_a_colleague_sees_which_words_differ_and_turns_to_other_columns(
    bot: Bot, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, senco.dm()[0], BEGIN)
    [card] = senco.dm()
    before = card.blocks

    await press(bot, senco, card, COMPARE_WORDS)
    assert "Column 1 · occasional" in seen(senco)
    assert "*[" in seen(senco)
    await senco.click_in_modal(action_id=f"{SHOW_PAIR}:3")
    await bot.deps.publisher.drain()

    assert "Column 4 · embedded" in seen(senco)
    assert "Column 1 · occasional" not in seen(senco)
    assert senco.dm()[0].blocks == before
    answered = await bot.deps.store.read(lambda tx: tx.reflections.columns_by_member(under_way, PersonId(senco.id)))
    assert answered == {}


async def test_somebody_who_only_reads_in_the_channel_looks_at_the_meetings_card_and_it_stays_whose_it_is(
    bot: Bot, school: School, under_way: Review
) -> None:
    await a_row_on_the_table(bot, under_way)
    school.room.members.append(school.stranger.id)
    [card] = school.room.messages()
    before = (card.blocks, await opened(bot, under_way))

    await press(bot, school.stranger, card, COMPARE_WORDS)
    await school.stranger.click_in_modal(action_id=f"{SHOW_PAIR}:2")
    await bot.settle()

    assert "Column 2 · regular" in seen(school.stranger)
    assert "Column 3 · routine" in seen(school.stranger)
    [card] = school.room.messages()
    assert (card.blocks, await opened(bot, under_way)) == before


async def opened(bot: Bot, review: Review) -> list[OpenedRow]:
    return list(await bot.deps.store.read(lambda tx: tx.meetings.list_by_review(review)))


async def test_an_official_wording_is_on_the_card_to_its_last_letter_and_its_changes_come_on_demand(
    bot: Bot, slack: StandIn, senco: Person, in_official_words: Review
) -> None:
    row = official(in_official_words.workspace).row(FIRST)
    await press(bot, senco, senco.dm()[0], BEGIN)
    [card] = senco.dm()

    assert all(_letters(statement) in _letters(read(card)) for statement in row.statements)
    assert _letters(row.purpose) not in _letters(read(card))
    await press(bot, senco, card, ABOUT_ROW)

    assert row.change is not None
    for words in (row.purpose, row.change.core, row.change.reason):
        assert _letters(words) in _letters(seen(senco))
    assert texts.CHANGED in seen(senco)
    assert [call for call in slack.calls if not call.ok] == []


async def test_an_official_wording_is_compared_in_the_meeting_too(
    bot: Bot, slack: StandIn, school: School, in_official_words: Review
) -> None:
    await a_row_on_the_table(bot, in_official_words)
    [card] = school.room.messages()

    await press(bot, school.facilitator, card, COMPARE_WORDS)

    row = official(in_official_words.workspace).row(FIRST)
    for place, statement in enumerate(row.statements[:2]):
        assert _letters(statement) in _letters(column(school.facilitator, place))
    assert [call for call in slack.calls if not call.ok] == []


def _letters(text: str) -> str:
    """Without white space and the marks of lists, which Slack draws in its own way."""
    return "".join(text.replace("•", "").split())
