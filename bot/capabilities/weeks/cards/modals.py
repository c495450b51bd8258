"""The modals in which weeks are announced and changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capabilities.weeks import texts
from bot.capabilities.weeks.use_cases.announcing import Announced
from bot.kit.hub_buttons import (
    CHANGE_WEEK,
    OfWeek,
)
from bot.kit.hub_words import week_in_mrkdwn
from bot.kit.pieces import aside, bullets, modal, say, say_plainly
from bot.kit.questions import PEOPLE, date_picker, people_menu, question, text_area, whole_number
from bot.kit.words import listed
from bot.slack.blocks import Block, View
from bot.slack.ids import Packed
from maturity_model.booking_week import (
    MOST_TRIOS,
    MOST_WEEKS_BEFORE,
    USUAL_WEEKS_BEFORE,
    BookingWeek,
    Reading,
    remarks_on,
)
from maturity_model.hub import hub_hours
from maturity_model.ids import HubId, PersonId

ANNOUNCE = "weeks.announce_them"
WEEKS, WEEKS_BEFORE, TRIOS = "weeks", "weeks_before", "trios"
FIRST_DAY, LAST_DAY, CLOSES = "first_day", "last_day", "closes_on"
LONGEST_LIST = 3000  # Slack takes no more into one field
USUAL_TRIOS = 2
MOST_FACILITATORS = 20
MOST_FLAWED = 25  # lines named, out of thousands that somebody may have pasted
MOST_NAMED = 15
MOST_SHOWN = 20  # weeks in one message
ROOM_FOR_SETTINGS = 6000  # letters; Slack refuses messages of a good 11,000


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody filled in about weeks, before anybody is told."""

    hub: HubId
    announcement: str
    text: str = ""
    weeks_before: int = USUAL_WEEKS_BEFORE
    trios: int = USUAL_TRIOS
    facilitators: tuple[PersonId, ...] = ()

    def mark(self, reading: Reading) -> str:
        """The same for the same words read in the same way, so that nothing is announced but what was checked."""
        words = (self.text, self.weeks_before, self.trios, sorted(self.facilitators))
        return hashlib.sha256(repr((words, reading)).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Draft(Packed):
    """Which announcement a modal is about; `checked` marks what its reader was shown, None before that."""

    hub: HubId
    announcement: str
    checked: str | None


def announce_modal(written: Written) -> View:
    """The questions about weeks, before they are checked."""
    return _modal(written, (), submit=texts.CHECK, checked=None)


def checked_modal(written: Written, reading: Reading, zone: ZoneInfo) -> View:
    """What was read, with what stands out, above the same questions: changed words are checked again."""
    if not reading.weeks:
        return _modal(written, (say(texts.NOTHING_READ), *_flawed(reading)), submit=texts.CHECK, checked=None)
    hours = hub_hours(zone)
    lines = [texts.read(week, list(remarks_on(week.first_on, week.last_on, hours))) for week in reading.weeks]
    shown = (say(texts.LOOKS_FINE), bullets(lines), aside(texts.what_is_offered(written.trios)), *_flawed(reading))
    return _modal(written, shown, submit=texts.ANNOUNCE, checked=written.mark(reading))


def _flawed(reading: Reading) -> tuple[Block, ...]:
    if not reading.flawed:
        return ()
    lines = [texts.flawed(line) for line in reading.flawed]
    more = [texts.more_lines(len(lines) - MOST_FLAWED)] if len(lines) > MOST_FLAWED else []
    return say(texts.LEFT_OUT), bullets([*lines[:MOST_FLAWED], *more])


def _modal(written: Written, shown: Sequence[Block], *, submit: str, checked: str | None) -> View:
    area = text_area(WEEKS, most=LONGEST_LIST, written=written.text)
    before = whole_number(WEEKS_BEFORE, written.weeks_before, least=0, most=MOST_WEEKS_BEFORE)
    return modal(
        texts.ANNOUNCE_TITLE,
        [
            *shown,
            question(WEEKS, texts.WEEKS, area, hint=texts.WEEKS_HINT),
            question(WEEKS_BEFORE, texts.WEEKS_BEFORE, before),
            *_trios_and_facilitators(written.trios, written.facilitators),
        ],
        callback=ANNOUNCE,
        submit=submit,
        metadata=Draft(hub=written.hub, announcement=written.announcement, checked=checked),
    )


def _trios_and_facilitators(trios: int, facilitators: Sequence[PersonId]) -> list[Block]:
    who = people_menu(PEOPLE, chosen=facilitators, most=MOST_FACILITATORS)
    how_many = whole_number(TRIOS, trios, least=1, most=MOST_TRIOS)
    return [
        question(TRIOS, texts.TRIOS, how_many, hint=texts.TRIOS_HINT),
        question(PEOPLE, texts.FACILITATORS, who, optional=True),
    ]


def announced_modal(announced: Announced) -> View:
    """Says that weeks are announced, and who may ask at once."""
    names = [member.name for member in announced.ready]
    later, lately = len(announced.later), len(announced.lately)
    return modal(
        texts.ANNOUNCE_TITLE,
        [
            say(texts.announced(len(announced.weeks))),
            *((say_plainly(texts.ready_now(listed(names, MOST_NAMED))),) if names else ()),
            *((say(texts.ready_later(later)),) if later else ()),
            *((say(texts.took_part_lately(lately)),) if lately else ()),
        ],
        callback="weeks.announced",
    )


def change_modal(week: BookingWeek) -> View:
    """A week as it stands, to be changed."""
    return modal(
        texts.CHANGE_TITLE,
        [
            question(FIRST_DAY, texts.FIRST_DAY, date_picker(FIRST_DAY, week.first_on)),
            question(LAST_DAY, texts.LAST_DAY, date_picker(LAST_DAY, week.last_on)),
            question(CLOSES, texts.CLOSES, date_picker(CLOSES, week.closes_on)),
            *_trios_and_facilitators(week.trios, week.facilitators),
        ],
        callback=CHANGE_WEEK,
        submit=texts.SAVE,
        metadata=OfWeek(hub=week.hub, week=week.id),
    )


def saved_modal(week: BookingWeek) -> View:
    """Says that a week is changed or withdrawn."""
    title = texts.WITHDRAWN_TITLE if week.withdrawn else texts.CHANGED_TITLE
    return modal(title, [say(texts.saved(week_in_mrkdwn(week)))], callback="weeks.saved")
