"""What people read about asking for weeks, and about what comes of it."""

from collections.abc import Sequence
from datetime import date

from bot.kit.hub_words import closes_in_words, places, settings, week_in_words
from bot.kit.words import date_in_words
from maturity_model.booking import WeekBook
from maturity_model.booking_week import BookingWeek
from maturity_model.hub_page import SettingState
from maturity_model.review import Stage

ASK = "Ask for a week"
CHANGE = "Change your request"
WITHDRAW = "Withdraw your request"
GIVE_BACK = "Give the week back"
WITHDRAW_TITLE = "Take your request back?"
WITHDRAW_TEXT = "Your place in line goes with it. You can ask again while requests are open."
KEEP = "Keep it"
ASK_TITLE = "Ask for a week"
SEND = "Send"
CHOICES = ("Which week suits you best?", "And next?", "And after that?", "And the last one?")
CHOICES_HINT = "The more weeks you can do, the likelier it is that one works out."
CONTEXT = "Is this still right? It helps your hub to bring three settings together that fit."
WEEKS_AHEAD = "*Peer-to-peer reviews: you can ask for one of these weeks.*"
FIRST_REVIEW = (
    "*Peer-to-peer reviews: your own review comes first.* Once it's agreed, I'll ask you for a week by myself. If you "
    "held it elsewhere, enter its day below."
)
ASKED = "*You have asked for a peer-to-peer review:*"
ASKED_TITLE = "Thank you"
NOT_THIS_TIME = "*None of the weeks suits you this time.* If that changes, you can still ask."
TAKEN_BACK = "*Your request is withdrawn.* You can ask again while requests are open."

REQUESTS = "Requests"
WEEKS = "*Weeks for peer-to-peer reviews*"
NO_WEEKS = "No week is announced at the moment."
ANNOUNCE = "Announce weeks"
EXPORT = "Spreadsheet"
LOOK = "Look at a setting"
SETTINGS = "*Where your settings stand*"
NO_SETTINGS = "No setting has joined yet. Give your code to their careers leaders."
WEEK_TITLE = "Requests for a week"
CONFIRMED = "*Confirmed*"
WAITING = "*Asking, first come those who never took part, then those who did so longest ago*"
NOBODY = "Nobody yet."
CHANGE_WEEK, WITHDRAW_WEEK = "Change this week", "Withdraw this week"
WITHDRAW_WEEK_TITLE = "Withdraw this week?"
WITHDRAW_WEEK_TEXT = "Everybody who asked for it is told. Their other weeks still stand."
SETTING_TITLE = "A setting"
ANSWER = "Answer its request"
ASK_FOR_IT = "Ask for it"
CONSULTANT = "Change its consultant"
ENTER_PAST = "A review held elsewhere"
REMOVE = "Take off the list"
REMOVE_TITLE = "Take this setting off?"
REMOVE_TEXT = "Its request is withdrawn. You can add it again later."
ANSWER_TITLE = "Answer a request"
ANSWER_LABEL = "What shall I tell them?"
DECLINE = "Not this time"
SENTENCE = "A sentence to go with it"
SENTENCE_HINT = "It goes to the setting's careers leaders as you write it. Needed if you say no."
SETTLED_TITLE = "Done"
EXPORT_COMING = "Your spreadsheet is on its way: I'll send it to you here in Slack."
EXPORT_TITLE = "Spreadsheet"
EXPORT_COMMENT = "Your settings as they stand now. Please keep it where only hub staff can read it."

REVIEW_COMES_FIRST = (
    "Your own review comes first. Once it's agreed, I'll ask you again by myself. If you held it elsewhere, enter its "
    "day on my Home tab."
)
ALREADY_CONFIRMED = "You have a week already. If you need another one, give that back first; it's on my Home tab."
NO_WEEK_CHOSEN = "Please choose at least one week."
WEEK_CHOSEN_TWICE = "You chose this week twice. Please choose each one once."
NOTHING_ASKED = "That has changed meanwhile, so nothing was done. My Home tab shows how it stands now."
NO_PLACES_LEFT = "Every place in that week is taken by now. Please choose another one, or say no with a sentence."
SENTENCE_MISSING = "Please write a sentence, so that they know why."

STATES = {
    SettingState.WAITING: "Asking",
    SettingState.CONFIRMED: "Confirmed",
    SettingState.NO_ANSWER: "Ready, no answer yet",
    SettingState.NOT_THIS_TIME: "Not this time",
    SettingState.DECLINED: "You said no",
    SettingState.NOT_READY: "Their own review comes first",
    SettingState.DONE: "Took part in the last three years",
}
PROGRESS = {Stage.REFLECTING: "colleagues are reflecting", Stage.AGREEING: "they are meeting"}
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
_ORDINALS = {1: "first", 2: "second", 3: "third"}


def offered(week: BookingWeek) -> str:
    """A week that can be asked for."""
    return f"{week_in_words(week)} ({closes_in_words(week.closes_on)})"


def standing(book: WeekBook, before: int | None) -> str:
    """Where a setting stands in one of the weeks that it asked for."""
    said = f"{week_in_words(book.week)}: {book.places_left} of {places(book.week.places)} free"
    if before is None:
        return said
    if before >= book.places_left:
        number = before - book.places_left + 1
        return f"{said}; you're {_ORDINALS.get(number, f'number {number}')} on the waiting list"
    if before == 0:
        return f"{said}; nobody comes before you"
    return f"{said}; {settings(before)} {'comes' if before == 1 else 'come'} before you"


def yours(week: BookingWeek) -> str:
    """The week that a setting has."""
    return f"*Your peer-to-peer review is confirmed: {week_in_words(week)}.*"


def said_no(sentence: str) -> str:
    """That a request was declined, with the sentence that goes with it."""
    return f"*Your hub can't offer you a week this time.* They write: “{sentence}”"


def asked(setting: str, weeks: Sequence[str], *, withdrawn: bool, not_this_time: bool) -> str:
    """What a consultant is told of one of their settings."""
    if not_this_time:
        return f"*{setting} says that none of the weeks suits this time.*"
    if withdrawn:
        return f"*{setting} has withdrawn its request.* My Home tab shows who waits for its place."
    listed = "\n".join(f"{number}. {week}" for number, week in enumerate(weeks, 1))
    return f"*{setting} asks for a peer-to-peer review, the best week first:*\n{listed}"


def settled(hub: str, setting: str, week: BookingWeek | None, sentence: str) -> str:
    """What a careers leader is told once their request is answered."""
    if week:
        said = f"*{hub} has confirmed {setting}'s peer-to-peer review: {week_in_words(week)}.*"
    else:
        said = f"*{hub} can't offer {setting} a peer-to-peer review week this time.*"
    return f"{said}\n\n“{sentence}”" if sentence else said


def again(hub: str, setting: str, peer_on: date, *, weeks: bool) -> str:
    """That a peer-to-peer review is due, three years after the last."""
    said = (
        f"*{setting}'s last peer-to-peer review was three years ago, on {date_in_words(peer_on)}.* So the next is due."
    )
    if weeks:
        return f"{said} {hub} has weeks that you can ask for."
    return f"{said} {hub} hasn't announced new weeks yet; I'll tell you when it does."


def send_this(contact: str, words: str) -> str:
    """What a member of staff writes to a setting that is not in Slack."""
    return f"*Please send this yourself* to {contact}:\n\n{words}"


def told(setting: str) -> str:
    """That an answer is kept and on its way."""
    return f"*Done.* I tell {setting}'s careers leaders in school hours."


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
    return f"{name}: its {_ORDINALS.get(choice, f'{choice}th')} choice, {history}{listed}"


def more(count: int) -> str:
    """How many are not listed."""
    return f"and {settings(count)} more; the spreadsheet has them all"


def review_line(agreed_on: date | None, stage: Stage | None) -> str:
    """What a hub may see of a setting's own review."""
    agreed = f"Own review: agreed on {date_in_words(agreed_on)}" if agreed_on else "Own review: not agreed yet"
    return f"{agreed}; {PROGRESS[stage]} now" if stage in PROGRESS else agreed


def peer_line(peer_on: date | None) -> str:
    """When a setting took part last."""
    return f"Peer-to-peer review: {date_in_words(peer_on)}" if peer_on else "Peer-to-peer review: none known"


def past_line(what: str, done_on: date, source: str) -> str:
    """A review that was entered, and where it is known from."""
    return f"{what}, {date_in_words(done_on)}, entered from {source or 'its careers leader'}"


def unreached(names: str) -> str:
    """Whom the last announcement did not reach."""
    return f"I couldn't reach any careers leader of {names}. Please tell them yourself."


def free(book: WeekBook) -> str:
    """A week in a list to choose from, with how many places are left."""
    return f"Confirm {week_in_words(book.week)} ({places(book.places_left)} left)"
