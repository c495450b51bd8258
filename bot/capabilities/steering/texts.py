"""What people read about a review under way, and when its meeting moves or it is called off."""

from collections.abc import Sequence

from bot.kit.words import MOVE_MEETING, listed
from maturity_model.review import Review, Stage

STAGES = {
    Stage.REFLECTING: "Colleagues are reflecting.",
    Stage.AGREEING: "The meeting is under way.",
}
MOST_NAMED = 20  # of those who run the meeting
MOVE = MOVE_MEETING
CANCEL = "Cancel the review"
CANCEL_TITLE = "Cancel this review?"
CANCEL_TEXT = (
    "Everybody who was invited is told once, and nobody can answer any more. What they answered is deleted after eight "
    "weeks. This can't be undone."
)
KEEP = "Keep it"

MOVE_TITLE = "Time and channel"
SAVE = "Save"
MEETS_AT = "When do you meet?"
CHANNEL = "In which channel?"
MOVED = "*The meeting is moved.* Those who were invited are told, in one message at most."
MOVE_HINT = "Those who were invited are told about the change, in one message at most."
CANCELLED_TITLE = "Called off"
IS_CANCELLED = "*The review is called off.* Those who were invited are told."
WHAT_NEXT = (
    "If you met without me, a facilitator can still open the meeting on my Home tab and record what you agreed. "
    "Otherwise, please choose another time there, or cancel the review."
)


def status(review: Review, when: str, channel: str, run_by: Sequence[str]) -> str:
    """Where a review stands; `when` matters until its meeting is open."""
    minutes, names = review.minutes, listed(run_by, MOST_NAMED)
    if review.stage is Stage.AGREEING:
        meeting = f"It is in {channel}, planned for about {minutes} minutes, and run by {names}."
    else:
        meeting = f"You meet on {when} in {channel}, for about {minutes} minutes. The meeting is run by {names}."
    return f"*Careers review {review.academic_year}* · {STAGES[review.stage]}\n{meeting}"


def untold(who: Sequence[str]) -> str:
    """Who had too many messages to be told."""
    return f"I've written to {listed(who, MOST_NAMED)} as often as I promised, so please tell them yourself."


def not_opened(setting: str, when: str) -> str:
    """What a careers leader reads on the morning after a meeting that nobody opened."""
    return f"*The careers review meeting of {setting} was planned for {when},* and nobody has opened it yet."


def moved(setting: str, when: str, channel: str) -> str:
    """What people who were invited read when something about the meeting changed."""
    return (
        f"*The careers review meeting of {setting} has changed.* It is now on {when} in {channel}.\n\n"
        "Everything you've answered is kept. There's nothing you need to do."
    )


def moved_summary(setting: str, when: str) -> str:
    """The same for notifications and screen readers."""
    return f"The careers review meeting of {setting} is now on {when}. There's nothing you need to do."


def cancelled(setting: str) -> str:
    """What people who were invited read when the review is called off."""
    return (
        f"*The careers review of {setting} was called off.* There's nothing more to do, and thank you for the time you "
        "gave it.\n\nIf you answered anything, it is deleted in eight weeks' time."
    )


def cancelled_summary(setting: str) -> str:
    """The same for notifications and screen readers."""
    return f"The careers review of {setting} was called off. There's nothing more to do."
