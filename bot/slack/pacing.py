"""How fast Slack may be asked: posts are spread out, and a Retry-After is waited for by everybody it concerns."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from bot.slack.clock import Clock
from maturity_model.ids import ChannelId, WorkspaceId

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
BETWEEN_POSTS_IN_A_CHANNEL = timedelta(seconds=1)  # Slack: chat.postMessage, about one a second a channel


class Pacing:
    """One bucket a workspace for posts, one message a second a channel, and Slack's own Retry-After a method."""

    def __init__(self, clock: Clock, *, posts_per_second: float) -> None:
        self._clock = clock
        self._between_posts = timedelta(seconds=1 / posts_per_second)
        self._next_post: defaultdict[WorkspaceId, datetime] = defaultdict(lambda: LONG_AGO)
        self._next_in_channel: dict[tuple[WorkspaceId, ChannelId], datetime] = {}
        self._closed_until: defaultdict[tuple[WorkspaceId, str], datetime] = defaultdict(lambda: LONG_AGO)
        self._latest = LONG_AGO

    async def wait_to_post(self, workspace: WorkspaceId, channel: ChannelId) -> None:
        """Return when this post may leave; its place is taken from then on."""
        now = self._now()
        key = (workspace, channel)
        at = max(now, self._next_post[workspace], self._next_in_channel.get(key, LONG_AGO))
        self._next_post[workspace] = at + self._between_posts
        self._next_in_channel[key] = at + BETWEEN_POSTS_IN_A_CHANNEL
        self._forget(now)
        if at > now:
            await self._clock.sleep((at - now).total_seconds())

    async def wait_for_method(self, workspace: WorkspaceId, method: str) -> None:
        """Return when Slack takes calls of this method again."""
        now = self._now()
        while (left := self._closed_until[workspace, method] - now) > timedelta():
            await self._clock.sleep(left.total_seconds())
            now = self._now()

    def close(self, workspace: WorkspaceId, method: str, *, seconds: float) -> None:
        """Slack said to come back in so many seconds."""
        until = self._now() + timedelta(seconds=seconds)
        self._closed_until[workspace, method] = max(until, self._closed_until[workspace, method])

    def _now(self) -> datetime:
        """The time; where somebody turned the clock back, nobody waits until it is as late again."""
        now = self._clock.now()
        if now < self._latest:
            for kept in (self._next_post, self._next_in_channel, self._closed_until):
                kept.clear()
        self._latest = now
        return now

    def _forget(self, now: datetime) -> None:
        gone = [key for key, at in self._next_in_channel.items() if at <= now]
        for key in gone:
            del self._next_in_channel[key]
