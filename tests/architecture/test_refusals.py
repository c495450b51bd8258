"""Every refusal that a use case says it raises has its sentence."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

import bot.capabilities
from bot.app import CAPABILITIES
from bot.capability import Capability
from maturity_model import errors
from maturity_model.errors import DomainError

RAISES = re.compile(r"^\s{4,}(\w+): ", re.MULTILINE)


def modules_of(capability: Capability) -> Iterator[ModuleType]:
    """The use cases of a capability, whether they are a file or a folder."""
    name = f"{bot.capabilities.__name__}.{capability.name}.use_cases"
    try:
        whole = importlib.import_module(name)
    except ModuleNotFoundError:
        return
    yield whole
    for part in pkgutil.iter_modules(getattr(whole, "__path__", ())):
        yield importlib.import_module(f"{name}.{part.name}")


def raised_by(module: ModuleType) -> set[type[DomainError]]:
    """What the docstrings of a module's own functions say that they raise."""
    named: set[str] = set()
    for _, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__:
            _, _, raises = (inspect.getdoc(function) or "").partition("Raises:")
            named.update(RAISES.findall(raises))
    found = {getattr(errors, name, None) for name in named}
    return {kind for kind in found if isinstance(kind, type) and issubclass(kind, DomainError)}


@pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda capability: capability.name)
def test_every_refusal_of_a_use_case_has_its_sentence(capability: Capability) -> None:
    raised = {kind for module in modules_of(capability) for kind in raised_by(module)}

    assert raised - set(capability.refusals) == set()


def test_use_cases_say_what_they_raise() -> None:
    raised = {kind for capability in CAPABILITIES for module in modules_of(capability) for kind in raised_by(module)}

    assert {errors.NotAllowed, errors.NothingThere, errors.RowAlreadyOpened, errors.WrongStage} <= raised
