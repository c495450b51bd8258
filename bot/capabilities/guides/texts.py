"""The words about guides."""

from collections.abc import Sequence

from bot.guide.findings import DividedWord, Findings, Proposal, Trouble
from bot.kit.pieces import whole_words
from bot.slack.card import clip
from maturity_model.catalog import LONGEST_TITLE, Wording
from maturity_model.errors import ColumnsNotUnderstood
from maturity_model.given_guide import Offer
from maturity_model.setting import Kind

LONGEST_LINE_SHOWN = 60
LONGEST_TROUBLE_SHOWN = 300
MOST_ROWS_NAMED = 8

NO_MODEL = "I have no model for your kind of setting yet. Give me the guide, and your reviews can use its words."
SUMMARY = (
    "Your reviews use a plain-language summary. Give me the publisher's guide, and colleagues can read its own words."
)
ANOTHER = "Give me another guide"

GIVE_TITLE = "The publisher's guide"
GIVE_INTRO = (
    "Choose the guide as you got it: a PDF, a text or a table. I keep its words letter for letter, for this workspace "
    "only. You'll see what I found before anything is used."
)
GIVE_FILE = "Which file?"
GIVE_HINT = "You'll find it in Compass or Compass+, beside the internal leadership review."
GIVE_SUBMIT = "Read it"
READING_TITLE = "I'm reading it"
READING = "I'm reading it now, and I'll write to you when I'm done. That's usually within a minute."

MAY_NOT_READ_TITLE = "I can't open files yet"
MAY_NOT_READ = (
    "I'm not allowed to open files in this workspace. Please ask whoever looks after me in Slack to allow me "
    "*files:read*."
)
NOT_READABLE = "I'm not allowed to open files here. Please ask whoever looks after me in Slack to allow files:read."
FILE_GONE = "I can't find that file in Slack any more. Please give it to me again."
FILE_TOO_LARGE = "That file is larger than a guide can be. Please give me the guide as it was handed out."
NOT_ONE_GUIDE = "Please choose one file."
COULD_NOT = "I tried several times and couldn't read it. Please give it to me again, perhaps as text or PDF."
CHANGED = "That file has changed since I showed you what is in it. Please give it to me again."

CARD_HEADING = "The guide you gave me"
NOTHING_USED = "Nothing is used yet."
CANNOT_USE = "I can't use it like this. Please give me the guide as it was handed out, perhaps in another format."
OTHER_FORMAT = "Please give me the guide as PDF, or as a table with a cell for each column."
LOOK = "Look and confirm"

TAKE_OUT = "Take it out again"
TAKE_OUT_TITLE = "Take this wording out?"
TAKE_OUT_WARNING = (
    "Nobody in this workspace will be able to choose it. You can give me the guide again whenever you like."
)
TAKE_OUT_YES, TAKE_OUT_NO = "Take it out", "Keep it"
TAKEN_OUT = (
    "I've taken this wording out again, so nobody can choose it any more. You can give me a guide whenever you like."
)
STILL_THERE = (
    "I've taken this wording out again. You can still choose it, because whoever looks after me has given it to all "
    "workspaces."
)
STAYS = "A review has used this wording, so I'm keeping it. You can still choose another for your next review."

SETTLE_TITLE = "What I found"
USE = "Use this wording"
SAID_ONCE = (
    "Once you confirm, you can choose this wording for new reviews. A review that has begun keeps its own. Nobody can "
    "change these words afterwards; until a review uses them, you can take them out again."
)
COLUMNS = "Where do the columns end?"
COLUMNS_HINT = (
    "One line for each row, with the last paragraph of columns 1, 2 and 3. With 5.3 = 2, 4, 7 the first column of row "
    "5.3 is its paragraphs 1 and 2."
)
KINDS = "Who is it written for?"
YEAR = "From which year is it in use?"
NAME = "What shall I call it?"
NAME_HINT = "Small letters, digits and hyphens, such as colleges-2026-official."
ROWS = "How many rows does your guide have?"
HYPHENS = "Which of these have a hyphen?"
HYPHENS_HINT = "I've chosen those that seem to have one. I write the others without."
OFFERS = {
    Offer.FIRST: "When you open your next review, it's offered first.",
    Offer.LATER: "When you open your next review, you can choose it.",
    Offer.NONE: "It's written for another kind of setting than yours, so your reviews aren't offered it.",
}
KIND_LABELS = {Kind.SCHOOL: "Schools", Kind.SPECIAL_SCHOOL: "Special schools", Kind.COLLEGE: "Colleges"}

ALREADY_SETTLED = "I'm still reading that guide, or it's settled already. My last message about it says which."


def official(title: str, *, is_first: bool) -> str:
    """Whose words reviews can go by where the publisher's own are there."""
    if is_first:
        return f"New reviews are offered the publisher's own wording first: {title}."
    return (
        f"New reviews are offered our plain-language summary first. You can also choose the publisher's own: {title}."
    )


def which(findings: Findings) -> str:
    """Which guide it is, and for whom; nothing where it does not say so itself."""
    if not (findings.title and findings.kinds):
        return ""
    whom = " and ".join(KIND_LABELS[kind].lower() for kind in Kind if kind in findings.kinds)
    return f"This is “{clip(findings.title, LONGEST_TITLE)}”, for {whom}."


def found(findings: Findings) -> str:
    """How much was found."""
    of = f" of {findings.expected}" if findings.expected else ""
    changes = f", and what changed in {findings.changes} of them" if findings.changes else ""
    return f"I found *{findings.rows}{of} rows* in {_counted(findings.themes, 'theme')}{changes}."


def lost(proposals: Sequence[Proposal]) -> str:
    """Which rows lost their columns, and who is to say where they are."""
    rows = ", ".join(proposal.row for proposal in proposals)
    which = f"Row {rows} has lost its columns" if len(proposals) == 1 else f"Rows {rows} have lost their columns"
    proposed = sum(proposal.ends is not None for proposal in proposals)
    if proposed == len(proposals):
        then = "I've a suggestion; please check it."
    elif proposed:
        then = "I've a suggestion where I can; please check it, and tell me the rest."
    else:
        then = "Please tell me where they end."
    return f"{which}: the file doesn't show where one ends and the next begins. {then}"


def too_much_lost(count: int) -> str:
    """Where more lost its columns than anybody would settle on a telephone."""
    rows = "One row has" if count == 1 else f"{count} rows have"
    return f"{rows} lost columns, and that is too much to put right here. {OTHER_FORMAT}"


def cannot_be_parted(proposals: Sequence[Proposal]) -> str:
    """Rows that lost their columns and hold too little, or too much, to be parted into four."""
    rows = ", ".join(proposal.row for proposal in proposals[:MOST_ROWS_NAMED])
    more = " and others" if len(proposals) > MOST_ROWS_NAMED else ""
    which = f"Row {rows} has lost its columns" if len(proposals) == 1 else f"Rows {rows}{more} have lost their columns"
    return f"{which}, and what stands there is too little or too much for four. {OTHER_FORMAT}"


def trouble(one: Trouble) -> str:
    """One thing that is the matter, and where."""
    return whole_words(f"{one.where}: {one.what}", LONGEST_TROUBLE_SHOWN)


def more_troubles(count: int) -> str:
    """How many things are left out."""
    return f"… and {count} more."


def used(title: str, offer: Offer) -> str:
    """What a confirmed guide became, and whether the setting's next review can go by it."""
    return f"I've kept this wording: {title}. {OFFERS[offer]}"


def known(title: str, offer: Offer) -> str:
    """The same, of a guide whose wording is there already."""
    return f"I have exactly this wording already: {title}. {OFFERS[offer]}"


def refused(reason: str) -> str:
    """Why a guide can't be used."""
    return f"{reason} Nothing was changed."


def row_heading(proposal: Proposal) -> str:
    """The row, and where it stands in the guide."""
    return f"{proposal.row} {whole_words(proposal.title, LONGEST_TITLE)} ({proposal.where})"


def column_heading(column: int | None) -> str:
    """What stands above the paragraphs of a column; of those whose column nobody knows."""
    return f"Column {column}" if column else "I can't tell which column these belong to"


def paragraph(number: int, words: str) -> str:
    """A paragraph with its number."""
    return f"{number} · {words}"


def without_hyphen(word: DividedWord) -> str:
    """How else a word that a line's end divides may be written."""
    return f"or {word.ways[-1]}"


def columns_not_understood(error: ColumnsNotUnderstood) -> str:
    """Which line can't be meant."""
    line = clip(error.line, LONGEST_LINE_SHOWN)
    each = "Please write a line with three rising numbers for each row, such as 5.3 = 2, 4, 7."
    return f"I can't use “{line}”. {each} A column has room for {Wording.OFFICIAL.longest_statement} characters."


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
