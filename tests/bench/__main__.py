"""Measures the bot against its floors and prints the ratios: `make bench`, `make bench-quick`."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping

from tests.bench import (
    charts_beside,
    clicking,
    delivering,
    guides,
    hub_home,
    inviting,
    looking,
    slack_in_trouble,
    snapshots,
    starting,
    sweeping,
)
from tests.bench.figures import QUICK, WHOLE, Extent, Figure, tell

Measure = Callable[[Extent], Iterable[tuple[str, list[Figure]]]]

MEASURES: Mapping[str, Measure] = {
    "clicking": clicking.measure,
    "slack-in-trouble": slack_in_trouble.measure,
    "charts-beside": charts_beside.measure,
    "snapshots": snapshots.measure,
    "starting": starting.measure,
    "inviting": inviting.measure,
    "sweeping": sweeping.measure,
    "looking": looking.measure,
    "delivering": delivering.measure,
    "hub-home": hub_home.measure,
    "guides": guides.measure,
}
QUICKLY = ("clicking", "snapshots", "starting", "sweeping")
"""What is taken in under a minute; the others have to wait for Slack, or for a chart to make itself felt."""


def main() -> int:
    """Take the measures that are named, or all; the exit status is 0 where every target is met."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURES)}; all where none is named")
    asked.add_argument("--quick", action="store_true", help=f"one round each, under a minute: {', '.join(QUICKLY)}")
    given = asked.parse_args()
    if unknown := set(given.names) - set(MEASURES):
        asked.error(f"there is no {', '.join(sorted(unknown))}")
    began, extent = time.monotonic(), QUICK if given.quick else WHOLE
    names = given.names or (QUICKLY if given.quick else MEASURES)
    met = [tell(title, figures) for name in names for title, figures in MEASURES[name](extent)]
    print(f"{time.monotonic() - began:.0f} s")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
