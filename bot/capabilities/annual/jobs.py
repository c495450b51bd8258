"""What next year brings without a click: keeping the prompts in mind, owing them when due, and making them."""

from collections.abc import Collection
from datetime import datetime

from bot.capabilities.annual.cards import naming_card, next_review_card, peer_review_card
from bot.capabilities.annual.use_cases import (
    Due,
    OwePrompt,
    list_due,
    look_at_naming,
    look_at_prompt,
    owe_prompt,
    plan_prompts,
)
from bot.capability import Message
from bot.deps import Deps
from bot.slack.calls import Refused, Unreachable
from maturity_model.events import ReviewAgreed
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.next_year import MOST_PROMPTS
from maturity_model.notice import Notice
from maturity_model.setting import Setting


async def look_ahead(agreed: ReviewAgreed, deps: Deps) -> None:
    """Keep next year's prompts in mind as soon as a review is agreed."""
    await plan_prompts(deps.store, agreed.workspace, agreed.review, zone=deps.zone, now=deps.now())


async def plan_the_unplanned(deps: Deps, now: datetime) -> None:
    """Keep in mind what agreed reviews lack: the process died in between, or they are older than the prompts."""
    unplanned = await deps.store.read(lambda tx: tx.prompts.list_unplanned())
    for workspace, review in unplanned:
        await plan_prompts(deps.store, workspace, review, zone=deps.zone, now=now)
    if unplanned:
        deps.wake()


async def prompt_the_due(deps: Deps, now: datetime) -> None:
    """Owe every prompt that is due to the careers leaders whom it can reach; one that Slack is silent about waits."""
    for due in await list_due(deps.store, now=now):
        try:
            request = await _whom_to_prompt(due, deps)
        except (Unreachable, Refused):
            continue
        if await owe_prompt(deps.store, request, zone=deps.zone, now=now):
            deps.wake()


async def next_review_message(notice: Notice, deps: Deps) -> Message | None:
    """The prompt for the next review, unless that was opened meanwhile."""
    reminded = await look_at_prompt(deps.store, notice)
    if reminded is None:
        return None
    is_last = int(notice.about["number"]) >= MOST_PROMPTS
    return Message(content=next_review_card(reminded, is_last=is_last, gone=int(notice.about["gone"])))


async def peer_review_message(notice: Notice, deps: Deps) -> Message | None:
    """The news of peer-to-peer reviews, unless another review was opened meanwhile."""
    reminded = await look_at_prompt(deps.store, notice)
    return Message(content=peer_review_card(reminded.setting)) if reminded else None


async def naming_message(notice: Notice, deps: Deps) -> Message | None:
    """The request to name a careers leader, unless there is one in Slack by now.

    Raises:
        Unreachable: Slack did not say, so it is sent later.
    """
    reminded = await look_at_naming(deps.store, notice)
    if reminded is None or await _available(reminded.setting.leaders, notice.workspace, deps):
        return None
    return Message(content=naming_card(reminded.setting))


async def _whom_to_prompt(due: Due, deps: Deps) -> OwePrompt:
    if due.is_over:
        return OwePrompt(prompt=due.prompt, leaders=())
    leaders = await _available(due.setting.leaders, due.setting.workspace, deps)
    admin = None if leaders else await _who_could_name_one(due.setting, deps)
    return OwePrompt(prompt=due.prompt, leaders=leaders, admin=admin)


async def _available(people: Collection[PersonId], workspace: WorkspaceId, deps: Deps) -> tuple[PersonId, ...]:
    profiles = [await deps.directory.profile(workspace, person) for person in sorted(people)]
    return tuple(profile.id for profile in profiles if profile.unavailable is None)


async def _who_could_name_one(setting: Setting, deps: Deps) -> PersonId | None:
    """Whoever looks after the bot where they administer the workspace, else an admin, else whoever looks after it."""
    run_by = await deps.directory.profile(setting.workspace, setting.run_by)
    if run_by.admin:
        return run_by.id
    admin = await deps.directory.find_admin(setting.workspace)
    return admin or (run_by.id if run_by.unavailable is None else None)
