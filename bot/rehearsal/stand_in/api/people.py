"""auth.test, users.info and users.list."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.stand_in.api.asking import Ask, page
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.values import Json, Refused

MOST_WITHOUT_LIMIT = 200


def test_token(ask: Ask) -> Json:
    """auth.test: who the token is."""
    workspace = ask.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": "careers_review",
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def show_person(ask: Ask) -> Json:
    """users.info: one person."""
    return {"user": person_as_slack(ask.person("user"))}


def list_people(ask: Ask) -> Json:
    """users.list: everybody, bots and those who left included, page by page."""
    everybody = [person_as_slack(person) for person in ask.workspace.people.values()]
    if "limit" not in ask.arguments and len(everybody) > MOST_WITHOUT_LIMIT:
        raise Refused("limit_required", "ask page by page, with a limit")
    members, cursor = page(everybody, ask, default=MOST_WITHOUT_LIMIT, most=1000)
    return {
        "members": members,
        "cache_ts": int(ask.workspace.world.clock.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def person_as_slack(person: Person) -> Json:
    """A person in Slack's JSON; the profile holds no address, because the app has no scope for it."""
    now = person.workspace.world.clock.now()
    offset = now.astimezone(ZoneInfo(person.tz)).utcoffset() or timedelta()
    handle = person.name.lower().replace(" ", ".")
    return {
        "id": person.id,
        "team_id": person.workspace.id,
        "name": handle,
        "deleted": person.deleted,
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()),
        "profile": {
            "real_name": person.name,
            "real_name_normalized": person.name,
            "display_name": handle,
            "display_name_normalized": handle,
            "team": person.workspace.id,
        },
        "is_admin": person.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_stranger": person.stranger,
        "is_bot": person.bot and person.id != "USLACKBOT",  # Slack says Slackbot is none
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
