"""The facilitator's brief, the word to the channel at the hour, and the button that opens the meeting."""

from zoneinfo import ZoneInfo

from bot.capabilities.briefing import texts
from bot.capabilities.briefing.use_cases import Briefing
from bot.kit.meeting_parts import finished_answering, meeting_ahead, opening_buttons, words_said
from bot.kit.pieces import aside, buttons, heading, numbered, say
from bot.kit.words import listed
from bot.slack.card import Card, escape, mention, say_time
from maturity_model.review import Review
from maturity_model.setting import Setting

MOST_NAMED = 5  # of those who run the meeting


def brief_card(briefing: Briefing, zone: ZoneInfo) -> Card:
    """How many have answered, one word a row, the minutes there are, and how the meeting may go."""
    review, name = briefing.review, escape(briefing.setting.name)
    when = say_time(review.meets_at, zone)
    finished = finished_answering(briefing.finished, len(review.colleagues))
    plan = (say(texts.HOW_IT_MAY_GO), numbered(texts.steps(briefing.plan)))
    return Card(
        text=texts.brief_in_short(name, when, finished),
        blocks=(
            heading(texts.BRIEF),
            say(f"{name}\n{meeting_ahead(when, review.channel, review.minutes)} {finished}"),
            *words_said(briefing),
            *(plan if briefing.words else (say(texts.WORDS_COME),)),
            aside(texts.BRIEF_IS_YOURS),
        ),
    )


def beginning_card(review: Review, setting: Setting) -> Card:
    """What everybody in the channel reads at the hour."""
    run_by = listed([mention(member.person) for member in review.facilitators], MOST_NAMED)
    said = texts.begins(escape(setting.name), review.minutes, run_by)
    return Card(text=said, blocks=(heading(texts.BEGINS), say(said), numbered(texts.STEPS_OF_A_MEETING)))


def time_to_open_card(briefing: Briefing) -> Card:
    """The hour has come: the two ways to open the meeting."""
    review = briefing.review
    said = texts.time_to_open(escape(briefing.setting.name), review.channel)
    finished = finished_answering(briefing.finished, len(review.colleagues))
    return Card(text=said, blocks=(say(f"{said} {finished}"), buttons(*opening_buttons(review.id))))
