"""Hubs on Home, the modals that make, join and leave one, and what its staff are told."""

from collections.abc import Iterator
from dataclasses import replace

from bot.capabilities.hubs.cards import (
    code_modal,
    confirm_modal,
    hub_modal,
    join_section,
    joined_modal,
    making_section,
    news_card,
    place_section,
    staff_modal,
    staff_section,
)
from bot.capabilities.hubs.use_cases.joining import Invited, Place
from bot.capabilities.hubs.use_cases.looking import HubNews, HubOverview
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import ADMIN, SETTING, setting
from bot.rehearsal.gallery.made_up_hub import HUB, MANY_MEMBERS, MEMBER, MEMBER_NAME, THE_HUB, THE_MEMBER
from bot.rehearsal.gallery.sample import Sample, seen_by

PLACE = Place(hub=THE_HUB, member=THE_MEMBER)
ALONE = replace(PLACE, member=replace(THE_MEMBER, consultant=None, shows_progress=True))
NEWS = HubNews(hub=THE_HUB, member=THE_MEMBER)


def samples() -> Iterator[Sample]:
    """Making a hub, joining it, and being in it."""
    works, looks_on = (HubOverview(hub=THE_HUB, members=MANY_MEMBERS, works=works) for works in (True, False))
    yield from seen_by(
        "workspace admin",
        {
            "Home where there is no hub": home(making_section()),
            "Making a hub": hub_modal(HUB, ADMIN),
            "Home of an admin who does not work for the hub": home(staff_section([looks_on])),
        },
    )
    yield from seen_by(
        "hub staff",
        {
            "Home of somebody who works for a new hub": home(staff_section([replace(works, members=0)])),
            "Home of somebody who works for three hubs": home(staff_section(_three(works))),
            "Staff and channel, as many as there can be": staff_modal(THE_HUB),
            "Staff and channel, without a channel": staff_modal(replace(THE_HUB, channel=None)),
            "A setting has joined": news_card(NEWS, joined=True),
            "A setting has left": news_card(NEWS, joined=False),
        },
    )
    yield from _seen_by_leaders()


def _seen_by_leaders() -> Iterator[Sample]:
    invited = Invited(setting=replace(setting(), name=MEMBER_NAME), hub=THE_HUB)
    yield from seen_by(
        "careers leader",
        {
            "Home of a setting that is in no hub": home(join_section(SETTING)),
            "Which code": code_modal(SETTING),
            "What joining means": confirm_modal(invited, MEMBER),
            "Joined": joined_modal(PLACE),
            "Joined, and nobody looks after the setting yet": joined_modal(ALONE),
            "Home of a setting in a hub, its progress hidden": home(place_section(PLACE, SETTING)),
            "Home of a setting in a hub, its progress shown": home(place_section(ALONE, SETTING)),
        },
    )


def _three(one: HubOverview) -> list[HubOverview]:
    return [replace(one, hub=replace(THE_HUB, id=type(HUB)(f"{number}b" * 16))) for number in range(3)]
