"""Values that travel through Slack."""

from dataclasses import dataclass

import pytest
from hypothesis import given, strategies as st

from bot.slack.ids import BadPayload, Packed
from maturity_model.ids import ReviewId


@dataclass(frozen=True, kw_only=True)
class Choice(Packed):
    review: ReviewId
    column: int | None
    role: str


@dataclass(frozen=True, kw_only=True)
class From(Packed):
    review: ReviewId | None


@pytest.mark.parametrize("review", [ReviewId("r"), None])
def test_an_id_that_may_be_missing_comes_back_as_it_went(review: ReviewId | None) -> None:
    assert From.decode(From(review=review).encode()) == From(review=review)


IDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=64)


@given(review=IDS, column=st.none() | st.integers(), role=IDS)
def test_a_value_comes_back_as_it_went(review: str, column: int | None, role: str) -> None:
    choice = Choice(review=ReviewId(review), column=column, role=role)

    assert Choice.decode(choice.encode()) == choice


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "null",
        "{}",
        "[]",
        '["r",1]',
        '["r",1,"n","more"]',
        '[1,1,"n"]',
        '["r","1","n"]',
        '["r",true,"n"]',
        '["r",1.0,"n"]',
        '["r",1,null]',
        '["r",1,"\\ud83d"]',
        '["r",1,"a\\u0000b"]',
        '["r",1,""]',
        f'["r",1,"{"n" * 65}"]',
        "[" * 100_000,
        "not json",
    ],
)
def test_a_forged_value_is_refused(forged: str) -> None:
    with pytest.raises(BadPayload):
        Choice.decode(forged)
