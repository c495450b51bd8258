"""What a demo is asked to be, and where it leaves its files."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.rehearsal.scene import Casting
from maturity_model.catalog import Edition, EditionId
from maturity_model.edition_file import built_in_editions

BEGINS_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday in term
HUB_BEGINS_AT = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)  # before the four weeks that a hub really announced
REFLECT_IN_HUB = 3


class UnknownChoice(Exception):
    """Something was asked for that is not there; the text says what there is."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The demo's options."""

    colleagues: int
    seed: int
    out: Path
    edition: str
    socket: bool

    @property
    def database(self) -> Path:
        """The bot's own database file."""
        return self.out / "careers-review.db"

    @property
    def transcript(self) -> Path:
        """Everything the bot asked of Slack, a line each."""
        return self.out / "transcript.jsonl"

    @property
    def picture(self) -> Path:
        """The picture that was uploaded."""
        return self.out / "snapshot.png"

    @property
    def summary(self) -> Path:
        """What came of each row."""
        return self.out / "summary.json"

    @property
    def hub_database(self) -> Path:
        """The database file of the bot that serves a hub."""
        return self.out / "careers-hub.db"

    @property
    def hub_transcript(self) -> Path:
        """Everything that bot asked of Slack, a line each."""
        return self.out / "hub-transcript.jsonl"

    @property
    def spreadsheet(self) -> Path:
        """What the hub's lead was sent."""
        return self.out / "careers-hub.xlsx"

    def casting(self) -> Casting:
        """Who plays, and where the bot keeps its things.

        Raises:
            UnknownChoice: the edition is not installed.
        """
        return self._casting(self.colleagues, self.database)

    def hub_casting(self) -> Casting:
        """The same for the hub's year: a few reflect in one of its settings.

        Raises:
            UnknownChoice: the edition is not installed.
        """
        return self._casting(REFLECT_IN_HUB, self.hub_database)

    def find_edition(self) -> Edition:
        """The edition that was asked for.

        Raises:
            UnknownChoice: it is not installed.
        """
        installed = built_in_editions()
        if self.edition not in installed:
            raise UnknownChoice(f"No edition is called {self.edition}. Installed: {', '.join(installed)}.")
        return installed[EditionId(self.edition)]

    def clear_the_stage(self) -> None:
        """Make the folder, and take away what an earlier demo left there, nothing else.

        Raises:
            OSError: nothing can be written there.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        databases = [
            database.with_name(f"{database.name}{end}")
            for database in (self.database, self.hub_database)
            for end in ("", "-wal", "-shm")
        ]
        others = (self.transcript, self.picture, self.summary, self.hub_transcript, self.spreadsheet)
        for file in (*databases, *others):
            file.unlink(missing_ok=True)

    def _casting(self, colleagues: int, database: Path) -> Casting:
        return Casting(
            colleagues=colleagues,
            seed=self.seed,
            edition=self.find_edition(),
            database=database,
            socket=self.socket,
        )
