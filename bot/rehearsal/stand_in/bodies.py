"""The bodies of requests: arguments from query, form or JSON."""

import json
from typing import Any

from aiohttp import web

from bot.rehearsal.stand_in.values import Json, Refused

PARSED = ("blocks", "view", "metadata", "files", "attachments")


async def arguments_of(request: web.Request) -> Json:
    """The arguments from query, form or JSON, with JSON inside strings parsed; a token is none of them."""
    body: Json = dict(request.query)
    raw = await request.read()
    if raw and request.content_type == "application/json":
        body |= parsed_object(raw)
    elif raw:
        body |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    body.pop("token", None)
    for name in PARSED:
        if isinstance(body.get(name), str):
            body[name] = parsed_or_same(body[name])
    return body


def parsed_object(raw: bytes) -> Json:
    """A JSON object.

    Raises:
        Refused: it is none.
    """
    try:
        parsed = json.loads(raw)
    except ValueError:
        raise Refused("invalid_json", "the body is not JSON") from None
    if not isinstance(parsed, dict):
        raise Refused("json_not_object", "the body is not a JSON object")
    return parsed


def parsed_or_same(text: str) -> Any:  # noqa: ANN401 - JSON may be anything
    """What a string holds, if it is JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return text
