"""How far everybody is, as a part of Home."""

from slack_sdk.models.blocks import Block

from bot.capabilities.progress import texts
from bot.capabilities.progress.use_cases import Progress
from bot.kit.buttons import OfReview
from bot.kit.pieces import button, buttons, say
from bot.slack.card import mention
from maturity_model.review import Member

SEND_AGAIN = "progress.send_again"
MOST_LINES = 30  # of one paragraph, so that it stays under Slack's 3,000 characters


def progress_section(progress: Progress, rows: int) -> tuple[Block, ...]:
    """Who has answered how many of so many rows, those with most left first; then whom no invitation reached."""
    order = sorted(progress.review.colleagues, key=lambda member: (progress.answered[member.person], member.person))
    lines = [_line(member, progress, rows) for member in order]
    sent = texts.invitations(progress.sent, len(progress.asked))
    return say(_paragraph(texts.HEADING, lines)), *_not_reached(progress), say(sent)


def _line(member: Member, progress: Progress, rows: int) -> str:
    answered = progress.answered[member.person]
    return texts.rows_of(mention(member.person), answered, rows, finished=member.finished)


def _not_reached(progress: Progress) -> tuple[Block, ...]:
    if not progress.not_reached:
        return ()
    lines = [texts.not_reached(mention(notice.person or ""), notice.failure) for notice in progress.not_reached]
    words = say(_paragraph(texts.NOT_REACHED, lines))
    if not progress.may_change:
        return (words,)
    again = button(texts.SEND_AGAIN, SEND_AGAIN, OfReview(review=progress.review.id))
    return words, buttons(again, block_id="progress")


def _paragraph(first: str, lines: list[str]) -> str:
    more = len(lines) - MOST_LINES
    return "\n".join([first, *lines[:MOST_LINES], *([texts.and_more(more)] if more > 0 else [])])
