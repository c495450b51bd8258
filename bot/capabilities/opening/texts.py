"""What people read while a review is being opened."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.kit.pieces import LONGEST_LABEL, whole_words
from bot.kit.words import GIVE_THE_GUIDE, people
from maturity_model.catalog import Edition, EditionId, Wording
from maturity_model.errors import EditionForOthers, MinutesOutOfRange, NoEdition, TooManyReminders
from maturity_model.setting import Kind

START = "Start a review"
NO_REVIEW = (
    "*No review is open.* Start one when you know who takes part and when you meet; everything else can stay as it is."
)
DRAFTED = "*You drafted a review and haven't opened it yet.* Nobody has heard of it so far."
CARRY_ON = "Carry on with the draft"

DISCARD = "Discard the draft"
DISCARD_TITLE = "Discard the draft?"
DISCARD_TEXT = "What you filled in is deleted. Nobody is told, because nobody has heard of it."
KEEP = "Keep it"

TITLE = "Start a review"
NEXT = "Invite everybody"
PEOPLE = "Who takes part?"
PEOPLE_HINT = "Each answers every row alone before you meet. About twelve people from different roles work well."
LAST_PEOPLE = "Last review's people"
SAME_PEOPLE = "Invite the same people again"
MEETS_AT = "When do you meet to agree together?"
CHANNEL = "In which channel do you meet?"
CHANNEL_HINT = "The rows are shown there while you meet. A private channel is best; invite me to it first."
MORE = "Everything below can stay as it is."
FACILITATORS = "Who runs the meeting?"
FACILITATORS_HINT = "They open the rows and record what the group agrees. Choose nobody, and it's you."
MINUTES = "How many minutes do you have?"
REMINDERS = "When shall I remind people?"
REMINDERS_HINT = "In the morning, and only those with rows left. Choose up to two, or none."
ACADEMIC_YEAR = "For which academic year?"
YEAR_OF_MEETING = "The year that the meeting is in"
EDITION = "Which edition of the model?"

_WORDINGS = {Wording.OFFICIAL: "official wording", Wording.SUMMARY: "summary"}
_SEVERAL = {Kind.SCHOOL: "schools", Kind.SPECIAL_SCHOOL: "special schools", Kind.COLLEGE: "colleges"}

OPENED_TITLE = "Your review is open"


REVIEW_ALREADY_RUNNING = "A review is under way here already. My Home tab shows it; there you can change or cancel it."
UNKNOWN_EDITION = "That edition isn't installed any more. Please choose another one."


def labels_of(editions: Iterable[Edition]) -> Mapping[EditionId, str]:
    """What each edition is called in a menu: its title and whose words they are, and more where two would be alike."""
    named = {edition: _label(edition) for edition in editions}
    times = Counter(named.values())
    return {each.id: name if times[name] == 1 else _ended(each, each.id) for each, name in named.items()}


def _label(edition: Edition) -> str:
    whole = f"{edition.title} ({_WORDINGS[edition.wording]})"
    return whole if len(whole) <= LONGEST_LABEL else _ended(edition, str(edition.year))


def _ended(edition: Edition, end: str) -> str:
    said = f" ({_WORDINGS[edition.wording]}, {end})"
    return whole_words(edition.title, LONGEST_LABEL - len(said)) + said


def no_edition(error: NoEdition) -> str:
    """Why a review can't be started yet, and what to do about it."""
    return (
        f"I don't have the model for {_SEVERAL[Kind(error.kind)]} yet. Ask for the {error.kind} guide in Compass, then "
        f"press “{GIVE_THE_GUIDE}” on my Home tab and hand it to me. After that you can start your review."
    )


def edition_for_others(error: EditionForOthers) -> str:
    """Why this edition can't be chosen here."""
    return f"That edition isn't written for {_SEVERAL[Kind(error.kind)]}. Please choose another one."


def too_many_to_show(count: int) -> str:
    """Why nobody stands in the list although a draft names them."""
    return f"Your draft names {people(count)}, more than Slack lets me show here. Please choose them again."


def draft_uses(edition: str, newest: str) -> str:
    """That a draft keeps its edition although another one is offered first now."""
    return f"Your draft uses “{edition}”; the newest wording is “{newest}”."


def last_agreed(academic_year: str) -> str:
    """Which review was the last."""
    return f"Your last review, for {academic_year}, is agreed."


def opened(count: int, when: str, channel: str, leaves_at: str | None) -> str:
    """What happens now, or once school opens."""
    invited = (
        f"*Invitations to {people(count)} leave on {leaves_at},* when school is open."
        if leaves_at
        else f"*Invitations to {people(count)} are on their way.*"
    )
    return (
        f"{invited} You meet on {when} in {channel}.\n\n"
        "My Home tab shows how far everybody is (never what they answer) and whom I couldn't reach. There you can also "
        "invite more people, say who does what, or move the meeting."
    )


def facilitator_asked(setting: str, by: str, when: str, channel: str, minutes: int) -> str:
    """What a facilitator who answers no rows is asked to do."""
    return (
        f"{by} asks you to run the meeting of *{setting}*'s careers review: {when} in {channel}, for about {minutes} "
        "minutes.\n\nBeforehand each colleague reflects alone on every row. In the meeting you open one row after "
        "another, the group talks, and you record the column it agrees on with one click."
    )


FACILITATOR_NEXT = (
    "There's nothing to do until then. I'll send you a brief before the day, and the button that opens the meeting "
    "when it begins; my Home tab has both, too. You see how many rows people have answered, never what they said."
)


def facilitator_summary(setting: str, when: str) -> str:
    """The same for notifications and screen readers."""
    return f"You're asked to run the careers review meeting of {setting}: {when}. My Home tab is where you start it."


def days_before(days: int) -> str:
    """When a reminder comes."""
    return "1 school day before" if days == 1 else f"{days} school days before"


def too_many_reminders(error: TooManyReminders) -> str:
    """How many reminders there may be."""
    return f"Please choose up to {error.most} days, so that nobody gets more than four messages from me."


def minutes_out_of_range(error: MinutesOutOfRange) -> str:
    """How long a meeting may be."""
    return f"Please give a whole number of minutes between {error.least} and {error.most}."
