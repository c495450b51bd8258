"""What a careers leader reads when changing who takes part."""

INVITE = "Invite more people"
INVITE_LABEL = "Who else takes part?"
INVITE_HINT = "Each gets an invitation by direct message, and answers the rows that the meeting has not opened."
SEND = "Invite"

REMOVE = "Remove somebody"
REMOVE_LABEL = "Who no longer takes part?"
REMOVE_HINT = "They get no more messages. What the meeting has opened already stays as it is."

FACILITATORS = "Make somebody facilitator"
FACILITATORS_TITLE = "Facilitators"
FACILITATORS_LABEL = "Who may run the meeting, too?"
FACILITATORS_HINT = "Anybody who takes part, or yourself. It counts from their next click on."
SAVE = "Save"

ROLES = "Say who does what"
ROLES_TITLE = "Who does what"
ROLES_HELP = (
    "Each choice is saved at once. Roles are only used to show answers by groups of roles, and never where a group is "
    "small. Whoever has no role here is asked in their invitation."
)
ROLE = "Choose a role"
EARLIER, LATER = "Earlier names", "More names"

TAKES_PART_AFTER_ALL = "They have carried on since, so nothing has changed. My Home tab shows how far everybody is."
PERSON_NOT_IN_REVIEW = "One of the people you chose isn't in this review. Please choose people who take part."


def gone(who: str, instead: str | None) -> str:
    """Who is taken out, and who is invited in their place."""
    invited = f", and {instead} is invited in their place" if instead else ""
    return f"{who} is taken out of the review{invited}."
