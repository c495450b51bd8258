"""Reminders, what comes of answering them, and nudging."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.capabilities.membership.cards import gone_card
from bot.capabilities.reminding.cards import (
    OfReminder,
    cannot_take_part_card,
    declined_card,
    declining_modal,
    nudge_modal,
    nudged_modal,
    reminder_card,
    snoozed_card,
)
from bot.capabilities.reminding.use_cases.answering import Declined
from bot.capabilities.reminding.use_cases.looking import Reminder
from bot.capabilities.reminding.use_cases.nudging import Nudged
from bot.kit.buttons import LeaveReview
from bot.rehearsal.gallery.made_up import CHANNEL, CROWD, EDITION, NOW, REVIEW, STRANGER, ZONE, review, setting
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.ids import PersonId
from maturity_model.reminding import Unreminded

SOMEBODY, ALL_ROWS = CROWD[0], len(EDITION.rows)
OF_REMINDER = OfReminder(review=REVIEW, channel=CHANNEL, ts="1780000000.000100")


def samples() -> Iterator[Sample]:
    """From the first reminder to everybody whom a nudge does not reach."""
    yield from seen_by(
        "colleague",
        {
            "Reminded before beginning": _reminder(ALL_ROWS),
            "Reminded half way": _reminder(17, begun=True),
            "Reminded of the last row, no morning left": _reminder(1, begun=True, later=None),
            "Reminded on a Friday": _reminder(9, begun=True, later=NOW + timedelta(days=5)),
            "Reminded before the holidays": _reminder(9, begun=True, later=NOW + timedelta(days=40)),
            "Nudged by the careers leader": _reminder(ALL_ROWS, nudged=True),
            "Put off until tomorrow": snoozed_card(REVIEW, NOW + timedelta(hours=16), ZONE),
            "Saying that they cannot take part": declining_modal(OF_REMINDER),
            "Said that they cannot take part": declined_card(REVIEW, told=True),
            "The only careers leader cannot take part": declined_card(REVIEW, told=False),
        },
    )
    yield from seen_by(
        "careers leader",
        {
            "Somebody cannot take part": _declined(None),
            "Somebody cannot take part, and suggests another": _declined(STRANGER),
            "They are taken out": gone_card(LeaveReview(review=REVIEW, person=SOMEBODY, instead=None)),
            "Another is invited instead": gone_card(LeaveReview(review=REVIEW, person=SOMEBODY, instead=STRANGER)),
            "Whom to remind": nudge_modal(REVIEW, CROWD[:12]),
            "Whom to remind, very many": nudge_modal(REVIEW, CROWD),
        },
    )
    yield from seen_by("careers leader", _nudges())


def _nudges() -> Mapping[str, View]:
    return {
        "Nobody to remind": nudge_modal(REVIEW, ()),
        "Reminded at once": _nudged(CROWD[:1]),
        "Reminded when school opens": _nudged(CROWD[:12], later=True),
        "Reminded, and not, for every reason": _nudged(CROWD[:100], unreminded=True),
        "Nobody reminded": _nudged((), unreminded=True),
    }


def _reminder(
    left: int, *, begun: bool = False, later: datetime | None = NOW + timedelta(days=1), nudged: bool = False
) -> Card:
    member = replace(review().members[SOMEBODY], begun=begun)
    reminder = Reminder(
        review=review(), edition=EDITION, setting=setting(), member=member, left=left, later=later, nudged=nudged
    )
    return reminder_card(reminder, now=NOW, zone=ZONE)


def _declined(instead: PersonId | None) -> Card:
    one = review()
    return cannot_take_part_card(Declined(review=one, setting=setting(), member=one.members[SOMEBODY], instead=instead))


def _nudged(reminded: tuple[PersonId, ...], *, later: bool = False, unreminded: bool = False) -> View:
    whys = list(Unreminded)
    left_out = {person: whys[place % len(whys)] for place, person in enumerate(CROWD[100:])} if unreminded else {}
    leaves_at = NOW + timedelta(hours=16 if later else 0)
    return nudged_modal(Nudged(reminded=reminded, leaves_at=leaves_at, unreminded=left_out), now=NOW, zone=ZONE)
