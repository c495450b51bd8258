"""`rehearse`: the real bot in a browser, never near a real workspace."""

import errno

from bot.cli.console import BADLY_CONFIGURED, NEEDS_MENDING, complain
from bot.config import names_of_a_real_bot
from bot.rehearsal.page import Rehearsal, run_rehearsal
from maturity_model.catalog import EditionId
from maturity_model.edition_file import built_in_editions

EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - to turn them away


def rehearse_at(*, colleagues: int, edition: str, host: str, port: int) -> int:
    """Rehearse until it is ended, unless something real is in reach; give the exit status."""
    if real := names_of_a_real_bot():
        complain(
            f"A rehearsal stays away from real workspaces, and {', '.join(real)} would lead to one. "
            "Start it where that is not set: open a new terminal, or unset it."
        )
        return BADLY_CONFIGURED
    if host in EVERYWHERE:
        complain(f"{host} is every address of this machine. Give --host the one by which others reach it.")
        return BADLY_CONFIGURED
    installed = built_in_editions()
    if edition not in installed:
        complain(f"No edition is called {edition}. Installed: {', '.join(installed)}.")
        return BADLY_CONFIGURED
    wanted = Rehearsal(colleagues=colleagues, edition=installed[EditionId(edition)], host=host, port=port)
    try:
        return run_rehearsal(wanted)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        complain(f"Port {port} is taken. Try --port 0." if taken else f"The page cannot listen on {host}: {error}.")
        return NEEDS_MENDING
