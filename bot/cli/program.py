"""The commands of `careers-review`. Each imports what it needs when it runs, so that `--help` answers at once."""

import asyncio
import errno
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.console import BADLY_CONFIGURED, NEEDS_MENDING, complain, say, say_no_more, spell_out_letters
from bot.cli.database import database
from bot.cli.model import model
from bot.config import BadConfiguration, Config, read_config


class Commands(TyperGroup):
    """The commands, where what they say may find no room or no letters for it."""

    def main(self, *words: Any, **options: Any) -> Any:  # noqa: ANN401 - typer's own
        """Run a command and end."""
        spell_out_letters()
        try:
            return super().main(*words, **options)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            say_no_more()
            complain(f"It could not be finished: {error.strerror}.")
            sys.exit(NEEDS_MENDING)


program = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # its tracebacks show the values of variables, and those are people's answers
    add_completion=False,
)
program.add_typer(model, name="model")
program.add_typer(database, name="db")


def show_version(wanted: bool) -> None:
    """Say the version and end."""
    if wanted:
        say(version("careers-review"))
        raise typer.Exit


@program.callback()
def begin(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A Slack bot that runs a school's or college's careers review.

    New here? Try `careers-review rehearse` in a browser, or watch `careers-review demo`: both need no Slack.
    """


@program.command()
def run() -> None:
    """Run the bot, configured by the environment."""
    config = _config()
    from bot.cli.serving import serve

    raise typer.Exit(serve(config))


@program.command()
def demo(
    colleagues: Annotated[int, typer.Option(min=1, max=200, help="How many people reflect.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answers.")] = 1,
    out: Annotated[Path, typer.Option(file_okay=False, help="Where its files go.")] = Path("demo-output"),
    edition: Annotated[str, typer.Option(help="Which edition of the model; see `model list`.")] = "schools-2026",
    socket: Annotated[bool, typer.Option("--socket", help="Use Socket Mode instead of HTTP.")] = False,
) -> None:
    """Run one whole review, and then a hub's year, against a stand-in for Slack, on this machine."""
    from bot.rehearsal.demo import Plan, run_demo

    plan = Plan(colleagues=colleagues, seed=seed, out=out, edition=edition, socket=socket)
    raise typer.Exit(run_demo(plan))


@program.command()
def rehearse(
    colleagues: Annotated[int, typer.Option(min=1, max=200, help="How many people reflect.")] = 12,
    edition: Annotated[str, typer.Option(help="Which edition of the model; see `model list`.")] = "schools-2026",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page listens; 0 takes any.")] = 8010,
    host: Annotated[str, typer.Option(help="Another address of this machine lets others in.")] = "127.0.0.1",
) -> None:
    """Try everything in a browser, without Slack: be the leader, a colleague, the facilitator."""
    from bot.cli.rehearsing import rehearse_at

    raise typer.Exit(rehearse_at(colleagues=colleagues, edition=edition, host=host, port=port))


@program.command()
def doctor() -> None:
    """Look whether everything the bot needs is there, and say what to do."""
    config = _config()
    from bot.cli.doctor import examine
    from bot.cli.findings import report

    raise typer.Exit(report(asyncio.run(examine(config))))


def _config() -> Config:
    try:
        return read_config()
    except BadConfiguration as error:
        complain(*error.faults)
        raise typer.Exit(BADLY_CONFIGURED) from None
