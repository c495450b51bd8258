"""Questions about a setting of a hub that several modals ask."""

from collections.abc import Mapping
from typing import TypeVar

from bot.kit import hub_words
from bot.kit.menus import labelled_menu
from bot.kit.questions import question, text_line, whole_number
from bot.slack.blocks import Block
from bot.slack.ids import BadPayload
from bot.slack.payloads import Submission
from maturity_model.hub import LONGEST_TRUST, MOST_LEARNERS
from maturity_model.setting import Kind, Phase

T = TypeVar("T")

KIND, PHASE, TRUST, LEARNERS = "kind", "phase", "trust", "learners"


def kind_questions(kind: Kind = Kind.SCHOOL, phase: Phase = Phase.SECONDARY) -> list[Block]:
    """What sort of place a setting is, and which ages it serves."""
    kinds = {each.name: label for each, label in hub_words.KINDS.items()}
    phases = {each.name: label for each, label in hub_words.PHASES.items()}
    return [
        question(KIND, hub_words.KIND, labelled_menu(KIND, kinds, chosen=kind.name)),
        question(PHASE, hub_words.PHASE, labelled_menu(PHASE, phases, chosen=phase.name)),
    ]


def context_questions(trust: str = "", learners: int | None = None) -> list[Block]:
    """Which trust a setting is part of, and how many learners it has."""
    how_many = whole_number(LEARNERS, learners, least=1, most=MOST_LEARNERS)
    return [
        question(TRUST, hub_words.TRUST, text_line(TRUST, most=LONGEST_TRUST, written=trust), optional=True),
        question(LEARNERS, hub_words.LEARNERS, how_many, optional=True),
    ]


def kind_of(sent: Submission) -> Kind:
    """The kind that was chosen.

    Raises:
        BadPayload: no such kind.
    """
    return _named(Kind.__members__, sent.text(KIND))


def phase_of(sent: Submission) -> Phase:
    """The ages that were chosen.

    Raises:
        BadPayload: no such ages.
    """
    return _named(Phase.__members__, sent.text(PHASE))


def learners_of(sent: Submission) -> int | None:
    """How many learners were given; None where that was left out.

    Raises:
        BadPayload: it is no number.
    """
    text = sent.text(LEARNERS)
    try:
        return int(text) if text else None
    except ValueError:
        raise BadPayload from None


def _named(members: Mapping[str, T], name: str) -> T:
    if name not in members:
        raise BadPayload
    return members[name]
