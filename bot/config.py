"""Configuration: the environment, read once; nothing else in the program reads it."""

import os
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class BadConfiguration(Exception):
    """The environment lacks names or holds values that cannot be; `faults` has a line for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class _Storage(BaseSettings):
    """Where everything is kept: all that commands about the database need."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = Field(default="sqlite+aiosqlite:///careers-review.db", description="where everything is kept")

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            message = "must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://"
            raise ValueError(message)
        return value


class _Connection(BaseSettings):
    """How Slack reaches the bot: one of the two must be set."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    slack_signing_secret: SecretStr | None = Field(
        default=None, description="proves that a request is Slack's; needed unless SLACK_APP_TOKEN is set"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="app-level token (xapp-…): set for Socket Mode, unset for HTTP"
    )


class Config(_Connection, _Storage):
    """Everything that can be set, by its name in the environment."""

    slack_bot_token: SecretStr = Field(description="the bot token that Slack shows after installing (xoxb-…)")
    slack_api_url: str = Field(default="https://slack.com/api/", description="where Slack's Web API is")
    host: str = Field(default="127.0.0.1", description="the address to listen on, over HTTP")
    port: int = Field(default=3000, ge=0, le=65535, description="the port to listen on, over HTTP; path /slack/events")
    time_zone: str = Field(default="Europe/London", description="the time zone of the setting")
    posts_per_second: float = Field(default=1, gt=0, le=50, description="how fast the bot may post in the workspace")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR")

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, value: str) -> str:
        if value not in available_timezones():
            message = "no such time zone; Europe/London is one"
            raise ValueError(message)
        return value

    @field_validator("log_level")
    @classmethod
    def _is_a_log_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            message = "must be DEBUG, INFO, WARNING or ERROR"
            raise ValueError(message)
        return value.upper()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the setting."""
        return ZoneInfo(self.time_zone)


def read_config() -> Config:
    """The configuration in the environment.

    Raises:
        BadConfiguration: names are missing or values cannot be; all of them are named at once.
    """
    connection = _Connection()
    unconnected = connection.slack_app_token is None and connection.slack_signing_secret is None
    faults = (_missing("slack_signing_secret"),) if unconnected else ()
    try:
        config = Config()
    except ValidationError as error:
        raise BadConfiguration((*map(_fault, error.errors()), *faults)) from None
    if faults:
        raise BadConfiguration(faults)
    return config


def names_of_a_real_bot() -> tuple[str, ...]:
    """What is set in the environment that only a bot in a real workspace has: tokens, its secret, its database.

    Whoever only rehearses has no business with any of them.
    """
    own = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL")
    named = {name.upper() for name, value in os.environ.items() if value}
    return tuple(name for name in own if name in named)


def read_database_url() -> str:
    """Where everything is kept, for commands that need nothing else of the configuration.

    Raises:
        BadConfiguration: no database has such an address.
    """
    try:
        return _Storage().database_url
    except ValidationError as error:
        raise BadConfiguration(tuple(map(_fault, error.errors()))) from None


def _fault(error: object) -> str:
    assert isinstance(error, dict)  # noqa: S101 - for the type checker: pydantic's error details
    name = str(error["loc"][0])
    if error["type"] == "missing":
        return _missing(name)
    return f"{name.upper()}: {error['msg'].removeprefix('Value error, ')}"


def _missing(name: str) -> str:
    return f"{name.upper()} is missing: {Config.model_fields[name].description}"
