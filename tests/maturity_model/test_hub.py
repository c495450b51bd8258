"""Codes as people read them out and type them, and who looks after a new setting."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from maturity_model.hub import (
    CODE_LENGTH,
    CODE_LETTERS,
    MOST_TRIES,
    MOST_TRIES_OF_WORKSPACE,
    MemberSetting,
    Staff,
    code_in_print,
    hub_hours,
    least_busy,
    normal_code,
)
from maturity_model.ids import PersonId
from tests.given import ZONE
from tests.hub_given import BY_COLLEAGUE, BY_CONSULTANT, CODE, ELSEWHERE, NOW, hub, member, member_in_slack, setting

codes = st.text(alphabet=CODE_LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH)


def of(consultant: Staff | None, *names: str) -> list[MemberSetting]:
    return [replace(member(name), consultant=consultant) for name in names]


@pytest.mark.parametrize(
    "typed", ["ABCD2345", "abcd2345", "ABCD-2345", " abcd \u2013 2345 ", "A B C D 2 3 4 5", "abcd\n2345"]
)
def test_a_code_is_the_same_however_somebody_types_it(typed: str) -> None:
    assert normal_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "  -  ", "·····", "čžš", "٢٣٤٥"])
def test_what_has_no_letter_of_a_code_is_no_code(typed: str) -> None:
    assert normal_code(typed) == ""


@given(code=codes)
def test_a_code_that_is_read_out_is_the_code(code: str) -> None:
    assert normal_code(code_in_print(code)) == normal_code(code_in_print(code).lower()) == code


def test_a_code_is_read_out_in_two_halves() -> None:
    assert code_in_print(CODE) == "ABCD-2345"


@pytest.mark.parametrize("letter", "ILOU01")
def test_letters_that_look_or_sound_like_others_are_in_no_code(letter: str) -> None:
    assert letter not in CODE_LETTERS


def test_nobody_could_try_all_codes() -> None:
    codes_there_are = len(CODE_LETTERS) ** CODE_LENGTH
    tries_a_year = MOST_TRIES_OF_WORKSPACE * 24 * 366

    assert MOST_TRIES < MOST_TRIES_OF_WORKSPACE
    assert tries_a_year / codes_there_are < 1e-6


def test_who_looks_after_the_fewest_settings_gets_the_next() -> None:
    members = [*of(BY_CONSULTANT, "Avon", "Brook"), *of(BY_COLLEAGUE, "Clyde"), *of(None, "Dart")]

    assert least_busy(hub().staff, members) == BY_COLLEAGUE


def test_of_two_who_look_after_as_many_it_is_always_the_same() -> None:
    first, second = sorted(hub().staff)

    assert least_busy([second, first], []) == least_busy([first, second], []) == first


def test_who_looks_after_settings_and_is_no_staff_any_more_does_not_count() -> None:
    assert least_busy([BY_COLLEAGUE], of(BY_CONSULTANT, "Avon")) == BY_COLLEAGUE
    assert least_busy([], of(BY_CONSULTANT, "Avon")) is None


def test_the_same_id_in_another_workspace_is_somebody_else() -> None:
    same_id = Staff(workspace=ELSEWHERE, person=PersonId(BY_CONSULTANT.person))

    assert least_busy([BY_CONSULTANT, same_id], of(BY_CONSULTANT, "Avon")) == same_id


def test_a_setting_without_slack_has_a_contact_instead() -> None:
    assert not member("Avon").in_slack
    assert member_in_slack(setting("Avon")).in_slack


def test_a_hubs_own_people_are_written_to_on_weekdays_in_the_hours_of_schools() -> None:
    hours = hub_hours(ZONE)

    assert hours.is_open(NOW)
    assert not hours.is_open(NOW.replace(hour=18))
    assert not hours.is_open(NOW.replace(day=6))
