"""What people read on Home's first lines, in the modal of first use, and as help."""

from collections.abc import Sequence

from bot.kit.words import listed
from maturity_model.setting import Kind, Phase

MOST_NAMED = 5  # of the careers leaders

TITLE = "Careers Review"
WELCOME = (
    "*Welcome.* I help your school or college to review how well careers is led: each colleague reflects alone, a few "
    "minutes at a time, then you meet and agree together.\n\n"
    "To begin, tell me which setting this is and who leads careers there. It takes about a minute."
)
NOT_SET_UP = (
    "I'm not set up here yet. Please ask somebody who administers your Slack workspace to open my Home tab: it takes "
    "them about a minute."
)
NAME_SETTING = "Set up Careers Review"
NAME_ANOTHER = "Add another school or college"
WAITS_HERE = "Reviews that you're invited to wait for you here. Type `/careers-review help` any time."

SETTING_TITLE = "Set up Careers Review"
ANOTHER_TITLE = "Add a school or college"
MOST_LISTED = 20  # of the settings that are here already
SAVE = "Save"
NAME = "Name of the school or college"
KIND = "What kind of setting is it?"
PHASE = "Which ages does it serve?"
OPENS = "School starts at"
CLOSES = "School ends at"
HOURS_HINT = "I only send reminders in between."
LEADERS = "Who leads careers?"
LEADERS_HINT = "One is enough; two are better, so that somebody is there when one is away."
RUN_BY = "Who looks after this bot and its records?"
RUN_BY_HINT = "Invitations name them: nobody else could technically look at what people answer."
KINDS = {Kind.SCHOOL: "School", Kind.SPECIAL_SCHOOL: "Special school", Kind.COLLEGE: "College"}
PHASES = {Phase.SECONDARY: "Secondary", Phase.ALL_THROUGH: "All-through", Phase.SIXTEEN_PLUS: "16 plus"}

ADD_LEADERS = "Add a careers leader"
ADD_LEADERS_TITLE = "Add a careers leader"
ADD = "Add"
ADD_LEADERS_HINT = "They can do everything that a careers leader can, from their next click on."
STEP_DOWN = "Step down"
STEP_DOWN_TITLE = "Step down?"
STAY = "Stay"

HELP = (
    "*Careers Review* helps your setting to review how well careers is led.\n"
    "• Your Home tab shows what is open for you: rows to reflect on, or the review you lead.\n"
    "• `/careers-review start` opens a new review. That's for careers leaders.\n"
    "• `/careers-review hub weeks` announces weeks for peer-to-peer reviews. That's for hub staff.\n"
    "• `/careers-review help` shows this.\n"
    "What you answer is confidential: your careers leader and the facilitator see how many rows you've answered, "
    "never what."
)

SETTING_ALREADY_NAMED = (
    "There's a school or college of that name here already, so nothing has changed. If this is another one, please "
    "give it a name that tells them apart."
)
NO_CAREERS_LEADER = "Please choose at least one person."
LAST_CAREERS_LEADER = "You're the only careers leader. Please add another one first; then you can step down."


def here_already(names: Sequence[str]) -> str:
    """Which settings the workspace has."""
    return f"Here already: {listed(names, MOST_LISTED)}."


def add_leaders_label(setting: str) -> str:
    """What is asked of somebody who names more careers leaders."""
    return f"Who else leads careers at {setting}?"


def step_down_text(setting: str) -> str:
    """What stepping down comes to."""
    return f"You will no longer lead careers at {setting}. The other careers leaders carry on."


def leaders(mentions: list[str]) -> str:
    """Who leads careers, with a mention for the first few."""
    return f"Careers is led by {listed(mentions, MOST_NAMED)}."
