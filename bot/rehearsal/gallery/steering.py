"""Where a review stands on Home, moving its meeting, and the news that people get."""

from collections.abc import Iterator

from bot.capabilities.steering.cards import (
    Move,
    cancelled_card,
    cancelled_modal,
    confirm_modal,
    meeting_modal,
    moved_card,
    moved_modal,
    not_opened_card,
    status_section,
)
from bot.capabilities.steering.texts import MOST_NAMED
from bot.capabilities.steering.use_cases import Status
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import CHANNEL, CROWD, MEETING, REVIEW, ZONE, review, setting
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.review import Stage

MOVE = Move(review=REVIEW, meets_at=int(MEETING.timestamp()), channel=CHANNEL)


def samples() -> Iterator[Sample]:
    """A review under way, a meeting that moves, and a review that is called off."""
    yield from seen_by(
        "careers leader",
        {
            "Home while colleagues reflect": _status(Stage.REFLECTING),
            "Home while colleagues reflect, very many facilitators": _status(Stage.REFLECTING, many=True),
            "Home while the meeting is open": _status(Stage.AGREEING),
            "Moving the meeting": meeting_modal(review()),
            "Moving to a public channel with many others": confirm_modal(MOVE, 2000),
            "Moving to a public channel with nobody else": confirm_modal(MOVE, 0),
            "Moved, one outsider reads along": moved_modal(MOVE, 1),
            "Moved, many outsiders read along": moved_modal(MOVE, 2000),
        },
    )
    yield from seen_by("careers leader", _afterwards())
    yield from seen_by(
        "facilitator",
        {
            "Home of a facilitator while colleagues reflect": _status(Stage.REFLECTING, may_change=False),
            "Home of a facilitator while the meeting is open": _status(Stage.AGREEING, may_change=False),
        },
    )
    yield from seen_by(
        "everybody who was invited",
        {
            "The meeting has moved": moved_card(review(), setting(), ZONE),
            "The review was called off": cancelled_card(setting()),
        },
    )


def _afterwards() -> dict[str, Card | View]:
    return {
        "Moved, and some had enough messages": moved_modal(MOVE, 0, CROWD[:30]),
        "Called off, and some had enough messages": cancelled_modal(CROWD[:1]),
        "Nobody opened the meeting": not_opened_card(review(), setting(), ZONE),
    }


def _status(stage: Stage, *, may_change: bool = True, many: bool = False) -> View:
    one = review(stage=stage)
    run_by_many = review(stage=stage, facilitators=CROWD[: MOST_NAMED + 10])
    return home(status_section(Status(review=run_by_many if many else one, may_change=may_change), ZONE))
