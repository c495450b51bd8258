"""A page on which one plays everybody: `careers-review rehearse`.

Start reading at `server.py` (what can be asked for), `looking.py` (what somebody sees), `acting.py` (what they do) and
`theatre.py` (what is on). `templates` draws it, with `mrkdwn.py` and `moments.py` for Slack's own words; `static` has
the little that the browser does.
"""

from bot.rehearsal.page.run import Rehearsal, run_rehearsal

__all__ = ["Rehearsal", "run_rehearsal"]
