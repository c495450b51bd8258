"""What `doctor` and `db check` found, as lines and as an exit status."""

from collections.abc import Sequence

from rich.text import Text

from bot.cli.console import NEEDS_MENDING, out
from storage.schema import Finding


def report(findings: Sequence[Finding]) -> int:
    """Show a line for each thing that was looked at, "ok", "note", or "fix" and what to do; give the exit status."""
    for finding in findings:
        rest = finding.subject if finding.fine else f"not so: {finding.subject}. {finding.advice}"
        out.print(_mark(finding) + Text(rest), soft_wrap=True)
    return 0 if all(finding.fine for finding in findings) else NEEDS_MENDING


def _mark(finding: Finding) -> Text:
    if finding.note:
        return Text("• note ", style="yellow")
    return Text("✓ ok   ", style="green") if finding.fine else Text("✗ fix  ", style="bold red")
