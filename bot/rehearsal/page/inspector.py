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
    """One thing that one said to the other. `milliseconds` is how long the other took to answer."""

    number: str
    at: datetime
    to_bot: bool
    name: str
    outcome: str
    ok: bool
    body: Json
    answer: Json
    size: int
    milliseconds: float
    limits: list[Used]
    builder: Json | None


def said(play: Play, about: str = "") -> list[Said]:
    """The newest of what has these words in its name, the last one first."""
    every = [one for one in (*_delivered(play), *_called(play)) if about.lower() in one.name.lower()]
    return sorted(every, key=lambda one: one.at, reverse=True)[:MOST_SHOWN]


async def inspector(request: web.Request) -> web.Response:
    """All of it as one page; `?about=` keeps what has these words in its name."""
    play, about = request.app[THEATRE].play, request.query.get("about", "")
    page = draw("inspector.html", said=said(play, about), about=about, round=play.round, most=MOST_SHOWN)
    return web.Response(text=page, content_type="text/html")


def _delivered(play: Play) -> Iterator[Said]:
    for one in play.record.delivered:
        yield Said(
            number=f"told-{one.number}",
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
    for number, call in enumerate(play.record.calls):
        if call.method == ACK:
            continue
        yield Said(
            number=f"asked-{number}",
            at=call.at,
            to_bot=False,
            name=call.method,
            outcome="ok" if call.ok else _refusal(call),
            ok=call.ok,
            body=call.body,
            answer=call.response,
            size=size_of(call.body),
            milliseconds=1000 * call.seconds,
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
