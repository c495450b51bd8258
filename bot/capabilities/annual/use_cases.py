"""Keeping next year's prompts in mind, owing them when they are due, and putting them off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.kit.hub_places import hub_tells
from maturity_model.action import ReviewAction
from maturity_model.errors import NothingThere
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.next_year import (
    Prompt,
    after_prompting,
    first_prompts,
    in_weeks,
    naming_notice,
    prompt_notice,
)
from maturity_model.notice import Notice
from maturity_model.notice_kinds import NAME_A_LEADER, NEXT_REVIEW
from maturity_model.permission import Action, require, standings
from maturity_model.review import Review, Stage
from maturity_model.school_hours import SchoolHours, school_hours
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction

WEEKS_TO_LOOK_AGAIN = 4


@dataclass(frozen=True, kw_only=True)
class Due:
    """A prompt that is due, its setting, and whether a newer review makes it needless."""

    prompt: Prompt
    setting: Setting
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class OwePrompt:
    """Who can be prompted: the careers leaders who are in Slack, and who could name one where none of them is."""

    prompt: Prompt
    leaders: Collection[PersonId]
    admin: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """What somebody is shown who is prompted: the review before, its setting, and what was to be done since."""

    review: Review
    setting: Setting
    actions: tuple[ReviewAction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SnoozePrompt:
    """A careers leader wants to be reminded so many weeks from now."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    weeks: int


@dataclass(frozen=True, kw_only=True)
class DeclinePrompt:
    """A careers leader opens no review this year."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What comes of an answer to a prompt: it comes again on a day, or never; or the next review has begun."""

    again_on: date | None = None
    has_begun: bool = False


async def plan_prompts(
    store: Store, workspace: WorkspaceId, review_id: ReviewId, *, zone: tzinfo, now: datetime
) -> None:
    """Keep in mind what its setting is prompted for after a review; one that is not agreed is left alone.

    The second time changes nothing, even where the review was taken back to its meeting in between.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(workspace, review_id)
        if review.stage is not Stage.AGREED:
            return
        is_first = tx.prompts.is_first_agreed(review)
        for prompt in first_prompts(review, _hours(tx, review, zone), is_first=is_first, now=now):
            tx.prompts.plan(prompt)

    await store.write(decide)


async def list_due(store: Store, *, now: datetime) -> list[Due]:
    """Every prompt that is due, of all workspaces, the earliest first."""

    def look(tx: Transaction) -> list[Due]:
        return [
            Due(
                prompt=prompt,
                setting=tx.settings.get(prompt.workspace, prompt.setting),
                is_over=tx.prompts.has_newer(tx.reviews.get(prompt.workspace, prompt.review)),
            )
            for prompt in tx.prompts.list_due(now=now)
        ]

    return await store.read(look)


async def owe_prompt(store: Store, request: OwePrompt, *, zone: tzinfo, now: datetime) -> bool:
    """Owe a prompt that is due to the careers leaders who are in Slack, and keep in mind when the next one comes.

    Where none is left, somebody is asked to name one, and it is looked at again on the next school morning. Where a
    newer review is agreed no prompt comes any more; while one is under way, which may yet be called off, it waits. Says
    whether somebody is owed a message. The second time, or where another process was quicker, nothing changes.
    """
    due = request.prompt

    def decide(tx: Transaction) -> bool:
        review = tx.reviews.get_for_change(due.workspace, due.review)
        prompt = tx.prompts.find(review, due.kind)
        if prompt != due or review.stage is not Stage.AGREED:
            return False
        setting = tx.settings.get(review.workspace, review.setting)
        if tx.prompts.has_newer(review):
            is_agreed = tx.prompts.has_newer(review, Stage.AGREED)
            later = in_weeks(WEEKS_TO_LOOK_AGAIN, school_hours(setting, zone), now=now)
            tx.prompts.put(prompt.at(None if is_agreed else later))
            return False
        leaders = sorted(setting.leaders.intersection(request.leaders))
        hours = school_hours(setting, zone)
        if not leaders:
            return _ask_for_a_leader(tx, review, request, hours, now)
        gone = len(setting.leaders) - len(leaders)
        for leader in leaders:
            tx.notices.plan(prompt_notice(prompt, leader, gone=gone, hours=hours, now=now))
        tx.prompts.put(after_prompting(prompt, hours, now=now))
        return True

    return await store.write(decide)


async def look_at_prompt(store: Store, notice: Notice) -> Reminded | None:
    """What a prompt shows; None where it is not wanted any more, or its reader does not lead careers any more."""

    def look(tx: Transaction) -> Reminded | None:
        review = tx.reviews.get(notice.workspace, notice.about_review)
        setting = tx.settings.get(notice.workspace, review.setting)
        if notice.person not in setting.leaders or not _is_wanted(tx, review) or hub_tells(tx, setting, notice):
            return None
        return Reminded(review=review, setting=setting, actions=tuple(tx.actions.list_by_review(review)))

    return await store.read(look)


async def look_at_naming(store: Store, notice: Notice) -> Reminded | None:
    """What somebody is shown who is asked to name a careers leader; None where a newer review was opened."""

    def look(tx: Transaction) -> Reminded | None:
        review = tx.reviews.get(notice.workspace, notice.about_review)
        setting = tx.settings.get(notice.workspace, review.setting)
        return Reminded(review=review, setting=setting) if _is_wanted(tx, review) else None

    return await store.read(look)


async def snooze_prompt(store: Store, request: SnoozePrompt, *, zone: tzinfo, now: datetime) -> Answered:
    """Let the prompt for the next review come again in so many weeks, and none before; pressed twice it is the same.

    Raises:
        NothingThere: the workspace has no such review, or nothing was kept in mind about it.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> Answered:
        review = _for_answer(tx, request)
        hours = _hours(tx, review, zone)
        again_at = in_weeks(request.weeks, hours, now=now)
        return Answered(again_on=hours.day_of(again_at)) if _answer(tx, review, again_at) else Answered(has_begun=True)

    return await store.write(decide)


async def decline_prompt(store: Store, request: DeclinePrompt) -> Answered:
    """Prompt nobody for the next review any more; the second time changes nothing.

    Raises:
        NothingThere: the workspace has no such review, or nothing was kept in mind about it.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> Answered:
        return Answered(has_begun=not _answer(tx, _for_answer(tx, request), None))

    return await store.write(decide)


def _ask_for_a_leader(tx: Transaction, review: Review, request: OwePrompt, hours: SchoolHours, now: datetime) -> bool:
    """Ask for one, unless that was done lately, and look again on the next school morning: the prompt itself waits."""
    tx.prompts.put(request.prompt.at(hours.morning_after(now) or in_weeks(1, hours, now=now)))
    if request.admin is None:
        return False
    asked = tx.notices.list_by_kind(review, NAME_A_LEADER)
    wanted = naming_notice(request.prompt, request.admin, asked, hours=hours, now=now)
    return wanted is not None and tx.notices.plan(wanted)


def _for_answer(tx: Transaction, request: SnoozePrompt | DeclinePrompt) -> Review:
    review = tx.reviews.get_for_change(request.workspace, request.review)
    require(Action.CHANGE_REVIEW, standings(request.person, tx.settings.get(request.workspace, review.setting)))
    review.require_stage(Stage.AGREED)
    return review


def _answer(tx: Transaction, review: Review, due_at: datetime | None) -> bool:
    """Let the prompt come at that time; False, and nothing changes, where a newer review was opened."""
    prompt = tx.prompts.find(review, NEXT_REVIEW)
    if prompt is None:
        raise NothingThere
    if tx.prompts.has_newer(review):
        return False
    tx.prompts.put(prompt.at(due_at))
    tx.notices.withdraw(review, kinds=(NEXT_REVIEW,))
    return True


def _is_wanted(tx: Transaction, review: Review) -> bool:
    return review.stage is Stage.AGREED and not tx.prompts.has_newer(review)


def _hours(tx: Transaction, review: Review, zone: tzinfo) -> SchoolHours:
    return school_hours(tx.settings.get(review.workspace, review.setting), zone)
