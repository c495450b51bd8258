"""What is said of weeks: to careers leaders, to the hub's channel, and to consultants who write by hand."""

from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from bot.capabilities.weeks import texts
from bot.capabilities.weeks.use_cases.telling import ChangedWeek, Open, Spread
from bot.kit.hub_buttons import ASK_FOR_WEEKS, ENTER_PAST, NOT_THIS_TIME, OfMember
from bot.kit.hub_words import ENTER_REVIEW, NOT_THIS_TIME as NONE_SUITS, more_weeks, week_in_mrkdwn
from bot.kit.pieces import aside, bullets, button, buttons, line, say, say_plainly
from bot.slack.blocks import Block, Element
from bot.slack.card import LONGEST_TEXT, Card, clip, escape
from maturity_model.booking import due_again_on
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import MemberSetting
from maturity_model.ids import WeekId

MOST_SHOWN = 20  # weeks in one message
ROOM_FOR_SETTINGS = 6000  # letters; Slack refuses messages of a good 11,000


def weeks_card(told: Open, *, reminder: bool = False) -> Card:
    """Tells a careers leader which weeks there are, whether their setting may ask, and lets them answer."""
    first = texts.news(escape(told.hub.name), escape(told.member.name), reminder=reminder)
    return _weeks_card(told, first)


def again_card(told: Open) -> Card:
    """Asks a careers leader for a week once their review is agreed."""
    return _weeks_card(told, texts.again(escape(told.hub.name), escape(told.member.name)))


def _weeks_card(told: Open, first: str) -> Card:
    member, lines = OfMember(hub=told.hub.id, member=told.member.id), _lines(told.weeks, told.full)
    return Card(
        text=_aloud(first, lines),
        blocks=(say(first), bullets(lines), *_standing(told), buttons(*_steps(told, member))),
    )


def _lines(weeks: Sequence[BookingWeek], full: Collection[WeekId] = ()) -> list[str]:
    left = len(weeks) - MOST_SHOWN
    shown = [texts.line_of(week, is_full=week.id in full) for week in weeks[:MOST_SHOWN]]
    return [*shown, *([more_weeks(left)] if left > 0 else [])]


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
    lines, who = _lines(spread.weeks), texts.who_may_ask(spread.ready, spread.later, spread.lately)
    return Card(text=_aloud(first, lines), blocks=(say(first), bullets(lines), aside(who)))


def by_email_card(spread: Spread) -> Card:
    """Brings a consultant the words for settings that are not in Slack, and to whom they go."""
    return _to_send(
        spread.by_email, texts.to_send(spread.hub.name, _lines(spread.weeks), reminder=False), texts.TELL_ME
    )


def remind_by_email_card(spread: Spread) -> Card:
    """Brings a consultant the reminder for settings that are not in Slack, and to whom it goes."""
    return _to_send(
        spread.by_email, texts.to_send(spread.hub.name, _lines(spread.weeks), reminder=True), texts.TELL_ME_SOON
    )


def _to_send(members: Sequence[MemberSetting], *words: str) -> Card:
    addresses = [f"{member.name}: {member.contact}" for member in members]
    first = texts.SEND_THIS if len(members) > 1 else texts.SEND_THIS_TO_ONE
    said = map(say_plainly, words)
    return Card(text=first.replace("*", ""), blocks=(say(first), _that_fit(addresses), line(), *said))


def _that_fit(settings: Sequence[str]) -> Block:
    """A list of as many as there is room for, and how many more there are."""
    shown = sum(letters <= ROOM_FOR_SETTINGS for letters in accumulate(map(len, settings)))
    more = [texts.more_settings(len(settings) - shown)] if shown < len(settings) else []
    return bullets([*settings[:shown], *more])


def changed_card(told: ChangedWeek) -> Card:
    """Tells that a week somebody asked for was changed or withdrawn: careers leaders, or who writes to them by hand."""
    if not told.member.in_slack:
        words = texts.changed(told.hub.name, told.member.name, told.week, had_it=told.had_it)
        return _to_send([told.member], words.replace("*", ""), texts.ANSWER_ME[told.week.withdrawn])
    first = texts.changed(
        escape(told.hub.name), escape(told.member.name), week_in_mrkdwn(told.week), had_it=told.had_it
    )
    said = f"{first} {texts.what_next(told.week, had_it=told.had_it)}"
    return Card(text=said.replace("*", ""), blocks=(say(said), *_step_after(told)))


def _step_after(told: ChangedWeek) -> tuple[Block, ...]:
    """Asking anew; a place that is confirmed is given back on Home."""
    if told.had_it and not told.week.withdrawn:
        return ()
    label = texts.ASK if told.week.withdrawn else texts.CHANGE_REQUEST
    return (buttons(button(label, ASK_FOR_WEEKS, OfMember(hub=told.hub.id, member=told.member.id))),)
