"""What the outcome looks like: its figures, its picture, support, and the two modals that change it."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from zoneinfo import ZoneInfo

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.use_cases.home import Agreed
from bot.capabilities.outcome.use_cases.telling import Posted
from bot.kit.buttons import OfReview
from bot.kit.menus import group, option, several_menu
from bot.kit.pieces import (
    LONGEST_SECTION,
    aside,
    button,
    buttons,
    heading,
    line,
    modal,
    notice_modal,
    say,
    say_plainly,
    short_title,
)
from bot.kit.questions import question, text_area
from bot.slack.blocks import Block, Element, Option, View
from bot.slack.card import Attachment, Card, clip, escape, mention, say_time
from charts.words import describe, heading_of
from maturity_model.agreement import LONGEST_REASON
from maturity_model.catalog import RowId, Theme
from maturity_model.ids import ReviewId
from maturity_model.outcome import MOST_HIGHLIGHTS, Highlights, Snapshot
from maturity_model.permission import Action
from maturity_model.resources import Resource, resources_for
from maturity_model.review import Move, Stage
from storage.outcomes import Outcome

CHOOSE, SHOW_PICTURE, REOPEN = "outcome.choose", "outcome.show_picture", "outcome.reopen"
POST_AGAIN = "outcome.post_again"
CHOOSE_HIGHLIGHTS, REOPEN_REVIEW = "outcome.choose_highlights", "outcome.reopen_review"
STRENGTHS, PRIORITIES, REASON = "strengths", "priorities", "reason"

_MOST_SPELT_OUT = 6  # tied rows; more than that are named by their ids
_SHORT = 700  # characters that fit into a card's text even where escaping makes five of each
_MOST_RESOURCES = 3
_MOST_FOR_TIED = 5


def picture(snapshot: Snapshot, png: bytes) -> Attachment:
    """The chart, with its figures for whoever hears it."""
    return Attachment(
        content=png,
        filename=f"careers-review-{snapshot.academic_year.replace('/', '-')}.png",
        title=texts.PICTURE_TITLE,
        alt=describe(snapshot),
        comment=texts.PICTURE_COMMENT,
    )


def figures_card(posted: Posted, zone: ZoneInfo) -> Card:
    """All figures of the outcome in words, and what may be done with it while it stands."""
    outcome, snapshot = posted.outcome, posted.outcome.snapshot
    blocks: list[Block] = [heading(texts.HEADING), *_taken_back(outcome, zone), _summary(snapshot), *_named(snapshot)]
    if posted.picture in texts.PICTURE_TROUBLE:
        blocks.append(say(texts.PICTURE_TROUBLE[posted.picture]))
    if outcome.review.stage is Stage.AGREED:
        possible = frozenset(Action) if snapshot.columns else frozenset(Action) - {Action.CHOOSE_HIGHLIGHTS}
        blocks.append(buttons(*_buttons(outcome.review.id, possible, with_picture=True)))
    blocks.append(line())
    for theme in snapshot.edition.themes:
        blocks += _paragraphs(_theme_lines(theme, snapshot))
    return Card(text=f"{texts.HEADING}. {escape(describe(snapshot))}", blocks=tuple(blocks))


def resources_card(outcome: Outcome) -> Card:
    """Signposted support for the rows that are to be worked on, or for those that tie."""
    snapshot, priorities = outcome.snapshot, outcome.snapshot.priorities
    title = texts.SUPPORT_NEXT if priorities.fallback else texts.SUPPORT
    support = [_support_for(row, outcome) for row in priorities.rows] or [_support_for_tied(outcome)]
    rows = "; ".join(_plain_name(row, snapshot) for row in priorities.rows) or texts.SUPPORT_TIED
    return Card(
        text=f"{title}: {escape(clip(rows, _SHORT))}",
        blocks=(heading(title), *chain(*map(_paragraphs, support)), aside(texts.INSIDE_COMPASS)),
    )


def reopened_card(move: Move) -> Card:
    """Who took the review back to its meeting, and why."""
    said = texts.reopened(mention(move.by))
    reason = move.reason or ""
    return Card(text=f"{said} {escape(clip(reason, _SHORT))}", blocks=(say(said), say_plainly(reason)))


def choosing_modal(outcome: Outcome) -> View:
    """Where strengths and priority areas are chosen among the agreed rows."""
    snapshot = outcome.snapshot
    if not snapshot.columns:
        return notice_modal(texts.CHOOSE_TITLE, texts.NOTHING_AGREED)
    return modal(
        texts.CHOOSE_TITLE,
        [
            say(texts.CHOOSE_INTRO),
            _choice(STRENGTHS, texts.STRENGTHS, snapshot, snapshot.strengths),
            _choice(PRIORITIES, texts.PRIORITIES, snapshot, snapshot.priorities),
            aside(texts.RULE_FOR_THE_REST),
        ],
        callback=CHOOSE_HIGHLIGHTS,
        submit=texts.CHOOSE_SUBMIT,
        metadata=OfReview(review=outcome.review.id),
    )


def reopening_modal(review: ReviewId) -> View:
    """Where a careers leader says why the review goes back."""
    reason = text_area(REASON, most=LONGEST_REASON)
    return modal(
        texts.REOPEN_TITLE,
        [say(texts.REOPEN_INTRO), question(REASON, texts.REOPEN_QUESTION, reason)],
        callback=REOPEN_REVIEW,
        submit=texts.REOPEN_SUBMIT,
        metadata=OfReview(review=review),
    )


def home_blocks(agreed: Agreed, zone: ZoneInfo) -> tuple[Block, ...]:
    """That the review is agreed and where its outcome is, with the buttons that are this person's."""
    channel = f"<#{agreed.review.channel}>"
    where = texts.lost(channel, agreed.lost[0].failure) if agreed.lost else texts.posted(channel)
    told = say(f"{texts.agreed_on(say_time(agreed.agreed_at, zone))} {where}")
    offered = _buttons(agreed.review.id, agreed.allowed)
    if agreed.lost:
        offered.insert(0, button(texts.POST_AGAIN, POST_AGAIN, OfReview(review=agreed.review.id)))
    return (line(), told, buttons(*offered)) if offered else (line(), told)


def _buttons(review: ReviewId, allowed: frozenset[Action], *, with_picture: bool = False) -> list[Element]:
    value = OfReview(review=review)
    offered = []
    if Action.CHOOSE_HIGHLIGHTS in allowed:
        offered.append(button(texts.CHOOSE, CHOOSE, value))
    if with_picture:
        offered.append(button(texts.SHOW_PICTURE, SHOW_PICTURE, value))
    if Action.REOPEN_REVIEW in allowed:
        offered.append(button(texts.REOPEN, REOPEN, value))
    return offered


def _taken_back(outcome: Outcome, zone: ZoneInfo) -> list[Block]:
    if outcome.review.stage is Stage.AGREED:
        return []
    return [say(texts.back_with_the_meeting(say_time(outcome.last_move.at, zone)))]


def _summary(snapshot: Snapshot) -> Block:
    left = f"\n{texts.NOT_AGREED.capitalize()}: {', '.join(snapshot.not_agreed)}." if snapshot.not_agreed else ""
    return say(f"*{escape(snapshot.setting_name)}*\n{heading_of(snapshot)}{left}")


def _named(snapshot: Snapshot) -> list[Block]:
    """The rows named as strengths and as priority areas, and how they were chosen."""
    strengths, priorities = snapshot.strengths, snapshot.priorities
    if not snapshot.columns:
        return [say(texts.NOTHING_TO_NAME)]
    if strengths.tied and set(strengths.tied) == set(priorities.tied):  # then all are agreed at one column
        return [say(texts.all_alike(snapshot.columns[strengths.tied[0]])), aside(texts.RULE_THAT_PICKS_NONE)]
    rule = texts.rule(strengths, priorities)
    return [
        *_paragraphs([texts.strengths(strengths), *_highlighted(strengths, snapshot)]),
        *_paragraphs([texts.priorities(priorities), *_highlighted(priorities, snapshot)]),
        *([aside(rule)] if rule else ()),
    ]


def _highlighted(highlights: Highlights, snapshot: Snapshot) -> list[str]:
    lines = [_row_line(row, snapshot) for row in highlights.rows]
    if highlights.tied:
        lines.append(texts.tied(len(highlights.tied), highlights.places_left))
    if len(highlights.tied) > _MOST_SPELT_OUT:
        return [*lines, ", ".join(highlights.tied)]
    return [*lines, *(_row_line(row, snapshot) for row in highlights.tied)] or [texts.NONE_TO_NAME]


def _theme_lines(theme: Theme, snapshot: Snapshot) -> list[str]:
    return [f"*{theme.number}. {escape(theme.title)}*", *(_row_line(row.id, snapshot) for row in theme.rows)]


def _row_line(row: RowId, snapshot: Snapshot) -> str:
    column = snapshot.columns.get(row)
    agreed = f"*{texts.at_column(column)}*" if column else f"_{texts.NOT_AGREED}_"
    return texts.row_in_list(row, agreed, escape(short_title(snapshot.edition.row(row).title)))


def _plain_name(row: RowId, snapshot: Snapshot) -> str:
    return f"{row} {snapshot.edition.row(row).title}"


def _support_for(row: RowId, outcome: Outcome) -> list[str]:
    return [f"*{escape(_plain_name(row, outcome.snapshot))}*", *map(_link, _helping_with(row, outcome))]


def _support_for_tied(outcome: Outcome) -> list[str]:
    """The pages that help with the most of the rows on a par, so that none of them is left out for its place."""
    helping: Counter[Resource] = Counter()
    for row in outcome.snapshot.priorities.tied:
        helping.update(_helping_with(row, outcome))
    return [texts.SUPPORT_TIED, *(_link(resource) for resource, _ in helping.most_common(_MOST_FOR_TIED))]


def _helping_with(row: RowId, outcome: Outcome) -> tuple[Resource, ...]:
    theme = outcome.snapshot.edition.theme_of(row)
    return resources_for(row, theme.number, kind=outcome.kind, most=_MOST_RESOURCES)


def _link(resource: Resource) -> str:
    link = f"<{escape(resource.url)}|{escape(resource.title)}>"
    return f"• {link} ({escape(resource.publisher)}): {escape(resource.helps_with)}"


def _paragraphs(lines: Iterable[str]) -> list[Block]:
    """The lines in as few paragraphs as hold them; none is ever cut."""
    paragraphs: list[str] = []
    for each in lines:
        if paragraphs and len(paragraphs[-1]) + len(each) < LONGEST_SECTION:
            paragraphs[-1] += f"\n{each}"
        else:
            paragraphs.append(each)
    return [say(paragraph) for paragraph in paragraphs]


def _choice(name: str, label: str, snapshot: Snapshot, named: Highlights) -> Block:
    agreed = {theme: _agreed_rows(theme, snapshot) for theme in snapshot.edition.themes}
    first = [offered for options in agreed.values() for offered in options if offered["value"] in named.rows]
    groups = [group(f"{theme.number}. {theme.title}", options) for theme, options in agreed.items() if options]
    rows = several_menu(name, groups, prompt=texts.CHOOSE_PLACEHOLDER, most=MOST_HIGHLIGHTS, chosen=first)
    return question(name, label, rows, optional=True, hint=texts.CHOOSE_HINT)


def _agreed_rows(theme: Theme, snapshot: Snapshot) -> list[Option]:
    return [
        option(row.id, f"{row.id}, {texts.at_column(snapshot.columns[row.id])}: {row.title}")
        for row in theme.rows
        if row.id in snapshot.columns
    ]
