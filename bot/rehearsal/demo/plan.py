"""What a demo is asked to be, and where it leaves its files."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.rehearsal.scene import Casting
from maturity_model.catalog import Edition, EditionId, built_in_editions

BEGINS_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday in term


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

    def casting(self) -> Casting:
        """Who plays, and where the bot keeps its things.

        Raises:
            UnknownChoice: the edition is not installed.
        """
        return Casting(
            colleagues=self.colleagues,
            seed=self.seed,
            edition=self.find_edition(),
            database=self.database,
            socket=self.socket,
        )

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
        beside = [self.database.with_name(f"{self.database.name}{end}") for end in ("-wal", "-shm")]
        for file in (self.database, *beside, self.transcript, self.picture, self.summary):
            file.unlink(missing_ok=True)
