"""Tortures run unmeasured: following every call makes them last three times as long, and other tests cover the same."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage looks away while a torture runs."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("no_cover")
