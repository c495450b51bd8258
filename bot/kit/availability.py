"""Who can be written to and where a meeting can be held: Slack is asked before anything is saved, but not for long."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.kit.words import MOVE_MEETING, listed, people
from bot.slack.calls import Refused, Unreachable
from bot.slack.card import mention
from bot.slack.directory import Directory, Profile, Unavailable, Unusable
from maturity_model.errors import ChannelUnusable, PersonUnavailable, RoomUnusable
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.review import Review, Stage

PEOPLE_WITHIN = 1.5  # seconds of real time; together with the channel's less than the three that Slack waits
CHANNEL_WITHIN = 1.0
ASKER_WITHIN = 1.0
ASKED_AT_ONCE = 20
CHANNEL_SHARED = "channel_shared"  # why a notice could not be delivered, beside Slack's own words for it
MOST_NAMED = 10
MOST_ASKED = 80  # Slack takes about 100 look-ups a minute, and Home needs some of them
TRY_AGAIN_AFTER = timedelta(seconds=5)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who can read in a channel, the bot included; in a public one anybody else of the workspace may come in."""

    public: bool
    readers: frozenset[PersonId]

    def outside(self, review: Review) -> int:
        """How many people who are not in the review are in the channel; the bot itself is not counted."""
        inside = {person for person, member in review.members.items() if not member.removed}
        return max(len(self.readers - inside) - 1, 0)

    def missing(self, review: Review) -> tuple[PersonId, ...]:
        """Who answers or facilitates in the review and cannot read in the channel, by person id."""
        if self.public:
            return ()
        wanted = {member.person for member in (*review.colleagues, *review.facilitators)}
        return tuple(sorted(wanted - self.readers))


async def refuse_unavailable(directory: Directory, workspace: WorkspaceId, people: Iterable[PersonId]) -> None:
    """Refuse people whom Slack would not let the bot write to, as far as Slack says so in time.

    Two hundred look-ups are more than Slack allows a minute, and may take longer than it waits for an answer. Whoever
    was not looked up is let through: delivery finds out, and the careers leader sees who was not reached and why.

    Raises:
        PersonUnavailable: a bot, deactivated, unknown, or of another workspace.
    """
    turns = asyncio.Semaphore(ASKED_AT_ONCE)

    async def ask(person: PersonId) -> Profile:
        async with turns:
            return await directory.profile(workspace, person)

    asked = [asyncio.create_task(ask(person)) for person in sorted(set(people))[:MOST_ASKED]]
    if not asked:
        return
    _, late = await asyncio.wait(asked, timeout=PEOPLE_WITHIN)
    for task in late:
        task.cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    for profile in answers:
        if isinstance(profile, Profile) and profile.unavailable:
            raise PersonUnavailable(profile.id, profile.unavailable, profile.name)


async def profile_of(directory: Directory, workspace: WorkspaceId, person: PersonId) -> Profile:
    """Who asks, if Slack says so in time.

    Raises:
        Unreachable: it did not.
    """
    try:
        async with asyncio.timeout(ASKER_WITHIN):
            return await directory.profile(workspace, person)
    except TimeoutError:
        raise Unreachable(TRY_AGAIN_AFTER) from None


async def refuse_unusable(directory: Directory, review: Review) -> None:
    """Refuse to go on where nothing can be said in the channel of a review's meeting now.

    Raises:
        RoomUnusable: archived, shared with others, unknown, or the bot is not in it.
        Unreachable: Slack did not say in time.
    """
    try:
        async with asyncio.timeout(CHANNEL_WITHIN):
            room = await directory.room(review.workspace, review.channel)
    except TimeoutError:
        raise Unreachable(TRY_AGAIN_AFTER) from None
    if room.unusable:
        raise RoomUnusable(review.channel, room.unusable, movable=review.stage is Stage.REFLECTING)


async def refuse_shared(directory: Directory, workspace: WorkspaceId, channel: ChannelId) -> None:
    """Refuse to send what a review says into a channel that people of another organisation can read by now.

    Raises:
        Refused: it is shared, as Slack itself would say no to the message.
        Unreachable: Slack did not say, so it is sent later.
    """
    room = await directory.room(workspace, channel)
    if room.unusable is Unusable.SHARED:
        raise Refused("conversations.info", CHANNEL_SHARED)


async def audience_of(directory: Directory, workspace: WorkspaceId, channel: ChannelId) -> Audience:
    """Who would read what is said in a channel, if a meeting can be held there.

    Raises:
        ChannelUnusable: archived, shared with others, unknown, or the bot is not in it.
        Unreachable: Slack did not say in time.
    """
    try:
        async with asyncio.timeout(CHANNEL_WITHIN):
            room = await directory.usable_room(workspace, channel)
            readers = await directory.readers(workspace, channel)
    except Refused:  # Slack knew it a moment ago, and does not say who is in it
        raise ChannelUnusable(channel, Unusable.UNKNOWN) from None
    except TimeoutError:
        raise Unreachable(TRY_AGAIN_AFTER) from None
    return Audience(public=not room.private, readers=readers)


_PEOPLE = {
    Unavailable.BOT: "{name} is a bot, so it can't take part. Please choose people only.",
    Unavailable.DEACTIVATED: "{name} no longer has an active Slack account. Please take them out of the list.",
    Unavailable.ELSEWHERE: "{name} belongs to another Slack workspace, so I can't write to them.",
    Unavailable.UNKNOWN: "{name} isn't somebody I can find in this workspace. Please take them out of the list.",
}
_CHANNELS = {
    Unusable.ARCHIVED: "That channel is archived. Please choose one that is in use.",
    Unusable.SHARED: "People from another organisation can read that channel. Please choose one of your own.",
    Unusable.NOT_INVITED: "I'm not in that channel yet. Invite me first: type /invite @Careers Review in it.",
    Unusable.UNKNOWN: "I can't see that channel. If it's private, type /invite @Careers Review in it first.",
}


def person_unavailable(error: PersonUnavailable) -> str:
    """Why somebody cannot take part, and what to do. Stands under a field, where nothing is markup."""
    name = "".join(letter for letter in error.name if letter not in "<>&")
    return _PEOPLE[Unavailable(error.why)].format(name=name.strip() or "One of the people you chose")


def channel_unusable(error: ChannelUnusable) -> str:
    """Why a meeting cannot be held in a channel, and what to do."""
    return _CHANNELS[Unusable(error.why)]


_ROOMS = {
    Unusable.ARCHIVED: "{channel} is archived.",
    Unusable.SHARED: "People from another organisation can read {channel}.",
    Unusable.NOT_INVITED: "I'm not in {channel}. Please invite me: type /invite @Careers Review in it.",
    Unusable.UNKNOWN: "I can't see the meeting's channel. If it's private, type /invite @Careers Review in it first.",
}
_MOVE_IT = f"A careers leader can choose another channel: “{MOVE_MEETING}” on my Home tab."
_PUT_RIGHT = {
    Unusable.ARCHIVED: "Please unarchive it in Slack, then try again.",
    Unusable.SHARED: "Please ask whoever looks after your Slack to end that, then try again.",
}


def room_unusable(error: RoomUnusable) -> str:
    """Why nothing can be said in a meeting's own channel, and who can do what about it."""
    why = Unusable(error.why)
    told = _ROOMS[why].format(channel=f"<#{error.channel}>")
    if why not in _PUT_RIGHT:
        return told
    return f"{told} {_MOVE_IT if error.movable else _PUT_RIGHT[why]}"


CONFIRM_TITLE = "Public channel"
GO_AHEAD = "Go ahead"


def public_channel(channel: str, outside: int) -> str:
    """Who could read along in a public channel, for a careers leader to think about."""
    return (
        f"*Anyone in the workspace can read {channel}.* {_in_it_now(outside)}\n\n"
        "While you meet, it shows how many chose each column of a row, never who. Go ahead with this channel? If you'd "
        "rather have another one, just close this: nothing has been sent yet."
    )


def private_channel(channel: str, outside: int) -> str:
    """Who else reads a private channel."""
    who = f"{people(outside)} outside this review can also read {channel}."
    return f"Good to know: {who} You can change it for another one on my Home tab."


def not_in_channel(channel: str, who: Sequence[PersonId]) -> str:
    """Who takes part in the review and cannot see the channel it meets in."""
    names = listed([mention(person) for person in who], MOST_NAMED)
    return f"Not in {channel} yet: {names}. Please invite them to it before you meet; they can't see it otherwise."


def _in_it_now(outside: int) -> str:
    if outside == 0:
        return "Everybody in it is in this review."
    return f"{people(outside)} outside this review {'is' if outside == 1 else 'are'} in it now."
