"""A setting of a hub as its staff see it, and the answer to its request."""

from collections.abc import Iterator

from bot.capabilities.bookings import texts
from bot.capabilities.bookings.use_cases.looking import OfSetting
from bot.kit import hub_words
from bot.kit.hub_buttons import ASK_FOR_WEEKS, CONSULTANT, ENTER_PAST, REMOVE_MEMBER, OfMember
from bot.kit.hub_words import week_in_words
from bot.kit.menus import labelled_menu
from bot.kit.pieces import aside, ask_first, bullets, button, buttons, modal, say_plainly
from bot.kit.questions import question, text_area
from bot.slack.blocks import Element, View
from bot.slack.card import escape, mention
from maturity_model.booking import LONGEST_SENTENCE, Booking
from maturity_model.hub import PastKind
from maturity_model.hub_page import Entry, SettingState

ANSWER = "bookings.answer"
WHAT, SENTENCE, DECLINE = "what", "sentence", "decline"
PAST = {PastKind.LEADERSHIP: "Internal leadership review", PastKind.PEER: "Peer-to-peer review"}


def setting_modal(of: OfSetting) -> View:
    """Where a setting stands, and what can be done about it."""
    entry, member = of.entry, of.entry.member
    facts = [hub_words.KINDS[member.kind], hub_words.PHASES[member.phase]]
    facts += [member.trust] if member.trust else []
    facts += [f"{member.learners:,} learners"] if member.learners else []
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
    for number, choice in enumerate(entry.booking.choices if entry.booking and entry.booking.waits else (), 1):
        if book := of.page.book(choice):
            yield texts.choice_line(number, book)
    if entry.booking and entry.booking.week and (book := of.page.book(entry.booking.week)):
        yield week_in_words(book.week)
    if entry.booking and entry.booking.sentence:
        yield texts.wrote(entry.booking.sentence)
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
    to_enter = "primary" if entry.state is SettingState.WEEK_OVER else None
    others = [button(texts.ENTER_PAST, ENTER_PAST, this, style=to_enter), button(texts.CONSULTANT, CONSULTANT, this)]
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
