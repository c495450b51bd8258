"""The hours on a careers leader's Home, and the modal that changes them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.capabilities.school_hours.cards import hours_modal, hours_section
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import NOW, setting
from bot.rehearsal.gallery.sample import Sample, seen_by
from maturity_model.setting import MOST_CLOSURES, Closure

TODAY = NOW.date()
FORTNIGHTS = tuple(
    Closure(first_on=TODAY + timedelta(weeks=2 * number), last_on=TODAY + timedelta(weeks=2 * number, days=4))
    for number in range(MOST_CLOSURES)
)


def samples() -> Iterator[Sample]:
    """Before anybody has entered a closure, and with as many as there can be."""
    full = replace(setting(), closures=FORTNIGHTS)
    yield from seen_by(
        "careers leader",
        {
            "Home's line about school hours": home(hours_section(setting())),
            "Hours and holidays, nothing entered yet": hours_modal(setting(), TODAY),
            "Hours and holidays, as many closures as can be kept": hours_modal(full, TODAY),
        },
    )
