"""How far everybody is, and whom no invitation reached."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.capabilities.progress import texts
from bot.capabilities.progress.cards import progress_section
from bot.capabilities.progress.use_cases import Progress
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import CROWD, EDITION, NOW, ZONE, notice, review
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from maturity_model.ids import PersonId
from maturity_model.notice import SCHOOL_CLOSED, Notice, NoticeState
from maturity_model.review import Member

TWELVE, ALL_ROWS = CROWD[:12], len(EDITION.rows)
REMARKS = ("finished", "declined", "theme_a_day")
LONGEST_FAILURE = max(texts.REASONS, key=lambda failure: len(texts.reason(failure)))


def samples() -> Iterator[Sample]:
    """From the first invitation to the last answer, and every way in which an invitation is lost."""
    some = {person: min(3 * place, ALL_ROWS) for place, person in enumerate(TWELVE)}
    lost = [
        notice(NoticeState.UNDELIVERABLE, person=person, failure=failure)
        for person, failure in zip(CROWD, [*texts.REASONS, None], strict=False)
    ]
    unreached = [notice(NoticeState.UNDELIVERABLE, person=person, failure=LONGEST_FAILURE) for person in CROWD]
    yield from seen_by(
        "careers leader",
        {
            "Nobody has begun, half are invited": _home(TWELVE, {}, _sent(TWELVE[:6], waiting=TWELVE[6:])),
            "Some have answered": _home(TWELVE, some, _sent(TWELVE)),
            "All have answered all rows": _home(TWELVE, dict.fromkeys(TWELVE, ALL_ROWS), _sent(TWELVE)),
            "All say that's all they can say": _home(TWELVE, some, _sent(TWELVE), remarks=("finished",)),
            "Invitations wait for school hours": _home(TWELVE, {}, _held(TWELVE)),
            "Reminded, and with every remark": _home(CROWD, {}, _sent(CROWD), remarks=REMARKS),
            "Every reason why somebody is not reached": _home(TWELVE, some, [*lost, *_sent(TWELVE[len(lost) :])]),
            "Two hundred people, not one reached": _home(CROWD, {}, unreached),
        },
    )
    yield from seen_by(
        "facilitator",
        {
            "A facilitator, everybody is invited": _home(TWELVE, some, _sent(TWELVE), may_change=False),
            "A facilitator, some are not reached": _home(TWELVE, some, lost, may_change=False),
        },
    )


def _sent(people: Iterable[PersonId], *, waiting: Iterable[PersonId] = ()) -> list[Notice]:
    arrived = [notice(NoticeState.SENT, person=person) for person in people]
    return arrived + [notice(NoticeState.WAITING, person=person) for person in waiting]


def _remarked(member: Member, remark: str) -> Member:
    return replace(
        member,
        finished=remark == "finished",
        declined=remark == "declined",
        theme_a_day=remark == "theme_a_day",
    )


def _held(people: Iterable[PersonId]) -> list[Notice]:
    return [notice(NoticeState.WAITING, person=person, failure=SCHOOL_CLOSED) for person in people]


def _home(
    people: tuple[PersonId, ...],
    answered: Mapping[PersonId, int],
    asked: Iterable[Notice],
    *,
    may_change: bool = True,
    remarks: tuple[str, ...] = ("",),
) -> View:
    whole = review(colleagues=people)
    members = {m.person: _remarked(m, remarks[n % len(remarks)]) for n, m in enumerate(whole.members.values())}
    progress = Progress(
        review=replace(whole, members=members),
        rows=ALL_ROWS,
        may_change=may_change,
        answered=Counter(answered),
        asked=tuple(asked),
        reminded=dict.fromkeys(people, NOW) if remarks == REMARKS else {},
    )
    return home(progress_section(progress, ZONE))
