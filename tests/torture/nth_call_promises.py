"""What must be true of the tables of a school at any moment, whatever failed just before."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from maturity_model.notice import NoticeState
from maturity_model.review import Stage
from tests.torture.nth_call_kept import Tables

Rows = list[dict[str, Any]]
Promise = Callable[[Tables], Iterator[str]]

ASKED = frozenset({Stage.REFLECTING, Stage.AGREEING, Stage.AGREED})
MET = frozenset({Stage.AGREEING, Stage.AGREED})


def broken(tables: Tables) -> list[str]:
    """A sentence for everything that is half there."""
    return [sentence for promise in PROMISES for sentence in promise(tables)]


def every_stage_has_its_move(tables: Tables) -> Iterator[str]:
    """A review is at the stage that its history ends with."""
    last: dict[str, str] = {move["review"]: move["stage"] for move in tables["review_moves"]}
    for review in tables["reviews"]:
        if last.get(review["id"]) != review["stage"]:
            yield f"the review is {review['stage']} and its history ends with {last.get(review['id'])}"


def everybody_asked_is_owed_an_invitation(tables: Tables) -> Iterator[str]:
    """Opening a review and owing the invitations is one thing."""
    owed = {(notice["review"], notice["person"]) for notice in tables["notices"]}
    open_to = {review["id"]: review["opened_by"] for review in tables["reviews"] if review["stage"] in ASKED}
    for member in tables["members"]:
        asked = member["colleague"] or (member["facilitator"] and member["person"] != open_to.get(member["review"]))
        if asked and member["review"] in open_to and (member["review"], member["person"]) not in owed:
            yield "somebody in an open review is owed no invitation"


def every_meeting_has_its_agenda(tables: Tables) -> Iterator[str]:
    """Opening a meeting, ordering its rows and owing its agenda is one thing."""
    owed = {notice["review"] for notice in tables["notices"] if notice["kind"] == "agenda"}
    for review in tables["reviews"]:
        if review["stage"] in MET and not (review["agenda_order"] and review["id"] in owed):
            yield "a meeting is open without an agenda"


def every_opened_row_has_its_frozen_spread(tables: Tables) -> Iterator[str]:
    """What was frozen is what colleagues had answered: nobody answers an opened row in these flows."""
    answers: defaultdict[tuple[str, str], list[int | None]] = defaultdict(list)
    for answer in tables["reflections"]:
        answers[answer["review"], answer["row"]].append(answer["column"])
    for row in tables["meeting_rows"]:
        given = answers[row["review"], row["row"]]
        spread = {"counts": [given.count(column) for column in (1, 2, 3, 4)], "cannot_judge": given.count(None)}
        if {name: row["spread"].get(name) for name in spread} != spread:
            yield f"row {row['row']} is open with {row['spread']}, and the answers were {spread}"


def every_opened_row_is_listed_or_owed_its_card(tables: Tables) -> Iterator[str]:
    """Opening a row and owing its card is one thing."""
    owed = {(notice["review"], notice["subject"]) for notice in tables["notices"] if notice["kind"] == "row"}
    for row in tables["meeting_rows"]:
        if row["to_agree_together"] is None and (row["review"], f"row:{row['row']}") not in owed:
            yield f"row {row['row']} is open without a card"


def every_agreement_is_of_an_opened_row(tables: Tables) -> Iterator[str]:
    """No column is agreed whose spread nobody saw."""
    opened = {(row["review"], row["row"]) for row in tables["meeting_rows"]}
    for agreement in tables["agreements"]:
        if (agreement["review"], agreement["row"]) not in opened:
            yield f"row {agreement['row']} is agreed and was never opened"


def every_agreement_ends_its_history(tables: Tables) -> Iterator[str]:
    """What stands is what was recorded last."""
    last = {(change["review"], change["row"]): change["column"] for change in tables["agreement_changes"]}
    stands = {(agreement["review"], agreement["row"]): agreement["column"] for agreement in tables["agreements"]}
    if last != stands:
        yield f"agreed are {sorted(stands.values())}, and recorded last were {sorted(last.values())}"


def every_message_sent_has_its_card(tables: Tables) -> Iterator[str]:
    """A message that becomes a card is known as that card once it is known to be sent."""
    placed = {(card["review"], card["subject"]) for card in tables["cards"] if card["ts"]}
    for notice in tables["notices"]:
        sent = notice["state"] == NoticeState.SENT and notice["subject"]
        if sent and (notice["review"], notice["subject"]) not in placed:
            yield f"{notice['subject']} was sent and has no card"


PROMISES: tuple[Promise, ...] = (
    every_stage_has_its_move,
    everybody_asked_is_owed_an_invitation,
    every_meeting_has_its_agenda,
    every_opened_row_has_its_frozen_spread,
    every_opened_row_is_listed_or_owed_its_card,
    every_agreement_is_of_an_opened_row,
    every_agreement_ends_its_history,
    every_message_sent_has_its_card,
)
