"""What somebody sees while the demo runs: bars on a terminal, a line for each part elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.rehearsal.stories.show import Show


class Bars:
    """A bar for each part."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._part: TaskID | None = None

    def part(self, name: str, steps: int) -> None:
        """Begin a bar."""
        self._part = self._progress.add_task(name, total=steps)

    def step(self) -> None:
        """Fill the bar by one."""
        if self._part is not None:
            self._progress.advance(self._part)


class Lines:
    """A line when a part begins, and quiet otherwise."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def part(self, name: str, steps: int) -> None:
        """Say what begins."""
        self._console.print(f"{name} ({steps})" if steps > 1 else name)

    def step(self) -> None:
        """Say nothing."""


@contextmanager
def showing(console: Console) -> Iterator[Show]:
    """Show progress on this console until the block ends."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        yield Bars(progress)
