"""What a facilitator reads before the meeting and at its hour, and the channel at that hour."""

from collections.abc import Iterator

from maturity_model.briefing import MeetingPlan

BRIEF = "Your meeting, in brief"
HOW_IT_MAY_GO = "*How it may go*"
BEGINS = "Our meeting begins"
WORDS_COME = (
    "From the day before, my Home tab also shows for each row whether answers are close or far apart, for you to plan "
    "with."
)
BRIEF_IS_YOURS = "Only facilitators get this. Please keep it to yourself: the rows are opened in the meeting."
AT_THE_END = "Finish: the picture, strengths and priority areas come into the channel."
STEPS_OF_A_MEETING = (
    "Rows where our answers are close are listed. We agree them together; anybody may pull one out to talk about it.",
    "Then one row after the other: we see how many chose each column, talk, and agree the one that fits best.",
    "At the end: the picture of what we agreed, with our strengths and priority areas.",
)
SHORT_OF_TIME = 2  # minutes a row: with fewer it is worth saying what can wait


def brief_in_short(setting: str, when: str, finished: str) -> str:
    """The brief for notifications and screen readers."""
    return f"Your careers review meeting of {setting} is on {when}. {finished}"


def steps(plan: MeetingPlan) -> Iterator[str]:
    """How the meeting may go, step by step."""
    if plan.together:
        yield f"Agree together what is close: {_counted(len(plan.together))}, about 5 minutes."
    if plan.to_talk_about:
        yield f"Talk about {_counted(len(plan.to_talk_about))} in the order above, furthest apart first. {_each(plan)}"
    yield AT_THE_END


def begins(setting: str, minutes: int, run_by: str) -> str:
    """What everybody in the channel reads at the hour."""
    return f"*The careers review meeting of {setting} begins now.* We have {minutes} minutes; {run_by} opens it."


def time_to_open(setting: str, channel: str) -> str:
    """That the hour has come."""
    return f"*It's time: your careers review meeting of {setting} begins now,* in <#{channel}>."


def _each(plan: MeetingPlan) -> str:
    """How long there is for each row."""
    if plan.minutes_a_row is None or plan.minutes_a_row < SHORT_OF_TIME:
        return "That's more than fits, so take the first ones and park the rest; a second sitting is fine."
    return f"That's about {plan.minutes_a_row} minutes each."


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows} rows"
