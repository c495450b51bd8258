"""Sentences about hubs that several capabilities say."""

from dataclasses import replace
from datetime import date

from bot.kit.words import day_in_words
from bot.slack.card import escape
from maturity_model.booking_week import BookingWeek
from maturity_model.errors import LearnersOutOfRange
from maturity_model.setting import Kind, Phase

KINDS = {Kind.SCHOOL: "School", Kind.SPECIAL_SCHOOL: "Special school", Kind.COLLEGE: "College"}
PHASES = {Phase.SECONDARY: "Secondary", Phase.ALL_THROUGH: "All-through", Phase.SIXTEEN_PLUS: "16 plus"}

KIND = "What kind of setting is it?"
PHASE = "Which ages does it serve?"
TRUST = "Which trust, if any?"
LEARNERS = "About how many learners?"
ENTER_REVIEW = "We held our review elsewhere"
ASK_FOR_WEEKS = "Ask for a week"
NOT_THIS_TIME = "None of these this time"
NO_STAFF = "Please choose somebody who works for the hub."
WEEK_NOT_OPEN = "This week can't be asked for any more. My Home tab shows the ones that can."
NOT_IN_A_HUB = "Your setting isn't in a Careers Hub at the moment. My Home tab shows how to join one."


def days_of(first_on: date, last_on: date) -> str:
    """The days of a week, short: "12 to 16 January 2026"."""
    if first_on == last_on:
        return f"{first_on.day} {first_on:%B} {first_on.year}"
    first = f"{first_on.day}"
    if (first_on.month, first_on.year) != (last_on.month, last_on.year):
        first += f" {first_on:%B}"
    if first_on.year != last_on.year:
        first += f" {first_on.year}"
    return f"{first} to {last_on.day} {last_on:%B} {last_on.year}"


def week_in_words(week: BookingWeek) -> str:
    """A week with its term: "Spring Term, 12 to 16 January 2026". User-written parts are not escaped."""
    return f"{week.term}, {days_of(week.first_on, week.last_on)}"


def week_in_menu(week: BookingWeek) -> str:
    """A week in a menu, its days first, because a phone shows no more than the beginning."""
    return f"{days_of(week.first_on, week.last_on)}, {week.term}"


def week_in_mrkdwn(week: BookingWeek) -> BookingWeek:
    """The same week with its term made safe for mrkdwn."""
    return replace(week, term=escape(week.term))


def closes_in_words(day: date) -> str:
    """Until when a week can be asked for."""
    return f"ask by {day_in_words(day)}"


def places(count: int) -> str:
    """How many places, in words."""
    return "1 place" if count == 1 else f"{count} places"


def more_weeks(count: int) -> str:
    """How many weeks are not named."""
    return f"and {'1 more week' if count == 1 else f'{count} more weeks'}, which you see when you ask"


def settings(count: int) -> str:
    """How many settings, in words."""
    return "1 setting" if count == 1 else f"{count} settings"


def more_settings(count: int) -> str:
    """How many settings there are besides, in words."""
    return "1 more setting" if count == 1 else f"{count} more settings"


def learners_out_of_range(error: LearnersOutOfRange) -> str:
    """How many learners a setting can have."""
    return f"Please give a number between 1 and {error.most}."
