"""Every free-text field and every output: nothing that was typed is alive, and all of it reads back unchanged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from bot.rehearsal.stand_in import NotPossible
from tests.torture.databases import SQLITE, database
from tests.torture.injection_fields import FIELDS, find_fields
from tests.torture.injection_judge import judge, judge_sheet
from tests.torture.injection_story import Story
from tests.torture.injection_texts import EVIL, FILLERS, INJECTIONS
from tests.torture.malformed_log import overheard
from tests.torture.nth_call_school import Town, town
from tests.torture.verdict import Size, Verdict


async def torture(size: Size) -> Sequence[Verdict]:
    """Type every injection into every field, alone and together; or, in seconds, a few of them together."""
    injections = _together(parts=2) if size is Size.SMALL else {**_alone(), **_together(parts=len(INJECTIONS))}
    found = [f"no line in FIELDS: {' '.join(place)}" for place in await find_fields() - set(FIELDS)]
    shown: Counter[tuple[str, str]] = Counter()
    typed: dict[str, Mapping[str, str]] = {}
    with database(SQLITE) as url, overheard(found.append, _quotes):
        async with town(url) as home:
            for name, injection in injections.items():
                found += [f"{sentence} ({name})" for sentence in await _tell(home, injection, typed, shown)]
    found += _passed_by(shown)
    beside = (("texts", str(len(injections))), ("places", str(len(shown))))
    fault = "what is typed into a field, wherever it comes out"
    return (Verdict(fault=fault, trials=shown.total(), found=tuple(found), beside=beside),)


def _quotes(line: str) -> bool:
    """Whether a line of the log holds something that was typed."""
    return any(field.opening in line for field in FIELDS.values()) or any(evil in line for evil in EVIL)


async def _tell(
    home: Town, injection: str, typed: dict[str, Mapping[str, str]], shown: Counter[tuple[str, str]]
) -> list[str]:
    """A story in a workspace of its own; news of earlier ones may still leave meanwhile. `typed` is by workspace."""
    home.slack.calls.clear()
    scene = home.new_school()
    story, broken_off, before = Story(scene, injection), [], len(home.slack.files)
    typed[scene.home.id] = story.typed
    try:
        await story.tell()
    except (AssertionError, LookupError, NotPossible) as error:  # Slack would not show what the next step needs
        broken_off.append(f"the story broke off: {error}")
    judged = (judge([call], typed[call.workspace], shown) for call in home.slack.calls)
    sheets = [file.content for file in home.slack.files[before:] if file.filename.endswith(".xlsx") and file.content]
    broken_off += [] if sheets else ["nobody got a spreadsheet"]
    in_sheets = (judge_sheet(content, story.typed, shown) for content in sheets)
    return [*chain.from_iterable(judged), *chain.from_iterable(in_sheets), *broken_off]


def _passed_by(shown: Counter[tuple[str, str]]) -> list[str]:
    """The fields whose text came out nowhere: then the story has passed one by."""
    letters = {letter for letter, _ in shown}
    return [
        f"nowhere: {' '.join(place)}" for place, field in FIELDS.items() if field.shown and field.letter not in letters
    ]


def _alone() -> Mapping[str, str]:
    return {**INJECTIONS, **{f"nothing but {filler}": filler * 1000 for filler in FILLERS}}


def _together(*, parts: int) -> Mapping[str, str]:
    """All of them in one text, so many times, beginning somewhere else each time: short fields show the first only."""
    several = list(INJECTIONS.values())
    starts = range(0, len(several), -(-len(several) // parts))
    return {f"all, beginning with no. {start}": " ".join(several[start:] + several[:start]) for start in starts}
