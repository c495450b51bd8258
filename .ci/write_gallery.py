"""Write every sample of the gallery as the call that would show it, for the checker of what is sent to Slack.

    python .ci/write_gallery.py gallery.jsonl

A line of JSON each, in the form of the demo's transcript.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.rehearsal.gallery import GALLERY
from bot.slack.card import Card

AT = datetime(2026, 11, 23, 9, tzinfo=UTC).isoformat()


def calls() -> Iterator[tuple[str, dict[str, Any]]]:
    for samples in GALLERY.values():
        for sample in samples():
            if isinstance(sample.shown, Card):
                yield "chat.postMessage", {"channel": "C0GALLERY00", **sample.shown.payload()}
            elif sample.shown["type"] == "home":
                yield "views.publish", {"user_id": "U0GALLERY00", "view": sample.shown}
            else:
                yield "views.open", {"trigger_id": "1.2.abc", "view": sample.shown}


with Path(sys.argv[1]).open("w", encoding="utf-8") as lines:
    for method, body in calls():
        line = {"at": AT, "method": method, "body": body, "response": {"ok": True}}
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
