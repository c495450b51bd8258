"""Weeks for peer-to-peer reviews."""

from bot.capabilities.weeks import texts
from bot.capabilities.weeks.cards import modals
from bot.capabilities.weeks.handlers import router
from bot.capabilities.weeks.jobs import (
    again_message,
    ask_the_ready,
    by_email_message,
    changed_message,
    channel_message,
    closing_message,
    review_agreed,
    weeks_message,
)
from bot.capability import Capability, Refusal
from bot.kit import words
from bot.kit.availability import person_unavailable
from bot.kit.hub_words import WEEK_NOT_OPEN
from bot.kit.questions import PEOPLE
from maturity_model.errors import (
    ClosesInThePast,
    ClosesTooLate,
    NotAllowed,
    NothingThere,
    NotHubStaff,
    NoWeeks,
    PersonUnavailable,
    SeveralHubs,
    TooFewPlaces,
    TooManyWeeks,
    TriosOutOfRange,
    WeekInThePast,
    WeekNotOpen,
    WeeksOverlap,
    WeekTooLong,
)
from maturity_model.events import ReviewAgreed
from maturity_model.notice_kinds import (
    ASKED_AGAIN,
    REQUESTS_CLOSE,
    WEEK_CHANGED,
    WEEKS_ANNOUNCED,
    WEEKS_BY_EMAIL,
    WEEKS_IN_CHANNEL,
)

WEEKS = Capability(
    name="weeks",
    router=router,
    notices={
        WEEKS_ANNOUNCED: weeks_message,
        WEEKS_IN_CHANNEL: channel_message,
        WEEKS_BY_EMAIL: by_email_message,
        REQUESTS_CLOSE: closing_message,
        ASKED_AGAIN: again_message,
        WEEK_CHANGED: changed_message,
    },
    jobs={"ready_again": ask_the_ready},
    reactions={ReviewAgreed: review_agreed},
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
        NotHubStaff: Refusal(say=texts.NOT_HUB_STAFF),
        SeveralHubs: Refusal(say=texts.SEVERAL_HUBS),
        NoWeeks: Refusal(say=texts.NO_WEEKS, field=modals.WEEKS),
        TooManyWeeks: Refusal(say=texts.too_many_weeks, field=modals.WEEKS),
        WeekInThePast: Refusal(say=texts.week_in_the_past, field=modals.LAST_DAY),
        WeekTooLong: Refusal(say=texts.week_too_long, field=modals.LAST_DAY),
        WeeksOverlap: Refusal(say=texts.weeks_overlap, field=modals.LAST_DAY),
        ClosesTooLate: Refusal(say=texts.closes_too_late, field=modals.CLOSES),
        ClosesInThePast: Refusal(say=texts.CLOSES_IN_THE_PAST, field=modals.CLOSES),
        TriosOutOfRange: Refusal(say=texts.trios_out_of_range, field=modals.TRIOS),
        TooFewPlaces: Refusal(say=texts.too_few_places, field=modals.TRIOS),
        WeekNotOpen: Refusal(say=WEEK_NOT_OPEN),
    },
)
