"""Reminders as people read them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.capabilities.reminding import texts
from bot.capabilities.reminding.cards import (
    SNOOZE,
    cannot_take_part_card,
    nudge_modal,
    nudged_modal,
    reminder_card,
)
from bot.capabilities.reminding.use_cases.answering import Declined
from bot.capabilities.reminding.use_cases.looking import Reminder
from bot.capabilities.reminding.use_cases.nudging import Nudged
from bot.kit.buttons import LEAVE_REVIEW, RESUME
from bot.rehearsal.reading import has, words
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.slack.card import Card
from maturity_model.ids import PersonId
from maturity_model.reminding import Unreminded
from tests import given
from tests.given import NOW, STRANGER, ZONE

FIRST, SECOND, THIRD = given.colleagues(3)
REVIEW = given.review(FIRST, SECOND, THIRD)
TOMORROW = NOW + timedelta(hours=23)


def reminder(left: int = 17, *, later: datetime | None = TOMORROW, begun: bool = True) -> Card:
    member = replace(REVIEW.members[FIRST], begun=begun)
    shown = Reminder(
        review=REVIEW, edition=given.built_in(), setting=given.setting(), member=member, left=left, later=later
    )
    return reminder_card(shown, now=NOW, zone=ZONE)


class Read:
    """What somebody sees of a card."""

    def __init__(self, card: Card) -> None:
        check_blocks(list(card.blocks), Surface.MESSAGE)
        self.blocks = [dict(block) for block in card.blocks]


def test_a_reminder_says_how_much_is_left_and_until_when() -> None:
    said = words(Read(reminder()))

    assert "*You have 17 rows left,* about 20 minutes in all" in said
    assert "The meeting is on <!date^" in said


def test_its_first_button_leads_on() -> None:
    assert has(Read(reminder()), RESUME)
    assert texts.CARRY_ON in words(Read(reminder()))
    assert texts.BEGIN in words(Read(reminder(begun=False)))


@pytest.mark.parametrize(
    ("now", "later", "label"),
    [
        (NOW, TOMORROW, "Remind me tomorrow"),
        (datetime(2026, 11, 27, 9, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC), "Remind me on Monday"),
        (datetime(2026, 12, 18, 9, tzinfo=UTC), datetime(2027, 1, 4, 8, tzinfo=UTC), "Remind me on 4 January"),
    ],
)
def test_it_says_which_morning_it_can_be_put_off_to(now: datetime, later: datetime, label: str) -> None:
    assert texts.snooze(later, now, ZONE) == label


def test_without_a_morning_left_it_cannot_be_put_off() -> None:
    assert has(Read(reminder()), SNOOZE)
    assert not has(Read(reminder(later=None)), SNOOZE)


def test_the_leader_decides_what_becomes_of_whoever_cannot() -> None:
    member = REVIEW.members[FIRST]

    alone = Read(cannot_take_part_card(Declined(review=REVIEW, setting=given.setting(), member=member, instead=None)))
    with_another = Read(
        cannot_take_part_card(Declined(review=REVIEW, setting=given.setting(), member=member, instead=STRANGER))
    )

    assert has(alone, LEAVE_REVIEW)
    assert not has(alone, f"{LEAVE_REVIEW}:instead")
    assert has(with_another, f"{LEAVE_REVIEW}:instead")
    assert f"They suggest <@{STRANGER}>" in words(with_another)


def test_two_hundred_people_can_be_nudged_in_one_form() -> None:
    crowd = [PersonId(f"U0CROWD{number:04d}") for number in range(200)]

    check_blocks([dict(block) for block in nudge_modal(REVIEW.id, crowd)["blocks"]], Surface.MODAL)


def test_afterwards_the_leader_reads_who_is_reminded_when_and_who_is_not() -> None:
    why_not = {SECOND: Unreminded.TODAY, THIRD: Unreminded.ENOUGH}

    now = nudged_modal(Nudged(reminded=(FIRST,), leaves_at=NOW, unreminded=why_not), now=NOW, zone=ZONE)
    later = nudged_modal(Nudged(reminded=(FIRST,), leaves_at=TOMORROW, unreminded={}), now=NOW, zone=ZONE)
    nobody = nudged_modal(Nudged(reminded=(), leaves_at=NOW, unreminded=why_not), now=NOW, zone=ZONE)

    said = now["blocks"][0]["text"]["text"]
    assert f"*Reminders are on their way to <@{FIRST}>.*" in said
    assert f"• <@{SECOND}>: reminded that day already" in said
    assert f"• <@{THIRD}>: has had enough messages" in said
    assert f"<!date^{int(TOMORROW.timestamp())}^" in later["blocks"][0]["text"]["text"]
    assert nobody["blocks"][0]["text"]["text"].startswith("Nobody is reminded this time.")
