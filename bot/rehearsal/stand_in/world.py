"""What all workspaces of a run have in common."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.rehearsal.stand_in.breaking import Faults
from bot.rehearsal.stand_in.manifest import Manifest, read_manifest
from bot.rehearsal.stand_in.numbering import Numbering
from bot.rehearsal.stand_in.rates import Rates
from bot.rehearsal.stand_in.record import Record
from bot.rehearsal.stand_in.triggers import ResponseUrls, Triggers
from bot.rehearsal.stand_in.values import Answer, Clock, HandedFile, Json, SharedFile

LARGEST_FILE = 10 * 1024 * 1024  # https://docs.slack.dev/reference/block-kit/block-elements/file-input-element


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Something Slack tells the bot. `kind` is Socket Mode's word: interactive, slash_commands, events_api."""

    kind: str
    payload: Json
    takes_answer: bool = False
    attempt: int = 0


Deliver = Callable[[Delivery], Awaitable[Answer]]


@dataclass(kw_only=True)
class World:
    """Clocks, numbering, files, faults and the record, shared by all workspaces."""

    clock: Clock
    wall: Callable[[], float] = time.time
    manifest: Manifest = field(default_factory=read_manifest)
    enforce_rates: bool = True
    numbering: Numbering = field(default_factory=Numbering)
    faults: Faults = field(default_factory=Faults)
    files: dict[str, SharedFile] = field(default_factory=dict)
    uploads: dict[str, str] = field(default_factory=dict)
    """The secret part of each upload address, and the file it is for."""
    handed: dict[str, HandedFile] = field(default_factory=dict)
    """What people handed over in modals, by id; kept in memory only."""
    largest_file: int = LARGEST_FILE
    """The size, in bytes, above which Slack's own screen takes no file."""
    describe_files: bool = True
    """Whether submissions describe files; otherwise they name them only, as Slack Connect does."""
    sockets: dict[str, bool] = field(default_factory=dict)
    """The tickets for Socket Mode, and whether each was used."""
    address: str = ""
    """Where the server stands, without a slash at the end."""

    def __post_init__(self) -> None:
        self.app_id = self.numbering.next("A")
        self.record = Record(self.clock)
        self.rates = Rates(self.clock)
        self.triggers = Triggers(self.wall)
        self.response_urls = ResponseUrls(self.clock)
        self.deliver: Deliver = nobody_listens


async def nobody_listens(_: Delivery) -> Answer:
    """Until the server runs there is nobody to deliver to."""
    raise RuntimeError("the stand-in is not running")
