"""How long rows take is said after how much there is to read."""

from dataclasses import replace

import pytest

from bot.kit.words import about_minutes
from maturity_model.catalog import Edition
from tests.given import built_in


def with_words(each: int) -> Edition:
    """An edition whose rows have so many words in their four statements together."""
    statement = " ".join(["careers"] * (each // 4))
    whole = built_in()
    themes = tuple(
        replace(theme, rows=tuple(replace(row, statements=(statement,) * 4) for row in theme.rows))
        for theme in whole.themes
    )
    return replace(whole, themes=themes)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (1, "a few minutes"),
        (4, "a few minutes"),
        (5, "about 5 minutes"),
        (6, "about 10 minutes"),
        (32, "about 35 minutes"),
    ],
)
def test_a_row_of_our_summary_takes_a_minute(rows: int, said: str) -> None:
    assert about_minutes(rows, built_in()) == said


@pytest.mark.parametrize(
    ("words", "said"), [(0, "about 20 minutes"), (120, "about 35 minutes"), (220, "about 50 minutes")]
)
def test_more_to_read_takes_longer(words: int, said: str) -> None:
    assert about_minutes(32, with_words(words)) == said
