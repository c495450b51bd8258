"""What the plain model says of hubs is noticed where a bot would do something else."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.capabilities.bookings import texts as bookings
from bot.capabilities.weeks import texts as weeks
from bot.rehearsal.stand_in import Call
from tests import given
from tests.torture.machine import live
from tests.torture.machine_deeds import Act, Deed
from tests.torture.machine_hub_life import HubLife
from tests.torture.machine_hub_model import CONFIRMED, LEADERSHIP, WAITING, Hub, Place, Request, Week
from tests.torture.machine_hub_promises import broken_laws, hubs_not_kept
from tests.torture.machine_hub_shown import ANNOUNCED, shown_by_hubs
from tests.torture.machine_model import REFLECTING, Review, School
from tests.torture.machine_pressing import ALL_DEEDS
from tests.torture.verdict import Size

TODAY = given.NOW.date()
LIKE = ("school", "secondary", "", None)
RIVERSIDE = "Riverside School"
TABLES = ("hubs", "hub_staff", "hub_members", "past_reviews", "booking_weeks", "bookings", "code_tries")
NEXT_WEEK = (f"{TODAY + timedelta(days=7)}", f"{TODAY + timedelta(days=11)}")


def done(_school: School, _act: Act) -> bool:
    return True


class Forgetful(HubLife):
    deeds: Mapping[str, Deed] = {**ALL_DEEDS, "hubs.confirm_joining": done}


def a_hub(*, shows: bool = False) -> School:
    """A school that is reflecting, in a hub with one other setting."""
    review = Review(id="R", stage=REFLECTING, meets_at=given.MEETING, rows=["1.1"], people={})
    hub = Hub(id="H", name="Valley Hub", channel=None, staff={"US"})
    hub.places["M"] = Place(RIVERSIDE, in_slack=True, like=LIKE, consultant="US", shows=shows)
    hub.places["P"] = Place("Paper School", in_slack=False, like=LIKE, consultant="US", contact="a@b.example")
    hub.places["P"].past[LEADERSHIP, date(2026, 7, 3)] = "Compass+"
    return School(admins=(), rows=["1.1"], leaders={"UL"}, reviews=[review], hubs={"H": hub})


def kept(**tables: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {**{name: [] for name in TABLES}, **tables}


def a_week(week: str = "W", *, withdrawn: int = 0, trios: int = 1) -> dict[str, Any]:
    return {
        "id": week,
        "hub": "H",
        "first_on": NEXT_WEEK[0],
        "last_on": NEXT_WEEK[1],
        "trios": trios,
        "withdrawn": withdrawn,
    }


def a_request(member: str, state: str = CONFIRMED, week: str | None = "W", choices: str = '["W"]') -> dict[str, Any]:
    return {"member": member, "state": state, "week": week, "choices": choices}


def here(member: str, **more: Any) -> dict[str, Any]:
    return {"id": member, "hub": "H", "setting": None, "name": member, "consultant": "US", "left_at": None, **more}


STAFF = [{"hub": "H", "person": "US"}]
FOUR = ["A", "B", "C", "D"]


def test_a_setting_that_joins_and_is_not_in_the_model_is_noticed() -> None:
    assert "settings of a hub" in live(Forgetful, Size.SMALL, lives=1)


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        ({"bookings": [a_request(m) for m in FOUR], "booking_weeks": [a_week()]}, "4 settings are confirmed"),
        ({"bookings": [a_request("A")], "booking_weeks": [a_week(withdrawn=1)]}, "withdrawn"),
        ({"bookings": [a_request("A", choices='["V"]')]}, "never asked for"),
        ({"bookings": [a_request("A", WAITING, None, "[]")]}, "asks for nothing"),
        ({"bookings": [a_request("gone", WAITING, None)]}, "has left"),
        ({"hubs": [{"id": "H"}], "hub_staff": []}, "nobody works"),
        ({"hubs": [{"id": "H"}], "booking_weeks": [a_week("W"), a_week("V")]}, "share a day"),
        ({"hub_members": [here("A", setting="S"), here("B", setting="S")]}, "is in 2 hubs"),
        ({"hub_members": [here("A", consultant="UX")]}, "nobody of the hub looks after"),
    ],
)
def test_what_no_hub_may_come_to_is_noticed(tables: dict[str, list[dict[str, Any]]], found: str) -> None:
    everything = {"hub_members": [here(member) for member in FOUR], "hub_staff": STAFF, **tables}

    assert any(found in sentence for sentence in broken_laws(kept(**everything)))


def test_three_in_a_week_of_one_trio_and_a_withdrawn_week_beside_another_are_as_they_should_be() -> None:
    tables = {
        "hubs": [{"id": "H"}],
        "hub_staff": STAFF,
        "hub_members": [here(member) for member in FOUR],
        "bookings": [*(a_request(member) for member in FOUR[:3]), a_request("D", WAITING, None)],
        "booking_weeks": [a_week(), a_week("V", withdrawn=1)],
    }

    assert list(broken_laws(kept(**tables))) == []


def test_a_lost_hub_is_noticed() -> None:
    found = list(hubs_not_kept(a_hub(), kept(), given.NOW))

    assert [sentence for sentence in found if sentence.startswith("hubs: {}")]


# what hub staff see


def shown(school: School, said: str, callback: str = "bookings.setting") -> list[str]:
    call = Call(
        at=datetime.now(given.NOW.tzinfo),
        method="views.open",
        body={"view": {"callback_id": callback}},
        response={"ok": True},
        workspace="T1",
    )
    return list(shown_by_hubs(school, call, said, lambda _file: None))


@pytest.mark.parametrize("shows", [True, False])
def test_how_far_a_review_is_may_be_seen_only_where_that_is_switched_on(shows: bool) -> None:
    with_progress = f"{RIVERSIDE}\nOwn review: not agreed yet; colleagues are reflecting now"
    without = f"{RIVERSIDE}\nOwn review: not agreed yet"

    assert bool(shown(a_hub(shows=shows), with_progress)) is not shows
    assert bool(shown(a_hub(shows=shows), without)) is shows


def test_a_day_on_which_no_review_was_agreed_is_noticed() -> None:
    assert shown(a_hub(), f"{RIVERSIDE}\nOwn review: agreed on 3 July 2026")


def test_how_far_a_review_is_is_noticed_in_any_other_modal_and_in_news() -> None:
    assert shown(a_hub(shows=True), "Riverside School: colleagues are reflecting", "bookings.week")


def test_a_column_is_noticed() -> None:
    assert shown(a_hub(), f"{RIVERSIDE}\nOwn review: not agreed yet\nAgreed: column 3")


def test_a_wrong_order_of_those_who_wait_is_noticed() -> None:
    school = a_hub()
    hub = school.hubs["H"]
    hub.weeks["W"] = Week("Term", TODAY, TODAY, TODAY, trios=1, facilitators=[])
    for hours, place in enumerate(hub.places.values()):
        place.request = Request(WAITING, ["W"], by="UL", asked_at=given.NOW + timedelta(hours=hours))
    names = (RIVERSIDE, "Paper School")
    lines = [bookings.waiting_line(name, 1, None, on_list=False) for name in names]

    assert shown(school, "\n".join(lines), "bookings.week") == []
    assert shown(school, "\n".join(reversed(lines)), "bookings.week")


def test_the_words_of_an_announcement_are_known() -> None:
    assert ANNOUNCED in weeks.news("Valley Hub", RIVERSIDE, reminder=False)
    assert ANNOUNCED in weeks.in_channel("Valley Hub")
