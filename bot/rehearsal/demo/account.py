"""What came of it, for reading: on the screen, and in summary.json."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.rehearsal.demo.kept import Kept
from bot.rehearsal.demo.plan import Plan
from bot.rehearsal.scene import Scene
from bot.rehearsal.stories.opening import SETTING
from maturity_model.catalog import COLUMNS, Edition, RowId, Theme
from maturity_model.disclosure import Audience, Moment, disclose
from maturity_model.notice import Notice
from maturity_model.outcome import Highlights, RowOutcome, indicated_strengths, priority_action_areas
from maturity_model.spread import NO_ANSWERS

CANNOT_SAY, AGREED = "can't say", "agreed"
WIDEST_COUNT = 3
FEW = ["few", "", "", "", ""]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the demo took. `memory` is the most that was in use, in MiB, the charts' process included."""

    seconds: float
    memory: int | None


def measured(seconds: float) -> Cost:
    """What this process and its ended children have taken so far."""
    if sys.platform == "win32":
        return Cost(seconds=seconds, memory=None)
    import resource  # noqa: PLC0415 - Windows has none

    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Cost(seconds=seconds, memory=sum(peaks) // unit)


def write_summary(plan: Plan, edition: Edition, kept: Kept, notices: Iterable[Notice]) -> None:
    """Write what came of each row, and of each notice, to summary.json."""
    whole = {
        "setting": SETTING,
        "academic_year": kept.review.academic_year,
        "edition": edition.id,
        "colleagues": plan.colleagues,
        "seed": plan.seed,
        "rows": [_row(row.id, kept) for row in edition.rows],
        "notices": [_notice(notice) for notice in notices],
    }
    plan.summary.write_text(json.dumps(whole, indent=2) + "\n", "utf-8")


def _row(row: RowId, kept: Kept) -> dict[str, object]:
    spread, agreement = kept.spreads.get(row, NO_ANSWERS), kept.agreements.get(row)
    return {
        "row": row,
        "counts": {str(column): count for column, count in zip(COLUMNS, spread.counts, strict=True)},
        "cannot_judge": spread.cannot_judge,
        "closeness": spread.closeness,
        "agreed_column": agreement.column if agreement else None,
        "agreed_together": bool(agreement and agreement.together),
    }


def _notice(notice: Notice) -> dict[str, object]:
    return {
        "kind": notice.kind,
        "to": notice.person or notice.channel,
        "state": notice.state,
        "why": notice.failure,
        "at": notice.settled_at.isoformat() if notice.settled_at else None,
    }


def tell(console: Console, on: Scene, kept: Kept) -> None:
    """Tell what happened, theme by theme, and what the group will work on."""
    together = sum(agreement.together for agreement in kept.agreements.values())
    console.print(f"\n[bold]{SETTING} has held its careers review[/bold]")
    colleagues = "1 colleague" if len(on.colleagues) == 1 else f"{len(on.colleagues)} colleagues"
    console.print(
        f"{colleagues} pressed {len(kept.answers)} answers. The meeting agreed "
        f"{len(kept.agreements)} rows, {together} of them together. The bot made {len(on.slack.calls)} calls to Slack."
    )
    console.print("Below: how many named each column, as the meeting saw it; “few” where fewer than three did.")
    for theme in on.edition.themes:
        console.print(_theme(theme, kept))
    outcomes = [_outcome(row.id, kept) for row in on.edition.rows]
    _name(console, "Indicated strengths", indicated_strengths(outcomes), on.edition)
    _name(console, "Priority action areas", priority_action_areas(outcomes), on.edition)


def _outcome(row: RowId, kept: Kept) -> RowOutcome:
    agreement = kept.agreements.get(row)
    return RowOutcome(row=row, column=agreement.column if agreement else None, spread=kept.spreads.get(row))


def _theme(theme: Theme, kept: Kept) -> Table:
    table = Table(
        title=Text(f"\n{theme.number} {theme.title}", style="bold"),
        title_justify="left",
        box=None,
        pad_edge=False,
        expand=True,
    )
    table.add_column("", ratio=1, no_wrap=True)
    for name in (*map(str, COLUMNS), CANNOT_SAY, AGREED):
        table.add_column(name, justify="right", width=max(len(name), WIDEST_COUNT))
    for row in theme.rows:
        spread, agreement = kept.spreads.get(row.id, NO_ANSWERS), kept.agreements.get(row.id)
        seen = disclose(spread, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED)
        counts = [str(count) if count else "·" for count in (*seen.counts, seen.cannot_judge)] if seen.counts else FEW
        table.add_row(Text(f"{row.id} {row.title}"), *counts, str(agreement.column) if agreement else "open")
    return table


def _name(console: Console, title: str, named: Highlights, edition: Edition) -> None:
    console.print(f"\n[bold]{title}[/bold]")
    for row in named.rows:
        console.print(Text(f"  {row} {edition.row(row).title}"), no_wrap=True, overflow="ellipsis")
    if named.tied:
        console.print(Text(f"  {named.places_left} more, for the group to choose: {', '.join(named.tied)}"))


def tell_files(console: Console, plan: Plan, cost: Cost) -> None:
    """Tell where everything lies, and what it took."""
    files = Table.grid(padding=(0, 2))
    for file, holds in (
        (plan.picture, "the picture that stands in the channel's thread"),
        (plan.summary, "what came of each row"),
        (plan.transcript, "everything the bot asked of Slack, and the answers"),
        (plan.database, "the bot's own database"),
        (plan.spreadsheet, "what the hub's lead was sent"),
        (plan.hub_transcript, "the same of the hub's year"),
        (plan.hub_database, "and its database"),
    ):
        files.add_row(Text(f"  {file}"), holds)
    console.print()
    console.print(files)
    memory = f" and {cost.memory} MiB at most, the charts' process included" if cost.memory else ""
    console.print(f"\nIt took {cost.seconds:.1f} seconds{memory}.")
