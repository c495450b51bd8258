"""The modals about the settings of a hub."""

from collections.abc import Iterator
from dataclasses import replace

from bot.capabilities.member_settings.cards import (
    added_modal,
    consultant_changed_modal,
    consultant_modal,
    entered_modal,
    member_modal,
    past_modal,
    removed_modal,
)
from bot.capabilities.member_settings.use_cases.past import Entered
from bot.rehearsal.gallery.made_up import CONSULTANT, LEADER
from bot.rehearsal.gallery.made_up_hub import AGREED_ON, HUB, MEMBER, OUTSIDE, THE_MEMBER, TODAY
from bot.rehearsal.gallery.sample import Sample, seen_by
from maturity_model.hub import PastKind, PastReview


def samples() -> Iterator[Sample]:
    """Settings without Slack, who looks after a setting, and reviews that were held elsewhere."""
    nobodys = replace(THE_MEMBER, consultant=None)
    yield from seen_by(
        "hub staff",
        {
            "Adding a setting without Slack": member_modal(HUB, MEMBER),
            "Added": added_modal(OUTSIDE),
            "Taken off the list": removed_modal(OUTSIDE),
            "Who looks after a setting": consultant_modal(THE_MEMBER, CONSULTANT),
            "Who looks after a setting that nobody looks after": consultant_modal(nobodys, LEADER),
            "Somebody else looks after it": consultant_changed_modal(THE_MEMBER, CONSULTANT),
        },
    )
    yield from seen_by(
        "hub staff or careers leader",
        {
            "A review held elsewhere": past_modal(Entered(member=THE_MEMBER, past=()), TODAY),
            "A review held elsewhere, after others": past_modal(Entered(member=THE_MEMBER, past=_past()), TODAY),
            **{f"Entered: {kind}": entered_modal(THE_MEMBER, kind, AGREED_ON) for kind in PastKind},
        },
    )


def _past() -> tuple[PastReview, ...]:
    """One of each kind."""
    return tuple(
        PastReview(member=MEMBER, kind=kind, done_on=AGREED_ON, source="", entered_by=LEADER) for kind in PastKind
    )
