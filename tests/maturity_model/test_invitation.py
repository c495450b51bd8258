from dataclasses import replace

import pytest

from maturity_model.ids import NoticeId
from maturity_model.invitation import invitation_of, last_asked, may_be_told, next_invitation
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import (
    BRIEF,
    FACILITATOR_INVITED,
    INVITATION,
    MEETING_MOVED,
    PLANNED_AHEAD,
    REMINDER,
    RESUMED_CARD,
    REVIEW_CANCELLED,
    SNOOZED,
    THEME_OF_THE_DAY,
    TIME_TO_OPEN,
)
from maturity_model.review import Capacity, Member
from tests.maturity_model.given import FACILITATOR, NOW, SENCO, member, review

ASKED = member(SENCO)
REVIEW = review(ASKED, member(FACILITATOR, Capacity.FACILITATOR))


def kept(asked: Member, state: NoticeState, *, number: int = 1) -> Notice:
    planned = invitation_of(REVIEW, asked, now=NOW, copy=number)
    fields = {name: getattr(planned, name) for name in planned.__dataclass_fields__}
    return Notice(**fields, id=NoticeId(number), state=state)


def test_a_colleague_is_asked_to_reflect_and_their_card_comes_of_it() -> None:
    notice = invitation_of(REVIEW, ASKED, now=NOW)

    assert (notice.kind, notice.key, notice.subject) == (
        INVITATION,
        "invitation:review:U_SENCO",
        "person:U_SENCO",
    )


def test_whoever_answers_no_rows_is_asked_to_run_the_meeting() -> None:
    notice = invitation_of(REVIEW, REVIEW.members[FACILITATOR], now=NOW)

    assert (notice.kind, notice.subject) == (FACILITATOR_INVITED, None)


@pytest.mark.parametrize("state", [NoticeState.WAITING, NoticeState.SENDING])
def test_nobody_is_asked_again_while_an_invitation_is_on_its_way(state: NoticeState) -> None:
    assert next_invitation(REVIEW, ASKED, [kept(ASKED, state)], now=NOW) is None


@pytest.mark.parametrize(
    "state", [NoticeState.SENT, NoticeState.UNSURE, NoticeState.UNDELIVERABLE, NoticeState.WITHDRAWN]
)
def test_otherwise_the_next_copy_is_another_message(state: NoticeState) -> None:
    earlier = kept(ASKED, state)

    planned = next_invitation(REVIEW, ASKED, [earlier], now=NOW)

    assert planned is not None
    assert planned.key != earlier.key
    assert next_invitation(REVIEW, ASKED, [], now=NOW) == invitation_of(REVIEW, ASKED, now=NOW)


COUNTED = [NoticeState.WAITING, NoticeState.SENDING, NoticeState.SENT, NoticeState.UNSURE]


@pytest.mark.parametrize("state", COUNTED)
def test_after_three_messages_only_a_review_called_off_or_moved_once_is_worth_a_fourth(state: NoticeState) -> None:
    three = [kept(ASKED, state, number=number) for number in (1, 2, 3)]
    four = [*three, kept(ASKED, state, number=4)]

    moved = [*three[:2], replace(three[2], kind=MEETING_MOVED)]

    assert may_be_told(ASKED, MEETING_MOVED, three)
    assert not may_be_told(ASKED, MEETING_MOVED, moved)
    assert not may_be_told(ASKED, MEETING_MOVED, four)
    assert not may_be_told(ASKED, INVITATION, three)
    assert may_be_told(ASKED, REVIEW_CANCELLED, three)
    assert not may_be_told(ASKED, REVIEW_CANCELLED, four)
    assert may_be_told(REVIEW.members[FACILITATOR], MEETING_MOVED, four)


@pytest.mark.parametrize("state", [NoticeState.WITHDRAWN, NoticeState.UNDELIVERABLE])
def test_a_message_that_nobody_got_is_not_counted(state: NoticeState) -> None:
    four = [kept(ASKED, state, number=number) for number in (1, 2, 3, 4)]

    assert may_be_told(ASKED, INVITATION, four)


def test_the_last_message_to_each_person_counts_and_those_who_left_do_not() -> None:
    lost = kept(ASKED, NoticeState.UNDELIVERABLE)
    again = kept(ASKED, NoticeState.SENT, number=2)
    gone = replace(REVIEW, members={SENCO: replace(ASKED, removed=True)})

    assert last_asked([again, lost], REVIEW) == {SENCO: again}
    assert last_asked([again, lost], gone) == {}


def of_kind(kind: str, state: NoticeState, *, number: int = 1) -> Notice:
    return replace(kept(ASKED, state, number=number), kind=kind)


@pytest.mark.parametrize("kind", PLANNED_AHEAD)
def test_what_is_planned_ahead_takes_nobody_s_place_before_it_left(kind: str) -> None:
    two = [kept(ASKED, NoticeState.SENT, number=number) for number in (1, 2)]

    assert may_be_told(ASKED, INVITATION, [*two, of_kind(kind, NoticeState.WAITING)])
    assert not may_be_told(ASKED, INVITATION, [*two, of_kind(kind, NoticeState.SENT)])


@pytest.mark.parametrize("kind", [RESUMED_CARD, SNOOZED, THEME_OF_THE_DAY])
def test_what_somebody_asked_for_is_not_counted(kind: str) -> None:
    asked_for = [of_kind(kind, NoticeState.SENT, number=number) for number in range(9)]

    assert may_be_told(ASKED, REMINDER, asked_for)


def test_the_opening_button_may_be_the_fourth_message_and_the_brief_not() -> None:
    three = [kept(ASKED, NoticeState.SENT, number=number) for number in (1, 2, 3)]

    assert may_be_told(ASKED, TIME_TO_OPEN, three)
    assert not may_be_told(ASKED, BRIEF, three)
    assert not may_be_told(ASKED, TIME_TO_OPEN, [*three, of_kind(BRIEF, NoticeState.SENT)])
