"""Words with a hyphen that may be their own or a line's end's: which they are, and how they are written."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, Self

from bot.guide.document import DIVIDED, Document, with_words, words_of
from bot.guide.findings import Asks, DividedWord, Settled, Trouble
from bot.guide.gathering import Gathered

WORD: Final = re.compile(rf"\w+(?:[-‐'’]{DIVIDED}?\w+)*")  # noqa: RUF001 - hyphens and apostrophes, typed and printed
"""A word, perhaps of several parts, perhaps with DIVIDED in it."""

_PLACE: Final = re.compile(rf"([-‐]){DIVIDED}")  # noqa: RUF001 - the same
_MOST_PLACES: Final = 3


def hyphened(text: str) -> str:
    """The text with every hyphen that it has."""
    return text.replace(DIVIDED, "")


def plainly(word: str) -> str:
    """The word as all its spellings are compared: small letters, and hyphens as they are typed."""
    return hyphened(word).replace("‐", "-").casefold()  # noqa: RUF001 - the printed hyphen


def with_divided(text: str, written: Callable[[str], str]) -> str:
    """The text, each of its words that has DIVIDED as `written` says."""
    return WORD.sub(lambda found: written(found[0]) if DIVIDED in found[0] else found[0], text)


def ways_to_write(word: str) -> tuple[str, ...]:
    """Every way to write a word that has DIVIDED: first with all its hyphens, last with none of those in doubt."""
    places = word.count(DIVIDED)
    if places > _MOST_PLACES:
        return hyphened(word), _PLACE.sub("", word)
    return tuple(_written(word, kept) for kept in product((True, False), repeat=places))


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of a document that are not in doubt, and the parts that hyphens join in them, as they are compared."""

    words: frozenset[str]
    parts: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> Self:
        """The words of this document."""
        every = (word for part in document for text in words_of(part) for word in WORD.findall(text))
        words = frozenset(plainly(word) for word in every if DIVIDED not in word)
        return cls(words=words, parts=frozenset(part for word in words for part in word.split("-")))

    def way_of(self, word: str) -> str | None:
        """The way in which the document writes a word in doubt elsewhere; None where it does not, or in several."""
        found = [way for way in ways_to_write(word) if plainly(way) in self.words]
        return found[0] if len(found) == 1 else None

    def between_words(self, word: str) -> list[bool]:
        """For each hyphen of a word that is in doubt, whether it stands between two words of the document."""
        first, *rest = _PLACE.split(word)
        sides = [plainly(side).split("-") for side in (first, *rest[1::2])]
        return [before[-1] in self.parts and after[0] in self.parts for before, after in pairwise(sides)]


def divided_words(document: Document, found: Gathered) -> tuple[DividedWord, ...]:
    """The words of the model that are in doubt, each once.

    Proposed is how the document writes the word elsewhere, else with a hyphen where that stands between two words.
    """
    vocabulary = Vocabulary.of(document)
    in_the_model = {plainly(word) for text in _texts_of(found) for word in WORD.findall(text)}
    words: dict[tuple[str, ...], DividedWord] = {}
    for part in document:
        for word in (word for text in words_of(part) for word in WORD.findall(text) if DIVIDED in word):
            if plainly(word) in in_the_model:
                ways = ways_to_write(word)
                seems = vocabulary.way_of(word) or _written(word, vocabulary.between_words(word))
                divided = DividedWord(ways=ways, proposed=seems if seems in ways else ways[0], where=part.where)
                words.setdefault(_as_one(ways), divided)
    return tuple(words.values())


def with_hyphens(document: Document, words: Iterable[DividedWord], settled: Settled) -> Document:
    """The document without DIVIDED: words in doubt as a person says, and until they do with all their hyphens."""
    if not any(DIVIDED in text for part in document for text in words_of(part)):
        return document
    meant = {_as_one(word.ways): word.ways.index(way) for word in words if (way := meant_way(word, settled))}

    def written(word: str) -> str:
        ways = ways_to_write(word)
        return ways[meant.get(_as_one(ways), 0)]

    return [with_words(part, lambda text: hyphened(with_divided(text, written))) for part in document]


def meant_way(word: DividedWord, settled: Settled) -> str | None:
    """How a person says that a word is written; None where nobody did, or they named several ways."""
    if settled.hyphens is None:
        return word.proposed if settled.accept else None
    said = set(map(plainly, settled.hyphens))
    named = [way for way in word.ways[:-1] if plainly(way) in said]
    if len(named) > 1:
        return None
    return named[0] if named else word.ways[-1]


def hyphen_troubles(words: Iterable[DividedWord], settled: Settled) -> Iterator[Trouble]:
    """What somebody has to look at, and what they said of a word that is not in doubt."""
    words = tuple(words)
    unsettled = [word for word in words if meant_way(word, settled) is None]
    if unsettled:
        listed = ", ".join(f"{' or '.join(word.ways)} ({word.where})" for word in unsettled)
        what = f"Some lines end in the middle of a word, and I can't tell which words have a hyphen: {listed}."
        yield Trouble(where="the guide", what=what, asks=Asks.HYPHENS)
    in_doubt = {plainly(way) for word in words for way in word.ways[:-1]}
    for word in sorted(settled.hyphens or ()):
        if plainly(word) not in in_doubt:
            yield Trouble(where=f"“{word}”", what="You said how it is written, and that is not in doubt.")


def _as_one(ways: Iterable[str]) -> tuple[str, ...]:
    """What the same word has in common wherever the same places of it are divided."""
    return tuple(map(plainly, ways))


def _written(word: str, kept: Iterable[bool]) -> str:
    """The word with those of its hyphens in doubt that are kept."""
    keep = iter(kept)
    return _PLACE.sub(lambda hyphen: hyphen[1] if next(keep) else "", word)


def _texts_of(found: Gathered) -> Iterator[str]:
    yield from found.names
    for row in found.rows:
        yield from (row.title, row.theme, *row.statements, *row.paragraphs)
    for told in found.changes.values():
        yield from (told.purpose, told.change.core, told.change.reason)
