"""What is posted of the outcome: its figures, its picture, support, and that it was taken back."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from zoneinfo import ZoneInfo

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.comparison import compared_blocks
from bot.capabilities.outcome.cards.parts import outcome_buttons, paragraphs
from bot.capabilities.outcome.use_cases.telling import Posted
from bot.kit.pieces import aside, buttons, heading, line, say, say_plainly, short_title
from bot.slack.blocks import Block
from bot.slack.card import Attachment, Card, clip, escape, mention, say_time
from charts.words import describe, heading_of
from maturity_model.catalog import RowId, Theme
from maturity_model.outcome import Highlights, Snapshot
from maturity_model.permission import Action
from maturity_model.resources import Resource, support_for
from maturity_model.review import Move, Stage
from storage.outcomes import Outcome

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
    stands = outcome.review.stage is Stage.AGREED
    blocks += compared_blocks(outcome.review.id, snapshot, with_button=stands)
    if stands:
        possible = frozenset(Action) if snapshot.columns else frozenset(Action) - {Action.CHOOSE_HIGHLIGHTS}
        blocks.append(buttons(*outcome_buttons(outcome.review.id, possible, with_picture=True)))
    blocks.append(line())
    for theme in snapshot.edition.themes:
        blocks += paragraphs(_theme_lines(theme, snapshot))
    return Card(text=f"{texts.HEADING}. {escape(describe(snapshot))}", blocks=tuple(blocks))


def resources_card(outcome: Outcome) -> Card:
    """Signposted support for the rows that are to be worked on, or for those that tie."""
    snapshot, priorities = outcome.snapshot, outcome.snapshot.priorities
    title = texts.SUPPORT_NEXT if priorities.fallback else texts.SUPPORT
    support = [_support_for(row, outcome) for row in priorities.rows] or [_support_for_tied(outcome)]
    rows = "; ".join(_plain_name(row, snapshot) for row in priorities.rows) or texts.SUPPORT_TIED
    return Card(
        text=f"{title}: {escape(clip(rows, _SHORT))}",
        blocks=(heading(title), *chain(*map(paragraphs, support)), aside(texts.INSIDE_COMPASS)),
    )


def reopened_card(move: Move) -> Card:
    """Who took the review back to its meeting, and why."""
    said = texts.reopened(mention(move.by))
    reason = move.reason or ""
    return Card(text=f"{said} {escape(clip(reason, _SHORT))}", blocks=(say(said), say_plainly(reason)))


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
        *paragraphs([texts.strengths(strengths), *_highlighted(strengths, snapshot)]),
        *paragraphs([texts.priorities(priorities), *_highlighted(priorities, snapshot)]),
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
    return [f"*{escape(_plain_name(row, outcome.snapshot))}*", *_links(_helping_with(row, outcome))]


def _support_for_tied(outcome: Outcome) -> list[str]:
    """The pages that help with the most of the rows on a par, so that none of them is left out for its place."""
    helping: Counter[Resource] = Counter()
    for row in outcome.snapshot.priorities.tied:
        helping.update(_helping_with(row, outcome))
    return [texts.SUPPORT_TIED, *_links([resource for resource, _ in helping.most_common(_MOST_FOR_TIED)])]


def _helping_with(row: RowId, outcome: Outcome) -> tuple[Resource, ...]:
    return support_for(outcome.snapshot.edition, row, kind=outcome.kind, most=_MOST_RESOURCES)


def _links(resources: Sequence[Resource]) -> list[str]:
    return [*map(_link, resources)] or [texts.NO_SUPPORT]


def _link(resource: Resource) -> str:
    link = f"<{escape(resource.url)}|{escape(resource.title)}>"
    return f"• {link} ({escape(resource.publisher)}): {escape(resource.helps_with)}"
