"""The cast: twelve roles and more, each with opinions of their own, and the same again for the same seed."""

from collections import Counter
from collections.abc import Mapping

import pytest

from bot.rehearsal.cast import Opinion, Part, cast_of, opinions_of
from maturity_model.catalog import COLUMNS, RowId
from maturity_model.review import MOST_COLLEAGUES, Family, Role
from maturity_model.spread import Closeness, Spread
from tests import given

EDITION = given.built_in()


def minds(size: int, seed: int) -> Mapping[Part, Mapping[RowId, Opinion]]:
    return {part: opinions_of(part, EDITION, seed) for part in cast_of(size)}


def spreads(size: int, seed: int) -> list[Spread]:
    cast = minds(size, seed)
    return [
        Spread.of((part.role.family, opinions[row.id].column) for part, opinions in cast.items())
        for row in EDITION.rows
    ]


def test_twelve_colleagues_have_twelve_roles_of_every_family() -> None:
    roles = [part.role for part in cast_of(12)]

    assert len(set(roles)) == 12
    assert {role.family for role in roles} == set(Family)


def test_the_first_one_is_the_careers_leader() -> None:
    assert cast_of(1)[0].role is Role.CAREERS_LEADER


def test_beyond_twelve_the_roles_come_round_again_under_other_names() -> None:
    cast = cast_of(MOST_COLLEAGUES)

    assert len({part.name for part in cast}) == MOST_COLLEAGUES
    assert "SENCo 2" in {part.name for part in cast}


def test_the_same_seed_gives_the_same_opinions_and_another_one_others() -> None:
    assert minds(12, seed=1) == minds(12, seed=1)
    assert minds(12, seed=1) != minds(12, seed=2)


def test_an_opinion_does_not_depend_on_how_many_others_there_are() -> None:
    few, many = minds(3, seed=1), minds(30, seed=1)

    assert all(many[part] == few[part] for part in few)


def test_everybody_thinks_something_of_every_row() -> None:
    for opinions in minds(12, seed=1).values():
        assert [*opinions] == [row.id for row in EDITION.rows]
        assert {opinion.column for opinion in opinions.values()} <= {None, *COLUMNS}


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_a_meeting_of_twelve_has_something_of_everything_to_talk_about(seed: int) -> None:
    found = Counter(spread.closeness for spread in spreads(12, seed))

    assert set(found) == set(Closeness)
    assert found[Closeness.CLOSE] >= 8


def test_rows_tend_to_every_column() -> None:
    found = {max(COLUMNS, key=lambda column: spread.counts[column - 1]) for spread in spreads(12, seed=1)}

    assert found == set(COLUMNS)


def test_a_governor_says_more_often_that_they_cannot_say_than_a_careers_adviser() -> None:
    whole = Counter(
        part.role
        for part, opinions in minds(120, seed=1).items()
        for opinion in opinions.values()
        if opinion.column is None
    )

    assert whole[Role.LINK_GOVERNOR] > 2 * whole[Role.CAREERS_ADVISER]


def test_some_notes_may_be_shown_and_some_may_not() -> None:
    notes = [opinion.note for opinions in minds(12, seed=1).values() for opinion in opinions.values() if opinion.note]

    assert {note.may_be_shown for note in notes} == {True, False}
