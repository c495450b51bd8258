"""A hub of twelve settings lives through the four weeks of 2025/2026, in a Slack and with a database of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.demo.kept import close_file
from bot.rehearsal.demo.plan import HUB_BEGINS_AT, Plan
from bot.rehearsal.scene import Scene, scene
from bot.rehearsal.stories.hub_year import HubYear, hub_year
from bot.rehearsal.stories.show import Show
from maturity_model.booking import Booking, History
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import MemberSetting
from maturity_model.ids import MemberSettingId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import RULES
from storage.store import open_store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class HubKept:
    """What the database holds of the hub."""

    members: tuple[MemberSetting, ...]
    histories: Mapping[MemberSettingId, History]
    weeks: tuple[BookingWeek, ...]
    bookings: tuple[Booking, ...]
    notices: tuple[Notice, ...]

    def member(self, name: str) -> MemberSetting:
        """One setting, by its name."""
        return next(member for member in self.members if member.name == name)


@dataclass(frozen=True, kw_only=True)
class HubPerformance:
    """The year as it was lived, and what was kept of it."""

    year: HubYear
    kept: HubKept

    @property
    def on(self) -> Scene:
        """Where it happened."""
        return self.year.cast.on


async def perform_hub(plan: Plan, show: Show) -> HubPerformance:
    """Let the hub's year happen. What was said to Slack is written down, however it ends.

    Raises:
        NotAsPromised: something did not happen, or somebody saw an error.
        NotFound: something was not where it should have been.
        NotPossible: a button was not there to be pressed.
    """
    async with scene(plan.hub_casting(), SteppedClock(HUB_BEGINS_AT)) as on:
        year = hub_year(on, show)
        try:
            await year.live()
        finally:
            on.slack.write_transcript(plan.hub_transcript)
    kept = await read_hub(plan, on)
    close_file(plan.hub_database)
    return HubPerformance(year=year, kept=kept)


def leave_spreadsheet(plan: Plan, performance: HubPerformance) -> None:
    """Write down what the hub's lead was sent."""
    for content in spreadsheets(performance.year):
        plan.spreadsheet.write_bytes(content)


def spreadsheets(year: HubYear) -> list[bytes]:
    """The files that stand in the lead's messages, as the bytes that were really uploaded."""
    messages = year.cast.lead.person.dm()
    return [file.content for message in messages for file in message.files if file.content]


async def read_hub(plan: Plan, on: Scene) -> HubKept:
    """Look into the bot's database file from outside."""
    store, workspace = await open_store(f"sqlite+aiosqlite:///{plan.hub_database}"), WorkspaceId(on.slack.workspace.id)
    try:
        return await store.read(lambda tx: _kept(tx, workspace))
    finally:
        await store.close()


def _kept(tx: Transaction, workspace: WorkspaceId) -> HubKept:
    (hub,) = tx.hubs.list_by_workspace(workspace)
    return HubKept(
        members=tuple(tx.member_settings.list_by_hub(hub.id)),
        histories=tx.histories.list_by_hub(hub.id),
        weeks=tuple(tx.booking_weeks.list_by_hub(hub.id)),
        bookings=tuple(tx.bookings.list_by_hub(hub.id)),
        notices=tuple(tx.hub_notices.list_by_kind(hub.id, *RULES)),
    )
