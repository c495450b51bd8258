"""What the agreement meeting gives to the bot."""

from bot.capabilities.agreement import jobs, texts
from bot.capabilities.agreement.handlers import router
from bot.capability import Capability, Refusal
from bot.kit import words
from bot.kit.availability import room_unusable
from maturity_model.errors import (
    AgreementChanged,
    NotAllowed,
    NothingThere,
    NothingToAgreeTogether,
    RoomUnusable,
    RowAlreadyAgreed,
    RowNotOpened,
    TextTooLong,
    UnknownRow,
    WrongStage,
)
from maturity_model.events import ReviewReopened
from maturity_model.notice_kinds import AGENDA, ROW

AGREEMENT = Capability(
    name="agreement",
    router=router,
    notices={
        AGENDA: jobs.send_agenda,
        ROW: jobs.send_row,
    },
    cards={"agenda": jobs.draw_agenda, "row": jobs.draw_row},
    reactions={ReviewReopened: jobs.go_on},
    refusals={
        NothingThere: Refusal(say=words.NOTHING_THERE),
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        WrongStage: Refusal(say=words.wrong_stage),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        UnknownRow: Refusal(say=words.NOTHING_THERE),
        RowNotOpened: Refusal(say=texts.ROW_NOT_OPENED),
        RowAlreadyAgreed: Refusal(say=texts.just_agreed),
        RoomUnusable: Refusal(say=room_unusable),
        AgreementChanged: Refusal(say=texts.AGREEMENT_CHANGED),
        NothingToAgreeTogether: Refusal(say=texts.NOTHING_TO_AGREE_TOGETHER),
    },
    home=jobs.meetings_section,
)
