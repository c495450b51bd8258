"""What careers leaders see of their request, on Home, in modals and in messages."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.capabilities.bookings import texts
from bot.capabilities.bookings.use_cases.looking import Request
from bot.kit.hub_buttons import ASK_FOR_WEEKS, LOOK_AT_SETTING, NOT_THIS_TIME, OfMember
from bot.kit.hub_questions import context_questions, kind_questions
from bot.kit.hub_words import NOT_THIS_TIME as NONE_SUITS, more_weeks, week_in_menu, week_in_mrkdwn
from bot.kit.menus import long_menu, option
from bot.kit.pieces import aside, ask_first, bullets, button, buttons, line, modal, notice_modal, say, say_plainly
from bot.kit.questions import question
from bot.slack.blocks import Block, Element, Option, View
from bot.slack.card import LONGEST_TEXT, Card, clip, escape
from maturity_model.booking import MOST_CHOICES, Booking, BookingState
from maturity_model.booking_week import BookingWeek

WITHDRAW = "bookings.withdraw"
MOST_SHOWN = 12  # weeks in a list; the menu has them all
CHOICES = tuple(f"choice_{number}" for number in range(1, MOST_CHOICES + 1))


def request_section(request: Request, today: date) -> tuple[Block, ...]:
    """Home's part for the careers leaders of a setting whose hub has weeks ahead."""
    if not request.books:
        return ()
    return line(), *_standing(request, today), *_steps(request, today)


def _standing(request: Request, today: date) -> tuple[Block, ...]:
    booking, open_weeks = request.booking, request.open_weeks(today)
    if booking and booking.state is BookingState.WAITING:
        lines = list(_lines(request, booking))
        return (say(texts.ASKED), bullets(lines)) if lines else (say(texts.WEEKS_GONE),)
    if booking and booking.week and booking.state is BookingState.CONFIRMED:
        week = _week(request, booking)
        return (say(texts.yours(week_in_mrkdwn(week))),) if week else ()
    if booking and booking.state is BookingState.DECLINED:
        return say(texts.SAID_NO), say_plainly(texts.quoted(booking.sentence))
    if request.history.agreed_on is None:
        return (say(texts.FIRST_REVIEW),)
    if booking and booking.state is BookingState.NOT_THIS_TIME:
        return (say(texts.NOT_THIS_TIME),)
    return (say(texts.WEEKS_AHEAD), bullets(_offer(open_weeks))) if open_weeks else ()


def _offer(weeks: Sequence[BookingWeek]) -> list[str]:
    left = len(weeks) - MOST_SHOWN
    return [*map(texts.offered, weeks[:MOST_SHOWN]), *([more_weeks(left)] if left > 0 else [])]


def _lines(request: Request, booking: Booking) -> Iterator[str]:
    for choice in booking.choices:
        if book := request.book(choice):
            yield texts.standing(book, book.before(request.member.id))


def _week(request: Request, booking: Booking) -> BookingWeek | None:
    book = request.book(booking.week) if booking.week else None
    return book.week if book else None


def _steps(request: Request, today: date) -> tuple[Block, ...]:
    steps = list(_buttons(request, today))
    return (buttons(*steps, block_id="bookings.own"),) if steps else ()


def _buttons(request: Request, today: date) -> Iterator[Element]:
    this = OfMember(hub=request.hub.id, member=request.member.id)
    state = request.booking.state if request.booking else None
    is_open = bool(request.open_weeks(today)) and request.history.agreed_on is not None
    if is_open and state is not BookingState.CONFIRMED:
        label = texts.CHANGE if state is BookingState.WAITING else texts.ASK
        yield button(label, ASK_FOR_WEEKS, this, style=None if state else "primary")
    if is_open and state is None:
        yield button(NONE_SUITS, NOT_THIS_TIME, this)
    if state in {BookingState.WAITING, BookingState.CONFIRMED}:
        has_week = state is BookingState.CONFIRMED
        label = texts.GIVE_BACK if has_week else texts.WITHDRAW
        title = texts.GIVE_BACK_TITLE if has_week else texts.WITHDRAW_TITLE
        words = texts.GIVE_BACK_TEXT if has_week else texts.WITHDRAW_TEXT
        yield button(label, WITHDRAW, this, confirm=ask_first(title, words, yes=label, no=texts.KEEP))


def ask_modal(request: Request, today: date) -> View:
    """Which weeks, the best first, and what the setting is like."""
    member, waiting = request.member, request.booking if request.booking and request.booking.waits else None
    chosen = waiting.choices if waiting else ()
    offered = _offered(request, today, chosen)
    return modal(
        texts.ASK_TITLE,
        [
            say_plainly(member.name),
            *(_choice(number, offered, chosen) for number in range(min(MOST_CHOICES, len(offered)))),
            line(),
            aside(texts.CONTEXT),
            *kind_questions(member.kind, member.phase),
            *context_questions(member.trust, member.learners),
        ],
        callback=ASK_FOR_WEEKS,
        submit=texts.SEND,
        metadata=OfMember(hub=request.hub.id, member=member.id),
    )


def _offered(request: Request, today: date, chosen: Sequence[str]) -> list[Option]:
    weeks = [book.week for book in request.books if book.week.takes_requests(today) or book.week.id in chosen]
    return [option(week.id, week_in_menu(week)) for week in weeks]


def _choice(number: int, offered: Sequence[Option], chosen: Sequence[str]) -> Block:
    name = CHOICES[number]
    first = next((each for each in offered if number < len(chosen) and each["value"] == chosen[number]), None)
    hint = texts.CHOICES_HINT if number == 0 else None
    weeks = long_menu(name, offered, prompt=texts.CHOOSE, chosen=first)
    return question(name, texts.CHOICES[number], weeks, optional=number > 0, hint=hint)


def asked_modal(request: Request) -> View:
    """Says where a setting stands now."""
    booking = request.booking
    lines = list(_lines(request, booking)) if booking else []
    said = (say(texts.ASKED), bullets(lines)) if lines else (say(texts.TAKEN_BACK),)
    return modal(texts.ASKED_TITLE, said, callback="bookings.asked")


def not_this_time_card() -> Card:
    """What comes of "none of these this time"."""
    return Card(text=texts.NOT_THIS_TIME.replace("*", ""), blocks=(say(texts.NOT_THIS_TIME),))


def asked_card(request: Request) -> Card:
    """Tells a careers consultant what one of their settings asked for, withdrew or declined."""
    booking, name = request.booking, escape(request.member.name)
    if booking:
        books = [book for each in booking.choices if (book := request.book(each))]
        weeks = [escape(texts.standing(book, None)) for book in books]
        said = texts.asked(name, weeks, not_this_time=booking.state is BookingState.NOT_THIS_TIME)
    else:
        had = _week(request, request.last) if request.last else None
        said = texts.taken_back(name, week_in_mrkdwn(had) if had else None)
    look = button(texts.LOOK_AT_IT, LOOK_AT_SETTING, OfMember(hub=request.hub.id, member=request.member.id))
    return Card(text=said.replace("*", ""), blocks=(say(said), buttons(look)))


def settled_card(request: Request, booking: Booking) -> Card:
    """Tells a careers leader what came of their request."""
    week, sentence = _week(request, booking), texts.quoted(booking.sentence) if booking.sentence else ""
    words = (escape(request.hub.name), escape(request.member.name), week_in_mrkdwn(week) if week else None)
    said = texts.settled(*words)
    return Card(
        text=clip(f"{said} {escape(sentence)}".strip(), LONGEST_TEXT),
        blocks=(say(f"*{said}*"), *((say_plainly(sentence),) if sentence else ())),
    )


def again_card(request: Request, peer_on: date, today: date) -> Card:
    """Tells a careers leader that the next peer-to-peer review is due, and lets them ask where weeks are open."""
    weeks = bool(request.open_weeks(today))
    said = texts.again(escape(request.hub.name), escape(request.member.name), peer_on, weeks=weeks)
    ask = button(texts.ASK, ASK_FOR_WEEKS, OfMember(hub=request.hub.id, member=request.member.id))
    return Card(text=said.replace("*", ""), blocks=(say(said), *((buttons(ask),) if weeks else ())))


def settled_modal(request: Request) -> View:
    """Says that an answer is on its way, or brings the words where somebody has to write them."""
    member, booking = request.member, request.booking
    if member.in_slack or booking is None:
        return notice_modal(texts.SETTLED_TITLE, texts.told(escape(member.name)))
    words = texts.settled(request.hub.name, member.name, _week(request, booking))
    plainly = f"{words}\n\n{texts.quoted(booking.sentence)}" if booking.sentence else words
    said = (say(texts.send_this(escape(member.contact))), say_plainly(plainly))
    return modal(texts.SETTLED_TITLE, said, callback="bookings.settled")
