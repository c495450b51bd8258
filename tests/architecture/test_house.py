"""The house keeps its rules, and the rules keep working."""

from pathlib import Path

import pytest

from tests.architecture.house import MAY_BE_LONG, RULES, Example, Module, Rule, functions_are_short, read_house

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def house() -> list[Module]:
    """Every module, and its tree once a rule has asked for it: half a million objects, which go with these tests."""
    return read_house(TOP)


def name(rule: object) -> str:
    return getattr(rule, "__name__", "example")


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_house_keeps_its_rule(rule: Rule, house: list[Module]) -> None:
    violations = [violation for module in house for violation in rule(module)]

    assert not violations, "\n" + "\n".join(violations)


@pytest.mark.parametrize(("rule", "example"), RULES.items(), ids=name)
def test_a_rule_notices_code_that_breaks_it(rule: Rule, example: Example) -> None:
    violations = list(rule(Module(path=example.path, text=example.text)))

    assert len(violations) == 1
    assert violations[0].startswith(f"{example.path}:")


def test_all_four_packages_are_looked_at(house: list[Module]) -> None:
    looked_at = {module.path.split("/")[0] for module in house}

    assert looked_at == {"bot", "charts", "maturity_model", "storage"}


def test_a_long_docstring_does_not_make_a_function_long() -> None:
    promise = "    '''\n" + "    And so on.\n" * 40 + "    '''\n"

    violations = list(functions_are_short(Module(path="bot/app.py", text=f"def build():\n{promise}    return 1\n")))

    assert not violations


def test_every_exception_to_the_lengths_still_exists_and_has_its_reason(house: list[Module]) -> None:
    paths = {module.path for module in house}

    for place, reason in MAY_BE_LONG.items():
        assert place.split(":")[0] in paths
        assert reason
