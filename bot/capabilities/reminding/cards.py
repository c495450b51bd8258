"""A reminder, what comes of answering it, and the modals of whoever cannot take part and of whoever nudges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from bot.capabilities.reminding import texts
from bot.capabilities.reminding.use_cases.answering import Declined
from bot.capabilities.reminding.use_cases.looking import Reminder
from bot.capabilities.reminding.use_cases.nudging import Nudged
from bot.kit.buttons import LEAVE_REVIEW, RESUME, LeaveReview, OfReview
from bot.kit.pieces import aside, ask_first, button, buttons, modal, notice_modal, say
from bot.kit.questions import MOST_CHOSEN_AT_FIRST, PEOPLE, people_menu, question
from bot.kit.words import about_minutes
from bot.slack.blocks import Block, Element, View
from bot.slack.card import Card, escape, mention, say_time
from bot.slack.ids import Packed
from maturity_model.card import Place
from maturity_model.ids import ChannelId, PersonId, ReviewId
from maturity_model.reminding import Unreminded

SNOOZE, CANNOT, DECLINE = "reminding.snooze", "reminding.cannot", "reminding.decline"
SEND_NUDGE = "reminding.send_nudge"


@dataclass(frozen=True, kw_only=True)
class OfReminder(Packed):
    """Which reminder somebody answers in a modal: its review, and the message in which they pressed, if it was one."""

    review: ReviewId
    channel: ChannelId | None = None
    ts: str | None = None

    @classmethod
    def at(cls, review: ReviewId, place: Place) -> Self:
        """The one that stands there."""
        return cls(review=review, channel=place.channel, ts=place.ts)

    @property
    def place(self) -> Place | None:
        """Where it stands."""
        return Place(channel=self.channel, ts=self.ts) if self.channel and self.ts else None


def reminder_card(reminder: Reminder, *, now: datetime, zone: ZoneInfo) -> Card:
    """How much is left until when, the way on, and two ways out."""
    review, name, meets = reminder.review, escape(reminder.setting.name), say_time(reminder.review.meets_at, zone)
    of_review = OfReview(review=review.id)
    snooze = [button(texts.snooze(later, now, zone), SNOOZE, of_review)] if (later := reminder.later) else []
    ways = (
        button(texts.CARRY_ON if reminder.member.begun else texts.BEGIN, RESUME, of_review, style="primary"),
        *snooze,
        button(texts.CANNOT, CANNOT, of_review),
    )
    minutes = about_minutes(reminder.left, reminder.edition)
    said = texts.left_for_you(reminder.left, minutes, name, meets, nudged=reminder.nudged)
    blocks = (say(said), buttons(*ways), aside(texts.CONFIDENTIAL))
    return Card(text=texts.in_short(reminder.left, name, meets), blocks=blocks)


def snoozed_card(review: ReviewId, later: datetime, zone: ZoneInfo) -> Card:
    """When the next reminder comes, and the way on all the same."""
    said = texts.snoozed(say_time(later, zone))
    return Card(text=said, blocks=(say(said), buttons(button(texts.CARRY_ON, RESUME, OfReview(review=review)))))


def declining_modal(of: OfReminder) -> View:
    """What it means not to take part, and whom they suggest."""
    return modal(
        texts.CANNOT_TITLE,
        [
            say(texts.CANNOT_INTRO),
            question(PEOPLE, texts.INSTEAD, people_menu(PEOPLE, most=1), optional=True, hint=texts.INSTEAD_HINT),
        ],
        callback=DECLINE,
        submit=texts.TELL,
        metadata=of,
    )


def declined_card(review: ReviewId, *, told: bool) -> Card:
    """That their careers leader knows, if there is one but themselves, and the way on after all."""
    said = texts.TOLD if told else texts.TOLD_NOBODY
    return Card(text=said, blocks=(say(said), buttons(button(texts.CARRY_ON, RESUME, OfReview(review=review)))))


def cannot_take_part_card(declined: Declined) -> Card:
    """What a careers leader reads about a colleague who cannot take part, and what they may do."""
    who, instead = declined.member.person, declined.instead
    said = texts.cannot(mention(who), escape(declined.setting.name))
    suggested = [say(texts.suggests(mention(instead)))] if instead else []
    blocks: Sequence[Block] = (say(said), *suggested, buttons(*_decisions(declined)), aside(texts.DECIDE))
    return Card(text=said, blocks=tuple(blocks))


def nudge_modal(review: ReviewId, people: Sequence[PersonId]) -> View:
    """Whom to remind: at first everybody who may be, as far as Slack lets so many stand there."""
    if not people:
        return notice_modal(texts.NUDGE_TITLE, texts.NOBODY_TO_NUDGE)
    chosen = people_menu(PEOPLE, chosen=people[:MOST_CHOSEN_AT_FIRST])
    return modal(
        texts.NUDGE_TITLE,
        [question(PEOPLE, texts.NUDGE_LABEL, chosen, hint=texts.NUDGE_HINT)],
        callback=SEND_NUDGE,
        submit=texts.SEND,
        metadata=OfReview(review=review),
    )


def nudged_modal(nudged: Nudged, *, now: datetime, zone: ZoneInfo) -> View:
    """Who is reminded and when, and who is not."""
    who = [mention(person) for person in nudged.reminded]
    at_once = who and nudged.leaves_at <= now
    said = texts.reminded_now(who) if at_once else texts.reminded(who, say_time(nudged.leaves_at, zone))
    left_out = {why: [mention(p) for p, its in nudged.unreminded.items() if its is why] for why in Unreminded}
    lines = [texts.not_reminded(people, why) for why, people in left_out.items() if people]
    return modal(texts.NUDGE_TITLE, [say("\n".join([said, *lines]))], callback="reminding.nudged")


def _decisions(declined: Declined) -> list[Element]:
    review, who = declined.review.id, declined.member.person
    sure = ask_first(texts.TAKE_OUT_TITLE, texts.TAKE_OUT_TEXT, yes=texts.TAKE_OUT, no=texts.LEAVE)
    take_out = button(texts.TAKE_OUT, LEAVE_REVIEW, LeaveReview(review=review, person=who, instead=None), confirm=sure)
    if not declined.instead:
        return [take_out]
    sure = ask_first(texts.INVITE_TITLE, texts.INVITE_TEXT, yes=texts.INVITE_INSTEAD, no=texts.NOT_YET)
    value = LeaveReview(review=review, person=who, instead=declined.instead)
    return [button(texts.INVITE_INSTEAD, f"{LEAVE_REVIEW}:instead", value, style="primary", confirm=sure), take_out]
