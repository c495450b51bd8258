"""Words that the end of a line divides: how they are written elsewhere tells whether the hyphen is their own."""

import re
from collections.abc import Callable
from typing import Final

from bot.guide.document import DIVIDED, Document, with_words, words_of
from bot.guide.hyphens import WORD, Vocabulary, hyphened, plainly, with_divided

HYPHENS: Final = ("-", "‐")  # noqa: RUF001 - as it is typed, and as it is printed

AT_WILL: Final = 3
"""A document that divides so many words which it writes as one elsewhere, and never with a hyphen, does so at will."""

_HYPHEN_OF_A_WORD: Final = re.compile(r"[^\W\d_][-‐]$")  # noqa: RUF001 - a hyphen as it is typed, and as it is printed
_SUSPENDED: Final = re.compile(rf"\b([^\W\d_]+)[-‐]{DIVIDED} (and|or|to)(?=\s|$)")  # noqa: RUF001 - the same
_SUSPENDS: Final = re.compile(r"(and|or|to)(\s|$)")


def joined_lines(before: str, after: str) -> str:
    """Two lines, the first of which ends with a hyphen inside a word; with DIVIDED, where that may not be its own.

    In "pre- and post-16" the hyphen ends a word; where "seni-" and "or" meet, it may not.
    """
    if _SUSPENDS.match(after):
        return f"{before}{DIVIDED} {after}"
    in_capitals = before[-2:-1].isupper() and after[:2].isupper()
    may_divide = _HYPHEN_OF_A_WORD.search(before) and (after[:1].islower() or in_capitals)
    return f"{before}{DIVIDED if may_divide else ''}{after}"


def made_whole(document: Document) -> Document:
    """The document with divided words as they are written elsewhere in it; DIVIDED stays where that does not tell.

    It tells nothing of a word that stands nowhere else, or both with its hyphen and without; nor of one whose hyphen
    stands between two words, which may be written as one elsewhere: "stand-alone", and "standalone".
    """
    vocabulary = Vocabulary.of(document)
    divided = {w for part in document for text in words_of(part) for w in WORD.findall(text) if DIVIDED in w}
    known = {word: way for word in divided if (way := vocabulary.way_of(word))}
    joined = {word for word, way in known.items() if way != hyphened(word)}
    doubtful = {word for word in joined if len(joined) < AT_WILL or any(vocabulary.between_words(word))}
    sure = {word: way for word, way in known.items() if word not in doubtful}

    def whole(text: str) -> str:
        return _SUSPENDED.sub(_one_word_or_two(vocabulary), with_divided(text, lambda word: sure.get(word, word)))

    return [with_words(part, whole) for part in document]


def _one_word_or_two(vocabulary: Vocabulary) -> Callable[[re.Match[str]], str]:
    def told(found: re.Match[str]) -> str:
        one_word = found[1] + found[2]
        return one_word if plainly(one_word) in vocabulary.words else hyphened(found[0])

    return told
