"""What careers leaders and facilitators read about how far everybody is."""

from collections.abc import Sequence

HEADING = "*How far everybody is* (how many rows, never what)"
SEND_AGAIN = "Send again"
NOT_REACHED = "*Invitations that may not have arrived*"
DONE = "that's all they can say"
CANNOT = "can't take part"
THEME_A_DAY = "a theme a day"
NUDGE = "Remind people"

NOBODY_KNOWS = "I can't tell whether it arrived"
NOT_SENT = "Slack didn't let me write to them"
REASONS = {
    "user_disabled": "their Slack account is no longer active",
    "is_inactive": "their Slack account is no longer active",
    "user_not_found": "Slack doesn't know them in this workspace",
    "users_not_found": "Slack doesn't know them in this workspace",
    "user_not_visible": "they belong to another workspace, and I can't write to them",
    "cannot_dm_bot": "that's a bot; I can't message it",
    "channel_not_found": "our direct message can't be found any more",
    "messages_tab_disabled": "direct messages with me are switched off in this workspace",
    "restricted_action": "this workspace doesn't let me write to them",
    "unsure": NOBODY_KNOWS,
}


def invitations(sent: int, asked: int, leave_at: str | None) -> str:
    """How many invitations are out, and when the next ones leave where they wait for school hours."""
    if sent == asked:
        return "Everybody has been invited."
    told = f"{sent} of {asked} invitations sent."
    return f"{told} I write in school hours only: the next leave on {leave_at}." if leave_at else told


def rows_of(who: str, answered: int, rows: int, remarks: Sequence[str]) -> str:
    """How many rows somebody has answered, and what else is worth knowing."""
    return f"• {who}: {answered} of {rows} rows" + (f" ({', '.join(remarks)})" if remarks else "")


def reminded(day: str) -> str:
    """When somebody was reminded last."""
    return f"reminded {day}"


def reason(failure: str | None) -> str:
    """Why an invitation did not arrive; `failure` is Slack's word for it."""
    return REASONS.get(failure or "", NOT_SENT)


def not_reached(who: str, reason: str) -> str:
    """Whom invitations did not reach, and why."""
    return f"• {who}: {reason}"
