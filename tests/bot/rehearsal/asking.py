"""Short ways to ask the stand-in and to be refused."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Json = dict[str, Any]


async def refusal(call: Awaitable[AsyncSlackResponse]) -> Json:
    """The answer to a call that Slack does not take."""
    with pytest.raises(SlackApiError) as refused:
        await call
    answer: Json = refused.value.response.data
    return answer


async def error_of(call: Awaitable[AsyncSlackResponse]) -> str:
    """Slack's word for why not."""
    return str((await refusal(call))["error"])


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Row 1.1", **more: Any) -> Json:
    return {"type": "section", "text": marked(text), **more}


def button(action_id: str = "reflection.choose", text: str = "Column 3", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str, text: str = "Schools") -> Json:
    return {"text": plain(text), "value": value}


def question(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain("What?"), "element": element, **more}


def writing(action_id: str = "note", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    frame = {"type": "modal", "title": plain("A note"), "callback_id": "reflection.note", "submit": plain("Save")}
    return {**frame, "blocks": list(blocks), **more}
