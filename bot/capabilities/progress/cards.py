"""How far everybody is, as a part of Home."""

from collections.abc import Iterator, Mapping

from bot.capabilities.progress import texts
from bot.capabilities.progress.use_cases import Progress
from bot.kit.buttons import OfReview
from bot.kit.pieces import button, buttons, say
from bot.slack.blocks import Block
from bot.slack.card import mention
from maturity_model.review import Member

SEND_AGAIN = "progress.send_again"
MOST_LINES = 30  # of one paragraph, so that it stays under Slack's 3,000 characters
MOST_NAMED = 60  # in one paragraph that gives them one reason


def progress_section(progress: Progress, rows: int) -> tuple[Block, ...]:
    """Who has answered how many of so many rows, those with most left first; then which invitations are out."""
    order = sorted(progress.review.colleagues, key=lambda member: (progress.answered[member.person], member.person))
    lines = [_line(member, progress, rows) for member in order]
    sent = texts.invitations(progress.sent, len(progress.asked))
    return *_paragraphs(texts.HEADING, lines), say(sent), *_not_reached(progress)


def _line(member: Member, progress: Progress, rows: int) -> str:
    answered = progress.answered[member.person]
    return texts.rows_of(mention(member.person), answered, rows, finished=member.finished)


def _not_reached(progress: Progress) -> tuple[Block, ...]:
    if not progress.not_reached:
        return ()
    words = (say(texts.NOT_REACHED), *(block for each in _by_reason(progress).items() for block in _named(*each)))
    if not progress.may_change:
        return words
    again = button(texts.SEND_AGAIN, SEND_AGAIN, OfReview(review=progress.review.id))
    return *words, buttons(again, block_id="progress")


def _by_reason(progress: Progress) -> Mapping[str, list[str]]:
    """Whom no invitation reached, as mentions, by the reason in words."""
    found: dict[str, list[str]] = {}
    for notice in progress.not_reached:
        found.setdefault(texts.reason(notice.failure), []).append(mention(notice.person or ""))
    return found


def _named(reason: str, who: list[str]) -> Iterator[Block]:
    for start in range(0, len(who), MOST_NAMED):
        yield say(texts.not_reached(", ".join(who[start : start + MOST_NAMED]), reason))


def _paragraphs(first: str, lines: list[str]) -> Iterator[Block]:
    """All the lines, in paragraphs that keep to Slack's limits."""
    for start in range(0, max(len(lines), 1), MOST_LINES):
        title = [first] if start == 0 else []
        yield say("\n".join([*title, *lines[start : start + MOST_LINES]]))
