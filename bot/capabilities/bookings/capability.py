"""Settings ask for weeks, and hub staff confirm or decline."""

from bot.capabilities.bookings import texts
from bot.capabilities.bookings.cards.own import CHOICES, request_section
from bot.capabilities.bookings.cards.page import pages_section
from bot.capabilities.bookings.cards.setting import SENTENCE, WHAT
from bot.capabilities.bookings.handlers import router
from bot.capabilities.bookings.jobs import (
    again_message,
    asked_message,
    export_message,
    settled_message,
    tell_the_due_again,
)
from bot.capabilities.bookings.use_cases.looking import find_request, list_pages
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.hub_questions import LEARNERS
from bot.kit.hub_standing import Asker
from bot.kit.hub_words import WEEK_NOT_OPEN, learners_out_of_range
from bot.slack.blocks import Block
from maturity_model.errors import (
    AlreadyAsked,
    AlreadyConfirmed,
    LearnersOutOfRange,
    NoPlacesLeft,
    NotAllowed,
    NothingAsked,
    NothingThere,
    NoWeekChosen,
    ReviewComesFirst,
    SentenceMissing,
    TextTooLong,
    WeekChosenTwice,
    WeekNotOpen,
)
from maturity_model.notice_kinds import BOOKING_ASKED, BOOKING_SETTLED, HUB_EXPORT, PEER_REVIEW_AGAIN


async def bookings_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part about weeks: for hub staff all requests, for careers leaders that of the setting in view."""
    asker = Asker(workspace=viewer.workspace, person=viewer.person)
    today = deps.now().astimezone(deps.zone).date()
    pages = await list_pages(deps.store, asker, today=today)
    request = await find_request(deps.store, asker, viewer.setting.id, today=today) if viewer.setting else None
    own = request_section(request, today) if request else ()
    return *own, *pages_section(pages)


BOOKINGS = Capability(
    name="bookings",
    router=router,
    home=bookings_section,
    notices={
        BOOKING_ASKED: asked_message,
        BOOKING_SETTLED: settled_message,
        HUB_EXPORT: export_message,
        PEER_REVIEW_AGAIN: again_message,
    },
    jobs={"due_again": tell_the_due_again},
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        ReviewComesFirst: Refusal(say=texts.REVIEW_COMES_FIRST),
        AlreadyConfirmed: Refusal(say=texts.ALREADY_CONFIRMED),
        AlreadyAsked: Refusal(say=texts.ALREADY_ASKED),
        NoWeekChosen: Refusal(say=texts.NO_WEEK_CHOSEN, field=CHOICES[0]),
        WeekChosenTwice: Refusal(say=texts.WEEK_CHOSEN_TWICE, field=CHOICES[1]),
        WeekNotOpen: Refusal(say=WEEK_NOT_OPEN),
        NothingAsked: Refusal(say=texts.NOTHING_ASKED),
        NoPlacesLeft: Refusal(say=texts.NO_PLACES_LEFT, field=WHAT),
        SentenceMissing: Refusal(say=texts.SENTENCE_MISSING, field=SENTENCE),
        LearnersOutOfRange: Refusal(say=learners_out_of_range, field=LEARNERS),
    },
)
