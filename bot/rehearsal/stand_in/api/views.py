"""views.open, .push, .update and .publish."""

from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.handing import refuse_without_scope
from bot.rehearsal.stand_in.limits.blocks import Surface
from bot.rehearsal.stand_in.limits.shapes import Unfit
from bot.rehearsal.stand_in.limits.views import check_view, is_too_large
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.rendering import view_as_slack
from bot.rehearsal.stand_in.values import Json, Refused, View


def open_view(ask: Ask) -> Json:
    """views.open: a modal for whoever clicked, in place of any other."""
    body = checked_view(ask, Surface.MODAL)
    ask.workspace.refuse_taken_external_id(body, None)
    person, _ = spend_trigger(ask)
    view = ask.workspace.new_view(person, body)
    person.screen.modals = [view]
    return shown(ask, view)


def push_view(ask: Ask) -> Json:
    """views.push: a modal on top of the one that was clicked in."""
    body = checked_view(ask, Surface.MODAL)
    ask.workspace.refuse_taken_external_id(body, None)
    person, inside_modal = spend_trigger(ask)
    below = person.screen.top
    if below is None or not inside_modal:
        raise Refused("invalid_arguments", "a view is pushed after a click in an open modal")
    view = ask.workspace.new_view(person, body, below=below)
    person.screen.push(view)
    return shown(ask, view)


def update_view(ask: Ask) -> Json:
    """views.update: other contents in a view that is open."""
    view_id, external_id = ask.text_or_none("view_id"), ask.text_or_none("external_id")
    if (view_id is None) == (external_id is None):
        raise Refused("invalid_arguments", "either view_id or external_id must be given")
    view = ask.workspace.find_view(view_id=view_id, external_id=external_id)
    if view is None:
        raise Refused("not_found", "no such view is open")
    body = checked_view(ask, Surface(view.body["type"]))
    ask.workspace.refuse_taken_external_id(body, view)
    refuse_stale(ask, view)
    owner = ask.workspace.people[view.person]
    return shown(ask, owner.screen.put(ask.workspace.changed_view(view, body)))


def publish_view(ask: Ask) -> Json:
    """views.publish: somebody's Home."""
    person = ask.person("user_id")
    body = checked_view(ask, Surface.HOME)
    home = person.screen.home
    ask.workspace.refuse_taken_external_id(body, home)
    if home is None:
        person.screen.home = ask.workspace.new_view(person, body)
        return shown(ask, person.screen.home)
    refuse_stale(ask, home)
    return shown(ask, person.screen.put(ask.workspace.changed_view(home, body)))


def checked_view(ask: Ask, surface: Surface) -> Json:
    """The view of the call, if Slack would show it.

    Raises:
        Refused: it breaks a limit, or asks for files that the app may not read.
    """
    view = ask.arguments.get("view")
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", "missing required field: view")
    if is_too_large(view):
        raise Refused("view_too_large", "the view is larger than 250 KB")
    try:
        check_view(view, surface)
    except Unfit as unfit:
        raise Refused("invalid_arguments", f"{unfit.reason} [json-pointer:/view{unfit.pointer}]") from None
    ask.workspace.refuse_unknown_ids(view["blocks"])
    refuse_without_scope(ask.workspace.world, view["blocks"])
    return view


def spend_trigger(ask: Ask) -> tuple[Person, bool]:
    """Whose trigger it is, and whether they clicked inside a modal; it cannot be used again."""
    trigger = ask.workspace.world.triggers.spend(ask.text("trigger_id"), ask.workspace.id)
    return ask.workspace.people[trigger.person], trigger.inside_modal


def refuse_stale(ask: Ask, view: View) -> None:
    """Refuse to write over a state the bot has not seen.

    Raises:
        Refused: a hash was sent and the view has another by now.
    """
    sent = ask.text_or_none("hash")
    if sent is not None and sent != view.hash:
        raise Refused("hash_conflict", "the view changed since that hash")


def shown(ask: Ask, view: View) -> Json:
    """The answer of every method here."""
    return {"view": view_as_slack(view, ask.workspace.installation)}
