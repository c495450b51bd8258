"""Two processes on one database, one of which dies; and whoever looks for what went wrong finds it."""

from collections import Counter
from dataclasses import replace

import pytest

from maturity_model.ids import ChannelId, NoticeId, PersonId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import INVITATION, MEETING_BEGINS
from tests import given
from tests.given import NOW
from tests.torture.pair import MEASURES, faults, kill_one_of_two
from tests.torture.verdict import Size

SOMEBODY = PersonId("U0SOMEBODY")


@pytest.mark.timeout(240)
async def test_each_notice_leaves_once_whoever_dies(empty_postgres: str) -> None:
    verdict = await kill_one_of_two(empty_postgres, MEASURES[Size.SMALL])

    assert verdict.found == ()
    assert verdict.trials == 80


def notice(kind: str, *, attempts: int = 1, state: NoticeState = NoticeState.SENT) -> Notice:
    planned = given.invitation(given.review(SOMEBODY), SOMEBODY, at=NOW)
    fields = {name: getattr(planned, name) for name in planned.__dataclass_fields__}
    made = Notice(**fields, id=NoticeId(1), state=state, attempts=attempts)
    return replace(made, kind=kind, channel=ChannelId("C1"))


UNSURE = NoticeState.UNSURE


@pytest.mark.parametrize(
    ("given_notice", "posts", "wrong"),
    [
        (notice(INVITATION), 1, False),
        (notice(INVITATION), 2, True),
        (notice(INVITATION), 0, True),
        (notice(INVITATION, attempts=2), 2, False),
        (notice(INVITATION, attempts=3), 1, True),
        (notice(INVITATION, state=UNSURE), 1, True),
        (notice(INVITATION, state=UNSURE, attempts=2), 1, False),
        (notice(MEETING_BEGINS, state=UNSURE), 0, False),
        (notice(MEETING_BEGINS, state=UNSURE), 1, False),
        (notice(MEETING_BEGINS, attempts=2), 1, True),
        (notice(MEETING_BEGINS, state=NoticeState.WAITING), 0, True),
    ],
)
def test_what_came_twice_or_never_is_found(given_notice: Notice, posts: int, wrong: bool) -> None:
    found = list(faults([given_notice], Counter({"C1": posts} if posts else {}), ["C1"]))

    assert bool(found) is wrong
