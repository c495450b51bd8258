"""What people read about asking for weeks, and about what comes of it."""

from collections.abc import Sequence
from datetime import date

from bot.kit.hub_words import closes_in_words, days_of, more_settings, places, settings, week_in_words
from bot.kit.words import date_in_words
from maturity_model.booking import WeekBook
from maturity_model.booking_week import BookingWeek
from maturity_model.hub_page import SettingState
from maturity_model.review import Stage

ASK = ASK_TITLE = "Ask for a week"
CHANGE, WITHDRAW = "Change your request", "Withdraw your request"
GIVE_BACK = "Give the week back"
WITHDRAW_TITLE = "Take your request back?"
WITHDRAW_TEXT = "Your place in the queue goes with it. You can ask again while requests are open."
GIVE_BACK_TITLE = "Give the week back?"
GIVE_BACK_TEXT = "Another setting can have it then. You can ask again while requests are open."
KEEP = "Keep it"
SEND = "Send"
CHOICES = ("Which week suits you best?", "Your second choice?", "Your third choice?", "Your fourth choice?")
CHOOSE = "Choose a week"
CHOICES_HINT = "The more weeks you can do, the likelier it is that one works out."
CONTEXT = "Is this still right? It helps your hub to bring together three settings that fit."
WEEKS_AHEAD = "*Peer-to-peer reviews: you can ask for one of these weeks.*"
FIRST_REVIEW = (
    "*Peer-to-peer reviews: your own review comes first.* Once it's agreed, I'll ask you which weeks suit. If you held "
    "it elsewhere, press “A review held elsewhere” above and tell me when it was."
)
ASKED = "*You have asked for a peer-to-peer review:*"
WEEKS_GONE = "*The weeks you asked for can't be had any more.* You keep your place in the queue for others."
ASKED_TITLE = "Thank you"
SAID_NO = "*Your hub can't offer you a week this time.* They write:"
NOT_THIS_TIME = "*None of the weeks suits you this time.* If that changes, you can still ask on my Home tab."
TAKEN_BACK = "*Your request is withdrawn.* You can ask again while requests are open."

REQUESTS, LATER_WEEKS = "Requests", "Requests for a later week"
NO_WEEKS = "No week is announced at the moment."
ANNOUNCE = "Announce weeks"
EXPORT = "Get a spreadsheet"
LOOK, LOOK_AT_IT = "Look at a setting", "Look at this setting"
SETTINGS = "*Where your settings stand*"
NO_SETTINGS = "No setting has joined yet. Give your hub's code to careers leaders, and they can join with it."
WEEK_TITLE = "Requests for a week"
CONFIRMED, WAITING = "*Confirmed*", "*Asking*"
WHO_COMES_FIRST = (
    "Settings that never took part come first, then those that did so longest ago, then whoever asked first."
)
NOBODY = "Nobody yet."
CHANGE_WEEK, WITHDRAW_WEEK = "Change this week", "Withdraw this week"
WITHDRAW_WEEK_TITLE = "Withdraw this week?"
WITHDRAW_WEEK_TEXT = "Everybody who asked for it is told. Their other weeks still stand."
SETTING_TITLE = "A setting"
ANSWER = "Answer its request"
ASK_FOR_IT = "Enter its request"
CONSULTANT, ENTER_PAST = "Change its consultant", "A review held elsewhere"
REMOVE = "Take off the list"
REMOVE_TITLE = "Take this setting off the list?"
REMOVE_TEXT = "Its request is withdrawn. You can add it again later."
ANSWER_TITLE, ANSWER_LABEL = "Answer a request", "What shall I tell them?"
DECLINE = "Not this time"
SENTENCE = "A sentence to go with it"
SENTENCE_HINT = "The setting's careers leaders read it as you write it. If you say no, please say why."
EXPORT_COMING = "Your spreadsheet is on its way: I'll send it to you here in Slack."
SETTLED_TITLE, EXPORT_TITLE = "Done", "Spreadsheet"
EXPORT_COMMENT = "Your settings as they stand now. Please keep it where only hub staff can read it."

REVIEW_COMES_FIRST = (
    "Your own review comes first. Once it's agreed, I'll ask you again. If you held it elsewhere, tell me when it was "
    "on my Home tab."
)
ALREADY_CONFIRMED = "You have a week already. If you need another one, give that back first; it's on my Home tab."
ALREADY_ASKED = "You have asked for weeks. If none of them suits any more, withdraw that on my Home tab first."
NO_WEEK_CHOSEN = "Please choose at least one week."
WEEK_CHOSEN_TWICE = "You chose this week twice. Please choose each one once."
NOTHING_ASKED = "This request has changed meanwhile, so I did nothing. My Home tab shows how it stands now."
NO_PLACES_LEFT = "Every place in that week is taken by now. Please choose another week, or say no and why."
SENTENCE_MISSING = "Please write a sentence, so that they know why."

STATES = {
    SettingState.WAITING: "Asking",
    SettingState.CONFIRMED: "Confirmed",
    SettingState.WEEK_OVER: "Its week is over, please enter the day",
    SettingState.NO_ANSWER: "Ready, no answer yet",
    SettingState.NOT_THIS_TIME: "Not this time",
    SettingState.DECLINED: "You said no",
    SettingState.NOT_READY: "Their own review comes first",
    SettingState.DONE: "Took part in the last three years",
}
PROGRESS = {Stage.REFLECTING: "colleagues are reflecting", Stage.AGREEING: "they are meeting"}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def offered(week: BookingWeek) -> str:
    """A week that can be asked for."""
    return f"{week_in_words(week)} ({closes_in_words(week.closes_on)})"


def standing(book: WeekBook, before: int | None) -> str:
    """Where a setting stands in one of the weeks that it asked for: how many come before it, None where that is all."""
    taken = f", {len(book.confirmed)} of them taken" if book.confirmed else ""
    said = f"{week_in_words(book.week)}: {places(book.week.places)}{taken}"
    if before is None:
        return said
    if before >= book.places_left:
        number = before - book.places_left + 1
        return f"{said}; you're {_ORDINALS.get(number, f'number {number}')} on the waiting list"
    if before == 0:
        return f"{said}; nobody comes before you"
    return f"{said}; {settings(before)} {'comes' if before == 1 else 'come'} first"


def choice_line(number: int, book: WeekBook) -> str:
    """One of the weeks that a setting asked for, as its hub sees it."""
    return f"Its {_ORDINALS[number]} choice: {standing(book, None)}"


def yours(week: BookingWeek) -> str:
    """The week that a setting has."""
    return f"*Your peer-to-peer review is confirmed: {week_in_words(week)}.*"


def asked(setting: str, weeks: Sequence[str], *, not_this_time: bool) -> str:
    """What a consultant is told that one of their settings asks for."""
    if not_this_time:
        return f"*{setting} says that none of the weeks suits this time.*"
    if not weeks:
        return f"*{setting} asks for a peer-to-peer review.* The weeks it chose can't be had any more."
    listed = "\n".join(f"{number}. {week}" for number, week in enumerate(weeks, 1))
    return f"*{setting} asks for a peer-to-peer review, the best week first:*\n{listed}"


def taken_back(setting: str, week: BookingWeek | None) -> str:
    """What a consultant is told of a request that was withdrawn; `week` is the one that was confirmed."""
    what = f"gives {week_in_words(week)} back" if week else "has withdrawn its request"
    return f"*{setting} {what}.* My Home tab shows who else is asking."


def settled(hub: str, setting: str, week: BookingWeek | None) -> str:
    """What a careers leader is told once their request is answered."""
    if week:
        return f"{hub} has confirmed {setting}'s peer-to-peer review: {week_in_words(week)}."
    return f"{hub} can't offer {setting} a peer-to-peer review week this time."


def quoted(sentence: str) -> str:
    """The sentence that somebody wrote to go with an answer."""
    return f"“{sentence}”"


def again(hub: str, setting: str, peer_on: date, *, weeks: bool) -> str:
    """That a peer-to-peer review is due, three years after the last."""
    said = (
        f"*{setting}'s last peer-to-peer review was three years ago, on {date_in_words(peer_on)}.* So the next is due."
    )
    if weeks:
        return f"{said} {hub} has weeks that you can ask for."
    return f"{said} {hub} hasn't announced new weeks yet; I'll tell you when it does."


def send_this(contact: str) -> str:
    """To whom a member of staff writes by hand."""
    return f"*Please send this yourself* to {contact}:"


def told(setting: str) -> str:
    """That an answer is kept and on its way."""
    return f"*Done.* I'll tell {setting}'s careers leaders in school hours."


def weeks_of(hub: str) -> str:
    """What a hub's page begins with."""
    return f"*{hub}: weeks for peer-to-peer reviews*"


def requests_for(week: BookingWeek) -> str:
    """A button beside a week, for those who hear it read out."""
    return f"Requests for {days_of(week.first_on, week.last_on)}"


def week_line(book: WeekBook) -> str:
    """A week on a hub's page."""
    left = "full" if not book.places_left else f"{places(book.places_left)} left"
    waiting = f", {len(book.waiting)} asking" if book.waiting else ""
    return f"{week_in_words(book.week)}\n{len(book.confirmed)} confirmed, {left}{waiting}"


def state_line(state: SettingState, count: int, names: str) -> str:
    """How many settings stand somewhere, and the first of them."""
    return f"{STATES[state]} ({count}): {names}"


def waiting_line(name: str, choice: int, peer_on: date | None, *, on_list: bool) -> str:
    """Somebody who asks for a week, in a list."""
    history = f"took part in {peer_on:%B %Y}" if peer_on else "never took part"
    listed = ", on the waiting list" if on_list else ""
    return f"{name}: its {_ORDINALS[choice]} choice, {history}{listed}"


def more(count: int) -> str:
    """How many are not listed."""
    return f"and {more_settings(count)}; the spreadsheet has them all"


def wrote(sentence: str) -> str:
    """What hub staff wrote to a setting."""
    return f"What you wrote: {quoted(sentence)}"


def review_line(agreed_on: date | None, stage: Stage | None) -> str:
    """What a hub may see of a setting's own review."""
    agreed = f"Own review: agreed on {date_in_words(agreed_on)}" if agreed_on else "Own review: not agreed yet"
    return f"{agreed}; {PROGRESS[stage]} now" if stage in PROGRESS else agreed


def peer_line(peer_on: date | None) -> str:
    """When a setting took part last."""
    return f"Peer-to-peer review: {date_in_words(peer_on)}" if peer_on else "Peer-to-peer review: none known"


def past_line(what: str, done_on: date, source: str) -> str:
    """A review that was entered, and where it is known from."""
    return f"{what} on {date_in_words(done_on)} ({f'from {source}' if source else 'entered by its careers leader'})"


def unreached(names: str) -> str:
    """Whom the last announcement did not reach."""
    return f"I couldn't tell any careers leader of {names} about the newest weeks. Please tell them yourself."


def free(book: WeekBook) -> str:
    """A week in a list to choose from, with how many places are left."""
    days = days_of(book.week.first_on, book.week.last_on)
    left = f"{places(book.places_left)} left" if book.places_left else "full"
    return f"Confirm {days} ({left}), {book.week.term}"
