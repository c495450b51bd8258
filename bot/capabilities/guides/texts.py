"""The words about guides."""

from collections.abc import Sequence

from bot.guide.findings import Findings, Proposal, Trouble
from bot.slack.card import clip
from maturity_model.errors import ColumnsNotUnderstood
from maturity_model.setting import Kind

LONGEST_LINE_SHOWN = 60

NO_MODEL = "There is no model for your kind of setting here yet. Give me the guide, and your reviews can go by it."
SUMMARY = (
    "Your reviews go by a plain-language summary. Give me the publisher's guide, and colleagues read its own words."
)
ANOTHER = "Give me another guide"

GIVE_TITLE = "The publisher's guide"
GIVE_INTRO = (
    "Hand over the guide as you got it: as PDF, as text, or as a table. I keep its words letter for letter, for this "
    "workspace only. You'll see what I found before anything is used."
)
GIVE_FILE = "Which file?"
GIVE_HINT = "In Compass or Compass+ you find it beside the internal leadership review."
GIVE_SUBMIT = "Read it"
READING_TITLE = "I'm reading it"
READING = "I'm reading it now, and I'll write to you when I'm done. That's usually within a minute."

MAY_NOT_READ_TITLE = "I can't open files yet"
MAY_NOT_READ = (
    "I can't open files in this workspace. Please ask whoever looks after me in Slack to allow me *files:read*, or to "
    "bring the guide with `careers-review model import`."
)
NOT_READABLE = "I'm not allowed to open files here. Please ask whoever looks after me in Slack to allow files:read."
FILE_GONE = "I can't find that file in Slack any more. Please give it to me again."
FILE_TOO_LARGE = "That file is larger than a guide can be. Please give me the guide as it was handed out."
NOT_ONE_GUIDE = "Please hand over one file."
COULD_NOT = "I tried several times and couldn't read it. Please give it to me again, perhaps as text or PDF."
CHANGED = "That file has changed since I showed you what is in it. Please give it to me again."

CARD_HEADING = "The guide you gave me"
NOTHING_USED = "Nothing is used yet."
CANNOT_USE = "I can't use it like this. Please give me the guide as it was handed out, perhaps in another format."
LOOK = "Look and confirm"

SETTLE_TITLE = "What I found"
USE = "Use this wording"
SAID_ONCE = (
    "Once you confirm, new reviews are offered it first. Reviews that are under way keep theirs, and nobody can change "
    "its words afterwards."
)
COLUMNS = "Where do the columns end?"
COLUMNS_HINT = "A line for each row: after which paragraphs columns 1, 2 and 3 end, such as 5.3 = 2, 4, 7."
LOST = "These rows have lost their columns. The model's own cue words suggest the following; please check it."
KINDS = "Who is it written for?"
YEAR = "From which year is it in use?"
NAME = "What shall I call it?"
NAME_HINT = "Small letters, digits and hyphens, such as colleges-2026-official."
ROWS = "How many rows does your guide have?"
KIND_LABELS = {Kind.SCHOOL: "Schools", Kind.SPECIAL_SCHOOL: "Special schools", Kind.COLLEGE: "Colleges"}

ALREADY_SETTLED = "That guide is settled already, or I'm still reading it. My last message about it says which."


def official(title: str) -> str:
    """Whose words reviews go by where the publisher's own are there."""
    return f"New reviews are offered the publisher's own wording: {title}."


def found(findings: Findings) -> str:
    """How much was found."""
    of = f" of {findings.expected}" if findings.expected else ""
    changes = f", and what changed in {findings.changes} of them" if findings.changes else ""
    return f"I found *{findings.rows}{of} rows* in {_counted(findings.themes, 'theme')}{changes}."


def lost(proposals: Sequence[Proposal]) -> str:
    """Which rows lost their columns."""
    rows = ", ".join(proposal.row for proposal in proposals)
    if len(proposals) == 1:
        return f"Row {rows} has lost its columns. I've a proposal, and take nothing before you've looked at it."
    return f"Rows {rows} have lost their columns. I've a proposal for each, and take nothing before you've looked."


def too_many_lost(count: int) -> str:
    """Where more rows lost their columns than anybody would settle on a telephone."""
    return f"{count} rows have lost their columns: too many to settle here. Please give me the guide as PDF or a table."


def trouble(one: Trouble) -> str:
    """One thing that is the matter, and where."""
    return f"{one.where}: {one.what}"


def more_troubles(count: int) -> str:
    """How many things are left out."""
    return f"… and {count} more."


def all_whole(title: str) -> str:
    """What the guide is, where nothing is unsettled."""
    return f"It is whole: {title}."


def used(title: str, *, already: bool) -> str:
    """What a confirmed guide became."""
    if already:
        return f"I have exactly this wording already: {title}. Nothing changed."
    return f"The publisher's own wording is in: {title}. When you open your next review, it's offered first."


def refused(reason: str) -> str:
    """Why a guide can't be used."""
    return f"{reason} Nothing was changed."


def row_heading(proposal: Proposal) -> str:
    """The row, and where it stands in the guide."""
    return f"{proposal.row} {proposal.title} ({proposal.where})"


def column_heading(column: int | None) -> str:
    """What stands above the paragraphs of a column; of those whose column nobody knows."""
    return f"Column {column}" if column else "I can't tell which column these belong to"


def paragraph(number: int, words: str) -> str:
    """A paragraph with its number."""
    return f"{number} · {words}"


def columns_not_understood(error: ColumnsNotUnderstood) -> str:
    """Which line can't be meant."""
    line = clip(error.line, LONGEST_LINE_SHOWN)
    return f"I can't use “{line}”. Please give each row three rising numbers, such as 5.3 = 2, 4, 7."


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
