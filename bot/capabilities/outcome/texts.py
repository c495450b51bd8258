"""The words of the outcome."""

from collections.abc import Sequence

from charts.words import REWORDED, count_of_rows
from maturity_model.catalog import Column, RowId
from maturity_model.comparison import Comparison, Likeness, RowComparison
from maturity_model.notice import NoticeState
from maturity_model.outcome import Highlights

HEADING = "What we agreed"
_RULE = (
    "strengths are rows at column 4, then 3. Priority areas are rows at column 1, then 2. Within a column, where "
    "answers differed most comes first."
)
_OURS = "This is our own rule; choose others if you like."
RULE = f"How these were chosen: {_RULE} {_OURS}"
RULE_FOR_THE_REST = f"Where the group chooses none: {_RULE} {_OURS}"
RULE_THAT_PICKS_NONE = f"Our rule: {_RULE}"
STRENGTHS, PRIORITIES = "Indicated strengths", "Priority action areas"
FURTHEST_ON, NEXT_TO_WORK_ON = "Furthest on", "Next to work on"
NO_STRENGTHS_BY_RULE = "Our rule finds no strengths here, so these are the rows furthest on."
NO_PRIORITIES_BY_RULE = "Our rule finds no priority areas here, so these are the rows next to work on."
NONE_TO_NAME = "None: no agreed row is left to name."
NOTHING_TO_NAME = "No row was agreed, so there is nothing to name yet."
NOT_AGREED = "not agreed"

PICTURE_TITLE = "What we agreed"
PICTURE_COMMENT = "The picture of what we agreed. The same in words follows here."
PICTURE_TROUBLE = {
    NoticeState.UNDELIVERABLE: "I couldn't post the picture here. Nothing is missing from the words; *Show the "
    "picture again* lets me try once more.",
    NoticeState.UNSURE: "I can't tell whether the picture arrived. If you don't see it, use *Show the picture again*.",
}
PICTURE_COMING = "I'm posting the picture again, beside the outcome."

CHOOSE = "Choose strengths and priorities"
SHOW_PICTURE = "Show the picture again"
REOPEN = "Go back to the meeting"
POST_AGAIN = "Post the outcome again"

UNSURE = "unsure"
NOT_TAKEN = "Slack didn't take it"
WHY_LOST = {
    "channel_shared": "people from another organisation can read that channel",
    "is_archived": "that channel is archived",
    "not_in_channel": "I'm not in that channel any more",
    "channel_not_found": "I can't see that channel any more",
    "file_uploads_disabled": "this workspace doesn't let me upload the picture",
    "our_fault": "something went wrong on my side",
}
FOR_PEOPLE_TO_PUT_RIGHT = WHY_LOST.keys() - {"our_fault"}

CHOOSE_TITLE = "Strengths and priorities"
CHOOSE_INTRO = (
    "Choose the rows that your group wants to name, up to five in each list. They replace what our rule says."
)
CHOOSE_HINT = "Leave this empty to go by our rule."
CHOOSE_SUBMIT = "Save these"
CHOOSE_PLACEHOLDER = "Pick rows"
NOTHING_AGREED = "No row was agreed in this review, so there is nothing to choose from yet."
IN_BOTH_LISTS = "A row can't be a strength and a priority area at once. Please take it out of one of the lists."

REOPEN_TITLE = "Back to the meeting"
REOPEN_INTRO = (
    "The meeting opens again with everything as you agreed it, and I'll post the outcome anew once it is finished. "
    "The channel is told, with your reason."
)
REOPEN_QUESTION = "Why does it go back?"
REOPEN_SUBMIT = "Go back"
REASON_MISSING = "Please say in a few words why, so that everybody in the channel knows."
NEXT_REVIEW_BEGUN = "Your next review has begun, so this one stays as it was agreed."

COMPARE, COMPARE_TITLE = "Compare row by row", "Row by row"
NOTHING_TO_COMPARE = "There is no earlier agreed review to compare with just now."
OTHER_EDITION = "The earlier review was held on another edition of the model."
NEW_ROW = "new in this edition"

SUPPORT, SUPPORT_NEXT = "Support for the priority areas", "Support for what's next to work on"
SUPPORT_TIED = (
    "The rows for the priority areas tie. Once they're chosen I'll post support for each. Until then, here is what "
    "helps with most of them."
)
NO_SUPPORT = "I know of no page about this yet."
INSIDE_COMPASS = "Your Child's Future and OnTrack+ are opened inside Compass+, so I can't link to them."


def strengths(named: Highlights) -> str:
    """What rows named as strengths are called."""
    return f"*{FURTHEST_ON}*\n{NO_STRENGTHS_BY_RULE}" if named.fallback else _named_by(named, STRENGTHS)


def priorities(named: Highlights) -> str:
    """What rows named as priority areas are called."""
    return f"*{NEXT_TO_WORK_ON}*\n{NO_PRIORITIES_BY_RULE}" if named.fallback else _named_by(named, PRIORITIES)


def at_column(column: Column) -> str:
    """The column that a row was agreed at."""
    return f"column {column}"


def row_in_list(row: RowId, agreed: str, title: str) -> str:
    """A row in a list: what was agreed first, so that it is found at a glance."""
    return f"• {row} {agreed} · {title}"


def rule(*highlights: Highlights) -> str:
    """Our rule, beside rows that follow from it; nothing where the group chose them all."""
    by_group = [named.chosen_by_group for named in highlights]
    if all(by_group):
        return ""
    return RULE_FOR_THE_REST if any(by_group) else RULE


def all_alike(column: Column) -> str:
    """That no agreed row stands out, so that it is for the group to name some."""
    return (
        f"*{STRENGTHS} and {PRIORITIES.lower()}*\nEvery agreed row is at column {column}, so our rule can't pick any. "
        "Choose up to five of each."
    )


def tied(count: int, places: int) -> str:
    """That rows are on a par, and how many of them may be named."""
    return f"These {count} rows tie, and there is room for {places} of them. Please choose which to name:"


def too_many(most: int) -> str:
    """That a list names more rows than fit."""
    return f"Please choose no more than {most} rows in each list."


def compared_with(academic_year: str) -> str:
    """What stands above the comparison with an earlier review."""
    return f"*Compared with {academic_year}*"


def counts(earlier: Comparison) -> list[str]:
    """How many rows stand where, each kind in a line; a row placed at a lower column is placed differently, no more."""
    told = (
        (_rows(earlier.further_on, "stands", "stand"), "further on."),
        (_rows(earlier.where_they_were, "stands", "stand"), "as before."),
        (_rows(earlier.placed_differently, "was", "were"), "placed differently by the group."),
        (
            "" if earlier.other_wording else _rows(earlier.reworded, "is", "are"),
            "worded differently now, so compare the columns with care.",
        ),
        (_rows(earlier.once_only, "was", "were"), "agreed in one of the two reviews only."),
        (_rows(earlier.new, "is", "are"), "new in this edition."),
    )
    return [f"• {rows} {sentence}" for rows, sentence in told if rows]


def no_matches(academic_year: str) -> str:
    """That nobody knows which rows would be compared with which."""
    return f"The review of {academic_year} was held on an edition whose rows I can't match with this one's."


def compare_intro(academic_year: str) -> str:
    """What the rows of the comparison show."""
    return (
        f"What you agreed in {academic_year} and now, row by row. An arrow stands only where both times the words were "
        "the same."
    )


def row_compared(row: RowId, title: str, columns: str) -> str:
    """A row of the comparison."""
    return f"• {row} {title}: {columns}"


def then_and_now(row: RowComparison, academic_year: str, *, with_care: bool = True) -> str:
    """A row's columns, joined by an arrow only where both were chosen for the same words.

    `with_care` says of a changed wording that it is one, for where that is not said of all rows at once.
    """
    source = f" · was row {row.before_row}" if row.before_row not in {None, row.row} else ""
    if row.likeness is Likeness.NEW:
        return f"{_agreed_at(row.now)} · {NEW_ROW}"
    if row.before is None and row.now is None:
        return f"_not agreed either time_{source}"
    if row.before is not None and row.moved is not None:
        return f"*{at_column(row.before)} → {at_column(Column(row.before + row.moved))}*{source}"
    changed = row.before is not None and row.likeness is Likeness.CHANGED
    care = f" · {REWORDED}" if with_care and changed else ""
    return f"{_agreed_at(row.before)} in {academic_year}, {_agreed_at(row.now)} now{care}{source}"


def only_in(academic_year: str) -> str:
    """What stands above the rows of the earlier review that none of this one's continues, under their own numbers."""
    return f"*Only in {academic_year}*"


def row_gone(row: RowId, title: str) -> str:
    """A row that was there then."""
    return f"• {row} {title}"


def back_with_the_meeting(when: str) -> str:
    """What stands above an outcome that was taken back."""
    return (
        f"*Back with the meeting.* This outcome was taken back on {when}, and stands here as it was then. I'll post a "
        "new one once the meeting is finished again."
    )


def reopened(who: str) -> str:
    """Who took the review back; their reason follows."""
    return f"{who} has taken this review back to the meeting. What was agreed stays until you change it. The reason:"


def agreed_on(when: str) -> str:
    """Home's line about an agreed review."""
    return f"*Your review was agreed* on {when}."


def posted(channel: str) -> str:
    """Where the outcome is."""
    return f"The outcome is in {channel}."


def lost(channel: str, failure: str | None) -> str:
    """That something of the outcome may be missing in the channel, and why."""
    if failure == UNSURE:
        told = f"I can't tell whether all of the outcome arrived in {channel}."
        return f"{told} Please look there; if something is missing, press “{POST_AGAIN}”."
    told = f"I couldn't post all of the outcome in {channel}: {WHY_LOST.get(failure or '', NOT_TAKEN)}."
    once = "Once that is put right, press" if failure in FOR_PEOPLE_TO_PUT_RIGHT else "Please try"
    return f"{told} {once} “{POST_AGAIN}”."


def _named_by(named: Highlights, title: str) -> str:
    return f"*{title}, chosen by the group*" if named.chosen_by_group else f"*{title}*"


def _rows(found: Sequence[RowComparison], one: str, several: str) -> str:
    """So many rows with their verb; nothing where there are none."""
    return f"{count_of_rows(len(found))} {one if len(found) == 1 else several}" if found else ""


def _agreed_at(column: Column | None) -> str:
    return f"_{NOT_AGREED}_" if column is None else f"*{at_column(column)}*"
