"""Holds what the bot says became of each notice against what really left and arrived, counted at Slack's end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.app import NOTICES
from bot.rehearsal.stand_in import Call
from bot.rehearsal.stand_in.values import Json
from maturity_model.notice import NoticeState
from tests.torture.nth_call_kept import Tables
from tests.torture.outage_weather import CARRIED_OUT, MAY_HAVE_ARRIVED, Strike

MOST_COPIES = 2  # what of a kind is sent again of which nobody knows whether it arrived; all else is sent once
POSTS = ("chat.postMessage", "files.completeUploadExternal")
PICTURE = "outcome_picture"
OPENS_WITH = {"agenda": "Agreement", "outcome_figures": "What", "outcome_resources": "Support", PICTURE: PICTURE}
"""The first word of each message that goes to the meeting's channel; a row's card opens with its number."""

OF_THE_MEETING = frozenset({"agenda", "row"})
"""What somebody may have asked for once more, and is not sent any more once the meeting has ended."""


def errors(
    tables: Tables, calls: Sequence[Call], strikes: Sequence[Strike], messages: Mapping[str, str]
) -> Iterator[str]:
    """A sentence for everything sent twice without need, lost, or unsure without reason.

    Args:
        tables: what the bot says of its notices.
        calls: everything that was asked of Slack, with what it answered.
        strikes: which of those met trouble.
        messages: the channel of each person's direct messages.
    """
    made, unsure, arrived_unsure = _posts(calls, strikes)
    sent, attempts = Counter[str](), Counter[str]()
    for notice in tables["notices"]:
        subject, state = _subject(notice, messages), notice["state"]
        # Claimed and then not wanted any more: the last attempt ended before anything left.
        attempts[subject] += notice["attempts"] - (state == NoticeState.WITHDRAWN)
        sent[subject] += state == NoticeState.SENT
        yield from _wrong_end(notice, subject)
    sure = made - arrived_unsure
    for subject in sorted(attempts.keys() | made.keys() | unsure.keys()):
        if sent[subject] != sure[subject]:
            yield f"{subject} arrived for certain {sure[subject]} times, and is known to be sent {sent[subject]} times"
        if attempts[subject] != sure[subject] + unsure[subject]:
            left = sure[subject] + unsure[subject]
            yield f"{subject} may have left {left} times, and {attempts[subject]} attempts are counted"


def _wrong_end(notice: Mapping[str, Any], subject: str) -> Iterator[str]:
    state, attempts = NoticeState(notice["state"]), notice["attempts"]
    most = MOST_COPIES if NOTICES[notice["kind"]].rule.repeat else 1
    not_wanted = notice["kind"] in OF_THE_MEETING and state is NoticeState.WITHDRAWN
    if state not in (NoticeState.SENT, NoticeState.UNSURE) and not not_wanted:
        yield f"{subject} is {state} in the end"
    if state is NoticeState.UNSURE and attempts != most:
        yield f"{subject} is unsure after {attempts} attempts"
    if attempts > most:
        yield f"{subject} was sent {attempts} times"


def _posts(calls: Sequence[Call], strikes: Sequence[Strike]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By subject: messages that were made, posts of which nobody could know, and those of them that were made."""
    posted = [strike for strike in strikes if strike.method in POSTS]
    made = Counter(_about(call.method, call.body) for call in calls if call.method in POSTS and call.ok)
    unsure = Counter(_about(it.method, it.body) for it in posted if it.kind in MAY_HAVE_ARRIVED)
    return made, unsure, Counter(_about(it.method, it.body) for it in posted if it.kind in CARRIED_OUT)


def _about(method: str, body: Json) -> str:
    """Which notice a post is: in a direct message its channel says so, in the meeting's channel its first word."""
    if method == "files.completeUploadExternal":
        return PICTURE
    if body["channel"].startswith("D"):
        return str(body["channel"])
    return next(str(block["text"]["text"]) for block in body["blocks"] if block["type"] == "header").split()[0]


def _subject(notice: Mapping[str, Any], messages: Mapping[str, str]) -> str:
    if notice["person"]:
        return messages[notice["person"]]
    return str(OPENS_WITH.get(notice["kind"]) or notice["about"]["row"])
