"""Where a review stands on Home, and the news that people get."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.steering import cards
from bot.capabilities.steering.use_cases import Status
from bot.kit.buttons import CANCEL_REVIEW
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view
from maturity_model.ids import ChannelId, PersonId, ReviewId
from maturity_model.review import Stage
from maturity_model.setting import LONGEST_NAME
from tests import given

LONDON = ZoneInfo("Europe/London")
MOVE = cards.Move(review=ReviewId("r" * 32), meets_at=1_800_000_000, channel=ChannelId("C0000000001"))


@pytest.mark.parametrize("stage", [Stage.REFLECTING, Stage.AGREEING])
@pytest.mark.parametrize("may_change", [True, False])
def test_where_a_review_stands_can_be_shown_on_home(stage: Stage, *, may_change: bool) -> None:
    status = Status(review=given.review(stage=stage), may_change=may_change)

    blocks = list(cards.status_section(status, LONDON))

    check_blocks(blocks, Surface.HOME)
    assert (CANCEL_REVIEW in str(blocks)) is may_change
    assert (cards.MOVE in str(blocks)) is (may_change and stage is Stage.REFLECTING)


def test_it_is_said_who_runs_the_meeting() -> None:
    status = Status(review=given.review(), may_change=True)

    blocks = list(cards.status_section(status, LONDON))

    assert f"The meeting is run by <@{given.FACILITATOR}>." in str(blocks)


def test_while_the_meeting_is_under_way_it_is_not_said_to_be_still_to_come() -> None:
    status = Status(review=given.review(stage=Stage.AGREEING), may_change=True)

    said = str(list(cards.status_section(status, LONDON)))

    assert f"It is in <#{given.CHANNEL}>, planned for about 60 minutes, and run by <@{given.FACILITATOR}>." in said
    assert "You meet on" not in said


def test_of_very_many_facilitators_the_others_are_counted() -> None:
    review = given.review()
    facilitator = review.members[given.FACILITATOR]
    crowd = {
        person: replace(facilitator, person=person) for person in map(PersonId, (f"U0RUNS{n:03d}" for n in range(30)))
    }
    status = Status(review=replace(review, members=crowd), may_change=True)

    assert "<@U0RUNS019> and 10 more." in str(list(cards.status_section(status, LONDON)))


def test_the_modals_can_be_shown() -> None:
    for view in (cards.meeting_modal(given.review()), cards.confirm_modal(MOVE, 3), cards.moved_modal(MOVE, 1)):
        check_view(view, Surface.MODAL)


def test_what_a_modal_carries_comes_back_as_it_was() -> None:
    assert cards.Move.decode(MOVE.encode()) == MOVE


def test_the_news_fit_and_mention_nobody_by_accident() -> None:
    setting = replace(given.setting(), name=("<!channel>&" * LONGEST_NAME)[:LONGEST_NAME])

    for card in (cards.moved_card(given.review(), setting, LONDON), cards.cancelled_card(setting)):
        check_blocks(list(card.blocks), Surface.MESSAGE)
        assert "<!channel>" not in str(card.payload())
