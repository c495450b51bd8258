"""A hub's page on Home, its weeks and its settings, as its staff see them."""

from collections.abc import Iterator, Sequence

from bot.capabilities.bookings import texts
from bot.capabilities.bookings.use_cases.looking import OfSetting, OfWeek, OwnPage
from bot.kit import hub_buttons, hub_words
from bot.kit.hub_buttons import (
    ANNOUNCE_WEEKS,
    ASK_FOR_WEEKS,
    CHANGE_WEEK,
    CONSULTANT,
    ENTER_PAST,
    LOOK_AT_SETTING,
    LOOK_AT_WEEK,
    REMOVE_MEMBER,
    WITHDRAW_WEEK,
    OfHub,
    OfMember,
)
from bot.kit.hub_words import week_in_words
from bot.kit.menus import labelled_menu, long_menu, option
from bot.kit.pieces import (
    aside,
    ask_first,
    bullets,
    button,
    buttons,
    modal,
    notice_modal,
    say,
    say_plainly,
)
from bot.kit.questions import question, text_area
from bot.kit.words import listed
from bot.slack.blocks import Block, Element, View
from bot.slack.card import escape, mention
from maturity_model.booking import LONGEST_SENTENCE, Booking, WeekBook
from maturity_model.hub import PastKind
from maturity_model.hub_page import Entry, HubPage, SettingState

EXPORT, ANSWER = "bookings.export", "bookings.answer"
WHAT, SENTENCE, DECLINE = "what", "sentence", "decline"
MOST_WEEKS = 12  # on Home
MOST_NAMED = 8  # in each state, on Home
MOST_LISTED = 60  # who ask for one week; the spreadsheet has them all
PAST = {PastKind.LEADERSHIP: "Internal leadership review", PastKind.PEER: "Peer-to-peer review"}


def page_section(own: OwnPage) -> tuple[Block, ...]:
    """Home's part for those who work for a hub: its weeks, and where its settings stand."""
    page, this = own.page, OfHub(hub=own.page.hub.id)
    steps = [button(texts.ANNOUNCE, ANNOUNCE_WEEKS, this)]
    if page.entries:
        steps += [button(texts.EXPORT, EXPORT, this), setting_menu(page)]
    return (
        say(texts.WEEKS),
        *_weeks(page),
        *_states(page),
        *_unreached(own),
        buttons(*steps, block_id=f"bookings.{page.hub.id}"),
    )


def _weeks(page: HubPage) -> Iterator[Block]:
    if not page.weeks:
        yield aside(texts.NO_WEEKS)
    for book in page.weeks[:MOST_WEEKS]:
        this = hub_buttons.OfWeek(hub=page.hub.id, week=book.week.id)
        yield say_plainly(texts.week_line(book), accessory=button(texts.REQUESTS, LOOK_AT_WEEK, this))


def _states(page: HubPage) -> tuple[Block, ...]:
    if not page.entries:
        return (aside(texts.NO_SETTINGS),)
    lines = []
    for state in SettingState:
        names = [entry.member.name for entry in page.in_state(state)]
        if names:
            lines.append(texts.state_line(state, len(names), listed(names, MOST_NAMED)))
    return say(texts.SETTINGS), bullets(lines)


def _unreached(own: OwnPage) -> tuple[Block, ...]:
    names = [escape(member.name) for member in own.unreached]
    return (aside(texts.unreached(listed(names, MOST_NAMED))),) if names else ()


def setting_menu(page: HubPage) -> Element:
    """Every setting of a hub, to look at one."""
    return _menu(page, page.entries)


def _menu(page: HubPage, entries: Sequence[Entry]) -> Element:
    options = [
        option(OfMember(hub=page.hub.id, member=entry.member.id).encode(), entry.member.name) for entry in entries
    ]
    return long_menu(LOOK_AT_SETTING, options, prompt=texts.LOOK)


def week_modal(of: OfWeek) -> View:
    """Who has a week and who waits for it, in order."""
    book, page = of.book, of.page
    asking = [entry for booking in (*book.waiting, *book.confirmed) if (entry := page.entry(booking.member))]
    look = (buttons(_menu(page, asking), block_id="bookings.of_week"),) if asking else ()
    return modal(
        texts.WEEK_TITLE,
        [
            say_plainly(texts.week_line(book)),
            *_listed(texts.CONFIRMED, [_name(page, booking) for booking in book.confirmed]),
            *_listed(texts.WAITING, [_waiting(page, book, booking) for booking in book.waiting]),
            *look,
            _week_steps(of),
        ],
        callback="bookings.week",
    )


def _week_steps(of: OfWeek) -> Block:
    this = hub_buttons.OfWeek(hub=of.page.hub.id, week=of.book.week.id)
    sure = ask_first(texts.WITHDRAW_WEEK_TITLE, texts.WITHDRAW_WEEK_TEXT, yes=texts.WITHDRAW_WEEK, no=texts.KEEP)
    return buttons(
        button(texts.CHANGE_WEEK, CHANGE_WEEK, this), button(texts.WITHDRAW_WEEK, WITHDRAW_WEEK, this, confirm=sure)
    )


def _listed(first: str, lines: list[str]) -> tuple[Block, ...]:
    if not lines:
        return say(first), aside(texts.NOBODY)
    more = [texts.more(len(lines) - MOST_LISTED)] if len(lines) > MOST_LISTED else []
    return say(first), bullets([*lines[:MOST_LISTED], *more])


def _name(page: HubPage, booking: Booking) -> str:
    entry = page.entry(booking.member)
    return entry.member.name if entry else ""


def _waiting(page: HubPage, book: WeekBook, booking: Booking) -> str:
    entry = page.entry(booking.member)
    choice = booking.choices.index(book.week.id) + 1
    peer_on = entry.history.peer_on if entry else None
    return texts.waiting_line(_name(page, booking), choice, peer_on, on_list=booking in book.waiting_list)


def setting_modal(of: OfSetting) -> View:
    """Where a setting stands, and what can be done about it."""
    entry, member = of.entry, of.entry.member
    facts = [hub_words.KINDS[member.kind], hub_words.PHASES[member.phase]]
    facts += [member.trust] if member.trust else []
    facts += [f"{member.learners} learners"] if member.learners else []
    who = f"Careers consultant: {mention(member.consultant.person)}" if member.consultant else ""
    return modal(
        texts.SETTING_TITLE,
        [
            say_plainly(member.name),
            aside(escape(", ".join(facts))),
            *((aside(who),) if who else ()),
            *((aside(escape(member.contact)),) if member.contact else ()),
            bullets(_facts(of)),
            *(buttons(*row, block_id=f"bookings.setting.{number}") for number, row in enumerate(_steps(entry))),
        ],
        callback="bookings.setting",
    )


def _facts(of: OfSetting) -> Iterator[str]:
    entry = of.entry
    yield texts.STATES[entry.state]
    yield texts.review_line(entry.seen.agreed_on, entry.seen.stage)
    yield texts.peer_line(entry.history.peer_on)
    for choice in entry.booking.choices if entry.booking and entry.booking.waits else ():
        if book := of.page.book(choice):
            yield texts.standing(book, None)
    if entry.booking and entry.booking.week and (book := of.page.book(entry.booking.week)):
        yield week_in_words(book.week)
    if entry.booking and entry.booking.sentence:
        yield entry.booking.sentence
    for past in of.past:
        yield texts.past_line(PAST[past.kind], past.done_on, past.source)


def _steps(entry: Entry) -> Iterator[list[Element]]:
    member = entry.member
    this = OfMember(hub=member.hub, member=member.id)
    first = []
    if entry.state in {SettingState.WAITING, SettingState.CONFIRMED}:
        first.append(button(texts.ANSWER, ANSWER, this, style="primary"))
    if not member.in_slack:
        first.append(button(texts.ASK_FOR_IT, ASK_FOR_WEEKS, this))
    if first:
        yield first
    others = [button(texts.ENTER_PAST, ENTER_PAST, this), button(texts.CONSULTANT, CONSULTANT, this)]
    if not member.in_slack:
        sure = ask_first(texts.REMOVE_TITLE, texts.REMOVE_TEXT, yes=texts.REMOVE, no=texts.KEEP)
        others.append(button(texts.REMOVE, REMOVE_MEMBER, this, confirm=sure))
    yield others


def answer_modal(of: OfSetting, booking: Booking) -> View:
    """Which week to confirm, or that there is none, with a sentence."""
    member = of.entry.member
    books = [book for each in booking.choices if (book := of.page.book(each))] if booking.waits else []
    labels: dict[str, str] = {book.week.id: texts.free(book) for book in books}
    labels[DECLINE] = texts.DECLINE
    first = next((book.week.id for book in books if book.places_left), DECLINE)
    return modal(
        texts.ANSWER_TITLE,
        [
            say_plainly(member.name),
            question(WHAT, texts.ANSWER_LABEL, labelled_menu(WHAT, labels, chosen=first)),
            question(
                SENTENCE,
                texts.SENTENCE,
                text_area(SENTENCE, most=LONGEST_SENTENCE),
                hint=texts.SENTENCE_HINT,
                optional=True,
            ),
        ],
        callback=ANSWER,
        submit=texts.SEND,
        metadata=OfMember(hub=member.hub, member=member.id),
    )


def export_modal() -> View:
    """Says that a spreadsheet is on its way."""
    return notice_modal(texts.EXPORT_TITLE, texts.EXPORT_COMING)
