"""Refusals: what a person asked for and may not have, as facts.

A refusal carries data, never words for people: each capability says its own sentence for each (`Capability.refusals`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from maturity_model.ids import ChannelId, PersonId


class DomainError(Exception):
    """A refusal that the person who asked can understand and act on."""


@dataclass(eq=False)
class BrokenEdition(DomainError):
    """An edition's file cannot be used."""

    source: str
    row: str | None
    reason: str

    def __str__(self) -> str:
        """Say where and why in one sentence."""
        where = f"{self.source}, row {self.row}" if self.row else self.source
        return f"{where}: {self.reason}"


@dataclass(eq=False)
class UnknownRow(DomainError):
    """The edition has no such row."""

    row: str


@dataclass(eq=False)
class UnknownEdition(DomainError):
    """No edition of that name is installed."""

    edition: str


@dataclass(eq=False)
class NoEdition(DomainError):
    """No edition that a setting of this kind could use is installed."""

    kind: str


@dataclass(eq=False)
class EditionForOthers(DomainError):
    """The edition is written for other kinds of setting."""

    edition: str
    kind: str


@dataclass(eq=False)
class EditionIdTaken(DomainError):
    """Another edition is known by that id: the same id with other content can never be installed."""

    edition: str


@dataclass(eq=False)
class EditionInUse(DomainError):
    """Reviews are pinned to this edition, drafts and those that were called off among them."""

    edition: str
    reviews: int


@dataclass(eq=False)
class BuiltInEdition(DomainError):
    """This edition comes with the program and stays with it."""

    edition: str


@dataclass(eq=False)
class NotAllowed(DomainError):
    """The person's standing does not cover what they asked for."""

    action: str


class NothingThere(DomainError):
    """What was asked about does not exist, or belongs to somebody else's workspace: both look the same."""


class NotAMember(DomainError):
    """The person was not invited to this review, or no longer takes part."""


@dataclass(eq=False)
class WrongStage(DomainError):
    """The review is at a stage where this cannot happen."""

    stage: str


@dataclass(eq=False)
class RowAlreadyOpened(DomainError):
    """The meeting has opened this row, so its answers are frozen."""

    row: str


@dataclass(eq=False)
class RowNotOpened(DomainError):
    """The meeting has not opened this row yet."""

    row: str


@dataclass(eq=False)
class RowAlreadyAgreed(DomainError):
    """Somebody recorded a column for this row a moment ago; it stands until it is changed."""

    row: str
    column: int
    by: PersonId


@dataclass(eq=False)
class RowNotAgreed(DomainError):
    """The meeting has not agreed a column for this row."""

    row: str


class NoRowAgreed(DomainError):
    """The meeting has agreed no row at all yet."""


class ActionTextMissing(DomainError):
    """An action says what somebody will do."""


class DueDateInThePast(DomainError):
    """An action is due on a day that is still to come."""


@dataclass(eq=False)
class DueDateTooFarAway(DomainError):
    """An action is due before it is forgotten."""

    latest: date


@dataclass(eq=False)
class AgreementChanged(DomainError):
    """The column that somebody wanted to give a reason for does not stand any more."""

    row: str


class NothingToAgreeTogether(DomainError):
    """No row is left on the list of rows to agree together."""


class SettingMissing(DomainError):
    """Nobody has named the setting in this workspace yet."""


class SettingAlreadyNamed(DomainError):
    """The workspace has a setting of that name already."""


class NameMissing(DomainError):
    """A setting needs a name that people can read."""


class HoursOutOfOrder(DomainError):
    """School hours end before they begin."""


@dataclass(eq=False)
class DaysOutOfOrder(DomainError):
    """A closure ends before it begins."""

    first_on: date
    last_on: date


@dataclass(eq=False)
class ClosureTooLong(DomainError):
    """A closure lasts longer than any school is closed."""

    first_on: date
    last_on: date


@dataclass(eq=False)
class TooManyClosures(DomainError):
    """More closures than can be kept."""

    most: int


@dataclass(eq=False)
class DaysNotUnderstood(DomainError):
    """A line in which no first and last day can be read."""

    line: str


class ReviewAlreadyRunning(DomainError):
    """The setting has a review that is neither agreed nor cancelled."""


class MeetingInThePast(DomainError):
    """The meeting's time has gone by."""


@dataclass(eq=False)
class MeetingTooFarAway(DomainError):
    """The meeting's time is further away than a review lasts."""

    latest: datetime


@dataclass(eq=False)
class MinutesOutOfRange(DomainError):
    """Nobody plans a meeting that short or that long."""

    least: int
    most: int


@dataclass(eq=False)
class TooManyReminders(DomainError):
    """More reminders, or earlier ones, than keep the promise that nobody is pestered."""

    most: int


class TakesPartAfterAll(DomainError):
    """Whoever could not take part has carried on since."""


class TooLateToSnooze(DomainError):
    """The next school morning comes after the meeting."""


class NoTimeLeft(DomainError):
    """The setting does not open any more before the meeting."""


class NoColleagues(DomainError):
    """A review needs at least one colleague."""


@dataclass(eq=False)
class TooManyColleagues(DomainError):
    """More colleagues than one review can hold."""

    most: int


class NoFacilitator(DomainError):
    """A review needs somebody who can run its meeting."""


@dataclass(eq=False)
class PersonUnavailable(DomainError):
    """Slack says that this person cannot take part: a bot, deactivated, or of another workspace.

    `name` is for telling which of many it is, and is never kept or logged.
    """

    person: PersonId
    why: str
    name: str = ""


@dataclass(eq=False)
class PersonNotInReview(DomainError):
    """This can only be done with somebody who takes part in the review."""

    person: PersonId


@dataclass(eq=False)
class ChannelUnusable(DomainError):
    """The bot cannot hold the meeting in this channel."""

    channel: ChannelId
    why: str


@dataclass(eq=False)
class RoomUnusable(DomainError):
    """The channel of a review's meeting cannot be used; `movable` until the meeting is open."""

    channel: ChannelId
    why: str
    movable: bool


class NoCareersLeader(DomainError):
    """A setting needs at least one careers leader."""


class LastCareersLeader(DomainError):
    """The only careers leader cannot be taken away."""


class NextReviewBegun(DomainError):
    """An agreed review stays as it is once the setting's next one is under way."""


class ReasonMissing(DomainError):
    """A careers leader takes an agreed review back to its meeting only with a reason."""


@dataclass(eq=False)
class RowInBothLists(DomainError):
    """No row is both a strength and a priority area."""

    row: str


@dataclass(eq=False)
class TooManyHighlights(DomainError):
    """More strengths or priority areas than a group can name."""

    most: int


@dataclass(eq=False)
class TextTooLong(DomainError):
    """What somebody wrote is longer than can be kept."""

    most: int


class UnknownCode(DomainError):
    """No hub gives out this code."""


@dataclass(eq=False)
class TooManyTries(DomainError):
    """Somebody tried so many wrong codes that they have to wait."""

    minutes: int


@dataclass(eq=False)
class AlreadyInAHub(DomainError):
    """A setting belongs to one hub at a time."""

    hub: str


class NotInAHub(DomainError):
    """The setting belongs to no hub, or not to this one."""


class NotHubStaff(DomainError):
    """Somebody who works for no hub asks for what a hub's staff do."""


class SeveralHubs(DomainError):
    """Somebody works for several hubs and did not say which one they mean."""


class NoStaff(DomainError):
    """A hub needs somebody who looks after it."""


@dataclass(eq=False)
class TooManyStaff(DomainError):
    """More staff than a hub has."""

    most: int


class ContactNotUnderstood(DomainError):
    """A setting that is not in Slack needs an e-mail address."""


@dataclass(eq=False)
class LearnersOutOfRange(DomainError):
    """No setting has that few or that many learners."""

    most: int


class SourceMissing(DomainError):
    """Hub staff say where they know from that a review was held."""


class DayNotOverYet(DomainError):
    """A review that was held lies in the past."""


@dataclass(eq=False)
class DayTooLongAgo(DomainError):
    """Before this day there were no such reviews."""

    earliest: date


class NoWeeks(DomainError):
    """No week that could be announced was written down."""


@dataclass(eq=False)
class TooManyWeeks(DomainError):
    """More weeks than are announced at once."""

    most: int


@dataclass(eq=False)
class WeekInThePast(DomainError):
    """A week for reviews is still to come."""

    first_on: date


@dataclass(eq=False)
class WeekTooLong(DomainError):
    """A booking week lasts longer than any."""

    first_on: date
    last_on: date


@dataclass(eq=False)
class WeeksOverlap(DomainError):
    """Two weeks share a day."""

    first_on: date
    last_on: date


@dataclass(eq=False)
class ClosesTooLate(DomainError):
    """Requests close before the week begins."""

    first_on: date


class ClosesInThePast(DomainError):
    """Requests could not be made at all."""


@dataclass(eq=False)
class TriosOutOfRange(DomainError):
    """No week has that few or that many trios."""

    least: int
    most: int


@dataclass(eq=False)
class TooFewPlaces(DomainError):
    """More settings than that are confirmed for the week already."""

    confirmed: int


class NoPlacesLeft(DomainError):
    """Every place of the week is taken."""


class WeekNotOpen(DomainError):
    """Requests for the week are closed, or it was withdrawn."""


class NoWeekChosen(DomainError):
    """A request names at least one week."""


class WeekChosenTwice(DomainError):
    """A request names each week once."""


class ReviewComesFirst(DomainError):
    """A setting holds its internal leadership review before it takes part in a peer-to-peer review."""


class NothingAsked(DomainError):
    """There is no request that this could be done with any more."""


class AlreadyConfirmed(DomainError):
    """The setting has its week; another one is asked for once that is given up."""


class AlreadyAsked(DomainError):
    """The setting waits for weeks that it asked for, and withdraws that before it says that none suits."""


class SentenceMissing(DomainError):
    """A request is declined with a sentence."""


class GuideSettled(DomainError):
    """The guide is being read, or was used or refused already."""


@dataclass(eq=False)
class ColumnsNotUnderstood(DomainError):
    """A line does not say after which paragraphs the columns of a row end, or they cannot end there."""

    line: str


class NotOneGuide(DomainError):
    """One file is a guide; there was none, or several."""
