"""A hub's settings as a spreadsheet. What people wrote stands in it as text: no cell is ever a formula."""

from collections.abc import Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from bot.capabilities.bookings import texts
from bot.kit.hub_words import KINDS, PHASES, week_in_words
from maturity_model.booking import MOST_CHOICES
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import Staff
from maturity_model.hub_page import Entry, HubPage
from maturity_model.ids import WeekId

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SHEET = "Settings"
COLUMNS = (
    "Setting",
    "Kind",
    "Ages",
    "Trust",
    "Learners",
    "Contact",
    "Careers consultant",
    "Own review agreed on",
    "Own review now",
    "Last peer-to-peer review",
    "Where it stands",
    "First choice",
    "Second choice",
    "Third choice",
    "Fourth choice",
    "Confirmed week",
    "Answered on",
    "What you wrote",
)
"""What stands above each cell of a line, in the order of `_line`."""

Value = str | int | date | None

NAME_WIDTH, WIDTH = 36, 24
DAY = "d mmm yyyy"
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(page: HubPage, names: Mapping[Staff, str]) -> bytes:
    """An XLSX file with a line for each setting, by name.

    Args:
        page: the hub's page.
        names: of its staff, as far as they are known.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - takes long to load, and is wanted once a term

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    for number in range(len(COLUMNS)):
        sheet.column_dimensions[chr(ord("A") + number)].width = WIDTH if number else NAME_WIDTH
    sheet.append([_cell(sheet, title) for title in COLUMNS])
    for entry in page.entries:
        sheet.append([_cell(sheet, value) for value in _line(page, entry, names)])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _line(page: HubPage, entry: Entry, names: Mapping[Staff, str]) -> list[Value]:
    member, booking, seen = entry.member, entry.booking, entry.seen
    choices = booking.choices if booking and booking.waits else ()
    weeks = [_week(page, choice) for choice in choices]
    return [
        member.name,
        KINDS[member.kind],
        PHASES[member.phase],
        member.trust,
        member.learners,
        member.contact,
        names.get(member.consultant, "") if member.consultant else "",
        seen.agreed_on,
        texts.PROGRESS.get(seen.stage, "") if seen.stage else "",
        entry.history.peer_on,
        texts.STATES[entry.state],
        *weeks,
        *[None] * (MOST_CHOICES - len(weeks)),
        _week(page, booking.week) if booking else None,
        booking.asked_at.date() if booking else None,
        booking.sentence if booking else "",
    ]


def _week(page: HubPage, week: WeekId | None) -> str | None:
    found: BookingWeek | None = next((book.week for book in page.weeks if book.week.id == week), None)
    return week_in_words(found) if found else None


def _cell(sheet: "WriteOnlyWorksheet", value: Value) -> "Cell":
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see above
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - see above

    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"  # a text, whatever it begins with
        cell.quotePrefix = value.startswith(LIKE_A_FORMULA)  # and it stays one where somebody edits it
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=datetime.combine(value, time()))
        cell.number_format = DAY
        return cell
    return WriteOnlyCell(sheet, value=value)
