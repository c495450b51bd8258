"""The modal that opens a review, its second steps, and what a facilitator is asked."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.opening import cards
from bot.capabilities.opening.use_cases.looking import Overview
from bot.kit.availability import Audience
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view, is_too_large
from maturity_model.catalog import Edition, EditionId, Wording
from maturity_model.ids import PersonId, ReviewId
from maturity_model.review import Review, Stage
from maturity_model.setting import LONGEST_NAME
from tests import given
from tests.given import FACILITATOR, LEADER, NOW, STRANGER

LONDON = ZoneInfo("Europe/London")
CROWD = tuple(PersonId(f"U0CROWD{n:04d}") for n in range(200))


LONG_TITLE = replace(given.longest_edition(), id=EditionId("long"), title="An edition with a long title " * 5)


def form(
    *,
    draft: Review | None = None,
    agreed: Review | None = None,
    editions: tuple[Edition, ...] = (given.built_in(), LONG_TITLE),
) -> cards.Form:
    return cards.Form(
        review=ReviewId("new"),
        opener=LEADER,
        overview=Overview(setting=given.setting(), running=None, draft=draft, agreed=agreed, editions=editions),
        now=NOW,
        zone=LONDON,
        here=False,
    )


def offered(*editions: Edition, draft: Review | None = None) -> tuple[list[str], str]:
    """What is read in the menu of editions, and the value that is chosen in it."""
    view = cards.review_modal(form(draft=draft, editions=editions))
    check_view(view, Surface.MODAL)
    menu: Any = asked(view)["edition"]
    groups = menu.get("option_groups") or [menu]
    return [each["text"]["text"] for group in groups for each in group["options"]], menu["initial_option"]["value"]


def asked(view: dict[str, object]) -> dict[str, dict[str, object]]:
    """The elements of a modal by block id."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return {block["block_id"]: block["element"] for block in blocks if block["type"] == "input"}


@pytest.mark.parametrize("people", [CROWD[:100], CROWD], ids=["a hundred", "two hundred"])
def test_the_modal_can_be_shown_whoever_was_in_a_draft_or_in_last_years_review(people: tuple[PersonId, ...]) -> None:
    draft = given.review(*people, stage=Stage.DRAFT)

    view = cards.review_modal(form(draft=draft, agreed=given.review(*people, stage=Stage.AGREED)))

    check_view(view, Surface.MODAL)
    assert not is_too_large(view)


def test_a_draft_of_more_people_than_slack_shows_says_why_nobody_stands_in_the_list() -> None:
    def hint(people: tuple[PersonId, ...]) -> str:
        view = cards.review_modal(form(draft=given.review(*people, stage=Stage.DRAFT)))
        return str(view["blocks"][0]["hint"]["text"])

    assert hint(CROWD) == ("Your draft names 200 people, more than Slack lets me show here. Please choose them again.")
    assert "more than Slack" not in hint(CROWD[:100])


def test_a_draft_is_carried_on_with_and_not_started() -> None:
    def home(draft: Review | None) -> str:
        overview = Overview(setting=given.setting(), running=None, draft=draft, agreed=None)
        return str(list(cards.start_section(overview)))

    assert "Carry on with the draft" in home(given.review(stage=Stage.DRAFT))
    assert "Start a review" not in home(given.review(stage=Stage.DRAFT))
    assert "Start a review" in home(None)


def test_three_things_are_asked_and_the_rest_has_its_usual_answer() -> None:
    view = cards.review_modal(form())

    open_questions = [name for name, element in asked(view).items() if not any("initial" in key for key in element)]
    assert open_questions == ["people", "channel"]
    assert asked(view)["facilitators"]["initial_users"] == [LEADER]
    assert asked(view)["minutes"]["initial_value"] == "60"


def test_an_edition_says_whose_words_it_has_however_long_its_title_is() -> None:
    official = replace(given.built_in(), id=EditionId("official"), wording=Wording.OFFICIAL)
    short = replace(official, id=EditionId("short"), title="The model")

    labels, chosen = offered(short, official, given.built_in())

    assert labels == [
        "The model (official wording)",
        "Careers Impact Maturity Model: schools and… (official wording, 2026)",
        "Careers Impact Maturity Model: schools and specialist… (summary, 2026)",
    ]
    assert chosen == short.id


def test_editions_that_would_read_alike_are_told_apart_by_their_ids() -> None:
    one, other = (replace(given.college_edition(), id=EditionId(name)) for name in ("one", "other"))

    labels, _ = offered(one, other)

    assert labels == [
        "A made-up model for colleges (official wording, one)",
        "A made-up model for colleges (official wording, other)",
    ]


def test_a_draft_keeps_its_edition_while_that_is_offered() -> None:
    draft = given.review(LEADER, stage=Stage.DRAFT)

    assert offered(LONG_TITLE, given.built_in(), draft=draft)[1] == given.built_in().id
    assert offered(LONG_TITLE, draft=draft)[1] == LONG_TITLE.id


def test_a_draft_on_the_summary_says_that_a_newer_wording_was_given_since() -> None:
    official = replace(given.built_in(), id=EditionId("official"), wording=Wording.OFFICIAL, title="The model")
    drafted = given.review(LEADER, stage=Stage.DRAFT)

    def hint(*editions: Edition, draft: Review | None) -> str | None:
        view = cards.review_modal(form(draft=draft, editions=editions))
        (block,) = (block for block in view["blocks"] if block.get("block_id") == "edition")
        return block["hint"]["text"] if "hint" in block else None

    assert hint(official, given.built_in(), draft=drafted) == (
        "Your draft uses “Careers Impact Maturity Model: schools and specialist… (summary, 2026)”; the newest wording "
        "is “The model (official wording)”."
    )
    assert hint(given.built_in(), official, draft=drafted) is None
    assert hint(official, given.built_in(), draft=None) is None
    assert hint(official, draft=drafted) is None


def test_any_number_of_editions_can_be_offered() -> None:
    many = [replace(LONG_TITLE, id=EditionId(f"long-{n}-{'x' * 31}")) for n in range(150)]

    labels, _ = offered(*many)

    assert len(set(labels)) == len(many)


def test_same_people_is_offered_only_where_there_was_a_review() -> None:
    without, with_one = form(), form(agreed=given.review(*CROWD[:3], stage=Stage.AGREED))

    assert "same_people" not in asked(cards.review_modal(without))
    assert "same_people" in asked(cards.review_modal(with_one))


@pytest.mark.parametrize(
    ("now", "usual"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 12, 7, 15, 45, tzinfo=UTC)),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), datetime(2026, 12, 7, 15, 45, tzinfo=UTC)),
        (datetime(2026, 10, 13, 9, tzinfo=UTC), datetime(2026, 10, 27, 15, 45, tzinfo=UTC)),
        (datetime(2026, 6, 5, 23, 30, tzinfo=UTC), datetime(2026, 6, 22, 14, 45, tzinfo=UTC)),
    ],
    ids=["a Monday", "a Saturday", "over the change of the clocks", "after midnight in summer"],
)
def test_a_meeting_is_usually_two_weeks_away_on_a_weekday_after_school(now: datetime, usual: datetime) -> None:
    assert cards.usual_meeting(now, LONDON) == usual


def test_the_second_steps_can_be_shown() -> None:
    review = given.review(*CROWD)

    for view in (
        cards.confirm_modal(review, 2000),
        cards.opened_modal(review, LONDON),
        cards.opened_modal(review, LONDON, Audience(public=False, readers=frozenset({STRANGER, FACILITATOR}))),
    ):
        check_view(view, Surface.MODAL)


def test_nobody_outside_is_said_in_words() -> None:
    assert "Everybody in it is in this review." in str(cards.confirm_modal(given.review(), 0))


def test_what_a_facilitator_is_asked_fits_and_mentions_nobody_by_accident() -> None:
    setting = replace(given.setting(), name=("<!channel>&" * LONGEST_NAME)[:LONGEST_NAME])

    card = cards.facilitator_card(given.review(*CROWD), setting, LONDON)

    check_blocks(list(card.blocks), Surface.MESSAGE)
    assert "<!channel>" not in str(card.payload())
