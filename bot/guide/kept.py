"""What was found in a guide, and what a person said of it, as tables that JSON can keep."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter

from bot.guide.findings import Findings, Settled

_FINDINGS: Final = TypeAdapter(Findings)
_SETTLED: Final = TypeAdapter(Settled)


def kept_findings(findings: Findings) -> dict[str, Any]:
    """What was found, without the edition: of its words only rows that lost their columns, and words in doubt."""
    kept: dict[str, Any] = _FINDINGS.dump_python(replace(findings, edition=None), mode="json")
    return kept


def findings_from(kept: Mapping[str, Any]) -> Findings:
    """What was found, but for the edition."""
    return _FINDINGS.validate_python(kept)


def kept_settled(settled: Settled) -> dict[str, Any]:
    """What a person said of a guide."""
    kept: dict[str, Any] = _SETTLED.dump_python(settled, mode="json")
    return kept


def settled_from(kept: Mapping[str, Any]) -> Settled:
    """What a person said of a guide; nothing where nothing was kept."""
    return _SETTLED.validate_python(kept)
