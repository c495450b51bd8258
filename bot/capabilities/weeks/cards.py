"""The modals in which weeks are announced and changed, and what is said of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
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
from bot.kit.hub_words import ENTER_REVIEW, NOT_THIS_TIME as NONE_SUITS
from bot.kit.pieces import aside, bullets, button, buttons, modal, notice_modal, say, say_plainly
from bot.kit.questions import PEOPLE, date_picker, people_menu, question, text_area, whole_number
from bot.kit.words import listed
from bot.slack.blocks import Block, Element, View
from bot.slack.card import Card, escape
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
    more = [f"and {len(lines) - MOST_FLAWED} more"] if len(lines) > MOST_FLAWED else []
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
    names = [escape(member.name) for member in announced.ready]
    named = [listed(names, MOST_NAMED)] if names else []
    said = texts.announced(len(announced.weeks), named, len(announced.later))
    return notice_modal(texts.ANNOUNCE_TITLE, said)


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
    """Says that a week is changed or withdrawn."""
    title = texts.WITHDRAWN_TITLE if changed.week.withdrawn else texts.CHANGED_TITLE
    return notice_modal(title, texts.saved(changed.week, [escape(each) for each in changed.by_email]))


def weeks_card(told: Open, *, reminder: bool = False) -> Card:
    """Tells a careers leader which weeks there are, whether their setting may ask, and lets them answer."""
    first = texts.news(escape(told.hub.name), escape(told.member.name), reminder=reminder)
    return _weeks_card(told, first)


def again_card(told: Open) -> Card:
    """Asks a careers leader for a week once their review is agreed."""
    return _weeks_card(told, texts.again(escape(told.hub.name), escape(told.member.name)))


def _weeks_card(told: Open, first: str) -> Card:
    member = OfMember(hub=told.hub.id, member=told.member.id)
    return Card(
        text=first.replace("*", ""),
        blocks=(say(first), bullets(map(texts.line_of, told.weeks)), *_standing(told), buttons(*_steps(told, member))),
    )


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
    weeks = bullets(map(texts.line_of, spread.weeks))
    return Card(
        text=first.replace("*", ""), blocks=(say(first), weeks, aside(texts.who_may_ask(spread.ready, spread.later)))
    )


def by_email_card(spread: Spread) -> Card:
    """Brings a consultant the words for settings that are not in Slack, and to whom they go."""
    addresses = [f"{member.name}: {member.contact}" for member in spread.by_email]
    words = texts.to_send(spread.hub.name, list(map(texts.line_of, spread.weeks)))
    return Card(
        text=texts.SEND_THIS.replace("*", ""), blocks=(say(texts.SEND_THIS), bullets(addresses), say_plainly(words))
    )


def changed_card(told: ChangedWeek) -> Card:
    """Tells a careers leader that a week they asked for was changed or withdrawn."""
    week = told.week
    said = texts.changed(escape(told.hub.name), escape(told.member.name), week)
    ask = button(texts.ASK, ASK_FOR_WEEKS, OfMember(hub=told.hub.id, member=told.member.id))
    return Card(text=said.replace("*", ""), blocks=(say(said), buttons(ask)))
