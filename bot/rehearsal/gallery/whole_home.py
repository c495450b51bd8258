"""The Home of somebody who is everything at once: what each capability has for them, at its longest."""

from collections.abc import Callable, Iterable, Iterator

from bot.capabilities.bookings.cards.own import request_section
from bot.capabilities.bookings.cards.page import pages_section
from bot.capabilities.bookings.use_cases.looking import OwnPage
from bot.capabilities.home.cards import first_lines
from bot.capabilities.hubs.cards import place_section, staff_section
from bot.capabilities.hubs.use_cases.joining import Place
from bot.capabilities.hubs.use_cases.looking import HubOverview
from bot.capability import Viewer
from bot.kit.pieces import home
from bot.rehearsal.gallery import (
    actions,
    agreement,
    guides,
    membership,
    opening,
    progress,
    reflection,
    school_hours,
    steering,
)
from bot.rehearsal.gallery.made_up import LEADER, SETTING, WORKSPACE, settings
from bot.rehearsal.gallery.made_up_hub import MANY_MEMBERS, THE_HUB, THE_MEMBER, TODAY, members, page, request
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import Block
from bot.slack.card import Card
from maturity_model.booking import BookingState

OF_THE_REVIEW = (reflection, agreement, steering, progress, membership, school_hours, actions, guides, opening)


def samples() -> Iterator[Sample]:
    """One of them, who leads as many settings as their hub has."""
    led = settings(MANY_MEMBERS)
    viewer = Viewer(workspace=WORKSPACE, person=LEADER, admin=True, setting=led[0], settings=led, others=())
    of_the_review = (block for capability in OF_THE_REVIEW for block in _longest(capability.samples))
    whole = home((*first_lines(viewer), *of_the_review, *_of_the_hub()))
    yield from seen_by("careers leader, workspace admin and hub staff in one", {"Everything on one Home": whole})


def _longest(samples: Callable[[], Iterable[Sample]]) -> list[Block]:
    """The section of Home with the most blocks that a capability shows."""
    homes = [one.shown for one in samples() if not isinstance(one.shown, Card) and one.shown["type"] == "home"]
    return max((shown["blocks"] for shown in homes), key=len)


def _of_the_hub() -> tuple[Block, ...]:
    overview = HubOverview(hub=THE_HUB, members=MANY_MEMBERS, works=True)
    own = OwnPage(page=page(MANY_MEMBERS), unreached=members(MANY_MEMBERS))
    return (
        *place_section(Place(hub=THE_HUB, member=THE_MEMBER), SETTING),
        *staff_section([overview]),
        *request_section(request(BookingState.WAITING, before=MANY_MEMBERS), TODAY),
        *pages_section([own]),
    )
