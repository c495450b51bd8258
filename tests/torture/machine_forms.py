"""What people fill in: as Slack's screen takes it, and what it means to the plain model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.rehearsal.stand_in import Person
from bot.rehearsal.stand_in.values import Json
from tests.torture.machine_playground import Playground

ROLE_IN_OWN_WORDS, BECAUSE = "Librarian", "It is our best fit."
DAYS_AHEAD, LONDON = (0, 1, 7, 30, 100, 731, 732), ZoneInfo("Europe/London")
MOVES = (timedelta(hours=-1), timedelta(days=1), timedelta(days=7), timedelta(days=14))
CLOSED: Mapping[str, frozenset[tuple[str, str]]] = {
    "": frozenset(),
    "Half-term 27/10/2025 - 31/10/2025": frozenset({("2025-10-27", "2025-10-31")}),
    "1 May 2026\n25 - 29 May 2026": frozenset({("2026-05-01", "2026-05-01"), ("2026-05-25", "2026-05-29")}),
}
"""What may be written about closures, and the first and last days that it means."""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """The answers to a form, by question; and the same in plain values."""

    answers: Json
    meant: Json


def _as_it_stands(_ground: Playground, _chance: Random) -> Filled:
    return Filled(answers={}, meant={})


def _role(_ground: Playground, _chance: Random) -> Filled:
    return Filled(answers={"own_role": ROLE_IN_OWN_WORDS}, meant={"own_role": ROLE_IN_OWN_WORDS})


def _reason(_ground: Playground, _chance: Random) -> Filled:
    return Filled(answers={"reason": BECAUSE}, meant={"reason": BECAUSE})


def _meeting(ground: Playground, chance: Random) -> Filled:
    meets_at = _now(ground) + chance.choice(MOVES)
    return Filled(answers={"meets_at": meets_at, "channel": ground.room}, meant={"meets_at": meets_at})


def _setting(ground: Playground, chance: Random) -> Filled:
    leaders = [ground.leader, *some_people(ground, chance)[:1]]
    facts = {"name": "Riverside School", "kind": "SCHOOL", "phase": "SECONDARY"}
    return Filled(answers={**facts, "people": leaders}, meant={"people": ids(leaders)})


def _hours(_ground: Playground, chance: Random) -> Filled:
    """Days that have gone by: the school of this model is open in term, whatever else happens."""
    opens_at, closes_at = chance.choice(("07:30", "08:00")), chance.choice(("17:30", "18:15"))
    written = chance.choice(tuple(CLOSED))
    return Filled(
        answers={"opens_at": opens_at, "closes_at": closes_at, "closures": written},
        meant={"hours": (opens_at, closes_at), "closed": CLOSED[written]},
    )


def _review(ground: Playground, chance: Random) -> Filled:
    """Mostly in the private channel; in a public one the form asks once more, and the review is a draft till then."""
    colleagues = [person for person in ground.people[1:] if chance.random() < 2 / 3] or [ground.leader]
    facilitators = [ground.facilitator] if chance.random() < 2 / 3 else []
    is_public = chance.random() < 1 / 5
    meets_at = _now(ground) + timedelta(days=chance.choice((1, 7, 14)))
    room = ground.town_square if is_public else ground.room
    return Filled(
        answers={"people": colleagues, "facilitators": facilitators, "meets_at": meets_at, "channel": room},
        meant={
            "people": ids(colleagues),
            "facilitators": ids(facilitators),
            "meets_at": meets_at,
            "is_public": is_public,
        },
    )


def _note(ground: Playground, chance: Random) -> Filled:
    """Unlike every other one, so that it can be told wherever it shows; empty to delete it."""
    text = f"Noted at {ground.slack.workspace.new_stamp()}." if chance.random() < 3 / 4 else ""
    shown = chance.random() < 2 / 3
    answers = {"note": text, "may_be_shown": ["yes"] if shown else []}
    return Filled(answers=answers, meant={"note": text, "shown": shown})


def people_form(ground: Playground, chance: Random) -> Filled:
    some = some_people(ground, chance)
    return Filled(answers={"people": some}, meant={"people": ids(some)})


def _nobody_or_one(ground: Playground, chance: Random) -> Filled:
    """Whom somebody who cannot take part suggests; it changes nothing by itself."""
    return Filled(answers={"people": some_people(ground, chance)[:1] if chance.random() < 1 / 2 else []}, meant={})


def some_people(ground: Playground, chance: Random) -> list[Person]:
    return [person for person in ground.people if chance.random() < 1 / 4] or [chance.choice(ground.people)]


def ids(people: list[Person]) -> list[str]:
    return [person.id for person in people]


def _now(ground: Playground) -> datetime:
    return ground.clock.now().replace(second=0, microsecond=0)  # as Slack's picker says it


def _action(ground: Playground, chance: Random) -> Filled:
    """About any of the rows that the form offers, for anybody."""
    [form] = [modal for person in ground.people if (modal := person.modal()) and modal.callback_id == "actions.add"]
    menu = next(block["element"] for block in form.blocks if block.get("block_id") == "row")
    row = chance.choice([option["value"] for group in menu["option_groups"] for option in group["options"]])
    owner, text = chance.choice(ground.people), f"Taken on at {ground.slack.workspace.new_stamp()}."
    day = _later_day(ground, chance)
    return Filled(
        answers={"row": row, "text": text, "people": owner, **day.answers},
        meant={"row": row, "text": text, "owner": owner.id, **day.meant},
    )


def _later_day(ground: Playground, chance: Random) -> Filled:
    due_on = day_of(ground.clock.now()) + timedelta(days=chance.choice(DAYS_AHEAD))
    return Filled(answers={"due_on": due_on}, meant={"due_on": due_on})


def day_of(moment: datetime) -> date:
    """The school's own day."""
    return moment.astimezone(LONDON).date()


FORMS: Mapping[str, Callable[[Playground, Random], Filled]] = {
    "home.name_setting": _setting,
    "school_hours.set_hours": _hours,
    "opening.open_review": _review,
    "opening.confirm": _as_it_stands,
    "steering.move_meeting": _meeting,
    "steering.confirm": _as_it_stands,
    "reflection.save_note": _note,
    "reminding.decline": _nobody_or_one,
    "reflection.save_role": _role,
    "agreement.give_reason": _reason,
    "outcome.choose_highlights": _as_it_stands,
    "outcome.reopen_review": _reason,
    "actions.add": _action,
    "actions.put_off": _later_day,
}
