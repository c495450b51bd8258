"""Who people are and what channels are, as Slack says; kept for a while so that a click need not ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.slack.calls import Calls, Refused
from bot.slack.clock import Clock
from maturity_model.errors import ChannelUnusable
from maturity_model.ids import ChannelId, PersonId, WorkspaceId

KEPT = timedelta(minutes=10)


class Unavailable(StrEnum):
    """Why a person cannot be sent anything."""

    UNKNOWN = "unknown"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    ELSEWHERE = "from another workspace"


class Unusable(StrEnum):
    """Why a meeting cannot be held in a channel."""

    UNKNOWN = "unknown"
    ARCHIVED = "archived"
    SHARED = "shared with another organisation"
    NOT_INVITED = "the bot is not in it"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What Slack says of a person. The name is for sorting and speaking, never for keeping or logging."""

    id: PersonId
    name: str
    admin: bool
    unavailable: Unavailable | None


@dataclass(frozen=True, kw_only=True)
class Room:
    """What Slack says of a channel."""

    id: ChannelId
    private: bool
    unusable: Unusable | None


class Directory:
    """Looks people and channels up, and remembers them for ten minutes."""

    def __init__(self, calls: Calls, clock: Clock) -> None:
        self._calls = calls
        self._clock = clock
        self._profiles: dict[tuple[WorkspaceId, PersonId], tuple[datetime, Profile]] = {}

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile:
        """Who somebody is; somebody whom Slack does not know is unavailable.

        Raises:
            Unreachable: Slack did not answer.
        """
        self._forget_old()
        known = self._profiles.get((workspace, person))
        if known:
            return known[1]
        profile = await self._ask(workspace, person)
        self._profiles[workspace, person] = (self._clock.now(), profile)
        return profile

    async def room(self, workspace: WorkspaceId, channel: ChannelId) -> Room:
        """What a channel is now.

        Raises:
            Unreachable: Slack did not answer.
        """
        try:
            asked = await self._calls.repeat(workspace, "conversations.info", channel=channel)
        except Refused:
            return Room(id=channel, private=True, unusable=Unusable.UNKNOWN)
        return _room(asked["channel"])

    async def usable_room(self, workspace: WorkspaceId, channel: ChannelId) -> Room:
        """A channel that a meeting can be held in.

        Raises:
            ChannelUnusable: archived, shared with others, unknown, or the bot is not in it.
        """
        room = await self.room(workspace, channel)
        if room.unusable:
            raise ChannelUnusable(channel, room.unusable)
        return room

    async def readers(self, workspace: WorkspaceId, channel: ChannelId) -> frozenset[PersonId]:
        """Everybody in a channel, bots included.

        Raises:
            Refused: Slack does not say.
            Unreachable: Slack did not answer.
        """
        found: set[PersonId] = set()
        cursor = ""
        while True:
            page = await self._calls.repeat(
                workspace, "conversations.members", channel=channel, limit="999", cursor=cursor
            )
            found.update(map(PersonId, page["members"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(found)

    async def find_admin(self, workspace: WorkspaceId) -> PersonId | None:
        """Somebody who administers the workspace and can be written to, the same each time; None where nobody does.

        Raises:
            Refused: Slack does not say.
            Unreachable: Slack did not answer.
        """
        found: list[PersonId] = []
        cursor = ""
        while True:
            page = await self._calls.repeat(workspace, "users.list", limit="200", cursor=cursor)
            found += [profile.id for user in page["members"] if (profile := _profile(workspace, user)).admin]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return min(found, default=None)

    def forget(self, workspace: WorkspaceId, person: PersonId) -> None:
        """Ask Slack anew the next time: something about this person changed."""
        self._profiles.pop((workspace, person), None)

    def _forget_old(self) -> None:
        """Names are kept for ten minutes and no longer."""
        old = [key for key, (asked_at, _) in self._profiles.items() if asked_at <= self._clock.now() - KEPT]
        for key in old:
            del self._profiles[key]

    async def _ask(self, workspace: WorkspaceId, person: PersonId) -> Profile:
        try:
            asked = await self._calls.repeat(workspace, "users.info", user=person)
        except Refused:
            return Profile(id=person, name="", admin=False, unavailable=Unavailable.UNKNOWN)
        return _profile(workspace, asked["user"])


def _profile(workspace: WorkspaceId, user: dict[str, Any]) -> Profile:
    unavailable = None
    if user.get("deleted"):
        unavailable = Unavailable.DEACTIVATED
    elif user.get("is_bot") or user.get("is_workflow_bot") or user["id"] == "USLACKBOT":
        unavailable = Unavailable.BOT
    elif user.get("is_stranger") or user.get("team_id", workspace) != workspace:
        unavailable = Unavailable.ELSEWHERE
    return Profile(
        id=PersonId(user["id"]),
        name=(user.get("profile") or {}).get("display_name") or user.get("real_name") or user.get("name") or "",
        admin=unavailable is None and bool(user.get("is_admin") or user.get("is_owner")),
        unavailable=unavailable,
    )


def _room(channel: dict[str, Any]) -> Room:
    unusable = None
    if channel.get("is_archived"):
        unusable = Unusable.ARCHIVED
    elif channel.get("is_ext_shared") or channel.get("is_pending_ext_shared") or channel.get("is_org_shared"):
        unusable = Unusable.SHARED
    elif not channel.get("is_member"):
        unusable = Unusable.NOT_INVITED
    return Room(
        id=ChannelId(channel["id"]),
        private=bool(channel.get("is_private")),
        unusable=unusable,
    )
