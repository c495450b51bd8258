"""The words of the charts, without matplotlib, so that whoever posts a chart can say the same beside it."""

from collections.abc import Sequence

from maturity_model.catalog import COLUMNS, Column, RowId, Theme, Wording
from maturity_model.comparison import Comparison
from maturity_model.outcome import Highlights, Snapshot

LONGEST_DESCRIPTION = 1000
"""The most characters Slack takes as a file's alternative text."""

NOT_AGREED = "not agreed"
READING = "The dark cell is the agreed column: 1 occasional, 2 regular, 3 routine, 4 embedded."
REWORDED = "wording changed, compare with care"
ASSUMED = "Rows are matched by their numbers; that is assumed, not proven."
ANSWERED = {Wording.SUMMARY: "our summary", Wording.OFFICIAL: "the publisher's own words"}
OUR_RULE = "Our rule: strengths are rows agreed at column 4, then 3; priority areas at column 1, then 2."


def heading_of(snapshot: Snapshot) -> str:
    """The year, and how many rows were agreed."""
    rows, agreed = len(snapshot.edition.rows), len(snapshot.edition.rows) - len(snapshot.not_agreed)
    if agreed == rows:
        return f"Careers review {snapshot.academic_year} · all {rows} rows agreed"
    return f"Careers review {snapshot.academic_year} · {agreed} of {rows} rows agreed"


def benchmarks_of(theme: Theme) -> str:
    """The theme's number and the Gatsby Benchmarks it is about: "Theme 2 · Benchmarks 1 and 3"."""
    if not theme.benchmarks:
        return f"Theme {theme.number}"
    noun = "Benchmark" if len(theme.benchmarks) == 1 else "Benchmarks"
    return f"Theme {theme.number} · {noun} {_listed([str(number) for number in theme.benchmarks])}"


def name_of_strengths(highlights: Highlights) -> str:
    """What rows named as strengths are called: "furthest on" where the rule found none."""
    return _called(highlights, by_rule="indicated strength", otherwise="furthest on")


def name_of_priorities(highlights: Highlights) -> str:
    """What rows named as priority areas are called: "next to work on" where the rule found none."""
    return _called(highlights, by_rule="priority action area", otherwise="next to work on")


def choice_among(highlights: Highlights) -> str:
    """That the tied rows are on a par, and how many of them may be chosen."""
    return f"on a par: choose {highlights.places_left} of {len(highlights.tied)}"


def count_of_rows(count: int) -> str:
    """So many rows."""
    return "1 row" if count == 1 else f"{count} rows"


def agreed_in(academic_year: str) -> str:
    """What the mark of an earlier review stands for."""
    return f"agreed in {academic_year}"


def other_wording(earlier: Comparison) -> str:
    """That each review answered other words, once for all rows."""
    before, now = (ANSWERED[each] for each in earlier.answered)
    return f"Last time you answered {before}, now {now}: compare with care."


def describe(snapshot: Snapshot) -> str:
    """Say the whole picture in at most LONGEST_DESCRIPTION characters: the column of every row, and what is named.

    This is the alternative text of the chart, for whoever hears it instead of seeing it.
    """
    sentences = [f"{heading_of(snapshot)}."]
    sentences += [_rows_at(column, snapshot) for column in reversed(COLUMNS)]
    sentences += [_sentence(NOT_AGREED.capitalize(), snapshot.not_agreed)]
    sentences += _named(name_of_strengths(snapshot.strengths), snapshot.strengths)
    sentences += _named(name_of_priorities(snapshot.priorities), snapshot.priorities)
    sentences += _compared(snapshot.earlier) if snapshot.earlier else []
    figures = " ".join(sentence for sentence in sentences if sentence)
    name = " ".join(snapshot.setting_name.split())
    room = LONGEST_DESCRIPTION - len(figures) - len(": ")
    return f"{cut(name, room)}: {figures}" if name and room > 1 else cut(figures, LONGEST_DESCRIPTION)


def cut(words: str, most: int) -> str:
    """The words, or as many of them as fit into that many characters with an ellipsis."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _called(highlights: Highlights, *, by_rule: str, otherwise: str) -> str:
    if not (highlights.rows or highlights.tied):
        return f"{by_rule}: none"
    if highlights.chosen_by_group:
        return f"{by_rule}, chosen by the group"
    return otherwise if highlights.fallback else by_rule


def _rows_at(column: Column, snapshot: Snapshot) -> str:
    rows = [row.id for row in snapshot.edition.rows if snapshot.columns.get(row.id) == column]
    return _sentence(f"Column {column}", rows)


def _named(name: str, highlights: Highlights) -> list[str]:
    name = name[0].upper() + name[1:]
    tied = f"{name}, {choice_among(highlights)}"
    return [_sentence(name, highlights.rows), _sentence(tied, highlights.tied)]


def _compared(earlier: Comparison) -> list[str]:
    """How many rows stand where, so that the picture is heard whole; which rows they are is said beside it."""
    counts = {
        "{} further on": len(earlier.further_on),
        "{} where they were": len(earlier.where_they_were),
        "{} placed differently": len(earlier.placed_differently),
        f"{{}}: {REWORDED}": 0 if earlier.other_wording else len(earlier.reworded),
    }
    told = "; ".join(words.format(count_of_rows(count)) for words, count in counts.items() if count)
    beside = [f"Beside {earlier.academic_year}: {told}."] if told else []
    once = [other_wording(earlier)] if earlier.other_wording and earlier.has_matches else []
    return [*beside, *once, *([ASSUMED] if earlier.assumed and (beside or once) else [])]


def _sentence(name: str, rows: Sequence[RowId]) -> str:
    return f"{name}: {', '.join(rows)}." if rows else ""


def _listed(things: Sequence[str]) -> str:
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last
