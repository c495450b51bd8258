"""Every card, modal and section of Home in every state, with the longest texts that can stand there."""

from collections.abc import Callable, Iterable, Mapping

from bot.rehearsal.gallery import (
    actions,
    agreement,
    annual,
    bookings,
    briefing,
    guides,
    home,
    hubs,
    member_settings,
    membership,
    opening,
    outcome,
    progress,
    reflection,
    refusals,
    reminding,
    school_hours,
    steering,
    weeks,
    whole_home,
    wording,
)
from bot.rehearsal.gallery.sample import Sample

__all__ = ["GALLERY", "Sample"]

GALLERY: Mapping[str, Callable[[], Iterable[Sample]]] = {
    "home": home.samples,
    "guides": guides.samples,
    "opening": opening.samples,
    "membership": membership.samples,
    "school_hours": school_hours.samples,
    "steering": steering.samples,
    "progress": progress.samples,
    "reflection": reflection.samples,
    "reminding": reminding.samples,
    "briefing": briefing.samples,
    "agreement": agreement.samples,
    "wording": wording.samples,
    "outcome": outcome.samples,
    "actions": actions.samples,
    "annual": annual.samples,
    "hubs": hubs.samples,
    "member_settings": member_settings.samples,
    "weeks": weeks.samples,
    "bookings": bookings.samples,
    "whole_home": whole_home.samples,
    "refusals": refusals.samples,
}
"""What each capability shows people, in the order in which they come to see it; and what all of them refuse."""
