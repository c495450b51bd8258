"""What the environment must say, and that every setting is explained."""

from pathlib import Path

import pytest

from bot.config import BadConfiguration, Config, read_config, read_database_url

README = Path(__file__).parents[2] / "README.md"
EVERY_NAME = [name.upper() for name in Config.model_fields]


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EVERY_NAME:
        monkeypatch.delenv(name, raising=False)


def faults() -> str:
    with pytest.raises(BadConfiguration) as refused:
        read_config()
    return "\n".join(refused.value.faults)


def test_every_missing_name_is_told_at_once_with_what_it_is_for() -> None:
    told = faults().splitlines()

    assert told == [
        "SLACK_BOT_TOKEN is missing: the bot token that Slack shows after installing (xoxb-…)",
        "SLACK_SIGNING_SECRET is missing: proves that a request is Slack's; needed unless SLACK_APP_TOKEN is set",
    ]


def test_an_empty_value_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")

    assert "SLACK_BOT_TOKEN is missing" in faults()


@pytest.mark.parametrize("way_in", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_one_way_for_slack_to_reach_the_bot_is_enough(way_in: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv(way_in, "its value")

    config = read_config()

    assert config.slack_bot_token.get_secret_value() == "xoxb-1"
    assert config.time_zone == "Europe/London"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("TIME_ZONE", "Europe/Nowhere"),
        ("POSTS_PER_SECOND", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("DATABASE_URL", "mysql://here"),
    ],
)
def test_a_value_that_cannot_be_is_named_beside_what_is_missing(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    told = faults()

    assert f"{name}: " in told
    assert "SLACK_BOT_TOKEN is missing" in told


def test_a_fault_repeats_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://bot:open-sesame@here/reviews")

    assert "open-sesame" not in faults()


def test_the_address_of_the_database_is_read_without_any_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///elsewhere.db")

    assert read_database_url() == "sqlite+aiosqlite:///elsewhere.db"


def test_no_secret_shows_in_the_configuration() -> None:
    config = Config.model_validate({"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"})

    assert "xoxb-1" not in repr(config)
    assert "xapp-1" not in repr(config)


@pytest.mark.parametrize("name", EVERY_NAME)
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README.read_text("utf-8")
