"""What a setting will do about the rows it agreed."""

from bot.capabilities.actions import cards, texts
from bot.capabilities.actions.handlers import router
from bot.capabilities.actions.use_cases.looking import find_actions, find_due_action
from bot.capability import Capability, Message, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.availability import person_unavailable
from bot.kit.questions import PEOPLE
from bot.slack.blocks import Block
from maturity_model.errors import (
    ActionTextMissing,
    DueDateInThePast,
    DueDateTooFarAway,
    NoRowAgreed,
    NotAllowed,
    NothingThere,
    PersonUnavailable,
    RowNotAgreed,
    TextTooLong,
    WrongStage,
)
from maturity_model.notice import Notice
from maturity_model.notice_kinds import ACTION_DUE


async def section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part about the actions of the newest agreed review."""
    if viewer.setting is None:
        return ()
    there = await find_actions(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return cards.actions_section(there) if there else ()


async def remind(notice: Notice, deps: Deps) -> Message | None:
    """The reminder, unless the action is settled, put off or called off by now."""
    shown = await find_due_action(deps.store, notice)
    if shown is None:
        return None
    today = deps.now().astimezone(deps.zone).date()
    return Message(content=cards.reminder_card(shown, today=today))


ACTIONS = Capability(
    name="actions",
    router=router,
    notices={ACTION_DUE: remind},
    home=section,
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        WrongStage: Refusal(say=words.wrong_stage),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
        NoRowAgreed: Refusal(say=texts.NO_ROW_AGREED),
        RowNotAgreed: Refusal(say=texts.ROW_NOT_AGREED, field=cards.ROW),
        ActionTextMissing: Refusal(say=texts.TEXT_MISSING, field=cards.TEXT),
        DueDateInThePast: Refusal(say=texts.DUE_DATE_IN_THE_PAST, field=cards.DUE_ON),
        DueDateTooFarAway: Refusal(say=texts.DUE_DATE_TOO_FAR_AWAY, field=cards.DUE_ON),
    },
)
