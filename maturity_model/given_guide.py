"""A guide that a careers leader gave to the bot: being read, found to hold this or that, and perhaps used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from maturity_model.catalog import Edition
from maturity_model.ids import GuideId, PersonId, SettingId, WorkspaceId
from maturity_model.setting import Kind

MOST_TRIES: Final = 5
"""How often a guide is taken up for reading before somebody is told that it can't be read."""

LONGEST_NAME: Final = 255
"""The most characters of a file's name that are looked at: its end."""


class GuideState(StrEnum):
    """What has become of a guide."""

    WAITING = "waiting"  # to be read
    FOUND = "found"  # what is in it was told, and is to be settled or confirmed
    USED = "used"  # it became an edition
    KNOWN = "known"  # the very same edition was there already
    TAKEN_OUT = "taken out"  # it became an edition, and was taken out again
    REFUSED = "refused"


class Offer(StrEnum):
    """Whether a setting's next review can go by an edition."""

    FIRST = "first"  # it is the one that is offered first
    LATER = "later"  # it can be chosen
    NONE = "none"  # it is not written for that kind of setting


def offer_of(edition: Edition, usable: Iterable[Edition], kind: Kind) -> Offer:
    """Whether a setting of this kind is offered an edition, and how; `usable` are all, in the order of the offer."""
    fitting = [each.id for each in usable if kind in each.kinds]
    if edition.id not in fitting:
        return Offer.NONE
    return Offer.FIRST if edition.id == fitting[0] else Offer.LATER


@dataclass(frozen=True, kw_only=True)
class GivenGuide:
    """A guide that somebody gave. Each reading fetches its file anew; the file itself is never kept.

    Until it is used or refused, the paragraphs of rows that lost their columns and the words in doubt are kept, for its
    owner to look at.

    Attributes:
        given_at: when its owner last did something with it: gave it, or confirmed what was found.
        file: which of Slack's files it is.
        name: what its owner called it, from which the kind of file can be seen; empty where Slack did not say,
            and once the guide is used.
        said: what the person says of it, as `bot.guide.kept` writes that.
        confirmed: the person has seen what is in it, and wants it used.
        readings: how often the person was told what was found.
        tries: how often this reading was begun.
        found: what the last reading found, as `bot.guide.kept` writes that; None before that, and at the end.
        fingerprint: of the file's bytes, so that what is used is what was looked at.
        refusal: the sentence that says why it can't be used.
        edition: what it became.
    """

    id: GuideId
    workspace: WorkspaceId
    setting: SettingId
    person: PersonId
    file: str
    name: str
    given_at: datetime
    state: GuideState = GuideState.WAITING
    said: Mapping[str, Any] = field(default_factory=dict)
    confirmed: bool = False
    readings: int = 0
    tries: int = 0
    found: Mapping[str, Any] | None = None
    fingerprint: str | None = None
    refusal: str | None = None
    edition: str | None = None
