"""What the bot may say in an acknowledgement, and what it does to the screen."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rehearsal.stand_in.handing import refuse_without_scope
from bot.rehearsal.stand_in.limits.blocks import Surface
from bot.rehearsal.stand_in.limits.shapes import Unfit, words
from bot.rehearsal.stand_in.limits.views import check_view, is_too_large
from bot.rehearsal.stand_in.values import Answer, Json, Refused, View

if TYPE_CHECKING:
    from bot.rehearsal.stand_in.person import Person

ERROR_WORDS = words(3000)


def judge_silent(answer: Answer) -> Answer:
    """A click or an event is acknowledged with nothing."""
    if answer.ok and answer.body:
        return replace(answer, problem="carried something where Slack wants nothing")
    return answer


def judge_submission(answer: Answer, person: "Person", view: View) -> Answer:
    """Do to the screen what the answer to a submission says; say what is wrong with it, if anything is."""
    try:
        apply(answer.body, person, view)
    except Unfit as unfit:
        return replace(answer, problem=f"{unfit.reason} at {unfit.pointer or '/'}")
    except Refused as refused:
        return replace(answer, problem=str(refused))
    return answer


def apply(body: Json, person: "Person", view: View) -> None:
    """Close, update, push, clear, or show errors."""
    if not body:
        person.screen.modals = [one for one in person.screen.modals if one.id != view.id]
        return
    ways: dict[str, Callable[[Json, Person, View], None]] = {
        "errors": show_errors,
        "update": update,
        "push": push,
        "clear": clear,
    }
    way = ways.get(body.get("response_action", ""))
    if way is None:
        raise Unfit("no such response_action")
    way(body, person, view)


def only(body: Json, *fields: str) -> None:
    """Refuse what Slack would not read."""
    unknown = set(body) - {"response_action", *fields}
    if unknown or not all(field in body for field in fields):
        raise Unfit(f"must be response_action and {', '.join(fields) or 'nothing else'}")


def show_errors(body: Json, person: "Person", view: View) -> None:
    """Sentences under fields of this view."""
    only(body, "errors")
    errors = body["errors"]
    asked = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Unfit("errors must name at least one block_id")
    for block_id, sentence in errors.items():
        if block_id not in asked:
            raise Unfit(f"errors name {block_id}, which is no input of this view")
        ERROR_WORDS(sentence)
    person.screen.show_errors(view, errors)


def checked(body: Json, person: "Person", replaced: View | None) -> Json:
    """The view of the answer, if Slack would show it."""
    only(body, "view")
    check_view(body["view"], Surface.MODAL)
    if is_too_large(body["view"]):
        raise Refused("view_too_large")
    view: Json = body["view"]
    person.workspace.refuse_taken_external_id(view, replaced)
    person.workspace.refuse_unknown_ids(view["blocks"])
    refuse_without_scope(person.workspace.world, view["blocks"])
    return view


def update(body: Json, person: "Person", view: View) -> None:
    """Other contents in the same modal."""
    person.screen.put(person.workspace.changed_view(view, checked(body, person, view)))


def push(body: Json, person: "Person", view: View) -> None:
    """One more modal on top."""
    person.screen.push(person.workspace.new_view(person, checked(body, person, None), below=view))


def clear(body: Json, person: "Person", _: View) -> None:
    """No modal any more."""
    only(body)
    person.screen.modals = []
