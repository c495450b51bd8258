"""The agreement meeting as a leadership team lives through it."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.app import Bot, running
from bot.capabilities.agreement.use_cases.asked import Asked
from bot.capabilities.agreement.use_cases.meeting import show_agenda
from bot.capabilities.agreement.use_cases.rows import OpenRow, open_row
from bot.capabilities.reflection.cards.values import DELETE_NOTE
from bot.config import Config
from bot.kit.buttons import OfRow
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person, StandIn
from bot.rehearsal.stand_in.breaking import error
from maturity_model.agreement import Agreement
from maturity_model.card import row_card
from maturity_model.catalog import COLUMNS, RowId
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState
from maturity_model.reflection import Note
from maturity_model.review import Capacity, Member, Review, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.scenarios.conftest import School, button, read
from tests.scenarios.forging import message_with

OPEN, NEXT, FINISH = "agreement.open_meeting:model", "agreement.next_row", "agreement.finish"
CHANGE, PULL_OUT, GO_TO = "agreement.change", "agreement.pull_out", "agreement.go_to_row"
CLOSE_ROWS = {"1.1": (3, 3, 3, 2), "1.2": (2, 2, 2, 2)}
FAR_APART = {"1.3": (1, 4, 1, 4), "1.4": (1, 2, 3, None)}
FEW = {"2.1": (1, 4, None, None)}


@pytest.fixture
async def answered(bot: Bot, school: School) -> Review:
    """A review in which four colleagues have answered some rows: two alike, two apart, one hardly."""
    review = await given.kept(bot.deps.store, school.review())
    for row, columns in {**CLOSE_ROWS, **FAR_APART, **FEW}.items():
        answers: Mapping[PersonId, Mapping[str, int | None]] = {
            PersonId(who.id): {row: column} for who, column in zip(school.colleagues, columns, strict=True)
        }
        await given.answered(bot.deps.store, review, answers)
    return review


@pytest.fixture
async def agenda(bot: Bot, school: School, answered: Review) -> Message:
    """The agenda of a meeting that has just been opened in model order."""
    await school.facilitator.open_home()
    await bot.settle()
    await school.facilitator.click_home(action_id=OPEN)
    await bot.settle()
    return newest(school)


def newest(school: School) -> Message:
    """The last message in the channel, as it stands now."""
    return [message for message in school.room.messages() if message.thread_ts is None][-1]


def now_shows(school: School, message: Message) -> str:
    """What a message says by now."""
    return read(next(each for each in school.room.messages() if each.ts == message.ts))


async def press(bot: Bot, person: Person, message: Message, action: str, **chosen: object) -> None:
    """Press a button, and let everything settle that follows."""
    await person.click(message, action_id=action, **chosen)  # type: ignore[arg-type]
    await bot.settle()


async def notices(store: Store, review: Review, kind: str) -> list[Notice]:
    return await store.read(lambda tx: tx.notices.list_by_kind(review, kind))


async def review_now(bot: Bot, review: Review) -> Review:
    return await bot.deps.store.read(lambda tx: tx.reviews.get(review.workspace, review.id))


async def agreed_now(bot: Bot, review: Review) -> dict[RowId, Agreement]:
    agreements = await bot.deps.store.read(lambda tx: tx.agreements.list_by_review(review))
    return {agreement.row: agreement for agreement in agreements}


def options(message: Message, action: str) -> dict[str, str]:
    """What a menu of the message offers, and what each choice gives back."""
    menu: dict[str, Any] = button(message, action)
    groups = [menu, *menu.get("option_groups", [])]
    return {option["text"]["text"]: option["value"] for group in groups for option in group.get("options", [])}


def option_of(message: Message, action: str, row: str) -> str:
    """What a menu of the message gives back for a row."""
    return next(value for label, value in options(message, action).items() if label.startswith(row))


async def test_the_facilitator_opens_the_meeting_and_the_channel_sees_the_agenda(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    said = read(agenda)

    assert "0 of 32 agreed" in said
    assert "1.1 column 3 · Careers leadership and distributed leadership" in said
    assert "1.3 " not in said.split("pull it out")[1].split("Next row")[0]
    assert (await review_now(bot, answered)).stage is Stage.AGREEING


async def test_a_row_is_talked_about_and_its_column_recorded_in_one_click(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)

    await press(bot, school.facilitator, row, "agreement.record:2")

    assert "1.3" in read(row)
    assert "██" in read(row)
    assert "Agreed: column 2 (best fit)" in now_shows(school, row)
    assert "1 of 32 agreed" in now_shows(school, row)
    assert "1 of 32 agreed" in now_shows(school, agenda)
    assert (await agreed_now(bot, answered))[RowId("1.3")].column == 2


async def test_a_note_that_its_author_deletes_is_gone_from_the_channel_too(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    author, note = school.colleagues[0], Note(text="It depends on the tutor.", may_be_shown=True)
    about = OfRow(review=answered.id, row=RowId("1.3")).encode()
    delete = {"type": "button", "action_id": DELETE_NOTE, "text": {"type": "plain_text", "text": "x"}, "value": about}
    await bot.deps.store.write(
        lambda tx: tx.reflections.put_note(answered, PersonId(author.id), RowId("1.3"), note, at=given.NOW)
    )
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)
    assert note.text in read(row)

    card = message_with(delete, author.workspace.open_dm(author), author.workspace)
    await press(bot, author, card, DELETE_NOTE)

    assert note.text not in now_shows(school, row)


async def test_rows_agreed_together_are_recorded_in_one_click_and_pulled_out_ones_are_not(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    colleague = school.colleagues[0]

    await press(bot, colleague, agenda, PULL_OUT, chosen=option_of(agenda, PULL_OUT, "1.2"))
    await press(bot, school.facilitator, agenda, "agreement.agree_together")

    recorded = await agreed_now(bot, answered)
    assert {row: (each.column, each.together) for row, each in recorded.items()} == {"1.1": (3, True)}
    assert "1 of 32 agreed" in now_shows(school, agenda)


async def test_a_reason_is_added_afterwards_and_shown_plainly(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)
    await press(bot, school.facilitator, row, "agreement.record:2")

    await press(bot, school.facilitator, row, "agreement.explain")
    await school.facilitator.submit({"reason": "Heads <!channel> of year & *tutors* agree"})
    await bot.settle()

    assert school.facilitator.modal() is None
    assert "Why: Heads <!channel> of year & *tutors* agree" in now_shows(school, row)
    assert "Change the reason" in now_shows(school, row)


async def test_a_colleague_who_presses_a_facilitators_button_is_told_so_alone(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    colleague, before = school.colleagues[0], len(school.room.messages())

    await press(bot, colleague, agenda, NEXT)
    await press(bot, colleague, agenda, FINISH)

    assert [each.text for each in colleague.whispers()] == [
        "That's for somebody else in this review to do. If it should be you, please ask a careers leader."
    ] * 2
    assert len(school.room.messages()) == before
    assert (await review_now(bot, answered)).stage is Stage.AGREEING


async def test_somebody_else_in_the_channel_may_not_even_pull_a_row_out(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    school.room.members.append(school.stranger.id)

    await press(bot, school.stranger, agenda, PULL_OUT, chosen=option_of(agenda, PULL_OUT, "1.2"))

    assert len(school.stranger.whispers()) == 1
    assert "1.2" in now_shows(school, agenda).split("pull it out")[1]


async def test_two_facilitators_at_once_the_second_is_told_what_stands_and_may_change_it(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    second = school.colleagues[0]
    both = Member(
        person=PersonId(second.id), capacities=frozenset({Capacity.COLLEAGUE, Capacity.FACILITATOR}), role=None
    )
    await bot.deps.store.write(lambda tx: tx.reviews.put_member(answered, both))
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)
    too_late = second.click_payload(row, action_id="agreement.record:4")

    await press(bot, school.facilitator, row, "agreement.record:2")
    await second.workspace.interact(too_late)
    await bot.settle()
    told = second.whispers()[-1].text
    await press(bot, second, newest(school), CHANGE, chosen=options(newest(school), CHANGE)["Agree column 4"])

    assert told == (
        f"Column 2 was just agreed for row 1.3 by <@{school.facilitator.id}>. You can change it with “Change the "
        "column”."
    )
    assert "Agreed: column 4 (best fit)" in now_shows(school, row)
    assert (await agreed_now(bot, answered))[RowId("1.3")].recorded_by == second.id


async def test_a_parked_row_says_so_and_comes_back_at_the_end(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)

    await press(bot, school.facilitator, row, "agreement.park")
    await press(bot, school.facilitator, row, NEXT)

    assert "Parked." in now_shows(school, row)
    assert "Parked until the end" in now_shows(school, agenda)
    assert read(newest(school)).startswith("1.4 ")


async def test_few_answers_stay_hidden_in_the_channel(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, GO_TO, chosen=option_of(agenda, GO_TO, "2.1"))
    row = newest(school)

    assert "Few answers." in read(row)
    assert "█" not in read(row)
    assert "can't say" not in read(row)
    assert "1 at column" not in row.text


async def test_pressing_next_twice_opens_one_row(bot: Bot, school: School, answered: Review, agenda: Message) -> None:
    first, second = (school.facilitator.click_payload(agenda, action_id=NEXT) for _ in range(2))

    await school.facilitator.workspace.interact(first)
    await school.facilitator.workspace.interact(second)
    await bot.settle()

    rows = [message for message in school.room.messages() if read(message).startswith("1.")]
    assert len(rows) == 1
    assert school.facilitator.whispers()[-1].text.startswith("Row 1.3 is open already")


async def test_a_meeting_goes_on_after_a_restart(
    slack: StandIn, config: Config, clock: SteppedClock, school: School
) -> None:
    async with running(config, clock=clock) as bot:
        slack.deliver_to(bot.address or "")
        review = await given.kept(bot.deps.store, school.review())
        await school.facilitator.open_home()
        await bot.settle()
        await school.facilitator.click_home(action_id=OPEN)
        await bot.settle()
        agenda = newest(school)
        await press(bot, school.facilitator, agenda, NEXT)
        await press(bot, school.facilitator, newest(school), "agreement.record:1")
    clock.advance(days=7)

    async with running(config, clock=clock) as bot:
        slack.deliver_to(bot.address or "")
        await press(bot, school.facilitator, newest(school), NEXT)
        second = newest(school)
        await press(bot, school.facilitator, second, "agreement.record:3")
        agreed = await agreed_now(bot, review)

    assert {row: each.column for row, each in agreed.items()} == {"1.1": 1, "1.2": 3}
    assert "2 of 32 agreed" in now_shows(school, agenda)


async def test_finishing_with_open_rows_asks_first_and_says_what_becomes_of_them(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    asks = button(agenda, FINISH)["confirm"]

    await press(bot, school.facilitator, agenda, FINISH)

    assert "32 rows are still open" in str(asks)
    assert "“not agreed”" in str(asks)
    assert "The meeting is finished." in now_shows(school, agenda)
    assert "32 rows were not agreed" in now_shows(school, agenda)
    assert (await review_now(bot, answered)).stage is Stage.AGREED


async def test_after_the_end_a_button_says_kindly_that_the_review_is_finished(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)
    await press(bot, school.facilitator, agenda, FINISH)

    await press(bot, school.facilitator, row, "agreement.record:2")

    assert school.facilitator.whispers()[-1].text == (
        "This review is finished. Until the next one is opened, a careers leader can take it back to the meeting on my "
        "Home tab."
    )
    assert await agreed_now(bot, answered) == {}


async def test_home_brings_a_lost_agenda_back(bot: Bot, school: School, answered: Review, agenda: Message) -> None:
    del school.room.log[agenda.ts]
    await school.facilitator.open_home()
    await bot.settle()

    await school.facilitator.click_home(action_id="agreement.show_agenda")
    await bot.settle()
    await press(bot, school.facilitator, newest(school), NEXT)

    assert "0 of 32 agreed" in read(school.room.messages()[0])
    assert read(newest(school)).startswith("1.3 ")


async def test_a_channel_the_bot_was_taken_out_of_cannot_hold_the_meeting(
    bot: Bot, school: School, answered: Review
) -> None:
    await school.facilitator.open_home()
    await bot.settle()
    school.room.members.remove(school.room.bot)

    await school.facilitator.click_home(action_id=OPEN)
    await bot.settle()

    told = school.facilitator.modal()
    assert told is not None
    assert "invite" in str(told.blocks).lower()
    assert (await review_now(bot, answered)).stage is Stage.REFLECTING


async def test_before_the_meeting_it_is_said_who_can_choose_another_channel_in_place_of_an_archived_one(
    bot: Bot, school: School, answered: Review
) -> None:
    await school.facilitator.open_home()
    await bot.settle()
    school.room.archived = True

    await school.facilitator.click_home(action_id=OPEN)
    await bot.settle()

    told = school.facilitator.modal()
    assert told is not None
    assert f"<#{school.room.id}> is archived. A careers leader can choose another channel" in str(told.blocks)
    assert (await review_now(bot, answered)).stage is Stage.REFLECTING


async def test_a_meeting_does_not_go_on_where_another_organisation_reads_along(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    school.room.shared = True

    for action, chosen in ((NEXT, None), (GO_TO, option_of(agenda, GO_TO, "1.3"))):
        await press(bot, school.facilitator, agenda, action, chosen=chosen)

    told = [whisper.text for whisper in school.facilitator.whispers()]
    why = f"People from another organisation can read <#{school.room.id}>."
    assert told == [f"{why} Please ask whoever looks after your Slack to end that, then try again."] * 2
    assert len(school.room.messages()) == 1
    assert (await review_now(bot, answered)).opened_rows == {"1.1", "1.2"}
    assert (await review_now(bot, answered)).stage is Stage.AGREEING


async def test_a_meeting_may_end_where_another_organisation_reads_along_and_shows_nothing_of_it(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    school.room.shared = True

    await press(bot, school.facilitator, agenda, FINISH)

    assert (await review_now(bot, answered)).stage is Stage.AGREED
    assert not any("What we agreed" in message.text for message in school.room.thread(agenda.ts))


async def test_the_agenda_of_an_archived_channel_is_not_promised(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await school.facilitator.open_home()
    await bot.settle()
    school.room.archived = True

    await school.facilitator.click_home(action_id="agreement.show_agenda")
    await bot.settle()

    told = school.facilitator.modal()
    assert told is not None
    assert "archived" in str(told.blocks)


async def test_a_channel_shared_just_after_the_press_gets_no_row_and_no_agenda(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    school.room.shared = True
    asked = Asked(workspace=answered.workspace, person=PersonId(school.facilitator.id), review=answered.id)
    store = bot.deps.store

    await open_row(store, OpenRow(asked=asked, row=RowId("1.3")), now=given.NOW)
    await show_agenda(store, asked, now=given.NOW)
    await bot.settle()

    assert len(school.room.messages()) == 1
    lost = [*await notices(store, answered, "row"), (await notices(store, answered, "agenda"))[-1]]
    assert [(its.state, its.failure) for its in lost] == [(NoticeState.UNDELIVERABLE, "channel_shared")] * 2


@pytest.mark.parametrize("value", ['["{review}","1.3",5]', '["{review}","1.3",true]', '["{review}","1.3"]', "3", "[[["])
async def test_a_forged_column_changes_nothing(
    bot: Bot, school: School, answered: Review, agenda: Message, value: str
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    forged = school.facilitator.click_payload(newest(school), action_id="agreement.record:2")
    forged["actions"][0]["value"] = value.replace("{review}", answered.id)

    await school.facilitator.workspace.interact(forged)
    await bot.settle()

    assert school.facilitator.whispers()[-1].text.startswith("I couldn't make sense of that.")
    assert await agreed_now(bot, answered) == {}


async def test_the_id_of_another_review_is_answered_as_if_it_were_not_there(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    forged = school.facilitator.click_payload(agenda, action_id=NEXT)
    forged["actions"][0]["value"] = '["review-of-another-workspace",null]'

    await school.facilitator.workspace.interact(forged)
    await bot.settle()

    assert school.facilitator.whispers()[-1].text.startswith("I can't find that any more.")


async def test_a_card_whose_second_message_never_came_can_still_be_used(
    bot: Bot, slack: StandIn, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    before = newest(school)
    slack.break_next("chat.postMessage", error("restricted_action"))

    await press(bot, school.facilitator, agenda, GO_TO, chosen=option_of(agenda, GO_TO, "1.3"))
    await press(bot, school.facilitator, before, "agreement.record:2")

    assert newest(school).ts == before.ts
    assert "Agreed: column 2" in now_shows(school, before)


async def test_a_card_shown_again_is_drawn_where_it_stands_now(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    before = newest(school)

    await press(bot, school.facilitator, agenda, GO_TO, chosen=option_of(agenda, GO_TO, "1.3"))
    again = newest(school)
    await press(bot, school.facilitator, again, "agreement.record:2")

    assert again.ts != before.ts
    assert "Agreed: column 2" in now_shows(school, again)


async def test_when_the_last_row_is_agreed_its_card_leads_to_the_end(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    rest = [row.id for row in given.built_in().rows if row.id != "1.3"]
    await press(bot, school.facilitator, agenda, NEXT)
    last = newest(school)

    def agree_the_rest(tx: Transaction) -> None:
        for row in rest:
            recorded_by = PersonId(school.facilitator.id)
            agreement = Agreement(row=row, column=COLUMNS[1], recorded_by=recorded_by, recorded_at=given.NOW)
            tx.agreements.put(answered, agreement)

    await bot.deps.store.write(agree_the_rest)
    await press(bot, school.facilitator, last, "agreement.record:2")

    await press(bot, school.facilitator, last, "agreement.show_agenda")
    await press(bot, school.facilitator, newest(school), FINISH)

    assert (await review_now(bot, answered)).stage is Stage.AGREED
    assert "32 of 32 agreed" in read(next(m for m in school.room.messages() if "is finished" in m.text))


async def test_a_meeting_taken_up_again_brings_its_agenda_back_and_goes_on(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, "agreement.agree_together")
    await press(bot, school.facilitator, agenda, FINISH)
    figures = next(message for message in school.room.messages() if "What we agreed" in read(message))

    await press(bot, school.leader, figures, "outcome.reopen")
    await school.leader.submit({"reason": "We forgot a row."})
    await bot.settle()
    await press(bot, school.facilitator, newest(school), NEXT)

    assert read(newest(school)).startswith("1.3 ")
    assert (await review_now(bot, answered)).stage is Stage.AGREEING


async def test_opening_the_meeting_a_second_time_brings_no_second_agenda(
    bot: Bot, school: School, answered: Review
) -> None:
    await school.facilitator.open_home()
    await bot.settle()
    home = school.facilitator.home()
    assert home is not None

    await school.facilitator.click_home(action_id=OPEN)
    school.facilitator.screen.home = home
    await school.facilitator.click_home(action_id=OPEN)
    await bot.settle()

    assert len(school.room.messages()) == 1


async def test_a_cancelled_reviews_row_card_has_no_buttons_left(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    await press(bot, school.facilitator, agenda, NEXT)
    row = newest(school)

    def cancel(tx: Transaction) -> None:
        cancelled = tx.reviews.get_for_change(answered.workspace, answered.id).moved_to(Stage.CANCELLED)
        tx.reviews.put(cancelled)
        tx.cards.mark(cancelled, row_card("1.3"), due_at=given.NOW)

    await bot.deps.store.write(cancel)
    await bot.settle()

    drawn = next(each for each in school.room.messages() if each.ts == row.ts)
    assert read(drawn).startswith("1.3 ")
    assert "actions" not in [block["type"] for block in drawn.blocks]


async def test_a_choice_without_anything_chosen_is_not_understood(
    bot: Bot, school: School, answered: Review, agenda: Message
) -> None:
    forged = school.facilitator.click_payload(agenda, action_id=GO_TO, chosen=option_of(agenda, GO_TO, "1.3"))
    forged["actions"][0]["selected_option"] = None

    await school.facilitator.workspace.interact(forged)
    await bot.settle()

    assert school.facilitator.whispers()[-1].text.startswith("I couldn't make sense of that.")
    assert len(school.room.messages()) == 1
