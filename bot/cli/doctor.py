"""`doctor`: looks at everything the bot needs, and says what to do about what is not well. Changes nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.cli.troubles import database_trouble, token_trouble, trouble
from bot.config import Config
from bot.rehearsal.stand_in.manifest import read_manifest
from bot.slack.web_api import GRANTED, session_to_slack
from storage.errors import UnsupportedDatabase
from storage.schema import Finding, check

WITHOUT = "{} is optional and was not granted: what app_manifest.yml says of it cannot be done, and all else can"


async def examine(config: Config) -> list[Finding]:
    """Everything that was looked at, in the order in which one would mend it."""
    findings = [Finding(subject="the configuration has every name it needs", fine=True), _time_zone(config)]
    async with session_to_slack() as session:
        client = AsyncWebClient(base_url=config.slack_api_url, session=session, retry_handlers=[])
        findings += [finding async for finding in _slack(client, config)]
    return [*findings, *await _database(config)]


def _time_zone(config: Config) -> Finding:
    there = datetime.now(UTC).astimezone(config.zone)
    return Finding(subject=f"the time zone is {config.time_zone}, where it is {there:%H:%M} now", fine=True)


async def _slack(client: AsyncWebClient, config: Config) -> AsyncIterator[Finding]:
    subject = "Slack takes the bot token"
    try:
        known = await client.auth_test(token=config.slack_bot_token.get_secret_value())
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        yield Finding(subject=subject, fine=False, advice=trouble(error, config))
    else:
        yield Finding(subject=f"{subject}, for the workspace {known['team']}", fine=True)
        for finding in _scopes(known):
            yield finding
    yield await _way_in(client, config)


def _scopes(known: AsyncSlackResponse) -> list[Finding]:
    granted = frozenset(scope.strip() for scope in known.headers.get(GRANTED, "").split(",")) - {""}
    asked = read_manifest()
    missing, needless = asked.scopes - asked.optional - granted, granted - asked.scopes
    return [
        _finding(
            "every scope that app_manifest.yml cannot do without is granted",
            missing,
            "Add {} and install the app again.",
        ),
        _finding("no other scope is granted", needless, "The bot does not need {}: take it away, and install again."),
        *(Finding(subject=WITHOUT.format(scope), fine=True, note=True) for scope in sorted(asked.optional - granted)),
    ]


def _finding(subject: str, wrong: frozenset[str], advice: str) -> Finding:
    return Finding(subject=subject, fine=not wrong, advice=advice.format(", ".join(sorted(wrong))) if wrong else "")


async def _way_in(client: AsyncWebClient, config: Config) -> Finding:
    """Over HTTP there is nothing to try: `read_config` has seen to the signing secret."""
    if config.slack_app_token is None:
        address = f"http://{config.host}:{config.port}/slack/events"
        return Finding(subject=f"requests come over HTTP, signed, to {address}", fine=True)
    subject = "Slack opens a Socket Mode connection"
    try:
        await client.apps_connections_open(app_token=config.slack_app_token.get_secret_value())
    except SlackApiError as error:
        return Finding(subject=subject, fine=False, advice=token_trouble(error))
    except (aiohttp.ClientError, TimeoutError) as error:
        return Finding(subject=subject, fine=False, advice=trouble(error, config))
    return Finding(subject=subject, fine=True)


async def _database(config: Config) -> list[Finding]:
    try:
        return await check(config.database_url)
    except UnsupportedDatabase as error:
        return [Finding(subject="the database can be used", fine=False, advice=database_trouble(error))]
