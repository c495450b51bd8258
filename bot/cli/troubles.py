"""What keeps a command from doing its work, said so that somebody can mend it."""

import errno
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.config import Config
from storage.errors import StoreUnavailable, UnsupportedDatabase
from storage.schema import BackupRefused, BrokenReferences, NewerTables

NEWER_TABLES = "The database was made by a newer version. Install that version, or go back to a backup."
BROKEN_REFERENCES = (
    "The tables could not be brought up to date: rows would point at rows that are not there. Nothing was changed. "
    "Keep a copy of the database, and report this."
)
RENEW_BOT_TOKEN = "Copy the bot token (xoxb-…) again from the app's settings, “OAuth & Permissions”."  # noqa: S105
RENEW_APP_TOKEN = (
    "Make an app-level token (xapp-…) with connections:write under “Basic Information” in the app's settings."  # noqa: S105
)
OPEN_CONNECTION = "apps.connections.open"

DATABASE_TROUBLES = (StoreUnavailable, UnsupportedDatabase, NewerTables, BrokenReferences, BackupRefused)
FORESEEN = (SlackApiError, aiohttp.ClientError, OSError, *DATABASE_TROUBLES)
"""What may come up in starting; everything else is a mistake of ours, and shows its traceback."""


def trouble(error: Exception, config: Config) -> str:
    """One sentence for what is wrong, and one for what to do about it."""
    match error:
        case SlackApiError():
            return token_trouble(error)
        case aiohttp.ClientError() | TimeoutError():
            host = urlsplit(config.slack_api_url).netloc
            return f"Slack cannot be reached at {host}. Look at the network, a proxy, or SLACK_API_URL."
        case OSError():
            return _listening_trouble(error, config)
        case _:
            return database_trouble(error)


def token_trouble(error: SlackApiError) -> str:
    """Which token Slack does not take, in Slack's own word, and where a good one comes from."""
    word = error.response["error"] if isinstance(error.response.data, dict) else "an answer that makes no sense"
    if error.response.api_url.endswith(OPEN_CONNECTION):
        return f"Slack does not take SLACK_APP_TOKEN ({word}). {RENEW_APP_TOKEN}"
    return f"Slack does not take SLACK_BOT_TOKEN ({word}). {RENEW_BOT_TOKEN}"


def database_trouble(error: Exception) -> str:
    """What is wrong with the database, and what to do."""
    match error:
        case StoreUnavailable():
            cause = getattr(error.__cause__, "orig", error.__cause__)
            return f"The database cannot be used: {cause or error}. Look at DATABASE_URL, and at who may write there."
        case NewerTables():
            return NEWER_TABLES
        case BrokenReferences():
            return BROKEN_REFERENCES
        case UnsupportedDatabase():
            return f"DATABASE_URL: {error}."
        case _:
            return str(error)


def _listening_trouble(error: OSError, config: Config) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {config.port} on {config.host} is taken. End what listens there, or set PORT to another."
    return f"The bot cannot listen on {config.host}, port {config.port}: {error.strerror}. Look at HOST and PORT."
