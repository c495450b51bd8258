"""Opening a review."""

from bot.capabilities.opening import cards, texts
from bot.capabilities.opening.handlers import router
from bot.capabilities.opening.use_cases.looking import find_overview
from bot.capability import Capability, Message, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.availability import channel_unusable, person_unavailable
from bot.kit.questions import FACILITATORS, PEOPLE
from bot.slack.blocks import Block
from maturity_model.errors import (
    ChannelUnusable,
    EditionForOthers,
    MeetingInThePast,
    MeetingTooFarAway,
    MinutesOutOfRange,
    NoColleagues,
    NoEdition,
    NoFacilitator,
    NotAllowed,
    NothingThere,
    PersonUnavailable,
    ReviewAlreadyRunning,
    SettingMissing,
    TooManyColleagues,
    TooManyReminders,
    UnknownEdition,
    WrongStage,
)
from maturity_model.notice import Notice
from maturity_model.notice_kinds import FACILITATOR_INVITED
from maturity_model.review import Capacity, Review, Stage
from maturity_model.setting import Setting
from storage.transaction import Transaction


async def start_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part for a careers leader while no review runs."""
    if viewer.setting is None:
        return ()
    overview = await find_overview(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return cards.start_section(overview) if overview and overview.running is None else ()


async def ask_facilitator(notice: Notice, deps: Deps) -> Message | None:
    """What a facilitator is asked, unless they are none any more or the meeting is over."""

    def look(tx: Transaction) -> tuple[Review, Setting]:
        review = tx.reviews.get(notice.workspace, notice.about_review)
        return review, tx.settings.get(notice.workspace, review.setting)

    review, setting = await deps.store.read(look)
    member = review.members.get(notice.person) if notice.person else None
    if review.stage not in (Stage.REFLECTING, Stage.AGREEING) or not member or not member.holds(Capacity.FACILITATOR):
        return None
    return Message(content=cards.facilitator_card(review, setting, deps.zone))


OPENING = Capability(
    name="opening",
    router=router,
    home=start_section,
    notices={FACILITATOR_INVITED: ask_facilitator},
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        WrongStage: Refusal(say=words.wrong_stage),
        SettingMissing: Refusal(say=words.SETTING_MISSING),
        ReviewAlreadyRunning: Refusal(say=texts.REVIEW_ALREADY_RUNNING),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
        NoColleagues: Refusal(say=words.NO_COLLEAGUES, field=PEOPLE),
        TooManyColleagues: Refusal(say=words.too_many_colleagues, field=PEOPLE),
        NoFacilitator: Refusal(say=words.NO_FACILITATOR, field=FACILITATORS),
        MeetingInThePast: Refusal(say=words.MEETING_IN_THE_PAST, field=cards.MEETS_AT),
        MeetingTooFarAway: Refusal(say=words.MEETING_TOO_FAR_AWAY, field=cards.MEETS_AT),
        MinutesOutOfRange: Refusal(say=texts.minutes_out_of_range, field=cards.MINUTES),
        TooManyReminders: Refusal(say=texts.too_many_reminders, field=cards.REMINDERS),
        ChannelUnusable: Refusal(say=channel_unusable, field=cards.CHANNEL),
        UnknownEdition: Refusal(say=texts.UNKNOWN_EDITION, field=cards.EDITION),
        EditionForOthers: Refusal(say=texts.edition_for_others, field=cards.EDITION),
        NoEdition: Refusal(say=texts.no_edition),
    },
)
