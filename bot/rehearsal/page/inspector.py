"""For those who work on the bot: everything that it and Slack said to each other, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.rehearsal.page.drawing import draw
from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.theatre import Play
from bot.rehearsal.page.usage import Used, builder_payload, size_of, used_by
from bot.rehearsal.stand_in.values import Call, Delivered, Json

MOST_SHOWN = 200
ACK = "ack"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that one said to the other. `milliseconds` is how long the bot took to answer, where Slack asked."""

    number: str
    at: datetime
    to_bot: bool
    name: str
    outcome: str
    ok: bool
    body: Json
    answer: Json
    size: int
    milliseconds: float | None
    limits: list[Used]
    builder: Json | None


def said(play: Play) -> list[Said]:
    """The newest of it, in the order in which it was said, the last one first."""
    every = [*_delivered(play), *_called(play)]
    return sorted(every, key=lambda one: one.at, reverse=True)[:MOST_SHOWN]


async def inspector(request: web.Request) -> web.Response:
    """All of it as one page; `?about=` keeps what has these words in its name."""
    theatre, about = request.app[THEATRE], request.query.get("about", "")
    shown = [one for one in said(theatre.play) if about.lower() in one.name.lower()]
    page = draw("inspector.html", said=shown, about=about, round=theatre.rounds, most=MOST_SHOWN)
    return web.Response(text=page, content_type="text/html")


def _delivered(play: Play) -> Iterator[Said]:
    for number, one in enumerate(play.record.delivered):
        yield Said(
            number=f"r{number}-{one.at.timestamp()}",
            at=one.at,
            to_bot=True,
            name=_named(one),
            outcome=one.answer.problem or "acknowledged",
            ok=one.answer.ok,
            body=one.payload,
            answer=one.answer.body,
            size=size_of(one.payload),
            milliseconds=1000 * one.answer.seconds,
            limits=used_by(one.answer.body),
            builder=builder_payload(one.answer.body),
        )


def _called(play: Play) -> Iterator[Said]:
    calls = [call for call in play.record.calls[-2 * MOST_SHOWN :] if call.method != ACK]
    for number, call in enumerate(calls):
        yield Said(
            number=f"c{number}-{call.at.timestamp()}",
            at=call.at,
            to_bot=False,
            name=call.method,
            outcome="ok" if call.ok else _refusal(call),
            ok=call.ok,
            body=call.body,
            answer=call.response,
            size=size_of(call.body),
            milliseconds=None,
            limits=used_by(call.body),
            builder=builder_payload(call.body),
        )


def _refusal(call: Call) -> str:
    return str(call.response.get("error", "refused"))


def _named(one: Delivered) -> str:
    payload = one.payload
    match payload.get("type"):
        case "block_actions":
            return f"block_actions {payload['actions'][0]['action_id']}"
        case "view_submission" | "view_closed":
            return f"{payload['type']} {payload['view']['callback_id']}"
        case "event_callback":
            return f"event {payload['event']['type']}"
        case _:
            return f"{payload.get('command', one.kind)} {payload.get('text', '')}".strip()
