"""What is shown of hubs, and to their staff: nothing of a review beyond what its careers leader lets them see."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl

from bot.capabilities.bookings import texts as bookings
from bot.kit.words import date_in_words
from bot.rehearsal.stand_in import Call
from tests.torture.machine_hub_model import LEADERSHIP, PEER, Place
from tests.torture.machine_model import AGREED, School
from tests.torture.machine_playground import OF_HUBS

ANNOUNCED = "has announced weeks for peer-to-peer reviews"
WAITS = re.compile(r"^(.+): its \w+ choice, ", re.MULTILINE)
COLUMN = re.compile(r"\bcolumn \d")
PROGRESS = {stage.value: said for stage, said in bookings.PROGRESS.items()}
AGREED_ON, NOW = "Own review agreed on", "Own review now"  # columns of the spreadsheet


def is_news(school: School, call: Call, said: str) -> bool:
    """Whether this is a message of a hub, and not about a review: it names a hub, or has a button of one."""
    names = any(hub.name in said for hub in school.hubs.values())
    return call.method == "chat.postMessage" and (names or any(line.startswith(OF_HUBS) for line in said.splitlines()))


def shown_by_hubs(school: School, call: Call, said: str, read: Callable[[str], bytes | None]) -> Iterator[str]:
    """What was shown of a hub and should not have been; `read` gives the bytes of a file."""
    view = call.body.get("view") or call.body.get("body", {}).get("view") or {}
    callback = str(view.get("callback_id", ""))
    now_in = school.place()
    if callback.startswith("bookings.") or is_news(school, call, said):
        if COLUMN.search(said):
            yield f"a column was shown to a hub, or by one: {said[:200]}"
        if callback != "bookings.setting" and any(progress in said for progress in PROGRESS.values()):
            yield f"how far a review is was shown in {callback or 'a message'}"
    if callback == "bookings.setting":
        place = now_in[1] if now_in and now_in[1].name in said else None
        yield from _wrong_line(_review_line(school, place), said)
    if callback == "bookings.week":
        yield from _wrong_order(school, WAITS.findall(said))
    for file in call.body.get("files", ()) if call.method == "files.completeUploadExternal" else ():
        if (content := read(file["id"])) and content.startswith(b"PK"):
            yield from _wrong_sheet(school, content)


def _seen(school: School, place: Place) -> tuple[date | None, str]:
    """When a review was last agreed, and how far one is, if the leader switched that on."""
    past = [day for kind, day in _past(school, place) if kind == LEADERSHIP]
    here = [review.ended_at.date() for review in school.reviews if review.stage == AGREED and review.ended_at]
    newest = school.reviews[-1].stage if school.reviews and place.in_slack and place.shows else ""
    return max([*past, *(here if place.in_slack else ())], default=None), PROGRESS.get(newest, "")


def _review_line(school: School, place: Place | None) -> str | None:
    """What may stand there of a review of the school; None where another setting is looked at."""
    if place is None:
        return None
    agreed_on, progress = _seen(school, place)
    agreed = f"Own review: agreed on {date_in_words(agreed_on)}" if agreed_on else "Own review: not agreed yet"
    return f"{agreed}; {progress} now" if progress else agreed


def _wrong_line(line: str | None, said: str) -> Iterator[str]:
    shown = next((each for each in said.splitlines() if each.startswith("Own review: ")), "")
    if line is None and any(progress in shown for progress in PROGRESS.values()):
        yield f"how far a review is was shown of a setting that is not in Slack: {shown}"
    if line is not None and shown != line:
        yield f"hub staff were shown {shown!r}, and it should be {line!r}"


def _wrong_order(school: School, names: list[str]) -> Iterator[str]:
    """Whoever never took part comes first, then who did so longest ago, then who asked first."""
    waiting = {p.name: p for hub in school.hubs.values() for p in hub.here().values() if p.request}

    def turn(name: str) -> tuple[date, datetime]:
        place = waiting[name]
        days = [day for kind, day in _past(school, place) if kind == PEER]
        assert place.request
        return max(days, default=date.min), place.request.asked_at

    if names != sorted(names, key=turn):
        yield f"{names} was shown as who comes first, and it should be {sorted(names, key=turn)}"


def _past(school: School, place: Place) -> Iterable[tuple[str, date]]:
    """What a setting has behind it; in Slack it is one setting, whichever hub it is in."""
    if not place.in_slack:
        return place.past
    return [each for hub in school.hubs.values() for one in hub.places.values() if one.in_slack for each in one.past]


def _wrong_sheet(school: School, content: bytes) -> Iterator[str]:
    now_in = school.place()
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet
    titles, *lines = sheet.iter_rows(values_only=True)
    for values in lines:
        line = dict(zip(titles, values, strict=True))
        place = now_in[1] if now_in and now_in[1].name == values[0] else None
        agreed_on, progress = _seen(school, place) if place else (None, "")
        shown = line[AGREED_ON]
        if (line[NOW] or "") != progress:
            yield f"a spreadsheet says {line[NOW]!r} of a review, and it should be {progress!r}"
        if place and (shown.date() if isinstance(shown, datetime) else shown) != agreed_on:
            yield f"a spreadsheet says that a review was agreed on {shown}, and it should be {agreed_on}"
