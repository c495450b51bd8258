"""Who may do what. A button that somebody sees is never a permission: every action is checked against this table."""

from collections.abc import Mapping
from enum import StrEnum

from maturity_model.errors import NotAllowed
from maturity_model.hub import Hub, Staff
from maturity_model.ids import PersonId
from maturity_model.review import Capacity, Review
from maturity_model.setting import Setting


class Standing(StrEnum):
    """What a person is to a setting and its review at this moment."""

    WORKSPACE_ADMIN = "workspace admin"
    CAREERS_LEADER = "careers leader"
    FACILITATOR = "facilitator"
    COLLEAGUE = "colleague"
    HUB_STAFF = "hub staff"
    READER = "reader of the meeting's channel"


class Action(StrEnum):
    """Everything that a person can ask for and that needs a standing."""

    NAME_SETTING = "name the setting and its careers leaders"
    ADD_CAREERS_LEADER = "add a careers leader"
    SET_HOURS = "set school hours and closure dates"
    GIVE_GUIDE = "give the guide in its official wording"
    CHANGE_REVIEW = "open, change or cancel a review; invite and remove"
    ANSWER = "answer rows"
    SEE_PROGRESS = "see who has answered"
    NUDGE = "have colleagues reminded"
    RUN_MEETING = "open the meeting; open, record, change or park a row; finish"
    PULL_OUT_ROW = "pull a row out of those to be agreed together"
    LOOK_AT_WORDS = "look closer at the words of a row"
    CHOOSE_HIGHLIGHTS = "choose strengths and priority areas"
    REOPEN_REVIEW = "take an agreed review back to its meeting"
    SEE_COMPARISON = "see an agreed review row by row beside the one before"
    ADD_ACTION = "add an action to an agreed row"
    SEE_ACTIONS = "see the actions of a review"
    MAKE_HUB = "make a hub and name its first staff"
    NAME_HUB_STAFF = "say who looks after a hub"
    RUN_HUB = "announce weeks, confirm and decline requests, look after the settings of a hub"
    JOIN_HUB = "join a hub, leave it, and say what it may see"
    ASK_FOR_WEEK = "ask for a week, change and withdraw that"
    ENTER_PAST_REVIEW = "enter the day of a review that was held elsewhere or with others"


_ADMIN, _LEADER, _FACILITATOR, _COLLEAGUE, _HUB_STAFF, _READER = Standing

WHO_MAY: Mapping[Action, frozenset[Standing]] = {
    Action.NAME_SETTING: frozenset({_ADMIN}),
    Action.ADD_CAREERS_LEADER: frozenset({_ADMIN, _LEADER}),
    Action.SET_HOURS: frozenset({_LEADER}),
    Action.GIVE_GUIDE: frozenset({_LEADER}),
    Action.CHANGE_REVIEW: frozenset({_LEADER}),
    Action.ANSWER: frozenset({_COLLEAGUE}),
    Action.SEE_PROGRESS: frozenset({_LEADER, _FACILITATOR}),
    Action.NUDGE: frozenset({_LEADER}),
    Action.RUN_MEETING: frozenset({_FACILITATOR}),
    Action.PULL_OUT_ROW: frozenset({_LEADER, _FACILITATOR, _COLLEAGUE}),
    Action.LOOK_AT_WORDS: frozenset({_LEADER, _FACILITATOR, _COLLEAGUE, _READER}),
    Action.CHOOSE_HIGHLIGHTS: frozenset({_LEADER, _FACILITATOR}),
    Action.REOPEN_REVIEW: frozenset({_LEADER}),
    Action.SEE_COMPARISON: frozenset({_LEADER, _FACILITATOR, _COLLEAGUE, _READER}),
    Action.ADD_ACTION: frozenset({_LEADER}),
    Action.SEE_ACTIONS: frozenset({_LEADER, _FACILITATOR}),
    Action.MAKE_HUB: frozenset({_ADMIN}),
    Action.NAME_HUB_STAFF: frozenset({_ADMIN, _HUB_STAFF}),
    Action.RUN_HUB: frozenset({_HUB_STAFF}),
    Action.JOIN_HUB: frozenset({_LEADER}),
    Action.ASK_FOR_WEEK: frozenset({_LEADER, _HUB_STAFF}),
    Action.ENTER_PAST_REVIEW: frozenset({_LEADER, _HUB_STAFF}),
}


def standings(person: PersonId, setting: Setting | None, review: Review | None = None) -> frozenset[Standing]:
    """What this person is to the setting and, where one is given, to the review."""
    held = set()
    if setting and person in setting.leaders:
        held.add(Standing.CAREERS_LEADER)
    member = review.members.get(person) if review else None
    if member and member.holds(Capacity.FACILITATOR):
        held.add(Standing.FACILITATOR)
    if member and member.holds(Capacity.COLLEAGUE):
        held.add(Standing.COLLEAGUE)
    return frozenset(held)


def hub_standings(staff: Staff, hub: Hub) -> frozenset[Standing]:
    """What this person is to the hub."""
    return frozenset({Standing.HUB_STAFF}) if staff in hub.staff else frozenset()


def with_admin(held: frozenset[Standing], *, is_admin: bool) -> frozenset[Standing]:
    """The same, and a workspace admin's where they are one."""
    return held | {Standing.WORKSPACE_ADMIN} if is_admin else held


def with_reader(held: frozenset[Standing], *, is_reader: bool) -> frozenset[Standing]:
    """The same, and that of somebody who reads the cards in the meeting's channel where they do."""
    return held | {Standing.READER} if is_reader else held


def may(action: Action, held: frozenset[Standing]) -> bool:
    """Whether one of these standings covers the action."""
    return not WHO_MAY[action].isdisjoint(held)


def require(action: Action, held: frozenset[Standing]) -> None:
    """Refuse unless one of these standings covers the action.

    Raises:
        NotAllowed: none does.
    """
    if not may(action, held):
        raise NotAllowed(action)
