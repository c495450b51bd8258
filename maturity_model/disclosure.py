"""The one rule of who may see what of the answers to a row. Every surface goes through `disclose`, and none around it.

What is said at each moment:

- while colleagues reflect: nothing, to nobody;
- from the day before the meeting: one word a row, to the facilitator alone;
- once the meeting is open: that word, to everybody in the meeting;
- once the row is opened: its counts, how many cannot judge, the word, role families, and notes without names.

With fewer than three answers that name a column there is never more than the words "few answers". A hub never sees
answers at all. A person's own answers are theirs to see at any time and are not this module's business.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import IntEnum, StrEnum

from maturity_model.catalog import RowId
from maturity_model.reflection import Note
from maturity_model.review import Family, Review, Stage
from maturity_model.spread import FEWEST_SHOWN, Closeness, Counts, Spread


class Audience(StrEnum):
    """Who is going to read it. Somebody who reads in several of these ways is shown what each may see, each there."""

    CHANNEL = "everybody in the meeting's channel"
    COLLEAGUE = "a colleague"
    FACILITATOR = "a facilitator"
    CAREERS_LEADER = "a careers leader"
    HUB = "hub staff"


class Moment(IntEnum):
    """How far a row has come towards being talked about; each one shows at least what the one before it did."""

    REFLECTING = 1
    DAY_BEFORE = 2
    MEETING_OPEN = 3
    ROW_OPENED = 4


@dataclass(frozen=True, kw_only=True)
class Disclosed:
    """What may be shown of a row; what is None or empty is not shown, and its absence is not remarked on.

    `families` holds the counts of each role family that may be shown; `notes` are texts without their authors.
    """

    counts: Counts | None = None
    cannot_judge: int | None = None
    closeness: Closeness | None = None
    families: Mapping[Family, Counts] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


NOTHING = Disclosed()

_TOLD_FROM: Mapping[Audience, Moment] = {
    Audience.FACILITATOR: Moment.DAY_BEFORE,
    Audience.CAREERS_LEADER: Moment.MEETING_OPEN,
    Audience.COLLEAGUE: Moment.MEETING_OPEN,
    Audience.CHANNEL: Moment.MEETING_OPEN,
}  # a hub is never told


def moment_of(review: Review, row: RowId, *, now: datetime, zone: tzinfo) -> Moment:
    """How far the row has come.

    The day before the meeting begins at midnight where the setting is (`zone`), and lasts until the meeting is opened,
    however late that is. A row that was never opened stays as it was when the review was agreed; where the review was
    cancelled nothing more is told of it.
    """
    if row in review.opened_rows:
        return Moment.ROW_OPENED
    if review.stage in {Stage.AGREEING, Stage.AGREED}:
        return Moment.MEETING_OPEN
    days_ahead = review.meets_at.astimezone(zone).date() - now.astimezone(zone).date()
    if review.stage is Stage.REFLECTING and days_ahead <= timedelta(days=1):
        return Moment.DAY_BEFORE
    return Moment.REFLECTING


def disclose(spread: Spread, notes: Iterable[Note] = (), *, audience: Audience, moment: Moment) -> Disclosed:
    """What this audience may see of a row's spread and notes at this moment.

    Notes come in the order of their texts, which tells nothing about who wrote them or when.
    """
    told_from = _TOLD_FROM.get(audience)
    if told_from is None or moment < told_from:
        return NOTHING
    if moment < Moment.ROW_OPENED or spread.named < FEWEST_SHOWN:
        return Disclosed(closeness=spread.closeness)
    return Disclosed(
        counts=spread.counts,
        cannot_judge=spread.cannot_judge,
        closeness=spread.closeness,
        families=_families_shown(spread),
        notes=tuple(sorted(note.text for note in notes if note.may_be_shown)),
    )


@dataclass(frozen=True, kw_only=True)
class SeenByHub:
    """What a hub sees of a setting's review: when it was agreed, and its stage where that may be shown."""

    agreed_on: date | None = None
    stage: Stage | None = None


def disclose_to_hub(stage: Stage | None, *, agreed_on: date | None, shows_progress: bool) -> SeenByHub:
    """What hub staff may see of a setting's reviews: that one is agreed and when; earlier stages only if switched on.

    Never a draft, nor one that was called off: nobody outside the setting need know of them.

    Args:
        stage: that of the newest review; None where there is none.
        agreed_on: the day on which a review of the setting was last agreed, here or elsewhere.
        shows_progress: whether the careers leader switched on that the hub may see how far the setting is.
    """
    is_shown = shows_progress and stage in {Stage.REFLECTING, Stage.AGREEING}
    return SeenByHub(agreed_on=agreed_on, stage=stage if is_shown else None)


def _families_shown(spread: Spread) -> Mapping[Family, Counts]:
    """The families whose counts give away no group of one or two answers, not even by taking away what is shown.

    The law: each family shown and the rest beside it hold at least three answers, and whatever is left once all
    families shown are taken away holds at least three or none. The last does not follow from the first two (4 + 4 + 1),
    so the smallest family then joins what is left, which holds four or more from there on. Any other group that can be
    worked out contains a whole family that is shown.
    """
    shown = {
        family: counts
        for family, counts in spread.families.items()
        if sum(counts) >= FEWEST_SHOWN and spread.named - sum(counts) >= FEWEST_SHOWN
    }
    left_over = spread.named - sum(sum(counts) for counts in shown.values())
    if shown and 0 < left_over < FEWEST_SHOWN:
        del shown[min(shown, key=lambda family: (sum(shown[family]), family))]
    return shown
