"""A small made-up guide, in the shape of the publisher's: two themes, three rows, one of which lost its columns."""

from bot.guide.findings import Findings, Settled
from bot.guide.rows import find_rows
from bot.guide.text import read_text

LOST = """Trips happen occasionally.

Somebody notes who went.

Trips happen regularly, for every year group.

Trips are a routine part of the year.

What learners say is looked at routinely.

Trips are embedded in the timetable.

Their worth is reviewed systematically."""

GUIDE = f"""
# Careers Impact Maturity Model

## Small Schools

# Careers Impact Maturity Model: Small Schools

Later columns build on earlier ones.

Column focus\tWhat changes
<b>Column 1</b>\tPractice is occasional.

# Leading (Benchmark 1)

<b>1.1 Who leads</b>\t<p>Somebody leads.</p>\t<p>Somebody leads <b>often</b>.</p> <p>They have time.</p>\tLeading has:\
 <ul> <li>• a plan</li> <li>• a line manager</li> </ul> <p>It lasts.</p>\t<p>Everybody leads.</p>

Continues on next page

# Leading (Benchmark 1)

<p><b>1.2 Who plans</b></p>\t<p>A plan is there.</p>\t<p>The plan is read.</p>\t<p>The plan is used.</p>\t\
<p>It steers.</p>

## Theme 2

## Going places (Benchmarks 5 and 6)

## 2.1 Trips

{LOST}

# Appendix 1

## Change Log (changes to appear in tool September 2031)

## Theme 1

# Leading (Benchmark 1)

### Summary

It was made shorter.

Row\tPurpose of the row\tCore element of change\tReason for change
<b>1.1 Who leads</b>\tTo say who leads.\t<p>Made plainer.</p> <p>Made shorter.</p>\t<p>So that it is read.</p>
<b>1.2</b> <b>Who does the planning</b>\tTo say who plans.\tMade plainer.\tSo that it is read.

Continues on next page

## Going places (Benchmarks 5 and 6)

Row\tPurpose of the row\tCore element of change\tReason for change
<b>2.1 Trips</b>\tTo say where learners go.\tMade new.\tThere were none.
"""

OWN_FILE = f"""
id = "mine"
title = "Mine"
wording = "summary"
mark = "Mine."
kinds = ["college"]
year = 2031

[[themes]]
number = 1
title = "One"
benchmarks = [1]

[[themes.rows]]
id = "1.1"
title = "Only"
purpose = "It is the only one."
statements = {["a", "b", "c", "d"]}
"""
"""An edition's own file, of one row."""


def found(*changes: tuple[str, str], settled: Settled | None = None) -> Findings:
    """What is found in the small guide after these changes, each of something that it says once."""
    text = GUIDE
    for old, new in changes:
        assert text.count(old) == 1, f"the small guide should say {old!r} once"
        text = text.replace(old, new)
    return find_rows(read_text(text), settled or Settled(accept=True))
