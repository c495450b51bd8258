"""How far everybody is, as people read it."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.capabilities.progress import cards
from bot.capabilities.progress.use_cases import Progress
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from maturity_model.ids import NoticeId, PersonId
from maturity_model.notice import Notice, NoticeState
from tests import given
from tests.given import NOW, ZONE

CROWD = tuple(PersonId(f"U0CROWD{n:04d}") for n in range(200))
REVIEW = given.review(*CROWD)


def notice(person: PersonId, state: NoticeState, failure: str | None = None) -> Notice:
    planned = given.invitation(REVIEW, person, at=NOW)
    fields = {name: getattr(planned, name) for name in planned.__dataclass_fields__}
    return Notice(**fields, id=NoticeId(1), state=state, failure=failure)


def progress(*asked: Notice, answered: dict[PersonId, int] | None = None, may_change: bool = True) -> Progress:
    return Progress(review=REVIEW, rows=32, may_change=may_change, answered=Counter(answered or {}), asked=asked)


def shown(whole: Progress) -> list[str]:
    blocks = list(cards.progress_section(whole, ZONE))
    check_blocks(blocks, Surface.HOME)
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


def test_a_leader_sees_every_one_of_two_hundred_colleagues_none_of_whom_was_reached() -> None:
    texts = shown(progress(*(notice(person, NoticeState.UNDELIVERABLE, "user_disabled") for person in CROWD)))

    rows = [text for text in texts if "of 32 rows" in text]
    unreached = [text for text in texts if "no longer active" in text]
    assert [sum(f"<@{person}>" in text for text in rows) for person in CROWD] == [1] * 200
    assert [sum(f"<@{person}>" in text for text in unreached) for person in CROWD] == [1] * 200
    assert "0 of 200 invitations sent." in texts


def test_those_who_were_not_reached_are_named_by_reason() -> None:
    gone = [notice(person, NoticeState.UNDELIVERABLE, "user_disabled") for person in CROWD[:2]]
    lost = notice(CROWD[2], NoticeState.UNSURE, "unsure")

    texts = shown(progress(gone[0], lost, gone[1]))

    assert f"• <@{CROWD[0]}>, <@{CROWD[1]}>: their Slack account is no longer active" in texts
    assert f"• <@{CROWD[2]}>: I can't tell whether it arrived" in texts


def test_how_many_invitations_are_out_stands_above_those_that_may_not_have_arrived() -> None:
    sent, lost = notice(CROWD[0], NoticeState.SENT), notice(CROWD[1], NoticeState.UNSURE, "unsure")

    *_, count, heading, who = shown(progress(sent, lost))

    assert count == "1 of 2 invitations sent."
    assert heading == "*Invitations that may not have arrived*"
    assert f"<@{CROWD[1]}>" in who


def test_it_is_said_in_words_that_everybody_has_been_invited() -> None:
    sent = notice(CROWD[0], NoticeState.SENT), notice(CROWD[1], NoticeState.WAITING)

    assert shown(progress(*sent))[-1] == "1 of 2 invitations sent."
    assert shown(progress(sent[0]))[-1] == "Everybody has been invited."


def test_those_with_most_left_come_first() -> None:
    first, second = CROWD[0], CROWD[1]
    everybody = dict.fromkeys(CROWD, 32)

    lines = shown(progress(answered={**everybody, first: 31, second: 0}))[0].splitlines()

    assert lines[1:3] == [f"• <@{second}>: 0 of 32 rows", f"• <@{first}>: 31 of 32 rows"]


def test_whoever_said_that_is_all_is_not_waited_for() -> None:
    member = replace(REVIEW.members[CROWD[0]], finished=True)
    review = replace(REVIEW, members={member.person: member})
    whole = Progress(review=review, rows=32, may_change=True, answered=Counter({member.person: 8}), asked=())

    assert "8 of 32 rows (that's all they can say)" in shown(whole)[0]


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("user_disabled", "no longer active"),
        ("cannot_dm_bot", "that's a bot"),
        ("user_not_found", "doesn't know them"),
        ("user_not_visible", "another workspace"),
        ("unsure", "can't tell whether it arrived"),
        ("something_new", "didn't let me write"),
        (None, "didn't let me write"),
    ],
)
def test_every_reason_is_said_in_plain_words(failure: str | None, said: str) -> None:
    texts = shown(progress(notice(CROWD[0], NoticeState.UNDELIVERABLE, failure)))

    assert said in texts[-1]


def test_a_facilitator_is_not_offered_to_send_again() -> None:
    lost = notice(CROWD[0], NoticeState.UNSURE, "unsure")

    leading = str(list(cards.progress_section(progress(lost), ZONE)))
    facilitating = str(list(cards.progress_section(progress(lost, may_change=False), ZONE)))

    assert cards.SEND_AGAIN in leading
    assert cards.SEND_AGAIN not in facilitating
