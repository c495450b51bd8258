"""Home's part, the modals and the messages about guides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.capabilities.guides import texts
from bot.capabilities.guides.use_cases.giving import LookedAt, WordingInUse
from bot.capabilities.guides.use_cases.reading import Told
from bot.capabilities.guides.use_cases.taking_out import TakenOut
from bot.guide.columns import can_be_parted
from bot.guide.findings import Asks, DividedWord, Findings, Proposal
from bot.guide.said import written_ends
from bot.kit.buttons import OfSetting
from bot.kit.menus import option, several_options
from bot.kit.pieces import (
    aside,
    ask_first,
    bullets,
    button,
    buttons,
    heading,
    line,
    modal,
    notice_modal,
    say,
    say_plainly,
)
from bot.kit.questions import file_input, question, text_area, text_line, whole_number
from bot.kit.words import GIVE_THE_GUIDE
from bot.slack.blocks import Block, Element, Option, View
from bot.slack.card import LONGEST_TEXT, Card, clip, escape
from bot.slack.ids import Packed
from maturity_model.catalog import COLUMNS, LONGEST_ID
from maturity_model.given_guide import GivenGuide, GuideState
from maturity_model.ids import GuideId, SettingId

GIVE, HAND_OVER, LOOK, SETTLE = "guides.give", "guides.hand_over", "guides.look", "guides.settle"
TAKE_OUT = "guides.take_out"
FILE, ENDS, KINDS, YEAR, NAME, ROWS, HYPHENS = "file", "ends", "kinds", "year", "name", "rows", "hyphens"
FILETYPES = ("pdf", "txt", "text", "md", "markdown", "csv", "xlsx", "toml")
MOST_TROUBLES = 10
MOST_LOST = 8
LONGEST_ENDS = 1000
YEARS, ROW_COUNTS = range(2000, 2101), range(1, 201)
MOST_DIVIDED, LONGEST_DIVIDED = 60, 75  # words to choose from, and the characters of each
MOST_WORDS = 24_000  # characters in all: even where Slack counts six bytes for each, the modal stays under 250 KB


@dataclass(frozen=True, kw_only=True)
class NewGuide(Packed):
    """The id that a guide will have, and the setting it is given for."""

    guide: GuideId
    setting: SettingId


@dataclass(frozen=True, kw_only=True)
class OfOneGuide(Packed):
    """Which guide a button or a modal is about."""

    guide: GuideId


def wording_section(wording: WordingInUse) -> tuple[Block, ...]:
    """Home's part for the setting's careers leaders."""
    setting, official = wording.setting.id, wording.official
    if official is None:
        told = say(texts.SUMMARY if wording.offered else texts.NO_MODEL)
        give = button(GIVE_THE_GUIDE, GIVE, OfSetting(setting=setting))
        return line(), told, buttons(give, block_id="guides")
    whose = say_plainly(texts.official(official.title, is_first=official == wording.offered))
    take_out = [_take_out_button(wording.guide)] if wording.guide else []
    return line(), whose, buttons(_another_button(setting), *take_out, block_id="guides")


def give_modal(new: NewGuide) -> View:
    """Asks for the file."""
    asked = question(FILE, texts.GIVE_FILE, file_input(FILE, filetypes=FILETYPES), hint=texts.GIVE_HINT)
    blocks = [say(texts.GIVE_INTRO), asked]
    return modal(texts.GIVE_TITLE, blocks, callback=HAND_OVER, submit=texts.GIVE_SUBMIT, metadata=new)


def may_not_read_modal() -> View:
    """Says that the workspace has not allowed the bot to read files."""
    return notice_modal(texts.MAY_NOT_READ_TITLE, texts.MAY_NOT_READ)


def reading_modal() -> View:
    """Says that the file is being read."""
    return notice_modal(texts.READING_TITLE, texts.READING)


def guide_card(told: Told) -> Card:
    """What a careers leader is told of the guide that they gave."""
    guide = told.guide
    if guide.state is GuideState.USED and told.title:
        return _said(texts.used(told.title, told.offer), _take_out_button(guide.id))
    if guide.state is GuideState.KNOWN and told.title:
        return _said(texts.known(told.title, told.offer))
    if told.findings is None:
        return _said(texts.refused(guide.refusal or texts.COULD_NOT), _another_button(guide.setting))
    return _found_card(guide, told.findings)


def taken_out_card(taken: TakenOut) -> Card:
    """What stands in place of a guide's message once its wording was taken out again."""
    words = texts.STILL_THERE if taken.still_there else texts.TAKEN_OUT
    return _said(words, _another_button(taken.setting))


def settle_modal(looked_at: LookedAt) -> View:
    """What was found, in full; what has to be settled; and the question whether it is to be used."""
    findings = looked_at.findings
    if not can_be_settled(findings):
        return notice_modal(texts.SETTLE_TITLE, texts.CANNOT_USE)
    found = [*_which(findings), say(texts.found(findings))]
    blocks = [*found, *_parted(findings.proposals), *_asked(findings), say(texts.SAID_ONCE)]
    this = OfOneGuide(guide=looked_at.guide.id)
    return modal(texts.SETTLE_TITLE, blocks, callback=SETTLE, submit=texts.USE, metadata=this)


def can_be_settled(findings: Findings) -> bool:
    """Whether a person can settle, in Slack, all that is unsettled; whatever is to be settled is shown in full."""
    ways = [way for word in findings.divided for way in word.ways[:-1]]
    can_be_chosen = len(ways) <= MOST_DIVIDED and all(len(way) <= LONGEST_DIVIDED for way in ways)
    asked = can_be_chosen and all(trouble.asks for trouble in findings.troubles)
    return asked and not _beyond_settling(findings.proposals)


def _beyond_settling(proposals: Sequence[Proposal]) -> str | None:
    """Why nobody could settle these rows in Slack; None where somebody can."""
    if odd := [proposal for proposal in proposals if not can_be_parted(proposal.paragraphs)]:
        return texts.cannot_be_parted(odd)
    words = sum(len(paragraph) for proposal in proposals for paragraph in proposal.paragraphs)
    too_much = len(proposals) > MOST_LOST or words > MOST_WORDS
    return texts.too_much_lost(len(proposals)) if too_much else None


def _said(words: str, press: Element | None = None) -> Card:
    text = f"{texts.CARD_HEADING}. {escape(words)}"
    presses = [buttons(press)] if press else []
    return Card(text=clip(text, LONGEST_TEXT), blocks=(heading(texts.CARD_HEADING), say_plainly(words), *presses))


def _another_button(setting: SettingId) -> Element:
    return button(texts.ANOTHER, GIVE, OfSetting(setting=setting))


def _take_out_button(guide: GuideId) -> Element:
    confirm = ask_first(texts.TAKE_OUT_TITLE, texts.TAKE_OUT_WARNING, yes=texts.TAKE_OUT_YES, no=texts.TAKE_OUT_NO)
    return button(texts.TAKE_OUT, TAKE_OUT, OfOneGuide(guide=guide), confirm=confirm)


def _found_card(guide: GivenGuide, findings: Findings) -> Card:
    told = [texts.found(findings)]
    if findings.proposals:
        told.append(escape(_beyond_settling(findings.proposals) or texts.lost(findings.proposals)))
    settled = can_be_settled(findings)
    told.append(texts.NOTHING_USED if settled else texts.CANNOT_USE)
    words = "\n".join(told)
    look = button(texts.LOOK, LOOK, OfOneGuide(guide=guide.id), style="primary")
    another = _another_button(guide.setting)
    presses = buttons(look, another) if settled else buttons(another)
    blocks = (heading(texts.CARD_HEADING), *_which(findings), say(words), *_troubles(findings), presses)
    heard = " ".join(filter(None, (f"{texts.CARD_HEADING}.", escape(texts.which(findings)), words.replace("*", ""))))
    return Card(text=heard, blocks=blocks)


def _which(findings: Findings) -> tuple[Block, ...]:
    which = texts.which(findings)
    return (say_plainly(which),) if which else ()


def _troubles(findings: Findings) -> tuple[Block, ...]:
    if not findings.troubles:
        return ()
    shown = [texts.trouble(one) for one in findings.troubles[:MOST_TROUBLES]]
    left = len(findings.troubles) - len(shown)
    return (bullets([*shown, texts.more_troubles(left)] if left else shown),)


def _parted(proposals: Sequence[Proposal]) -> Iterator[Block]:
    if not proposals:
        return
    yield say(escape(texts.lost(proposals)))
    for proposal in proposals:
        yield from _proposed(proposal)
    area = text_area(ENDS, most=LONGEST_ENDS, written=written_ends(proposals))
    yield question(ENDS, texts.COLUMNS, area, hint=texts.COLUMNS_HINT)


def _proposed(proposal: Proposal) -> Iterator[Block]:
    yield say_plainly(texts.row_heading(proposal))
    numbered = [texts.paragraph(number, words) for number, words in enumerate(proposal.paragraphs, start=1)]
    if proposal.ends is None:
        yield aside(texts.column_heading(None))
        yield bullets(numbered)
        return
    for column, (begin, end) in zip(COLUMNS, pairwise((0, *proposal.ends, len(numbered))), strict=True):
        yield aside(texts.column_heading(column))
        yield bullets(numbered[begin:end])


def _asked(findings: Findings) -> Iterator[Block]:
    asks = {trouble.asks for trouble in findings.troubles}
    if asks:
        yield from _troubles(findings)
    if Asks.KINDS in asks:
        kinds = [option(kind.name, label) for kind, label in texts.KIND_LABELS.items()]
        yield question(KINDS, texts.KINDS, several_options(KINDS, kinds, most=len(kinds), chosen=()))
    if Asks.YEAR in asks:
        yield question(YEAR, texts.YEAR, whole_number(YEAR, None, least=YEARS[0], most=YEARS[-1]))
    if Asks.NAME in asks:
        yield question(NAME, texts.NAME, text_line(NAME, most=LONGEST_ID), hint=texts.NAME_HINT)
    if Asks.ROWS in asks:
        yield question(ROWS, texts.ROWS, whole_number(ROWS, None, least=ROW_COUNTS[0], most=ROW_COUNTS[-1]))
    if findings.divided:
        chosen, words = _words_in_doubt(findings.divided)
        several = several_options(HYPHENS, words, most=len(words), chosen=chosen)
        yield question(HYPHENS, texts.HYPHENS, several, optional=True, hint=texts.HYPHENS_HINT)


def _words_in_doubt(words: Iterable[DividedWord]) -> tuple[list[Option], list[Option]]:
    """What is chosen already, and all that can be."""
    offered = {way: option(way, way, remark=texts.without_hyphen(word)) for word in words for way in word.ways[:-1]}
    chosen = dict.fromkeys(word.proposed for word in words if word.proposed in offered)
    return [offered[way] for way in chosen], list(offered.values())
