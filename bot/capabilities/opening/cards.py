"""The button on Home, the modal that opens a review and its second steps, and what a facilitator is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.capabilities.opening import texts
from bot.capabilities.opening.use_cases.looking import Overview, Undecided
from bot.capabilities.opening.use_cases.opening import LONGEST_MEETING, SHORTEST_MEETING
from bot.kit import availability
from bot.kit.availability import Audience
from bot.kit.buttons import CANCEL_REVIEW, START_REVIEW, OfReview, OfSetting
from bot.kit.menus import labelled_menu, long_menu, option, several_options
from bot.kit.pieces import aside, ask_first, button, buttons, line, modal, say, say_plainly
from bot.kit.questions import (
    FACILITATORS,
    MOST_CHOSEN_AT_FIRST,
    PEOPLE,
    channel_menu,
    moment_picker,
    people_menu,
    question,
    tick_box,
    whole_number,
)
from bot.kit.which_setting import which_setting_modal
from bot.slack.blocks import Block, Element, View
from bot.slack.card import Card, escape, mention, say_time
from bot.slack.ids import Packed
from maturity_model.catalog import EditionId
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId
from maturity_model.review import USUAL_REMINDERS, Review
from maturity_model.schedule import MOST_REMINDERS
from maturity_model.school_hours import academic_year_of
from maturity_model.setting import Setting

OPEN_REVIEW, CONFIRM = "opening.open_review", "opening.confirm"
CHOOSE_SETTING = "opening.choose_setting"
SAME_PEOPLE, MEETS_AT, CHANNEL = "same_people", "meets_at", "channel"
MINUTES, REMINDERS, ACADEMIC_YEAR, EDITION = "minutes", "reminders", "academic_year", "edition"
REMINDER_CHOICES = (10, 7, 5, 3, 2, 1)  # school days before the meeting
YEAR_OF_MEETING = "of_meeting"
USUAL_MINUTES = 60
USUAL_WAIT, USUAL_HOUR, USUAL_MINUTE = timedelta(days=14), 15, 45
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class NewReview(Packed):
    """The id that a new review will have, and the setting it is for."""

    review: ReviewId
    setting: SettingId


@dataclass(frozen=True, kw_only=True)
class From(Packed):
    """Whether a review is begun in the channel that it may meet in."""

    here: bool


@dataclass(frozen=True, kw_only=True)
class Drafted(Packed):
    """The draft that a careers leader is asked about, and the channel they are asked about."""

    review: ReviewId
    channel: ChannelId


@dataclass(frozen=True, kw_only=True)
class Form:
    """What stands in the modal that opens a review before anybody touches it."""

    review: ReviewId
    opener: PersonId
    overview: Overview
    now: datetime
    zone: ZoneInfo
    here: bool  # the channel that the command was typed in is the one to meet in


def start_section(overview: Overview) -> tuple[Block, ...]:
    """Home's part for a careers leader while no review runs."""
    this = OfSetting(setting=overview.setting.id)
    last = (aside(texts.last_agreed(overview.agreed.academic_year)),) if overview.agreed else ()
    if overview.draft is None:
        start = button(texts.START, START_REVIEW, this, style="primary")
        return line(), say(texts.NO_REVIEW), *last, buttons(start, block_id="opening")
    carry_on = button(texts.CARRY_ON, START_REVIEW, this, style="primary")
    sure = ask_first(texts.DISCARD_TITLE, texts.DISCARD_TEXT, yes=texts.DISCARD, no=texts.KEEP)
    discard = button(texts.DISCARD, CANCEL_REVIEW, OfReview(review=overview.draft.id), confirm=sure)
    return line(), say(texts.DRAFTED), *last, buttons(carry_on, discard, block_id="opening")


def review_modal(form: Form) -> View:
    """The questions that open a review: three to answer, and the rest with a usual answer below a line."""
    return modal(
        texts.TITLE,
        [*_whose(form), *_to_answer(form), line(), aside(texts.MORE), *_usually_so(form)],
        callback=OPEN_REVIEW,
        submit=texts.NEXT,
        metadata=NewReview(review=form.review, setting=form.overview.setting.id),
    )


def which_modal(undecided: Undecided, *, here: bool) -> View:
    """Asks a careers leader of several settings for which one they begin a review."""
    return which_setting_modal(texts.TITLE, undecided.settings, callback=CHOOSE_SETTING, metadata=From(here=here))


def _whose(form: Form) -> list[Block]:
    return [say_plainly(form.overview.setting.name)] if form.overview.leads_others else []


def _to_answer(form: Form) -> list[Block]:
    draft, agreed = form.overview.draft, form.overview.agreed
    chosen = [member.person for member in draft.colleagues] if draft else []
    hint = texts.too_many_to_show(len(chosen)) if len(chosen) > MOST_CHOSEN_AT_FIRST else texts.PEOPLE_HINT
    people = question(PEOPLE, texts.PEOPLE, people_menu(PEOPLE, chosen=chosen), hint=hint, optional=agreed is not None)
    again = tick_box(SAME_PEOPLE, option(SAME_PEOPLE, texts.SAME_PEOPLE))
    same = [question(SAME_PEOPLE, texts.LAST_PEOPLE, again, optional=True)] if agreed else []
    meets_at = draft.meets_at if draft and draft.meets_at > form.now else usual_meeting(form.now, form.zone)
    return [
        people,
        *same,
        question(MEETS_AT, texts.MEETS_AT, moment_picker(MEETS_AT, meets_at)),
        question(
            CHANNEL,
            texts.CHANNEL,
            channel_menu(CHANNEL, chosen=draft.channel if draft else None, here=form.here),
            hint=texts.CHANNEL_HINT,
        ),
    ]


def _usually_so(form: Form) -> list[Block]:
    draft = form.overview.draft
    facilitators = [member.person for member in draft.facilitators] if draft else [form.opener]
    usual = draft.minutes if draft else USUAL_MINUTES
    minutes = whole_number(MINUTES, usual, least=SHORTEST_MEETING, most=LONGEST_MEETING)
    return [
        question(
            FACILITATORS,
            texts.FACILITATORS,
            people_menu(FACILITATORS, chosen=facilitators),
            hint=texts.FACILITATORS_HINT,
            optional=True,
        ),
        question(MINUTES, texts.MINUTES, minutes),
        question(REMINDERS, texts.REMINDERS, _reminders(form), hint=texts.REMINDERS_HINT, optional=True),
        question(ACADEMIC_YEAR, texts.ACADEMIC_YEAR, _years(form)),
        _which_edition(texts.labels_of(form.overview.editions), draft),
    ]


def usual_meeting(now: datetime, zone: ZoneInfo) -> datetime:
    """Two weeks from today, or the first weekday after that, when school has ended."""
    local = (now.astimezone(zone) + USUAL_WAIT).replace(hour=USUAL_HOUR, minute=USUAL_MINUTE, second=0, microsecond=0)
    while local.weekday() >= SATURDAY:
        local += timedelta(days=1)
    return local


def _reminders(form: Form) -> Element:
    earlier = form.overview.draft or form.overview.agreed
    chosen = earlier.reminders if earlier else USUAL_REMINDERS
    options = {days: option(str(days), texts.days_before(days)) for days in REMINDER_CHOICES}
    first = [options[days] for days in chosen if days in options]
    return several_options(REMINDERS, list(options.values()), most=MOST_REMINDERS, chosen=first)


def _years(form: Form) -> Element:
    nearby = [academic_year_of(form.now + timedelta(days=days)) for days in (-365, 0, 365)]
    draft = form.overview.draft
    chosen = draft.academic_year if draft and draft.academic_year in nearby else YEAR_OF_MEETING
    return labelled_menu(
        ACADEMIC_YEAR, {YEAR_OF_MEETING: texts.YEAR_OF_MEETING, **{year: year for year in nearby}}, chosen=chosen
    )


def _which_edition(labels: Mapping[EditionId, str], draft: Review | None) -> Block:
    """The editions, the first of them chosen; a draft keeps its own, and says so where another is offered first."""
    options = {edition: option(edition, label) for edition, label in labels.items()}
    newest = next(iter(options))
    chosen = draft.edition if draft and draft.edition in options else newest
    menu = long_menu(EDITION, list(options.values()), prompt=texts.EDITION, chosen=options[chosen])
    hint = None if chosen == newest else texts.draft_uses(labels[chosen], labels[newest])
    return question(EDITION, texts.EDITION, menu, hint=hint)


def confirm_modal(review: Review, outside: int) -> View:
    """Asks before a meeting is held where anybody of the workspace can read."""
    return modal(
        availability.CONFIRM_TITLE,
        [say(availability.public_channel(f"<#{review.channel}>", outside))],
        callback=CONFIRM,
        submit=availability.GO_AHEAD,
        metadata=Drafted(review=review.id, channel=review.channel),
    )


def opened_modal(
    review: Review, zone: ZoneInfo, audience: Audience | None = None, *, leaves_at: datetime | None = None
) -> View:
    """Says that the review is open, who else reads a private channel, and who of the review doesn't.

    `leaves_at` is when the invitations leave that wait for school hours.
    """
    channel, later = f"<#{review.channel}>", say_time(leaves_at, zone) if leaves_at else None
    blocks = [say(texts.opened(len(review.colleagues), say_time(review.meets_at, zone), channel, later))]
    if audience and (outside := audience.outside(review)):
        blocks.append(say(availability.private_channel(channel, outside)))
    if audience and (missing := audience.missing(review)):
        blocks.append(say(availability.not_in_channel(channel, missing)))
    return modal(texts.OPENED_TITLE, blocks, callback="opening.opened")


def facilitator_card(review: Review, setting: Setting, zone: ZoneInfo) -> Card:
    """What somebody who runs the meeting, and answers no rows, is asked to do."""
    when = say_time(review.meets_at, zone)
    asked = texts.facilitator_asked(
        escape(setting.name), mention(review.opened_by), when, f"<#{review.channel}>", review.minutes
    )
    return Card(
        text=texts.facilitator_summary(escape(setting.name), when),
        blocks=(say(asked), say(texts.FACILITATOR_NEXT)),
    )
