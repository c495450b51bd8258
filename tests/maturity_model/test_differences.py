"""Which words differ: what is marked is what a reader would point at, and no letter is lost."""

import pytest
from hypothesis import given, strategies as st

from maturity_model.differences import APOSTROPHE, Piece, differing_phrases

STATEMENTS = st.lists(st.sampled_from(["a", "careers", "Careers.", "and", " ", "\n", "• ", "*x*", "—"])).map("".join)
ANY_STATEMENT = STATEMENTS | st.text()


def marked(one: str, other: str) -> tuple[str, str]:
    """Both statements with what differs in brackets."""
    first, second = differing_phrases(one, other)
    return _bracketed(first), _bracketed(second)


def _bracketed(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        pytest.param(
            "Data is collected on an occasional basis.",
            "Data is regularly collected.",
            "Data is collected [on an occasional basis.]",
            "Data is [regularly] collected.",
            id="a run of words is one phrase",
        ),
        pytest.param("A vision exists.", "A vision exists", "A vision exists.", "A vision exists", id="a full stop"),
        pytest.param("Careers matter", "careers, matter", "Careers matter", "careers, matter", id="capitals, commas"),
        pytest.param(
            "The setting's", f"The setting{APOSTROPHE}s", "The setting's", f"The setting{APOSTROPHE}s", id="quotes"
        ),
        pytest.param("a plan", "a plan / aim", "a plan", "a plan [/ aim]", id="a mark that is a word"),
        pytest.param(
            "They inform some leaders",
            "They support to few learners",
            "They [inform some leaders]",
            "They [support to few learners]",
            id="nothing in common after the first word",
        ),
        pytest.param(
            "seen now and then",
            "seen monthly and planned",
            "seen [now and then]",
            "seen [monthly and planned]",
            id="a little word between two phrases goes with them",
        ),
        pytest.param(
            "Staff:\n• plan lessons\n• look back",
            "Staff plan:\n• lessons\n\nThey look back",
            "Staff:\n• plan lessons\n• look back",
            "Staff plan:\n• lessons\n\n[They] look back",
            id="where a list begins or ends",
        ),
        pytest.param("One.\nTwo.", "Three.", "[One.]\n[Two.]", "[Three.]", id="a phrase ends with its line"),
        pytest.param("", "New", "", "[New]", id="nothing beside something"),
    ],
)
def test_what_differs_is_marked(one: str, other: str, first: str, second: str) -> None:
    assert marked(one, other) == (first, second)


@given(ANY_STATEMENT, ANY_STATEMENT)
def test_the_pieces_are_the_statements_letter_for_letter(one: str, other: str) -> None:
    first, second = differing_phrases(one, other)

    assert "".join(piece.text for piece in first) == one
    assert "".join(piece.text for piece in second) == other


@given(ANY_STATEMENT, ANY_STATEMENT)
def test_a_phrase_begins_and_ends_with_a_word_and_stays_on_its_line(one: str, other: str) -> None:
    for piece in (*differing_phrases(one, other)[0], *differing_phrases(one, other)[1]):
        assert piece.text
        assert not piece.differs or (piece.text == piece.text.strip() and "\n" not in piece.text)


@given(ANY_STATEMENT)
def test_a_statement_does_not_differ_from_itself(statement: str) -> None:
    assert not any(piece.differs for piece in differing_phrases(statement, statement)[0])


@given(STATEMENTS, STATEMENTS)
def test_what_is_not_marked_stands_in_both_in_the_same_order(one: str, other: str) -> None:
    kept, others_kept = (
        [word.strip(".•—*").casefold() for piece in pieces if not piece.differs for word in piece.text.split()]
        for pieces in differing_phrases(one, other)
    )

    assert list(filter(None, kept)) == list(filter(None, others_kept))


@pytest.mark.parametrize(("kinds_of_word", "phrases"), [(2, 1), (80, 1), (1000, 1000)])
def test_only_texts_that_say_the_same_over_and_over_are_not_compared_word_by_word(
    kinds_of_word: int, phrases: int
) -> None:
    """A modal waits for it, and two such texts of the longest kind would take seconds."""
    one = " ".join(str(number % kinds_of_word) for number in range(1000))
    other = " ".join(f"{number % kinds_of_word} {number + 5000}" for number in range(1000))

    marked = [piece for piece in differing_phrases(one, other)[1] if piece.differs]

    assert len(marked) == phrases
