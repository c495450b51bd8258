"""A hub's page on Home, its weeks and its settings, as its staff see them."""

from collections.abc import Iterator, Sequence

from bot.capabilities.bookings import texts
from bot.capabilities.bookings.use_cases.looking import OfWeek, OwnPage
from bot.kit import hub_buttons
from bot.kit.hub_buttons import (
    ANNOUNCE_WEEKS,
    CHANGE_WEEK,
    LOOK_AT_SETTING,
    LOOK_AT_WEEK,
    WITHDRAW_WEEK,
    OfHub,
    OfMember,
)
from bot.kit.hub_words import week_in_menu
from bot.kit.menus import long_menu, option
from bot.kit.pieces import (
    aside,
    ask_first,
    bullets,
    button,
    buttons,
    line,
    modal,
    notice_modal,
    say,
    say_plainly,
    short_button,
    whole_words,
)
from bot.kit.words import listed
from bot.slack.blocks import Block, Element, View
from bot.slack.card import escape
from maturity_model.booking import Booking, WeekBook
from maturity_model.hub_page import Entry, HubPage, SettingState

EXPORT = "bookings.export"
MOST_WEEKS = 12  # with a button each, of all hubs on one Home; the others are in a menu
FEWEST_WEEKS = 2
MOST_IN_MENUS = 500  # settings, of all hubs on one Home: Slack takes no more than 250 KB
MOST_NAMED = 8  # in each state, on Home
LONGEST_IN_LIST = 60  # letters of a setting's name among others
MOST_LISTED = 60  # who ask for one week; the spreadsheet has them all


def pages_section(pages: Sequence[OwnPage]) -> tuple[Block, ...]:
    """Home's part for those who work for hubs: the weeks of each, and where its settings stand."""
    return tuple(block for own in pages for block in _page(own, of=len(pages)))


def _page(own: OwnPage, *, of: int) -> tuple[Block, ...]:
    page, this = own.page, OfHub(hub=own.page.hub.id)
    steps = [button(texts.ANNOUNCE, ANNOUNCE_WEEKS, this)]
    if page.entries:
        steps += [button(texts.EXPORT, EXPORT, this), _menu(page, page.entries[: MOST_IN_MENUS // of])]
    return (
        line(),
        say(texts.weeks_of(escape(page.hub.name))),
        *_weeks(page, max(MOST_WEEKS // of, FEWEST_WEEKS)),
        *_states(page),
        *_unreached(own),
        buttons(*steps, block_id=f"bookings.{page.hub.id}"),
    )


def _weeks(page: HubPage, most: int) -> Iterator[Block]:
    if not page.weeks:
        yield aside(texts.NO_WEEKS)
    for book in page.weeks[:most]:
        spoken = texts.requests_for(book.week)
        look = short_button(texts.REQUESTS, LOOK_AT_WEEK, _this(page, book), spoken=spoken)
        yield say_plainly(texts.week_line(book), accessory=look)
    if later := page.weeks[most:]:
        options = [option(_this(page, book).encode(), week_in_menu(book.week)) for book in later]
        menu = long_menu(LOOK_AT_WEEK, options, prompt=texts.LATER_WEEKS)
        yield buttons(menu, block_id=f"bookings.later.{page.hub.id}")


def _this(page: HubPage, book: WeekBook) -> hub_buttons.OfWeek:
    return hub_buttons.OfWeek(hub=page.hub.id, week=book.week.id)


def _states(page: HubPage) -> tuple[Block, ...]:
    if not page.entries:
        return (aside(texts.NO_SETTINGS),)
    lines = []
    for state in SettingState:
        names = [whole_words(entry.member.name, LONGEST_IN_LIST) for entry in page.in_state(state)]
        if names:
            lines.append(texts.state_line(state, len(names), listed(names, MOST_NAMED)))
    return say(texts.SETTINGS), bullets(lines)


def _unreached(own: OwnPage) -> tuple[Block, ...]:
    names = [member.name for member in own.unreached]
    return (say_plainly(texts.unreached(listed(names, MOST_NAMED))),) if names else ()


def _menu(page: HubPage, entries: Sequence[Entry]) -> Element:
    options = [
        option(
            OfMember(hub=page.hub.id, member=entry.member.id).encode(), whole_words(entry.member.name, LONGEST_IN_LIST)
        )
        for entry in entries
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
            *((aside(texts.WHO_COMES_FIRST),) if len(book.waiting) > 1 else ()),
            *look,
            _week_steps(of),
        ],
        callback="bookings.week",
    )


def _week_steps(of: OfWeek) -> Block:
    this = _this(of.page, of.book)
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


def export_modal() -> View:
    """Says that a spreadsheet is on its way."""
    return notice_modal(texts.EXPORT_TITLE, texts.EXPORT_COMING)
