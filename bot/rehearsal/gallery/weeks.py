"""Announcing weeks and changing them, and what is said of them to everybody who should know."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.capabilities.weeks.cards.messages import (
    again_card,
    by_email_card,
    changed_card,
    channel_card,
    remind_by_email_card,
    weeks_card,
)
from bot.capabilities.weeks.cards.modals import (
    LONGEST_LIST,
    MOST_FACILITATORS,
    MOST_FLAWED,
    Written,
    announce_modal,
    announced_modal,
    change_modal,
    checked_modal,
    saved_modal,
)
from bot.capabilities.weeks.texts import HELP
from bot.capabilities.weeks.use_cases.announcing import Announced
from bot.capabilities.weeks.use_cases.telling import ChangedWeek, Open, Spread
from bot.rehearsal.gallery.made_up import CROWD, ZONE, filled, whispered
from bot.rehearsal.gallery.made_up_hub import (
    AGREED_ON,
    HUB,
    LATELY,
    MANY_MEMBERS,
    OUTSIDE,
    TERM,
    THE_HUB,
    THE_MEMBER,
    USUAL_MEMBERS,
    WEEKS,
    members,
    week,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.booking import History
from maturity_model.booking_week import Flaw, FlawedLine, Reading, WrittenWeek
from maturity_model.days import LONGEST_LINE
from maturity_model.hub import MemberSetting

WRITTEN = Written(
    hub=HUB,
    announcement="an" * 16,
    text=filled(LONGEST_LIST, "Spring Term & half of the *Summer* Term 30.12.2026 - 12.01.2027"),
    facilitators=CROWD[:MOST_FACILITATORS],
)
READ = tuple(
    WrittenWeek(term=TERM, first_on=one.first_on, last_on=one.last_on, closes_on=one.closes_on) for one in WEEKS
)
USUAL = WrittenWeek(term="Summer Term", first_on=date(2027, 5, 3), last_on=date(2027, 5, 7), closes_on=date(2027, 4, 5))
LINE = filled(LONGEST_LINE, "<!channel> & the week *after* the next one, or _any_ other, whichever suits `you` best")
FLAWED = tuple(FlawedLine(line=LINE, flaw=flaw) for flaw in Flaw)
READY, FIRST = History(agreed_on=AGREED_ON), History()
LATE = History(agreed_on=AGREED_ON, peer_on=LATELY)


def samples() -> Iterator[Sample]:
    """From the first line that somebody pastes to a week that is withdrawn."""
    yield from seen_by("hub staff", _announcing())
    yield from seen_by("hub staff", _announced())
    yield from seen_by("hub staff", _changing())
    yield from seen_by("hub staff", _to_send())
    yield from seen_by("careers leader", _told())
    spread = Spread(hub=THE_HUB, weeks=WEEKS, ready=USUAL_MEMBERS, later=MANY_MEMBERS, lately=USUAL_MEMBERS)
    yield from seen_by(
        "everybody in the hub's channel",
        {
            "The weeks, in the hub's channel": channel_card(spread),
            "One week, in the hub's channel, and nobody is ready": channel_card(
                replace(spread, weeks=WEEKS[:1], ready=0, later=1, lately=0)
            ),
        },
    )


def _announcing() -> dict[str, Card | View]:
    whole = Reading(weeks=READ, flawed=FLAWED * (MOST_FLAWED // len(Flaw) + 1))
    return {
        "Which weeks": announce_modal(Written(hub=HUB, announcement="an" * 16)),
        "Which weeks, as many words as there can be": announce_modal(WRITTEN),
        "Checked: one week with a bank holiday": checked_modal(WRITTEN, Reading(weeks=(USUAL,), flawed=()), ZONE),
        "Checked: as many weeks as can be announced, and many flaws": checked_modal(WRITTEN, whole, ZONE),
        "Checked: every flaw there is": checked_modal(WRITTEN, Reading(weeks=(USUAL,), flawed=FLAWED), ZONE),
        "Checked: one flaw too many to name": checked_modal(
            WRITTEN, Reading(weeks=(USUAL,), flawed=FLAWED[:1] * (MOST_FLAWED + 1)), ZONE
        ),
        "Checked: no week in it": checked_modal(WRITTEN, Reading(weeks=(), flawed=FLAWED[:1]), ZONE),
        "Help, typed as a command": whispered(HELP),
    }


def _announced() -> dict[str, Card | View]:
    many, few = members(MANY_MEMBERS), members(3)
    outside = Spread(
        hub=THE_HUB, weeks=WEEKS, ready=1, later=1, lately=0, by_email=members(MANY_MEMBERS, in_slack=False)
    )
    return {
        "Announced, to very many": announced_modal(Announced(weeks=WEEKS, ready=many, later=many, lately=many)),
        "Announced, one week, some are ready": announced_modal(
            Announced(weeks=WEEKS[:1], ready=few, later=few[:1], lately=few[:1])
        ),
        "Announced, nobody is ready": announced_modal(Announced(weeks=WEEKS[:1], ready=(), later=few, lately=())),
        "The words for very many settings without Slack": by_email_card(outside),
        "The words for one setting without Slack": by_email_card(
            replace(outside, weeks=WEEKS[:1], by_email=outside.by_email[:1])
        ),
    }


def _changing() -> dict[str, Card | View]:
    return {
        "Changing a week": change_modal(week()),
        "Changed, and everybody is told": saved_modal(week()),
        "Withdrawn, and everybody is told": saved_modal(week(withdrawn=True)),
    }


def _told() -> dict[str, Card | View]:
    ready = _open(READY)
    return {
        "Weeks for a setting that is ready": weeks_card(ready),
        "One week for a setting that is ready": weeks_card(replace(ready, weeks=WEEKS[:1])),
        "Weeks for a setting whose review comes first": weeks_card(_open(FIRST)),
        "Weeks for a setting that took part not long ago": weeks_card(_open(LATE)),
        "Requests close soon": weeks_card(ready, reminder=True),
        "The review is agreed": again_card(ready),
        "The review is agreed, and they took part not long ago": again_card(_open(LATE)),
        **_news(THE_MEMBER),
    }


def _to_send() -> dict[str, Card | View]:
    spread = Spread(
        hub=THE_HUB, weeks=WEEKS, ready=1, later=1, lately=0, by_email=members(MANY_MEMBERS, in_slack=False)
    )
    return {
        "Requests close soon, for very many settings without Slack": remind_by_email_card(spread),
        "Requests close soon, for one setting without Slack": remind_by_email_card(
            replace(spread, weeks=WEEKS[:1], by_email=spread.by_email[:1])
        ),
        **{f"{name}, for a setting without Slack": card for name, card in _news(OUTSIDE).items()},
    }


def _news(member: MemberSetting) -> dict[str, Card]:
    change = ChangedWeek(hub=THE_HUB, member=member, week=week(), had_it=False)
    gone = replace(change, week=week(withdrawn=True))
    return {
        "A week was changed": changed_card(change),
        "A confirmed week was changed": changed_card(replace(change, had_it=True)),
        "A week was withdrawn": changed_card(gone),
        "A confirmed week was withdrawn": changed_card(replace(gone, had_it=True)),
    }


def _open(history: History) -> Open:
    is_ready = history.is_ready(WEEKS[-1].last_on)
    return Open(hub=THE_HUB, member=THE_MEMBER, weeks=WEEKS, history=history, is_ready=is_ready, has_answered=False)
