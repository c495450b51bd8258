"""apps.connections.open, asked with the app's token and not for any workspace."""

from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.values import Json


def open_connection(ask: Ask) -> Json:
    """apps.connections.open: an address that opens one Socket Mode connection."""
    world = ask.workspace.world
    ticket = world.numbering.next("ticket-", 12)
    world.sockets[ticket] = False
    return {"url": f"ws{world.address.removeprefix('http')}/link?ticket={ticket}"}
