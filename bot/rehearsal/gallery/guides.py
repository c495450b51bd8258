"""The publisher's guide: Home's part about it, the modals that take and settle it, and what its giver is told."""

from collections.abc import Iterator
from dataclasses import replace

from bot.capabilities.guides.cards import (
    LONGEST_DIVIDED,
    MOST_DIVIDED,
    MOST_LOST,
    MOST_TROUBLES,
    MOST_WORDS,
    NewGuide,
    give_modal,
    guide_card,
    may_not_read_modal,
    reading_modal,
    settle_modal,
    taken_out_card,
    wording_section,
)
from bot.capabilities.guides.jobs import REFUSALS
from bot.capabilities.guides.use_cases.giving import LookedAt, WordingInUse
from bot.capabilities.guides.use_cases.reading import Told
from bot.capabilities.guides.use_cases.taking_out import TakenOut
from bot.guide.columns import MOST_PARAGRAPHS
from bot.guide.findings import Asks, DividedWord, Findings, Proposal, Trouble
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import EDITION, LEADER, LONGEST_ROW, NOW, SETTING, WORKSPACE, filled, setting
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.catalog import LONGEST_ROW_ID, LONGEST_TITLE, RowId, Wording
from maturity_model.given_guide import GivenGuide, GuideState, Offer
from maturity_model.ids import GuideId
from maturity_model.setting import Kind

TITLE = filled(LONGEST_TITLE, "Careers Impact Maturity Model: Schools & *specialist* <settings> :school:,")
GUIDE = GivenGuide(
    id=GuideId("9e" * 16),
    workspace=WORKSPACE,
    setting=SETTING,
    person=LEADER,
    file="F0GUIDE",
    name="guide.pdf",
    given_at=NOW,
    state=GuideState.FOUND,
)
WHOLE = Findings(edition=None, themes=6, rows=32, expected=32, changes=32, title=TITLE, kinds=frozenset(Kind))
ASKED = (
    Trouble(where="the guide", what="It doesn't say for whom it is written.", asks=Asks.KINDS),
    Trouble(where="the guide", what="It doesn't say from which year it is in use.", asks=Asks.YEAR),
    Trouble(where="the name", what="There is another edition of that name.", asks=Asks.NAME),
    Trouble(where="row 1.2", what="Not found; there are 31 rows.", asks=Asks.ROWS),
)
HYPHENS = Trouble(
    where="the guide", what=filled(2000, "I can't tell which have a hyphen: im-prove,"), asks=Asks.HYPHENS
)
MANY_DIVIDED = tuple(
    DividedWord(ways=(way, way.replace("-", "")), proposed=way, where="page 300")
    for way in (f"{n:02}-" + "ß" * (LONGEST_DIVIDED - 3) for n in range(MOST_DIVIDED))
)
TWO_DIVIDED = (
    DividedWord(ways=("im-prove", "improve"), proposed="improve", where="page 7"),
    DividedWord(ways=("asset-based", "assetbased"), proposed="asset-based", where="page 9"),
)
FAULT = Trouble(where="row 5.3, line 187", what=filled(2000, "It stands under “Encounters & <employers>”.", "*"))
WORDS = "Learners & their <families> regularly have *meaningful* encounters with employers :smile:."
LONGEST_ID = RowId("9." * (LONGEST_ROW_ID // 2))


def samples() -> Iterator[Sample]:
    """From Home before there is a guide to the confirmed wording."""
    yield from seen_by("careers leader", _homes())
    yield from seen_by("careers leader", _giving())
    yield from seen_by("careers leader", _found())
    yield from seen_by("careers leader", _settling())
    yield from seen_by("careers leader", _ended())


def _homes() -> dict[str, View]:
    official = replace(EDITION, wording=Wording.OFFICIAL, title=TITLE)
    summary_first = WordingInUse(setting=setting(), offered=EDITION, official=official)
    states = {
        "Home where reviews use the summary": WordingInUse(setting=setting(), offered=EDITION),
        "Home where reviews use the publisher's words": replace(summary_first, offered=official),
        "Home where a wording can be taken out": replace(summary_first, offered=official, guide=GUIDE.id),
        "Home where a newer summary comes first": replace(summary_first, guide=GUIDE.id),
        "Home where no edition fits the setting": WordingInUse(setting=setting(), offered=None),
    }
    return {name: home(wording_section(wording)) for name, wording in states.items()}


def _giving() -> dict[str, View]:
    return {
        "Giving the guide": give_modal(NewGuide(guide=GUIDE.id, setting=SETTING)),
        "The bot may not open files": may_not_read_modal(),
        "The guide is being read": reading_modal(),
    }


def _found() -> dict[str, Card]:
    open_ended, too_long = replace(_lost(10), ends=None), _lost(MOST_PARAGRAPHS + 1)
    divided = replace(WHOLE, troubles=(HYPHENS,), divided=MANY_DIVIDED)
    several = (_lost(10), replace(open_ended, row=RowId("6.3")))
    return {
        "Found whole": _told(WHOLE),
        "Found with two rows that lost their columns": _told(replace(WHOLE, proposals=(_lost(10), _lost(10)))),
        "Found with one row and no suggestion": _told(replace(WHOLE, proposals=(open_ended,))),
        "Found with a suggestion for one row of two": _told(replace(WHOLE, proposals=several)),
        "Found with things to ask": _told(replace(WHOLE, troubles=ASKED, expected=None, changes=0)),
        "Found with words that a line's end divides": _told(divided),
        "Found with too many of them": _told(replace(divided, divided=MANY_DIVIDED * 2)),
        "Found with many faults": _told(replace(WHOLE, rows=1, themes=1, troubles=(FAULT,) * (3 * MOST_TROUBLES))),
        "Found with too many rows to settle": _told(replace(WHOLE, proposals=(_lost(4),) * (MOST_LOST + 1))),
        "Found with one row that can't be parted": _told(replace(WHOLE, proposals=(too_long,))),
        "Found with all rows that can't be parted": _told(replace(WHOLE, proposals=(too_long,) * 200)),
        "Found with too much to settle": _told(replace(WHOLE, proposals=_as_much_as(MOST_WORDS + MOST_LOST))),
    }


def _settling() -> dict[str, View]:
    whole = _settled(WHOLE)
    divided = replace(WHOLE, troubles=(HYPHENS,), divided=TWO_DIVIDED)
    all_asked = ASKED * MOST_TROUBLES + (HYPHENS,)
    longest = replace(WHOLE, proposals=_as_much_as(MOST_WORDS), troubles=all_asked, divided=MANY_DIVIDED)
    most_letters = tuple(replace(one, paragraphs=("≠" * 75,) * MOST_PARAGRAPHS) for one in longest.proposals)
    one = replace(WHOLE, proposals=(_lost(10),))
    return {
        "Confirming a whole guide": whole,
        "Settling one row": _settled(one),
        "Settling one row without a suggestion": _settled(replace(one, proposals=(replace(_lost(10), ends=None),))),
        "Settling words that a line's end divides": _settled(divided),
        "Settling all that can be asked": _settled(replace(WHOLE, troubles=ASKED)),
        "Settling as much as can be": _settled(longest),
        "Settling as much as can be, without suggestions": _settled(
            replace(longest, proposals=tuple(replace(each, ends=None) for each in most_letters))
        ),
        "A guide that can't be settled": _settled(replace(WHOLE, troubles=(FAULT,))),
    }


def _ended() -> dict[str, Card]:
    used = Told(guide=replace(GUIDE, state=GuideState.USED), findings=None, title=TITLE)
    known = replace(used, guide=replace(GUIDE, state=GuideState.KNOWN), offer=Offer.FIRST)
    refusals = {f"Refused: {kind.__name__}": why for kind, why in REFUSALS.items()}
    refusals |= {"Refused with as many words as can be": filled(5000, "The guide & <!channel> can't be *read*.")}
    return {
        **{f"Used, offered {offer}": guide_card(replace(used, offer=offer)) for offer in Offer},
        "There already": guide_card(known),
        "Taken out again": taken_out_card(TakenOut(setting=SETTING, still_there=False)),
        "Taken out again, and there for all": taken_out_card(TakenOut(setting=SETTING, still_there=True)),
        **{name: _refused(why) for name, why in refusals.items()},
    }


def _told(findings: Findings) -> Card:
    return guide_card(Told(guide=GUIDE, findings=findings))


def _refused(why: str) -> Card:
    return guide_card(Told(guide=replace(GUIDE, state=GuideState.REFUSED, refusal=why), findings=None))


def _settled(findings: Findings) -> View:
    return settle_modal(LookedAt(guide=GUIDE, findings=findings))


def _lost(paragraphs: int) -> Proposal:
    return Proposal(
        row=LONGEST_ROW,
        title=EDITION.row(LONGEST_ROW).title,
        where="line 187",
        paragraphs=(WORDS,) * paragraphs,
        cues=(("regularly",),) * paragraphs,
        ends=(1, 2, 3),
    )


def _as_much_as(characters: int) -> tuple[Proposal, ...]:
    """As many rows as can be, of as many paragraphs, with so many characters in all."""
    each = characters // MOST_LOST // MOST_PARAGRAPHS
    first = characters // MOST_LOST - each * (MOST_PARAGRAPHS - 1)
    paragraphs = (filled(first, WORDS), *[filled(each, WORDS)] * (MOST_PARAGRAPHS - 1))
    most = replace(_lost(MOST_PARAGRAPHS), row=LONGEST_ID, title=TITLE * 9, paragraphs=paragraphs, ends=(37, 38, 39))
    return (most,) * MOST_LOST
