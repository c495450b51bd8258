"""A card that shows something old is drawn again, and only then."""

import pytest

from bot.deps import Deps
from bot.kit.pieces import say
from bot.redrawing import redraw_due
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Channel, StandIn, breaking
from bot.slack.card import Card
from bot.slack.reply import Redraw
from maturity_model.card import CardMark, Place
from maturity_model.ids import ChannelId, WorkspaceId
from maturity_model.review import Review
from tests import given

NEWEST = Card(text="Newest", blocks=(say("Newest"),))


async def newest(_mark: CardMark, _deps: Deps) -> Card | None:
    return NEWEST


async def nothing(_mark: CardMark, _deps: Deps) -> Card | None:
    return None


@pytest.fixture
def room(slack: StandIn) -> Channel:
    return slack.workspace.add_channel("careers")


@pytest.fixture
async def review(slack: StandIn, deps: Deps) -> Review:
    return await given.kept(deps.store, given.review(*given.colleagues(1), workspace=WorkspaceId(slack.workspace.id)))


@pytest.fixture
async def marked(deps: Deps, review: Review, room: Channel) -> CardMark:
    """A card whose redraw was promised in a commit and then lost."""
    place = await deps.publisher.post(review.workspace, ChannelId(room.id), Card(text="Old", blocks=(say("Old"),)))
    return await marked_at(deps, review, place)


async def marked_at(deps: Deps, review: Review, place: Place | None = None) -> CardMark:
    mark = await deps.store.write(lambda tx: tx.cards.mark(review, "row:1.1", due_at=deps.now(), place=place))
    assert mark is not None
    return mark


def updates(slack: StandIn) -> int:
    return sum(call.method == "chat.update" for call in slack.calls)


@pytest.mark.usefixtures("marked")
async def test_a_lost_redraw_heals_and_is_drawn_once(slack: StandIn, deps: Deps, room: Channel) -> None:
    await redraw_due(deps, {"row": newest})
    await redraw_due(deps, {"row": newest})

    assert [m.text for m in room.messages()] == ["Newest"]
    assert updates(slack) == 1


async def test_a_card_that_was_drawn_directly_is_not_drawn_again(slack: StandIn, deps: Deps, marked: CardMark) -> None:
    deps.publisher.show(marked.workspace, Redraw(place=marked.place, card=NEWEST, mark=marked))
    await deps.publisher.drain()

    await redraw_due(deps, {"row": newest})
    await redraw_due(deps, {"row": newest})

    assert updates(slack) == 1


async def test_a_change_after_the_drawing_is_drawn_too(
    slack: StandIn, deps: Deps, review: Review, marked: CardMark
) -> None:
    deps.publisher.show(marked.workspace, Redraw(place=marked.place, card=NEWEST, mark=marked))
    await marked_at(deps, review)
    await deps.publisher.drain()

    await redraw_due(deps, {"row": newest})

    assert updates(slack) == 2


@pytest.mark.usefixtures("marked")
async def test_an_outage_leaves_the_card_due(slack: StandIn, deps: Deps, room: Channel, clock: SteppedClock) -> None:
    slack.break_next("chat.update", breaking.http(500), times=4)

    await redraw_due(deps, {"row": newest})
    during = [m.text for m in room.messages()]
    clock.advance(seconds=60)
    await redraw_due(deps, {"row": newest})

    assert (during, [m.text for m in room.messages()]) == (["Old"], ["Newest"])


@pytest.mark.usefixtures("marked")
async def test_a_card_that_slack_does_not_take_holds_no_other_one_back(
    slack: StandIn, deps: Deps, review: Review, room: Channel, clock: SteppedClock
) -> None:
    other = await deps.publisher.post(review.workspace, ChannelId(room.id), Card(text="Old", blocks=(say("Old"),)))
    await deps.store.write(lambda tx: tx.cards.mark(review, "row:1.2", due_at=deps.now(), place=other))
    slack.break_next("chat.update", breaking.http(500), times=4)

    await redraw_due(deps, {"row": newest})
    await redraw_due(deps, {"row": newest})
    meanwhile = [m.text for m in room.messages()]
    clock.advance(seconds=60)
    await redraw_due(deps, {"row": newest})

    assert (meanwhile, [m.text for m in room.messages()]) == (["Old", "Newest"], ["Newest", "Newest"])


@pytest.mark.usefixtures("marked")
async def test_a_card_with_nothing_left_to_show_is_left_alone(slack: StandIn, deps: Deps) -> None:
    await redraw_due(deps, {"row": nothing})

    due = await deps.store.read(lambda tx: tx.cards.list_due(now=deps.now(), most=10))
    assert (due, updates(slack)) == ([], 0)


async def test_a_card_that_cannot_be_drawn_holds_no_other_one_back(
    deps: Deps, review: Review, marked: CardMark, room: Channel
) -> None:
    other = await deps.publisher.post(review.workspace, ChannelId(room.id), Card(text="Old", blocks=(say("Old"),)))
    await deps.store.write(lambda tx: tx.cards.mark(review, "agenda", due_at=deps.now(), place=other))

    async def broken(_mark: CardMark, _deps: Deps) -> Card | None:
        raise ZeroDivisionError

    await redraw_due(deps, {"row": broken, "agenda": newest})

    assert [m.text for m in room.messages()] == ["Old", "Newest"]
