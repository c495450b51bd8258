"""The modals that change who takes part."""

from bot.capabilities.membership import cards
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view, is_too_large
from maturity_model.ids import PersonId, ReviewId
from tests import given

CROWD = tuple(PersonId(f"U0CROWD{n:04d}") for n in range(200))
REVIEW = ReviewId("r" * 32)


def test_the_modals_and_buttons_can_be_shown() -> None:
    for view in (cards.invite_modal(REVIEW), cards.remove_modal(REVIEW), cards.facilitators_modal(REVIEW)):
        check_view(view, Surface.MODAL)
    check_blocks(list(cards.buttons_section(REVIEW)), Surface.HOME)


def test_everybody_of_two_hundred_is_on_one_page_of_the_roles() -> None:
    review = given.review(*CROWD)
    shown: list[str] = []

    for page in range(10):
        view = cards.roles_modal(review, page)
        check_view(view, Surface.MODAL)
        assert not is_too_large(view)
        shown += [block["block_id"].removeprefix("role:") for block in view["blocks"] if "accessory" in block]

    assert shown == sorted(CROWD)


def test_a_page_that_does_not_exist_is_the_nearest_one() -> None:
    review = given.review(*CROWD[:30])

    assert cards.roles_modal(review, 99) == cards.roles_modal(review, 1)
    assert cards.roles_modal(review, -5) == cards.roles_modal(review, 0)
