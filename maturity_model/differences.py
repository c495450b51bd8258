"""Which words of two statements differ, for those who weigh one column against its neighbour."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import groupby
from typing import Final

from maturity_model.catalog import BULLET

MOST_LIKENESSES: Final = 12_000
"""How many pairs of like words are compared one by one: texts have a few hundred, only made-up ones have more."""
LONGEST_LITTLE_WORD: Final = 3  # "and", "to", "of"
APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"

_WORD: Final = re.compile(r"\S+")
_AROUND: Final = re.compile(r"^\W+|\W+$")
_POINT: Final = BULLET.strip()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Part of a statement; `differs` where the other statement does not have these words there."""

    text: str
    differs: bool


@dataclass(frozen=True, kw_only=True)
class _Word:
    """A word, what it is compared by, and where it stands in its statement."""

    key: str
    begins: int
    ends: int


def differing_phrases(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both statements in pieces: the phrases in which they differ, and what stands between them.

    Words are compared without their capitals and the punctuation around them; a little word that both have between two
    phrases goes with them. A phrase never goes on beyond a line; a list's marks and the ends of lines belong to no
    phrase. Joined again, the pieces are the statements letter for letter.
    """
    words, others = _words_of(one), _words_of(other)
    differ, others_differ = set(range(len(words))), set(range(len(others)))
    for alike in _alike([word.key for word in words], [word.key for word in others]):
        differ.difference_update(range(alike.a, alike.a + alike.size))
        others_differ.difference_update(range(alike.b, alike.b + alike.size))
    return _in_pieces(one, words, differ), _in_pieces(other, others, others_differ)


def _words_of(statement: str) -> list[_Word]:
    return [
        _Word(key=_key(found[0]), begins=found.start(), ends=found.end())
        for found in _WORD.finditer(statement)
        if not _marks_a_point(statement, found)
    ]


def _marks_a_point(statement: str, found: re.Match[str]) -> bool:
    begins_line = found.start() == 0 or statement[found.start() - 1] == "\n"
    return begins_line and found[0] == _POINT


def _key(word: str) -> str:
    return _AROUND.sub("", word).replace(APOSTROPHE, "'").casefold() or word


def _alike(words: Sequence[str], others: Sequence[str]) -> list[Match]:
    """The stretches of words that both have, in order: where each begins in one and in the other, and how long it is.

    Where it would take too long to compare everything, only the common beginning and end are found.
    """
    before = _common(words, others)
    after = _common(words[before:][::-1], others[before:][::-1])
    left, others_left = words[before : len(words) - after], others[before : len(others) - after]
    counts = Counter(others_left)
    if sum(counts[word] for word in left) > MOST_LIKENESSES:
        left = ()
    blocks = SequenceMatcher(a=left, b=others_left, autojunk=False).get_matching_blocks()[:-1]
    found = [Match(before + block.a, before + block.b, block.size) for block in blocks]
    whole = [Match(0, 0, before), *found, Match(len(words) - after, len(others) - after, after)]
    between = zip(whole, whole[1:], whole[2:], strict=False)
    return [
        whole[0],
        *(block for last, block, following in between if not _is_little(words, last, block, following)),
        whole[-1],
    ]


def _is_little(words: Sequence[str], last: Match, block: Match, following: Match) -> bool:
    """Whether it is a little word with something that differs on both its sides, in both statements."""
    if block.size != 1 or len(words[block.a]) > LONGEST_LITTLE_WORD:
        return False
    begins_apart = last.a + last.size < block.a and last.b + last.size < block.b
    return begins_apart and block.a + 1 < following.a and block.b + 1 < following.b


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    pairs = enumerate(zip(words, others, strict=False))
    return next((place for place, (word, other) in pairs if word != other), min(len(words), len(others)))


def _in_pieces(statement: str, words: Sequence[_Word], differ: set[int]) -> tuple[Piece, ...]:
    """The statement, cut wherever a phrase that differs begins or ends."""
    marked = [False] * len(statement)
    for place in sorted(differ):
        word = words[place]
        marked[word.begins : word.ends] = [True] * (word.ends - word.begins)
        if place + 1 in differ and statement[word.ends : words[place + 1].begins].isspace():
            gap = statement[word.ends : words[place + 1].begins]
            marked[word.ends : words[place + 1].begins] = ["\n" not in gap] * len(gap)
    runs = (tuple(run) for _, run in groupby(range(len(statement)), key=marked.__getitem__))
    return tuple(Piece(text=statement[run[0] : run[-1] + 1], differs=marked[run[0]]) for run in runs)
