"""The meeting on a facilitator's Home."""

from zoneinfo import ZoneInfo

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.parts import show_agenda_button
from bot.capabilities.agreement.cards.values import ORDERS
from bot.capabilities.agreement.use_cases.home import MeetingOnHome
from bot.kit.buttons import OPEN_MEETING, OfReview
from bot.kit.pieces import ask_first, bullets, button, buttons, line, say
from bot.slack.blocks import Block, Element
from bot.slack.card import say_time
from maturity_model.agenda import Order
from maturity_model.review import Stage
from maturity_model.spread import Closeness

WORTH_PLANNING = (Closeness.WIDE, Closeness.SOME_SPREAD, Closeness.FEW_ANSWERS)


def meeting_section(meeting: MeetingOnHome, zone: ZoneInfo) -> tuple[Block, ...]:
    """One meeting, ahead or open."""
    review = meeting.review
    if review.stage is Stage.AGREEING:
        whole = texts.meeting_open(review.channel, meeting.agreed, len(meeting.edition.rows))
        return line(), say(whole), buttons(show_agenda_button(review.id, style="primary"))
    ahead = texts.meeting_ahead(say_time(review.meets_at, zone), review.channel, review.minutes)
    finished = texts.finished_answering(meeting.finished, len(review.colleagues))
    return line(), say(f"{ahead} {finished}"), *_words(meeting), buttons(*_openings(meeting))


def _words(meeting: MeetingOnHome) -> tuple[Block, ...]:
    if not meeting.words:
        return ()
    rows = {word: [row for row, its in meeting.words.items() if its is word] for word in Closeness}
    lines = [texts.rows_of_word(word, rows[word]) for word in WORTH_PLANNING if rows[word]]
    close = len(rows[Closeness.CLOSE])
    rest = [texts.close_rows(close, len(meeting.words))] if close else []
    return say(texts.WORDS_FOR_YOU), bullets([*lines, *rest])


def _openings(meeting: MeetingOnHome) -> list[Element]:
    sure = ask_first(texts.OPEN_TITLE, texts.OPEN_TEXT, yes=texts.OPEN, no=texts.NOT_YET)
    of_review = OfReview(review=meeting.review.id)
    return [
        button(
            texts.OPEN_IN_ORDER[order],
            f"{OPEN_MEETING}:{variant}",
            of_review,
            style="primary" if order is Order.MODEL else None,
            confirm=sure,
        )
        for variant, order in ORDERS.items()
    ]
