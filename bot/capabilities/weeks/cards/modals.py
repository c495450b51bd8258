"""The modals in which weeks are announced and changed, and what is said of them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from zoneinfo import ZoneInfo

from bot.capabilities.weeks import texts
from bot.capabilities.weeks.use_cases.announcing import Announced
from bot.capabilities.weeks.use_cases.changing import Changed
from bot.capabilities.weeks.use_cases.telling import ChangedWeek, Open, Spread
from bot.kit.hub_buttons import (
    ASK_FOR_WEEKS,
    CHANGE_WEEK,
    ENTER_PAST,
    NOT_THIS_TIME,
    OfMember,
    OfWeek,
)
from bot.kit.hub_words import ENTER_REVIEW, NOT_THIS_TIME as NONE_SUITS, more_weeks, week_in_mrkdwn
from bot.kit.pieces import aside, bullets, button, buttons, line, modal, say, say_plainly
from bot.kit.questions import PEOPLE, date_picker, people_menu, question, text_area, whole_number
from bot.kit.words import listed
from bot.slack.blocks import Block, Element, View
from bot.slack.card import LONGEST_TEXT, Card, clip, escape
from bot.slack.ids import Packed
from maturity_model.booking import due_again_on
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

    @property
    def mark(self) -> str:
        """The same for the same words, so that nothing is announced but what was checked."""
        said = repr((self.text, self.weeks_before, self.trios, sorted(self.facilitators)))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


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
    return _modal(written, shown, submit=texts.ANNOUNCE, checked=written.mark)


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
    names, later = [member.name for member in announced.ready], len(announced.later)
    return modal(
        texts.ANNOUNCE_TITLE,
        [
            say(texts.announced(len(announced.weeks))),
            *((say_plainly(texts.ready_now(listed(names, MOST_NAMED))),) if names else ()),
            *((say(texts.ready_later(later)),) if later else ()),
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


def saved_modal(changed: Changed) -> View:
    """Says that a week is changed or withdrawn, and whom to write to by hand."""
    title = texts.WITHDRAWN_TITLE if changed.week.withdrawn else texts.CHANGED_TITLE
    by_hand = (say(texts.WRITE_TO), _that_fit(changed.by_email)) if changed.by_email else ()
    return modal(title, [say(texts.saved(week_in_mrkdwn(changed.week))), *by_hand], callback="weeks.saved")


def weeks_card(told: Open, *, reminder: bool = False) -> Card:
    """Tells a careers leader which weeks there are, whether their setting may ask, and lets them answer."""
    first = texts.news(escape(told.hub.name), escape(told.member.name), reminder=reminder)
    return _weeks_card(told, first)


def again_card(told: Open) -> Card:
    """Asks a careers leader for a week once their review is agreed."""
    return _weeks_card(told, texts.again(escape(told.hub.name), escape(told.member.name)))


def _weeks_card(told: Open, first: str) -> Card:
    member, lines = OfMember(hub=told.hub.id, member=told.member.id), _lines(told.weeks)
    return Card(
        text=_aloud(first, lines),
        blocks=(say(first), bullets(lines), *_standing(told), buttons(*_steps(told, member))),
    )


def _lines(weeks: Sequence[BookingWeek]) -> list[str]:
    left = len(weeks) - MOST_SHOWN
    return [*map(texts.line_of, weeks[:MOST_SHOWN]), *([more_weeks(left)] if left > 0 else [])]


def _aloud(first: str, lines: Iterable[str]) -> str:
    """A card for those who hear it read out: its first sentence, and its list."""
    return clip(f"{first.replace('*', '')} {escape('; '.join(lines))}", LONGEST_TEXT)


def _standing(told: Open) -> tuple[Block, ...]:
    agreed_on, peer_on = told.history.agreed_on, told.history.peer_on
    if agreed_on is None:
        return say(texts.FIRST_REVIEW), aside(texts.HELD_ELSEWHERE)
    if peer_on is not None and not told.is_ready:
        return (say(texts.due_again(due_again_on(peer_on))),)
    return (say(texts.ready(agreed_on)),)


def _steps(told: Open, member: OfMember) -> list[Element]:
    if told.history.agreed_on is None:
        return [button(ENTER_REVIEW, ENTER_PAST, member)]
    return [
        button(texts.ASK, ASK_FOR_WEEKS, member, style="primary"),
        button(NONE_SUITS, NOT_THIS_TIME, member),
    ]


def channel_card(spread: Spread) -> Card:
    """Tells the hub's channel which weeks there are, and how many settings may ask."""
    first = texts.in_channel(escape(spread.hub.name))
    lines, who = _lines(spread.weeks), texts.who_may_ask(spread.ready, spread.later)
    return Card(text=_aloud(first, lines), blocks=(say(first), bullets(lines), aside(who)))


def by_email_card(spread: Spread) -> Card:
    """Brings a consultant the words for settings that are not in Slack, and to whom they go."""
    addresses = [f"{member.name}: {member.contact}" for member in spread.by_email]
    words = texts.to_send(spread.hub.name, _lines(spread.weeks))
    return Card(
        text=texts.SEND_THIS.replace("*", ""),
        blocks=(
            say(texts.SEND_THIS),
            _that_fit(addresses),
            line(),
            say_plainly(words),
            say_plainly(texts.TELL_ME),
        ),
    )


def _that_fit(settings: Sequence[str]) -> Block:
    """A list of as many as there is room for, and how many more there are."""
    shown = sum(letters <= ROOM_FOR_SETTINGS for letters in accumulate(map(len, settings)))
    more = [texts.more_settings(len(settings) - shown)] if shown < len(settings) else []
    return bullets([*settings[:shown], *more])


def changed_card(told: ChangedWeek) -> Card:
    """Tells a careers leader that a week they asked for was changed or withdrawn."""
    said = texts.changed(escape(told.hub.name), escape(told.member.name), week_in_mrkdwn(told.week))
    label = texts.ASK if told.week.withdrawn else texts.CHANGE_REQUEST
    ask = button(label, ASK_FOR_WEEKS, OfMember(hub=told.hub.id, member=told.member.id))
    return Card(text=said.replace("*", ""), blocks=(say(said), buttons(ask)))
