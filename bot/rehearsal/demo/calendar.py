"""What the bot sent by the clock: every notice with its time, and whether each of them kept the promises."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.rehearsal.demo.kept import Kept
from bot.rehearsal.scene import Scene
from maturity_model.invitation import MOST_MESSAGES
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import NEXT_REVIEW, RULES, STARTED, Leaves
from maturity_model.school_hours import SchoolHours, school_hours

ZONE = ZoneInfo("Europe/London")
PROMPTS = 3
MOST_NAMED = 2
WENT = {NoticeState.SENT, NoticeState.UNSURE}


class Noticed(Protocol):
    """Whatever has notices."""

    @property
    def notices(self) -> Sequence[Notice]:
        """What was owed to people."""
        ...


def tell_notices(console: Console, on: Scene, kept: Noticed) -> None:
    """Tell when each notice left, in the order in which they left, and which did not."""
    table = Table(title=Text("\nBy the clock", style="bold"), title_justify="left", box=None, pad_edge=False)
    for name in ("when", "what", "to whom"):
        table.add_column(name)
    sent = sorted((n for n in kept.notices if n.state is NoticeState.SENT), key=_settled)
    for (kind, _), several in groupby(sent, key=lambda notice: (notice.kind, _settled(notice).date())):
        table.add_row(*_line(kind, list(several), on))
    console.print(table)
    left_out = Counter((n.kind, n.failure or n.state.value) for n in kept.notices if n.state not in WENT)
    for (kind, why), count in sorted(left_out.items()):
        console.print(Text(f"  not sent: {count} of {_called(kind)} ({_called(why)})"))


def faults_by_the_clock(on: Scene, kept: Kept) -> Iterator[str]:
    """What a notice did that it should not have, a sentence each; and what is kept for too long."""
    yield from late_or_lost(on, kept.notices, school_hours(kept.setting, ZONE))
    yield from _too_many_or_few(kept)
    if kept.answers:
        yield f"{len(kept.answers)} answers are kept a year after their review."


def late_or_lost(on: Scene, notices: Iterable[Notice], hours: SchoolHours) -> Iterator[str]:
    """What did not leave, may not have arrived, or left when nobody is at school, a sentence each."""
    for notice in notices:
        if notice.state is NoticeState.WAITING and notice.due_at <= on.clock.now():
            yield f"A notice is due and was not sent: {notice.kind}."
        if notice.state in (NoticeState.UNSURE, NoticeState.UNDELIVERABLE):
            yield f"A notice is {notice.state}: {notice.kind}, {notice.failure}."
        keeps_hours = RULES[notice.kind].leaves is Leaves.IN_SCHOOL_HOURS
        if keeps_hours and notice.state is NoticeState.SENT and not hours.is_open(_settled(notice)):
            yield f"A notice left outside school hours: {notice.kind}, {_settled(notice):%d %B %Y %H:%M}."


def _too_many_or_few(kept: Kept) -> Iterator[str]:
    started = Counter(n.person for n in kept.notices if n.kind in STARTED and n.state in WENT)
    if (most := max(started.values(), default=0)) > MOST_MESSAGES:
        yield f"Somebody was sent {most} messages, and {MOST_MESSAGES} are the most."
    prompts = sum(n.kind == NEXT_REVIEW and n.state in WENT for n in kept.notices)
    if prompts != PROMPTS * len(kept.setting.leaders):
        yield f"Careers leaders were asked {prompts} times to open the next review."


def _line(kind: str, notices: Sequence[Notice], on: Scene) -> tuple[str, str, str]:
    first, last = (_settled(notice).astimezone(ZONE) for notice in (notices[0], notices[-1]))
    until = f"-{last:%H:%M}" if f"{last:%H:%M}" != f"{first:%H:%M}" else ""
    what = _called(kind) if len(notices) == 1 else f"{len(notices)} x {_called(kind)}"
    return f"{first:%a %d %b %Y %H:%M}{until}", what, _readers(notices, on)


def _readers(notices: Sequence[Notice], on: Scene) -> str:
    names = [on.slack.workspace.people[notice.person].name for notice in notices if notice.person]
    if not names:
        return ", ".join(f"#{on.slack.workspace.channels[each].name}" for each in _channels(notices))
    return ", ".join(names) if len(names) <= MOST_NAMED else f"{len(set(names))} people"


def _channels(notices: Sequence[Notice]) -> list[str]:
    return list(dict.fromkeys(notice.channel for notice in notices if notice.channel))


def _called(kind: str) -> str:
    return kind.replace("_", " ")


def _settled(notice: Notice) -> datetime:
    return notice.settled_at or notice.due_at
