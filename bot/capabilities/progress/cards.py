"""How far everybody is, as a part of Home."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from bot.capabilities.progress import texts
from bot.capabilities.progress.use_cases import Progress
from bot.kit.buttons import NUDGE, OfReview
from bot.kit.pieces import button, buttons, say
from bot.slack.blocks import Block
from bot.slack.card import mention, say_day, say_time
from maturity_model.review import Member, Stage

SEND_AGAIN = "progress.send_again"
MOST_LINES = 20  # of one paragraph, so that it stays under Slack's 3,000 characters
MOST_NAMED = 60  # in one paragraph that gives them one reason


def progress_section(progress: Progress, zone: ZoneInfo) -> tuple[Block, ...]:
    """Who has answered how many of all rows, those with most left first; then which invitations are out."""
    order = sorted(progress.review.colleagues, key=lambda member: (progress.answered[member.person], member.person))
    lines = [_line(member, progress, zone) for member in order]
    leave_at = say_time(progress.leave_at, zone) if progress.leave_at else None
    sent = texts.invitations(progress.sent, len(progress.asked), leave_at)
    return *_paragraphs(texts.HEADING, lines), say(sent), *_nudging(progress), *_not_reached(progress)


def _line(member: Member, progress: Progress, zone: ZoneInfo) -> str:
    answered, last = progress.answered[member.person], progress.reminded.get(member.person)
    remarks = [*_remarks(member, progress.rows - answered), *([texts.reminded(say_day(last, zone))] if last else [])]
    return texts.rows_of(mention(member.person), answered, progress.rows, remarks)


def _remarks(member: Member, left: int) -> Iterator[str]:
    if member.declined:
        yield texts.CANNOT
    elif left and member.finished:
        yield texts.DONE
    elif left and member.theme_a_day:
        yield texts.THEME_A_DAY


def _nudging(progress: Progress) -> tuple[Block, ...]:
    """The button that reminds people, while colleagues reflect and somebody has rows left."""
    left = any(progress.answered[member.person] < progress.rows for member in progress.review.colleagues)
    if not (progress.may_change and left and progress.review.stage is Stage.REFLECTING):
        return ()
    return (buttons(button(texts.NUDGE, NUDGE, OfReview(review=progress.review.id)), block_id="nudging"),)


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
