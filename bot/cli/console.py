"""Where the command line speaks: results to the one stream, complaints to the other."""

from rich.console import Console
from rich.text import Text

NEEDS_MENDING = 1
BADLY_CONFIGURED = 2

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(sentence: str) -> None:
    """Tell what was done."""
    out.print(Text(sentence), soft_wrap=True)


def complain(*sentences: str) -> None:
    """Tell what is wrong, a line for each thing."""
    for sentence in sentences:
        err.print(Text(sentence), soft_wrap=True)
