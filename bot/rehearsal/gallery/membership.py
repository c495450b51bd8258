"""The buttons and modals that change who takes part."""

from collections.abc import Iterator

from bot.capabilities.membership.cards import (
    NAMES_A_PAGE,
    buttons_section,
    facilitators_modal,
    invite_modal,
    remove_modal,
    roles_modal,
)
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import CROWD, REVIEW, review
from bot.rehearsal.gallery.sample import Sample, seen_by


def samples() -> Iterator[Sample]:
    """Inviting, removing, and who does what, for as many people as there can be."""
    last = len(CROWD) // NAMES_A_PAGE - 1
    yield from seen_by(
        "careers leader",
        {
            "Home's buttons for who takes part": home(buttons_section(REVIEW)),
            "Inviting more people": invite_modal(REVIEW),
            "Removing somebody": remove_modal(REVIEW),
            "Making somebody facilitator": facilitators_modal(REVIEW),
            "Who does what, one page": roles_modal(review(colleagues=CROWD[:12]), 0),
            "Who does what, first page of many": roles_modal(review(), 0),
            "Who does what, a page between": roles_modal(review(), 1),
            "Who does what, last page": roles_modal(review(), last),
        },
    )
