"""Look at what a demo left behind, as somebody would who does not trust its exit status.

    python .ci/check_demo.py demo-output

Uses nothing of the bot's own. Prints a line for each thing found wrong and exits 1, or one line and exits 0.
"""

import json
import sqlite3
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROWS = 32
COLUMNS = ("1", "2", "3", "4")
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
BY_THE_CLOCK = {"reminder", "brief", "action_due", "next_review", "peer_review_due"}
EVERY_DEMO_CALLS = {"chat.postMessage", "chat.update", "files.completeUploadExternal"}
WEEKS, SETTINGS = 4, 12
OVERFULL = """
    SELECT term, first_on FROM booking_weeks WHERE 3 * trios <
    (SELECT count(*) FROM bookings WHERE bookings.week = booking_weeks.id AND bookings.state = 'confirmed')"""
ANNOUNCED = "SELECT person, count(*), min(state) FROM notices WHERE kind = 'weeks_announced' GROUP BY person"


def look_at_summary(folder: Path) -> Iterator[str]:
    rows = json.loads((folder / "summary.json").read_text("utf-8"))["rows"]
    if len(rows) != ROWS or len({row["row"] for row in rows}) != ROWS:
        yield f"{len(rows)} rows, and {ROWS} different ones were expected"
    for row in rows:
        yield from look_at_row(row)
    if len({sum(row["counts"].values()) + row["cannot_judge"] for row in rows}) != 1:
        yield "not every colleague answered every row"


def look_at_row(row: dict[str, Any]) -> Iterator[str]:
    if row["agreed_column"] not in (1, 2, 3, 4):
        yield f"row {row['row']}: agreed column {row['agreed_column']!r}"
    if tuple(row["counts"]) != COLUMNS or any(count < 0 for count in row["counts"].values()):
        yield f"row {row['row']}: counts {row['counts']!r}"


def look_at_notices(folder: Path) -> Iterator[str]:
    notices = json.loads((folder / "summary.json").read_text("utf-8"))["notices"]
    sent = [notice for notice in notices if notice["state"] == "sent"]
    if missing := BY_THE_CLOCK - {notice["kind"] for notice in sent}:
        yield f"never sent: {', '.join(sorted(missing))}"
    for notice in notices:
        if notice["state"] not in ("sent", "withdrawn", "dropped"):
            yield f"{notice['kind']} is {notice['state']}"
    for notice in sent:
        left_at = datetime.fromisoformat(notice["at"]).astimezone(ZoneInfo("Europe/London"))
        in_hours = left_at.weekday() < 5 and "08:00" <= f"{left_at:%H:%M}" < "17:30"
        if notice["kind"] in BY_THE_CLOCK and not in_hours:
            yield f"{notice['kind']} left at {left_at}"


def look_at_chart(folder: Path) -> Iterator[str]:
    png = (folder / "snapshot.png").read_bytes()
    if not png.startswith(PNG_SIGNATURE) or not png.rstrip(b"\n").endswith(b"IEND\xaeB`\x82"):
        yield "not a whole PNG"
        return
    width, height = struct.unpack(">II", png[16:24])
    if not (600 <= width <= 6000 and 400 <= height <= 6000 and len(png) > 10_000):
        yield f"{width} by {height} pixels in {len(png)} bytes is no readable chart"


def look_at_database(folder: Path) -> Iterator[str]:
    with closing(open_to_read(folder / "careers-review.db")) as connection:
        yield from look_at_tables(connection)


def look_at_hub(folder: Path) -> Iterator[str]:
    with closing(open_to_read(folder / "careers-hub.db")) as connection:
        yield from look_at_tables(connection)
        weeks, settings = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - two names of our own
            for table in ("booking_weeks", "hub_members")
        )
        if (weeks, settings) != (WEEKS, SETTINGS):
            yield f"{weeks} weeks and {settings} settings; {WEEKS} and {SETTINGS} were expected"
        for term, first_on in connection.execute(OVERFULL):
            yield f"more settings than places in the week of {first_on}, {term}"
        for person, count, state in connection.execute(ANNOUNCED):
            if (count, state) != (1, "sent"):
                yield f"{person} has {count} announcements, {state}"


def look_at_spreadsheet(folder: Path) -> Iterator[str]:
    with zipfile.ZipFile(folder / "careers-hub.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    if (lines := sheet.count("<row")) != SETTINGS + 1:
        yield f"{lines} lines, and {SETTINGS + 1} were expected"
    if "<f>" in sheet:
        yield "there is a formula in it"


def open_to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def look_at_tables(connection: sqlite3.Connection) -> Iterator[str]:
    (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        yield f"integrity_check says {verdict}"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield "a foreign key points nowhere"


def look_at_transcript(file: Path) -> Iterator[str]:
    lines = file.read_text("utf-8").splitlines()
    calls = [json.loads(line) for line in lines]
    for number, call in enumerate(calls, 1):
        wanted = {"at", "method", "body"} | ({"response"} if call.get("method") != "ack" else set())
        if not wanted <= set(call):
            yield f"line {number} lacks {', '.join(sorted(wanted - set(call)))}"
    if missing := EVERY_DEMO_CALLS - {call.get("method") for call in calls}:
        yield f"never called: {', '.join(sorted(missing))}"


LOOKS: dict[str, Callable[[Path], Iterator[str]]] = {
    "summary.json": lambda folder: chain(look_at_summary(folder), look_at_notices(folder)),
    "snapshot.png": look_at_chart,
    "careers-review.db": look_at_database,
    "transcript.jsonl": lambda folder: look_at_transcript(folder / "transcript.jsonl"),
    "careers-hub.db": look_at_hub,
    "careers-hub.xlsx": look_at_spreadsheet,
    "hub-transcript.jsonl": lambda folder: look_at_transcript(folder / "hub-transcript.jsonl"),
}


def look(folder: Path, file: str) -> list[str]:
    try:
        return [f"{file}: {wrong}" for wrong in LOOKS[file](folder)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, sqlite3.Error, zipfile.BadZipFile) as error:
        return [f"{file}: cannot be read: {error!r}"]


def main() -> int:
    folder = Path(sys.argv[1])
    found = [wrong for file in LOOKS for wrong in look(folder, file)]
    print("\n".join(found) if found else f"{folder}: {ROWS} rows agreed, {WEEKS} weeks held; every file is whole")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
