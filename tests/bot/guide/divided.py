"""The small guide as a PDF that divides words at the ends of its lines, three of them so that nobody can tell how."""

from bot.guide.text import read_text
from tests.bot.guide.made import Layout, make_pdf
from tests.bot.guide.small import GUIDE

MEANT = "Provision leadership improvement organisation information learners of asset-based and systematically."
ASKED = ("organ-isation", "asset-based", "systemat-ically")
OWN = "asset-based"

_TEXT = GUIDE.replace("A plan is there.", MEANT).replace(
    "Later columns build on earlier ones.", "Provision, leadership, improvement and organisation of information."
)


def divided_pdf() -> bytes:
    return make_pdf(read_text(_TEXT), Layout(table=16, divides_words=True))
