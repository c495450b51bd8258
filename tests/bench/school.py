"""The school that clicks: a review under way with its colleagues' cards, and their clicks as Slack sends them."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.capabilities.reflection.cards.drawing import card_of
from bot.capabilities.reflection.cards.values import CHOOSE, ColumnChoice
from bot.rehearsal.stand_in.delivery import FORM, signed_headers
from maturity_model.card import Place, colleague_card
from maturity_model.catalog import COLUMNS, Row
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import PlannedNotice
from maturity_model.reflection import Progress
from maturity_model.review import Review
from maturity_model.sheet import Sheet
from storage.schema import upgrade
from storage.store import open_store
from storage.transaction import Transaction
from tests import given
from tests.bench.sink import BOT, BOT_USER, TEAM

SECRET = "the secret of the bench"
MOST_PEOPLE = 200
EDITION = given.built_in()


def person(number: int) -> PersonId:
    return PersonId(f"U0COLL{number:05d}")


def place(number: int) -> Place:
    return Place(channel=ChannelId(f"D0COLL{number:05d}"), ts=f"1780000000.{number:06d}")


@cache
def review_of(people: int) -> Review:
    """A review under way, the meeting two weeks off."""
    drawn_up = given.review(*map(person, range(people)), workspace=WorkspaceId(TEAM))
    return replace(drawn_up, meets_at=datetime.now(UTC) + timedelta(days=14))


async def prepare(url: str, *, people: int = MOST_PEOPLE, invited: bool = True) -> Review:
    """Keep the review in a new database; those who are invited have their cards, the others' invitations are due."""
    await upgrade(url)
    store, now = await open_store(url), datetime.now(UTC)
    review = await given.kept(store, review_of(people), at=now)

    def decide(tx: Transaction) -> None:
        for number in range(people):
            if invited:
                tx.cards.place(review, colleague_card(person(number)), place(number), shows=1, at=now)
            else:
                tx.notices.plan(invitation(review, person(number), at=now))

    await store.write(decide)
    await store.close()
    return review


def invitation(review: Review, person: PersonId, *, at: datetime) -> PlannedNotice:
    """An invitation that leaves as soon as it is due: a bench runs at night and on Sundays too."""
    return given.at_any_hour(given.invitation(review, person, at=at))


@cache
def card(row: Row) -> dict[str, Any]:
    """The card that shows a row to somebody who has answered nothing yet, as Slack is sent it."""
    review = review_of(MOST_PEOPLE)
    sheet = Sheet(review=review, member=review.members[person(0)], progress=Progress(edition=EDITION, answers={}))
    return card_of(replace(sheet, row=row.id), ZoneInfo("Europe/London")).payload()


def click(number: int, turn: int) -> bytes:
    """A whole request: this person presses a column of the row whose turn it is, now."""
    body = urlencode({"payload": json.dumps(payload(number, turn))}).encode()
    headers = signed_headers(SECRET, body, FORM, at=time.time())
    lines = [f"{name}: {value}" for name, value in {**headers, "Content-Length": str(len(body))}.items()]
    head = "\r\n".join(["POST /slack/events HTTP/1.1", "Host: 127.0.0.1", "Accept: */*", *lines, "", ""])
    return head.encode() + body


def payload(number: int, turn: int) -> dict[str, Any]:
    """What Slack says of the press, the message that was pressed included."""
    row = EDITION.rows[turn % len(EDITION.rows)]
    column = COLUMNS[(number + turn) % len(COLUMNS)]
    choice = ColumnChoice(review=review_of(MOST_PEOPLE).id, row=row.id, column=column)
    who, where = person(number), place(number)
    return {
        "type": "block_actions",
        "user": {"id": who, "username": who.lower(), "name": who.lower(), "team_id": TEAM},
        "api_app_id": "A0BENCH0001",
        "token": "unused",
        "container": {
            "type": "message",
            "message_ts": where.ts,
            "channel_id": where.channel,
            "is_ephemeral": False,
        },
        "trigger_id": f"{turn}.{number}.bench",
        "team": {"id": TEAM, "domain": "bench"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": where.channel, "name": "directmessage"},
        "message": {
            "type": "message",
            "user": BOT_USER,
            "ts": where.ts,
            "bot_id": BOT,
            "app_id": "A0BENCH0001",
            "team": TEAM,
            **card(row),
        },
        "state": {"values": {}},
        "response_url": f"https://hooks.slack.invalid/actions/{TEAM}/{turn}/{number}",
        "actions": [
            {
                "type": "button",
                "action_id": f"{CHOOSE}:{column}",
                "block_id": "answer",
                "text": {"type": "plain_text", "text": f"Column {column}", "emoji": False},
                "value": choice.encode(),
                "action_ts": f"{time.time():.6f}",
            }
        ],
    }
