"""The gallery shows everything that people can see, and Slack would show it too."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, ModuleType
from typing import get_type_hints

import pytest

import bot.capabilities
from bot.app import CAPABILITIES
from bot.capabilities.reflection.use_cases.carrying_on import LONGEST_OWN_ROLE
from bot.errors import merged_refusals
from bot.rehearsal.gallery import GALLERY, Sample, made_up
from bot.rehearsal.gallery.refusals import REFUSED
from bot.rehearsal.stand_in.limits.blocks import Surface
from bot.rehearsal.stand_in.limits.views import check_view, is_too_large
from bot.rehearsal.stand_in.posting import check_content
from bot.slack.blocks import Block, View
from bot.slack.card import Card
from maturity_model.agreement import LONGEST_REASON
from maturity_model.reflection import LONGEST_NOTE
from maturity_model.setting import LONGEST_NAME

SURFACES = {"modal": Surface.MODAL, "home": Surface.HOME}
SHOWN = (Card, View, tuple[Block, ...])
NEVER_SAID = re.compile(
    r"\b(?:scor|grad|averag|pass|fail|rank|award|levell?\S* up)(?:e|es|s|ed|d|ing)?\b", re.IGNORECASE
)
MENTIONED = re.compile(r"<[@#]([A-Z0-9]+)")
READ = ("text", "accessibility_label")

DRAWN = [(capability, sample) for capability, samples in GALLERY.items() for sample in samples()]
each_sample = pytest.mark.parametrize(
    "sample", [sample for _, sample in DRAWN], ids=[f"{capability}: {sample.name}" for capability, sample in DRAWN]
)


def written(part: object) -> Iterator[str]:
    """Everything that people read or hear in what is drawn."""
    if isinstance(part, dict):
        yield from (part[name] for name in READ if isinstance(part.get(name), str))
        yield from (text for value in part.values() for text in written(value))
    elif isinstance(part, list):
        yield from (text for value in part for text in written(value))


def sent(sample: Sample) -> dict[str, object]:
    return sample.shown.payload() if isinstance(sample.shown, Card) else sample.shown


def modules_with_cards() -> Iterator[ModuleType]:
    for capability in CAPABILITIES:
        name = f"{bot.capabilities.__name__}.{capability.name}"
        whole = importlib.import_module(name)
        if "cards" in {part.name for part in pkgutil.iter_modules(whole.__path__)}:
            cards = importlib.import_module(f"{name}.cards")
            yield cards
            parts = pkgutil.iter_modules(getattr(cards, "__path__", ()))
            yield from (importlib.import_module(f"{cards.__name__}.{part.name}") for part in parts)


def drawing_functions() -> dict[CodeType, str]:
    """The public functions of all cards that draw something whole, with their names."""
    found = {}
    for module in modules_with_cards():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and get_type_hints(function)["return"] in SHOWN:
                found[function.__code__] = f"{module.__name__}.{name}"
    return found


def called_by(draw: Callable[[], object]) -> set[CodeType]:
    """Every piece of code that runs meanwhile."""
    called, before = set(), sys.getprofile()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    sys.setprofile(note)
    try:
        draw()
    finally:
        sys.setprofile(before)
    return called


@each_sample
def test_slack_takes_it(sample: Sample) -> None:
    if isinstance(sample.shown, Card):
        check_content(sample.shown.payload())
    else:
        check_view(sample.shown, SURFACES[sample.shown["type"]])
        assert not is_too_large(sample.shown)


@each_sample
def test_it_never_says_that_anybody_is_marked(sample: Sample) -> None:
    said = "\n".join(written(sent(sample)))

    assert not NEVER_SAID.findall(said)


@pytest.mark.parametrize(
    "word", ["score", "scored", "grades", "average", "passed", "fail", "ranking", "award", "level up", "levelled up"]
)
def test_a_word_of_marking_would_be_noticed(word: str) -> None:
    assert NEVER_SAID.search(f"That is a {word}.")


@each_sample
def test_whoever_is_mentioned_can_be_called_something(sample: Sample) -> None:
    mentioned = {who for text in written(sent(sample)) for who in MENTIONED.findall(text)}

    assert mentioned <= made_up.CALLED.keys()


@pytest.mark.parametrize("capability", GALLERY)
def test_no_two_samples_of_a_capability_have_one_name(capability: str) -> None:
    names = [sample.name for sample in GALLERY[capability]()]

    assert sorted(set(names)) == sorted(names)


def test_whatever_draws_is_called_while_the_gallery_is_drawn() -> None:
    wanted = drawing_functions()

    called = called_by(lambda: [list(samples()) for samples in GALLERY.values()])

    assert len(wanted) > 30
    assert sorted(name for code, name in wanted.items() if code not in called) == []


def test_every_capability_that_shows_something_is_in_the_gallery() -> None:
    shows = {c.name for c in CAPABILITIES if c.cards or c.notices or c.home}

    assert shows - GALLERY.keys() == set()


def test_every_refusal_that_stands_by_itself_is_drawn() -> None:
    alone = {kind for kind, refusal in merged_refusals(CAPABILITIES).items() if refusal.field is None}

    assert alone - {type(error) for error in REFUSED.values()} == set()


def test_the_longest_texts_are_as_long_as_they_may_be() -> None:
    lengths = [len(text) for text in (made_up.LONGEST_NAME, made_up.LONGEST_OWN_ROLE, made_up.NOTE, made_up.REASON)]

    assert lengths == [LONGEST_NAME, LONGEST_OWN_ROLE, LONGEST_NOTE, LONGEST_REASON]


def test_the_longest_row_has_the_longest_title_and_the_most_to_read() -> None:
    rows = made_up.EDITION.rows

    assert max(rows, key=lambda row: len(row.title)).id == made_up.LONGEST_ROW
    assert max(rows, key=lambda row: sum(map(len, (row.title, row.purpose, *row.statements)))).id == made_up.LONGEST_ROW
