"""`run`: the bot, until it is told to stop."""

import asyncio
import logging
import signal
import sys

from bot.app import running
from bot.cli.console import NEEDS_MENDING, complain, say
from bot.cli.troubles import FORESEEN, trouble
from bot.config import Config
from bot.logs import set_up_logging


def serve(config: Config) -> int:
    """Run the bot until SIGTERM or SIGINT, finish what it is at, and give the exit status."""
    set_up_logging(config.log_level, logging.StreamHandler(sys.stderr))
    try:
        asyncio.run(_serve(config))
    except FORESEEN as error:
        complain(trouble(error, config))
        return NEEDS_MENDING
    return 0


async def _serve(config: Config) -> None:
    told_to_stop = asyncio.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(kind, told_to_stop.set)
    async with running(config) as bot:
        say(f"Listening for Slack at {bot.address}" if bot.address else "Connected to Slack by Socket Mode")
        await told_to_stop.wait()
        say("Finishing what is under way")
