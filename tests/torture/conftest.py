"""Tortures run unmeasured: following every call makes them last twice as long, and other tests cover the same."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of them, before any are chosen by their marks."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("unmeasured")
