"""The two modals that change the outcome."""

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.values import CHOOSE_HIGHLIGHTS, PRIORITIES, REASON, REOPEN_REVIEW, STRENGTHS
from bot.kit.buttons import OfReview
from bot.kit.menus import group, option, several_menu
from bot.kit.pieces import aside, modal, notice_modal, say
from bot.kit.questions import question, text_area
from bot.slack.blocks import Block, Option, View
from maturity_model.agreement import LONGEST_REASON
from maturity_model.catalog import Theme
from maturity_model.ids import ReviewId
from maturity_model.outcome import MOST_HIGHLIGHTS, Highlights, Snapshot
from storage.outcomes import Outcome


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
