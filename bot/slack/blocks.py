"""Block Kit as plain JSON: what Slack draws messages and views from.

Each is a dict with a type of its own, so that mypy tells a block from an element. `bot.kit` builds them, and keeps the
texts in them within Slack's limits.
"""

from typing import Any, NewType

Block = NewType("Block", dict[str, Any])
"""One part of a message or view, from top to bottom."""

Element = NewType("Element", dict[str, Any])
"""What people press, choose from or fill in; it stands inside a block."""

Option = NewType("Option", dict[str, Any])
"""One thing to choose."""

OptionGroup = NewType("OptionGroup", dict[str, Any])
"""Options under a heading of their own."""

Confirm = NewType("Confirm", dict[str, Any])
"""Slack's own "are you sure"."""

View = NewType("View", dict[str, Any])
"""A modal, or somebody's Home."""
