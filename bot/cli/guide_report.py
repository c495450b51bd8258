"""What was found in a guide, told on the command line: what it holds, what is unsettled and where, what to do."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.table import Table
from rich.text import Text

from bot.cli.console import say, show_table
from bot.guide.findings import Asks, DividedWord, Ends, Findings, Proposal
from maturity_model.catalog import COLUMNS, Edition

_OPTION = {
    Asks.NAME: "Name it with --id.",
    Asks.KINDS: "Say so with --kind school, --kind special or --kind college; it may be given more than once.",
    Asks.YEAR: "Say so with --year.",
    Asks.ROWS: "If your guide is meant to be so, say how many rows it has with --rows.",
}


def report(findings: Findings) -> None:
    """Tell what was found: first how much, then each thing that is unsettled, then how to settle it."""
    told = f"; what changed is told of {findings.changes}" if findings.changes else ""
    say(f"Found: {_counted(findings.themes, 'theme')}, {_of(findings)}{told}.")
    for proposal in findings.settled:
        say(f"Row {proposal.row} had lost its columns; they were parted as you said.")
    for number, trouble in enumerate(findings.troubles, start=1):
        how = _OPTION.get(trouble.asks, "") if trouble.asks else ""
        say(f"{number}. {trouble.where}: {trouble.what} {how}".rstrip())
    if findings.divided:
        _show_words(findings.divided)
    for proposal in findings.proposals:
        _show(proposal)


def whole(edition: Edition) -> str:
    """How much an edition holds, in a line."""
    rows = len(edition.rows)
    counted = f"{_counted(len(edition.themes), 'theme')}, {_counted(rows, 'row')}, {rows * len(COLUMNS)} statements"
    return f"{edition.id} is whole: {counted}. For: {', '.join(sorted(edition.kinds))}, from {edition.year}."


def _show_words(words: Iterable[DividedWord]) -> None:
    hyphened = ",".join(word.proposed for word in words if word.proposed != word.ways[-1])
    say("I propose a hyphen where both parts are words of this guide. Take that with --accept, or name every word that")
    say(f"has one: --hyphens '{hyphened}'")


def _show(proposal: Proposal) -> None:
    say(f"\nRow {proposal.row}, {proposal.title} ({proposal.where}), has lost its columns. Its paragraphs:")
    table = Table("", "column", "paragraph", "cue words", box=None, pad_edge=False)
    columns = dict(_columns(proposal.ends, len(proposal.paragraphs)) if proposal.ends else ())
    for number, (paragraph, cues) in enumerate(zip(proposal.paragraphs, proposal.cues, strict=True), start=1):
        table.add_row(str(number), columns.get(number, "?"), Text(paragraph), Text(", ".join(cues)))
    show_table(table)
    if len(proposal.paragraphs) < len(COLUMNS):
        say("Four columns can't be made of that: a list is one paragraph, together with the words before it.")
        say("Please give me the guide as PDF, or as text whose paragraphs have an empty line between them.")
    elif proposal.ends:
        ends = ",".join(map(str, proposal.ends))
        say(f"Proposed: columns 1, 2 and 3 end after paragraphs {ends}. Take it with --accept, or say where they end:")
        say(f"--columns {proposal.row}={ends}")
    else:
        say("The cue words leave open where columns 1, 2 and 3 end. Say after which paragraphs they do, such as:")
        say(f"--columns {proposal.row}=2,4,7")


def _columns(ends: Ends, paragraphs: int) -> Iterator[tuple[int, str]]:
    for column, (begin, end) in zip(COLUMNS, pairwise((0, *ends, paragraphs)), strict=True):
        yield from ((number, str(column)) for number in range(begin + 1, end + 1))


def _of(findings: Findings) -> str:
    """How many rows there are, and how many there should be."""
    if findings.expected:
        return f"{findings.rows} of {_counted(findings.expected, 'row')}"
    return _counted(findings.rows, "row")


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
