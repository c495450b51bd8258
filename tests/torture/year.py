"""Lives through a year and more of many settings by the clock, minute by minute where something is due."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from maturity_model.notice import NoticeState
from tests.torture.verdict import Size, Verdict
from tests.torture.year_judge import judge
from tests.torture.year_run import year

SETTINGS = {Size.SMALL: 12, Size.WHOLE: 500}


async def torture(size: Size) -> Sequence[Verdict]:
    """One verdict over all notices."""
    return [await live_through(SETTINGS[size], seed=1)]


async def live_through(settings: int, *, seed: int) -> Verdict:
    """A year of so many settings with twelve colleagues each."""
    with TemporaryDirectory(prefix="careers-review-year-") as folder:
        async with year(settings, seed, Path(folder)) as lived:
            await lived.live()
            found = await judge(lived)
            notices = [notice for school in lived.schools for notice in await lived.notices(school)]
    sent = sum(notice.state is NoticeState.SENT for notice in notices)
    beside = (("settings", f"{settings:,}"), ("sent", f"{sent:,}"), ("not wanted any more", f"{len(notices) - sent:,}"))
    return Verdict(fault="a year by the clock", trials=len(notices), found=tuple(found), beside=beside)
