"""What people read when it is time for the next review, or for a peer-to-peer review."""

from datetime import date

from bot.kit.words import day_in_words
from maturity_model.next_year import SNOOZES

NEXT_REVIEW = (
    "*It's time to open the next careers review of {setting}.* The last one was for {year}. Opening it takes about two "
    "minutes, with the same people as last time if you like."
)
NEXT_REVIEW_SUMMARY = "It's time to open the next careers review of {setting}."
OPEN_ACTIONS = "*First, what you set out to do after the last review*"
DONE_ACTIONS = "*Done. Thank you all for seeing these through*"
ASIDE_ACTIONS = "*Put aside for now*"
LAST = "This is the last time I bring it up. You can open a review on my Home tab whenever it suits you."
SOMEBODY_HAS_LEFT = (
    "Somebody who led careers with you is no longer in Slack. It helps to have two of you: you can add somebody here."
)
START = "Open the next review"
SNOOZE = "Remind me later"
WEEKS = {weeks: "In 1 week" if weeks == 1 else f"In {weeks} weeks" for weeks in SNOOZES}
NOT_THIS_YEAR = "Not this year"
NOT_THIS_YEAR_TITLE = "No review this year?"
NOT_THIS_YEAR_TEXT = (
    "I won't bring it up again, for you or the other careers leaders. You can still open a review on my Home tab "
    "whenever you like."
)
GO_BACK = "Go back"
ADD_LEADERS = "Add a careers leader"

DECLINED = "*Not this year, then.* I won't bring it up again. You can open a review on my Home tab whenever you like."
BEGUN = "*Your next review is under way already.* My Home tab shows where it stands."

PEER_REVIEW = (
    "*{setting}'s first internal careers review is agreed. Well done, all of you.*\n\n"
    "From here on your setting may also take part in a peer-to-peer review: three settings look at their careers "
    "programmes together, in weeks that your Careers Hub announces. If that sounds useful, ask your hub which weeks "
    "are coming up. There's nothing you need to do here."
)
PEER_REVIEW_SUMMARY = (
    "{setting}'s first careers review is agreed, so a peer-to-peer review is open to you. Ask your hub."
)

NAME_A_LEADER = (
    "*{setting} has no careers leader in Slack any more.* Whoever led careers there has left, so nobody can open the "
    "next careers review.\n\n"
    "Please add somebody who leads careers now: it takes about a minute. If you don't administer this Slack "
    "workspace, please let somebody know who does."
)
NAME_A_LEADER_SUMMARY = "{setting} has no careers leader in Slack any more. Please add somebody who leads careers now."


def snoozed(day: date) -> str:
    """What happens once a prompt is put off."""
    return f"*I'll remind you on {day_in_words(day)}.* You can open the review on my Home tab any time before that."
