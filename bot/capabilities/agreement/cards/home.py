"""The meeting on a facilitator's Home."""

from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.parts import bullets, show_agenda_button
from bot.capabilities.agreement.cards.values import ORDERS
from bot.capabilities.agreement.use_cases.home import MeetingOnHome
from bot.kit.buttons import OPEN_MEETING, OfReview
from bot.kit.pieces import ask_first, button, buttons, say
from bot.slack.card import say_time
from maturity_model.review import Stage


def meeting_section(meeting: MeetingOnHome, zone: ZoneInfo) -> tuple[Block, ...]:
    """One meeting, ahead or open."""
    review = meeting.review
    if review.stage is Stage.AGREEING:
        whole = texts.meeting_open(review.channel, meeting.agreed, len(meeting.edition.rows))
        return say(whole), buttons(show_agenda_button(review.id))
    ahead = texts.meeting_ahead(say_time(review.meets_at, zone), review.channel, review.minutes)
    finished = texts.finished_answering(meeting.finished, len(review.colleagues))
    return say(f"{ahead} {finished}"), *_words(meeting), buttons(*_openings(meeting))


def _words(meeting: MeetingOnHome) -> tuple[Block, ...]:
    if not meeting.words:
        return ()
    themes = [
        texts.words_of_theme(theme.number, theme.title, [(row.id, meeting.words[row.id]) for row in theme.rows])
        for theme in meeting.edition.themes
    ]
    return say(texts.WORDS_FOR_YOU), bullets(themes)


def _openings(meeting: MeetingOnHome) -> list[ButtonElement]:
    sure = ask_first(texts.OPEN_TITLE, texts.OPEN_TEXT, yes=texts.OPEN, no=texts.NOT_YET)
    of_review = OfReview(review=meeting.review.id)
    return [
        button(texts.OPEN_IN_ORDER[order], f"{OPEN_MEETING}:{variant}", of_review, confirm=sure)
        for variant, order in ORDERS.items()
    ]
