"""The meeting on a facilitator's Home."""

from zoneinfo import ZoneInfo

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.parts import show_agenda_button
from bot.capabilities.agreement.use_cases.home import MeetingOnHome
from bot.kit.meeting_parts import finished_answering, meeting_ahead, opening_buttons, words_said
from bot.kit.pieces import buttons, line, say, say_plainly
from bot.slack.blocks import Block
from bot.slack.card import say_time
from maturity_model.review import Stage


def meeting_section(meeting: MeetingOnHome, zone: ZoneInfo, name: str | None = None) -> tuple[Block, ...]:
    """One meeting, ahead or open; `name` is its setting's, for whoever belongs to several."""
    review, whose = meeting.review, (say_plainly(name),) if name else ()
    if review.stage is Stage.AGREEING:
        whole = texts.meeting_open(review.channel, meeting.agreed, len(meeting.edition.rows))
        return line(), *whose, say(whole), buttons(show_agenda_button(review.id, style="primary"))
    ahead = meeting_ahead(say_time(review.meets_at, zone), review.channel, review.minutes)
    finished = finished_answering(meeting.finished, len(review.colleagues))
    words = (say(f"{ahead} {finished}"), *words_said(meeting))
    return line(), *whose, *words, buttons(*opening_buttons(review.id))
