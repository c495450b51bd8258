"""What people fill in about hubs, mostly right and sometimes wrong."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from bot.rehearsal.stand_in import View
from bot.rehearsal.stand_in.values import Json
from maturity_model.setting import Kind, Phase
from tests.torture.machine_forms import Filled, day_of, ids, some_people
from tests.torture.machine_hub_model import LEADERSHIP, PEER
from tests.torture.machine_playground import Playground

LONG_AGO = (date(2022, 8, 31), date(2022, 9, 1), date(2023, 6, 30))
WRONG_CODE = "ZZZZ-9999"
TRUSTS, LEARNERS = ("", "Valley Trust"), (None, 1, 900)
SENTENCES = ("", "We look forward to it.", "There is no room this time.")
DECLINE = "decline"
WORKING_WEEK, LONG_WEEK = timedelta(days=4), timedelta(days=14)
AWAY = (7, 7, 14, 14, 21, 28, 70, 0, 735)
"""In how many days a week begins; some that cannot be announced among them."""

GARBLED = ("To be confirmed", "Spring Term 31.02.2027 - 03.03.2027")


def hub_form(ground: Playground, chance: Random) -> Filled:
    staffing = staff_form(ground, chance)
    name = f"Hub set up at {ground.slack.workspace.new_stamp()}"
    return Filled(answers={"name": name, **staffing.answers}, meant={"name": name, **staffing.meant})


def staff_form(ground: Playground, chance: Random) -> Filled:
    people, channel = some_people(ground, chance), chance.choice((ground.town_square, None))
    answers = {"people": people, "channel": channel}
    return Filled(answers=answers, meant={"people": ids(people), "channel": channel and channel.id})


def code_form(ground: Playground, chance: Random) -> Filled:
    """A right one as it is printed or as somebody types it."""
    hubs = ground.kept()["hubs"]
    if not hubs or chance.random() < 1 / 3:
        return Filled(answers={"code": WRONG_CODE}, meant={"hub": None})
    hub = chance.choice(hubs)
    code = str(hub["code"])
    typed = chance.choice((code, f"{code[:4]}-{code[4:]}", code.lower()))
    return Filled(answers={"code": typed}, meant={"hub": hub["id"]})


def joining_form(ground: Playground, chance: Random) -> Filled:
    """The form carries the code that was typed."""
    back = before(ground, "hubs.confirm_joining").private_metadata
    hub = next(hub["id"] for hub in ground.kept()["hubs"] if f'"{hub["code"]}"' in back)
    shows, context = chance.random() < 1 / 2, context_form(ground, chance)
    answers = {**context.answers, "shows": ["shows"] if shows else []}
    return Filled(answers=answers, meant={"hub": hub, "shows": shows, **context.meant})


def context_form(_ground: Playground, chance: Random) -> Filled:
    trust, learners = chance.choice(TRUSTS), chance.choice(LEARNERS)
    answers = {"trust": trust, "learners": str(learners or "")}
    return Filled(answers=answers, meant={"trust": trust, "learners": learners})


def like_form(ground: Playground, chance: Random) -> Filled:
    kind, phase, context = chance.choice(list(Kind)), chance.choice(list(Phase)), context_form(ground, chance)
    like = (kind.value, phase.value, context.meant["trust"], context.meant["learners"])
    return Filled(answers={"kind": kind.name, "phase": phase.name, **context.answers}, meant={"like": like})


def setting_form(ground: Playground, chance: Random) -> Filled:
    """Somewhere to write to, mostly."""
    name, like = f"School added at {ground.slack.workspace.new_stamp()}", like_form(ground, chance)
    contact = "office@school.example" if chance.random() < 7 / 8 else "the office"
    return Filled(
        answers={"name": name, "contact": contact, **like.answers},
        meant={"name": name, "contact": contact, **like.meant},
    )


def consultant_form(ground: Playground, chance: Random) -> Filled:
    """Anybody: most people do not work for the hub."""
    chosen = chance.choice(ground.people)
    return Filled(answers={"people": chosen}, meant={"consultant": chosen.id})


def past_form(ground: Playground, chance: Random) -> Filled:
    kind, source = chance.choice((LEADERSHIP, LEADERSHIP, PEER)), chance.choice(("", "Compass+", "Compass+", "Paper"))
    today = day_of(ground.clock.now())
    day = chance.choice((*LONG_AGO, today - timedelta(days=200), today, today, today + timedelta(days=1)))
    return Filled(
        answers={"past_kind": kind.upper(), "done_on": day, "source": source},
        meant={"kind": kind, "done_on": day, "source": source},
    )


def weeks_form(ground: Playground, chance: Random) -> Filled:
    """Some lines; what was checked is mostly sent in as it stands."""
    modal = before(ground, "weeks.announce_them")
    written = _written(modal)
    if written and chance.random() < 3 / 4:
        return Filled(answers={}, meant=written)
    text = "\n".join(_line(ground, chance) for _ in range(chance.randint(1, 3)))
    facilitators = some_people(ground, chance) if chance.random() < 1 / 2 else []
    trios, weeks_before = chance.choice((1, 1, 2)), chance.choice((0, 0, 1, 4))
    return Filled(
        answers={"weeks": text, "weeks_before": str(weeks_before), "trios": str(trios), "people": facilitators},
        meant={"text": text, "weeks_before": weeks_before, "trios": trios, "people": sorted(ids(facilitators))},
    )


def _written(modal: View) -> Json | None:
    """What stands in the form since somebody sent it in; None where it is empty."""
    asked = questions(modal)
    if "initial_value" not in asked["weeks"]:
        return None
    return {
        "text": asked["weeks"]["initial_value"],
        "weeks_before": int(asked["weeks_before"]["initial_value"]),
        "trios": int(asked["trios"]["initial_value"]),
        "people": sorted(asked["people"].get("initial_users", [])),
    }


def _line(ground: Playground, chance: Random) -> str:
    if chance.random() < 1 / 10:
        return chance.choice(GARBLED)
    first_on = day_of(ground.clock.now()) + timedelta(days=chance.choice(AWAY))
    lasts = chance.choice((WORKING_WEEK, WORKING_WEEK, WORKING_WEEK, LONG_WEEK, -WORKING_WEEK))
    term = chance.choice(("Half-term", "Summer Term", ""))
    return f"{term} {first_on:%d.%m.%Y} - {first_on + lasts:%d.%m.%Y}".strip()


def week_form(ground: Playground, chance: Random) -> Filled:
    """Some other days, or more or fewer places."""
    asked = questions(before(ground, "weeks.change"))
    days = {name: date.fromisoformat(asked[name]["initial_date"]) for name in ("first_day", "last_day", "closes_on")}
    moved = {name: day + timedelta(days=chance.choice((0, 0, 0, 1, 7, -7))) for name, day in days.items()}
    trios, facilitators = chance.choice((1, 1, 2)), some_people(ground, chance) if chance.random() < 1 / 2 else []
    return Filled(
        answers={**moved, "trios": str(trios), "people": facilitators},
        meant={
            "first_on": moved["first_day"],
            "last_on": moved["last_day"],
            "closes_on": moved["closes_on"],
            "trios": trios,
            "people": sorted(ids(facilitators)),
        },
    )


def request_form(ground: Playground, chance: Random) -> Filled:
    """Any of the weeks offered, now and then one of them twice."""
    asked = questions(before(ground, "bookings.ask"))
    places = [name for name in asked if name.startswith("choice_")]
    chosen = [chance.choice(asked[name]["options"])["value"] for name in places[: chance.randint(1, len(places))]]
    choices = chosen if chance.random() < 1 / 4 else list(dict.fromkeys(chosen))
    like = like_form(ground, chance)
    nothing = dict.fromkeys(places)
    return Filled(
        answers={**nothing, **dict(zip(places, choices, strict=False)), **like.answers},
        meant={"choices": choices, **like.meant},
    )


def answer_form(ground: Playground, chance: Random) -> Filled:
    asked = questions(before(ground, "bookings.answer"))
    weeks = [option["value"] for option in asked["what"]["options"] if option["value"] != DECLINE]
    what = chance.choice(weeks) if weeks and chance.random() < 3 / 4 else DECLINE
    sentence = chance.choice(SENTENCES)
    return Filled(
        answers={"what": what, "sentence": sentence},
        meant={"week": None if what == DECLINE else what, "sentence": sentence},
    )


def before(ground: Playground, callback: str) -> View:
    """The form of this name that somebody has before them."""
    [form] = [modal for person in ground.people if (modal := person.modal()) and modal.callback_id == callback]
    return form


def questions(form: View) -> Json:
    """What a form asks, by question."""
    return {block["block_id"]: block["element"] for block in form.blocks if block["type"] == "input"}


HUB_FORMS: Mapping[str, Callable[[Playground, Random], Filled]] = {
    "hubs.make": hub_form,
    "hubs.staff": staff_form,
    "hubs.join": code_form,
    "hubs.confirm_joining": joining_form,
    "member_settings.add": setting_form,
    "member_settings.consultant": consultant_form,
    "member_settings.enter_past": past_form,
    "weeks.announce_them": weeks_form,
    "weeks.change": week_form,
    "bookings.ask": request_form,
    "bookings.answer": answer_form,
}
