"""A setting's request on Home, in modals and in messages, and a hub's page with all of them."""

from collections.abc import Iterator
from dataclasses import replace

from bot.capabilities.bookings.cards.own import (
    again_card,
    ask_modal,
    asked_card,
    asked_modal,
    not_this_time_card,
    request_section,
    settled_card,
    settled_modal,
)
from bot.capabilities.bookings.cards.page import export_modal, pages_section, week_modal
from bot.capabilities.bookings.cards.setting import answer_modal, setting_modal
from bot.capabilities.bookings.use_cases.looking import OfSetting, OfWeek, OwnPage
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import CONSULTANT
from bot.rehearsal.gallery.made_up_hub import (
    AGREED_ON,
    LONG_AGO,
    MANY_MEMBERS,
    MEMBER,
    OUTSIDE,
    SOURCE,
    TODAY,
    USUAL_MEMBERS,
    WEEKS,
    booking,
    members,
    page,
    request,
    week,
    weeks_on_end,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.booking import BookingState, History
from maturity_model.hub import PastKind, PastReview
from maturity_model.hub_page import Entry, HubPage, SettingState
from maturity_model.ids import HubId

WAITING, CONFIRMED, DECLINED = BookingState.WAITING, BookingState.CONFIRMED, BookingState.DECLINED
FULL = week(trios=1)
ON_END = weeks_on_end()
GONE_BY = replace(week(), first_on=AGREED_ON, last_on=AGREED_ON, closes_on=AGREED_ON)
CLOSED = tuple(replace(one, closes_on=AGREED_ON) for one in WEEKS)
PAST = tuple(
    PastReview(member=MEMBER, kind=kind, done_on=AGREED_ON, source=source, entered_by=CONSULTANT)
    for kind in PastKind
    for source in ("", SOURCE)
)


def samples() -> Iterator[Sample]:
    """From a careers leader who asks for a week to the hub that answers all of them."""
    yield from seen_by("careers leader", {f"Home: {name}": view for name, view in _own_home().items()})
    yield from seen_by("careers leader", _own())
    yield from seen_by("hub staff", {f"Home: {name}": view for name, view in _hub_home().items()})
    yield from seen_by("hub staff", _told())
    yield from seen_by("hub staff", _weeks())
    yield from seen_by("hub staff", _settings())


def _own_home() -> dict[str, View]:
    shown = {
        "weeks that can be asked for": request(),
        "one week that can be asked for": request(weeks=WEEKS[:1]),
        "very many weeks that can be asked for": request(weeks=ON_END),
        "their own review comes first": request(history=History()),
        "asked, nobody comes before them": request(WAITING),
        "asked, some come before them": request(WAITING, before=2),
        "asked, first on the waiting list": request(WAITING, before=6),
        "asked, far down the waiting list": request(WAITING, before=MANY_MEMBERS),
        "asked, and no week is open any more": request(WAITING, weeks=CLOSED),
        "confirmed": request(CONFIRMED),
        "declined": request(DECLINED),
        "none suits": request(BookingState.NOT_THIS_TIME),
    }
    return {name: home(request_section(one, TODAY)) for name, one in shown.items()}


def _own() -> dict[str, Card | View]:
    confirmed, declined = (request(state) for state in (CONFIRMED, DECLINED))
    return {
        "Asking for a week": ask_modal(request(), TODAY),
        "Asking where there are very many weeks": ask_modal(request(WAITING, weeks=ON_END), TODAY),
        "Asking where there is one week": ask_modal(request(weeks=WEEKS[:1]), TODAY),
        "Changing a request": ask_modal(request(WAITING), TODAY),
        "Asked": asked_modal(request(WAITING, before=MANY_MEMBERS)),
        "Withdrawn": asked_modal(request()),
        "None of the weeks suits": not_this_time_card(),
        "Their week is confirmed": settled_card(confirmed, booking(CONFIRMED)),
        "Their week is confirmed, without a sentence": settled_card(
            confirmed, replace(booking(CONFIRMED), sentence="")
        ),
        "Their request is declined": settled_card(declined, booking(DECLINED)),
        "The next one is due": again_card(confirmed, LONG_AGO, TODAY),
        "The next one is due, and no week is open": again_card(request(weeks=CLOSED), LONG_AGO, TODAY),
    }


def _hub_home() -> dict[str, View]:
    unreached = members(USUAL_MEMBERS)
    shown = {
        "a new hub": OwnPage(page=page(0, weeks=()), unreached=()),
        "settings, and no week": OwnPage(page=page(3, None, weeks=()), unreached=()),
        "one week, one setting": OwnPage(page=page(1, WAITING, weeks=WEEKS[:1]), unreached=()),
        "a usual hub with every state": OwnPage(page=page(USUAL_MEMBERS), unreached=unreached[:1]),
        "a very large hub": OwnPage(page=page(MANY_MEMBERS), unreached=unreached),
        "very many weeks": OwnPage(page=page(3, weeks=ON_END), unreached=()),
        "a week that is over": OwnPage(page=page(1, CONFIRMED, weeks=[GONE_BY]), unreached=()),
        "everybody asks": OwnPage(page=page(MANY_MEMBERS, WAITING), unreached=()),
    }
    of_three = [_other(shown["a very large hub"], number) for number in range(3)]
    return {name: home(pages_section([one])) for name, one in shown.items()} | {
        "three very large hubs": home(pages_section(of_three))
    }


def _other(own: OwnPage, number: int) -> OwnPage:
    return replace(own, page=replace(own.page, hub=replace(own.page.hub, id=HubId(f"{number}b" * 16))))


def _told() -> dict[str, Card | View]:
    outside = {state: replace(request(state), member=OUTSIDE) for state in (CONFIRMED, DECLINED)}
    return {
        "A setting asks": asked_card(request(WAITING, before=MANY_MEMBERS)),
        "A setting has withdrawn its request": asked_card(request()),
        "None of the weeks suits a setting": asked_card(request(BookingState.NOT_THIS_TIME)),
        "Answered": settled_modal(request(CONFIRMED)),
        "Confirmed, the setting is not in Slack": settled_modal(outside[CONFIRMED]),
        "Declined, the setting is not in Slack": settled_modal(outside[DECLINED]),
        "A spreadsheet is on its way": export_modal(),
    }


def _weeks() -> dict[str, Card | View]:
    quiet, full = page(3, None), page(MANY_MEMBERS, CONFIRMED, WAITING, weeks=[FULL])
    asked = page(MANY_MEMBERS, WAITING)
    return {
        "Requests for a week: none": week_modal(OfWeek(page=quiet, book=quiet.weeks[0])),
        "Requests for a week: five hundred": week_modal(OfWeek(page=asked, book=asked.weeks[3])),
        "Requests for a week: more than it holds": week_modal(OfWeek(page=full, book=full.weeks[0])),
    }


def _settings() -> dict[str, Card | View]:
    many, over = page(USUAL_MEMBERS), page(1, CONFIRMED, weeks=[GONE_BY])
    found = {
        state: OfSetting(page=many, entry=many.in_state(state)[0], past=PAST)
        for state in SettingState
        if many.in_state(state)
    }
    alone = Entry(
        member=replace(OUTSIDE, trust="", learners=None, consultant=None),
        state=SettingState.NO_ANSWER,
        seen=found[SettingState.DONE].entry.seen,
        history=History(),
    )
    waiting, full = page(1, WAITING), page(4, WAITING, CONFIRMED, CONFIRMED, CONFIRMED, weeks=[FULL])
    return {
        **{f"A setting: {state.name.lower().replace('_', ' ')}": setting_modal(one) for state, one in found.items()},
        "A setting whose week is over": setting_modal(OfSetting(page=over, entry=over.entries[0], past=())),
        "A setting that is not in Slack": setting_modal(OfSetting(page=many, entry=alone, past=())),
        "Answering a request": _answer(waiting),
        "Answering a request where every place is taken": _answer(full),
        "Taking a confirmed week back": answer_modal(found[SettingState.CONFIRMED], booking(CONFIRMED)),
    }


def _answer(of: HubPage) -> View:
    entry = of.in_state(SettingState.WAITING)[0]
    return answer_modal(OfSetting(page=of, entry=entry, past=()), booking(WAITING, entry.member.id))
