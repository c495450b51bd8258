"""What the app asked for when it was installed: scopes, events, commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

INSTALLED = Path(__file__).parents[2] / "app_manifest.yml"
IN_CHECKOUT = Path(__file__).parents[3] / "app_manifest.yml"
MANIFEST = INSTALLED if INSTALLED.exists() else IN_CHECKOUT


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The parts of `app_manifest.yml` that decide what Slack allows and delivers.

    Attributes:
        scopes: all that the app asks for; in a rehearsal all of it is granted.
        optional: those among them that a workspace may keep back.
    """

    scopes: frozenset[str]
    optional: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, bool]
    """Each command, and whether what is typed after it arrives escaped."""


def read_manifest(path: Path = MANIFEST) -> Manifest:
    """Read the manifest that a workspace would be asked to accept."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    scopes = written["oauth_config"]["scopes"]
    optional = frozenset(scopes.get("bot_optional", ()))
    return Manifest(
        scopes=optional | frozenset(scopes["bot"]),
        optional=optional,
        events=frozenset(written["settings"]["event_subscriptions"]["bot_events"]),
        commands={one["command"]: one.get("should_escape", False) for one in written["features"]["slash_commands"]},
    )
