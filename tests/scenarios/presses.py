"""Who could press what, where and when: the words in which the tables of permissions are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.kit.which_setting import SETTING as WHICH
from bot.rehearsal.stand_in import LocalFile
from bot.slack.ids import Packed
from maturity_model.catalog import RowId
from maturity_model.ids import ChannelId, HubId, MemberSettingId, PersonId, ReviewId, SettingId


class Who(StrEnum):
    """Everybody who could press a button, or pretend to have pressed it."""

    ADMIN = "a workspace admin"
    LEADER = "a careers leader"
    FACILITATOR = "a facilitator"
    COLLEAGUE = "a colleague"
    GUEST = "a guest who is a colleague"
    ONLOOKER = "somebody in the channel who is not in the review"
    STRANGER = "a stranger in the workspace"
    REMOVED = "somebody who was taken out of the review"
    DEPARTED = "a colleague and workspace admin whose account was just deactivated"
    NEIGHBOUR = "a careers leader of another setting in the workspace"
    FELLOW = "a careers leader of another setting in the hub"
    NEWCOMER = "a careers leader of a setting in no hub"
    STAFF = "somebody who works for the hub"
    OUTSIDER = "somebody who works for another hub"
    ELSEWHERE = "a careers leader, and hub staff, of another workspace"


class At(StrEnum):
    """How far everything has come when the button is pressed."""

    UNNAMED = "nobody has named the setting"
    DRAFT = "a review is drafted"
    REFLECTING = "colleagues reflect"
    MEETING = "the meeting is open"
    AGREED = "the review is agreed"
    CANCELLED = "the review is cancelled"


PEOPLE_HERE: Mapping[Who, PersonId] = {who: PersonId(f"U0{who.name:0<9}") for who in Who if who is not Who.ELSEWHERE}
"""Nobody of another workspace has an id of their own: they come with that of somebody who may."""

SECOND_LEADER, MORE_COLLEAGUES = PersonId("U0SECONDLEADER"), (PersonId("U0THIRD0000"), PersonId("U0FOURTH000"))
SETTING, REVIEW = SettingId("this-setting"), ReviewId("this-review")
OTHER_SETTING, OTHER_REVIEW, NEW_REVIEW = (
    SettingId("the-other-setting"),
    ReviewId("the-other-review"),
    ReviewId("a-new-review"),
)
HUB, MEMBER, FREE_SETTING = HubId("this-hub"), MemberSettingId("this-member"), SettingId("this-free-setting")
NEW_HUB, NEW_MEMBER, OTHER_HUB = HubId("a-new-hub"), MemberSettingId("a-new-member"), HubId("the-other-hub")
ANNOUNCEMENT, NEW_ANNOUNCEMENT = "this-announcement", "a-new-announcement"
ROOM, OTHER_ROOM = ChannelId("C0THEROOM00"), ChannelId("C0OTHERROOM")
ANSWERED_ROW, NOTED_ROW, OPEN_ROW = RowId("1.1"), RowId("1.1"), RowId("1.3")
AGREED_ROW, LISTED_ROW, NEXT_ROW = RowId("1.2"), RowId("1.4"), RowId("2.1")

EVERYBODY = frozenset(PEOPLE_HERE)
ADMIN, LEADER, FACILITATOR = frozenset({Who.ADMIN}), frozenset({Who.LEADER}), frozenset({Who.FACILITATOR})
COLLEAGUES = frozenset({Who.COLLEAGUE, Who.GUEST, Who.DEPARTED})
"""With whoever has just left: what they pressed before belongs to their part in the review, like every earlier answer.

Slack takes no click from an account once it is deactivated; one that it signed is older. What it says of people now
counts wherever it is asked, so a departed workspace admin is none any more, and nobody departed is given a new part.
"""
MEMBERS = LEADER | FACILITATOR | COLLEAGUES
LEADERS = LEADER | {Who.NEIGHBOUR, Who.FELLOW, Who.NEWCOMER}
"""Whoever leads careers in some setting of the workspace."""

BEFORE_AND_AFTER = (At.AGREED, At.CANCELLED, At.DRAFT)
UNDER_WAY = (At.REFLECTING, At.MEETING)
ONCE_OPENED = (*UNDER_WAY, At.AGREED, At.CANCELLED)
ONCE_NAMED = (*ONCE_OPENED, At.DRAFT)
ALWAYS = (*ONCE_NAMED, At.UNNAMED)
BEFORE_AND_LATER = (At.UNNAMED, *ONCE_NAMED)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the buttons of the table are about: `free` is a setting in no hub."""

    review: ReviewId = REVIEW
    setting: SettingId = SETTING
    free: SettingId = FREE_SETTING
    hub: HubId = HUB
    member: MemberSettingId = MEMBER
    announcement: str = ANNOUNCEMENT

    def named(self, value: str) -> str:
        """A value of the table, about this place instead. What would be new has the id of something kept."""
        made = {NEW_REVIEW: REVIEW, NEW_HUB: HUB, NEW_MEMBER: MEMBER, NEW_ANNOUNCEMENT: ANNOUNCEMENT}
        for new, kept in made.items():
            value = value.replace(new, kept)
        for kept, instead in zip(vars(Place()).values(), vars(self).values(), strict=True):
            value = value.replace(kept, instead)
        return value


NEXT_DOOR = Place(
    review=OTHER_REVIEW,
    setting=OTHER_SETTING,
    free=OTHER_SETTING,
    hub=OTHER_HUB,
    member=MemberSettingId("the-other-member"),
    announcement="the-other-announcement",
)
NOWHERE = Place(
    review=ReviewId("no-review"),
    setting=SettingId("no-setting"),
    free=SettingId("no-setting"),
    hub=HubId("no-hub"),
    member=MemberSettingId("no-member"),
    announcement="no-announcement",
)


class On(StrEnum):
    """Where a button stands."""

    CARD = "a card"
    HOME = "Home"
    MODAL = "a modal"


@dataclass(frozen=True, kw_only=True)
class Press:
    """A button pressed, or with `chosen` something chosen from a menu; `metadata` is that of the modal it stands in."""

    value: str = ""
    on: On = On.CARD
    variant: str = ""
    chosen: bool = False
    metadata: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question of a modal, and its answer."""

    element: Mapping[str, Any]
    answer: object


@dataclass(frozen=True, kw_only=True)
class Form:
    """A modal sent in."""

    metadata: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The slash command."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        action: the action, callback or first word.
        stages: how far everything may have come for it to make sense, the usual first.
        may: who may do it.
        by: how it is done.
        again: where it has been done already, so that doing it changes nothing and nobody is told off.
        saves: whether it changes what is kept; otherwise it shows something.
        names_ids: whether it says which review or setting it is about. Otherwise it is about their own workspace.
        harmless: it changes nothing for whoever may not, so they are not told off.
        always: of those who may, who may beyond these stages, too, once the setting has its name; nobody else then.
    """

    action: str
    stages: tuple[At, ...]
    may: frozenset[Who]
    by: Press | Form | Typed
    again: tuple[At, ...] = ()
    saves: bool = True
    names_ids: bool = True
    harmless: bool = False
    always: frozenset[Who] = frozenset()

    @property
    def at(self) -> At:
        """How far everything usually has come."""
        return self.stages[0]

    def __str__(self) -> str:
        return f"{type(self.by).__name__.lower()} {self.action}{self.by.variant if isinstance(self.by, Press) else ''}"

    def about(self, place: Place) -> "Row":
        """The same, about another place."""
        match self.by:
            case Press(value=value, metadata=metadata):
                return replace(self, by=replace(self.by, value=place.named(value), metadata=place.named(metadata)))
            case Form(metadata=metadata, fields=fields):
                which = {WHICH: picked(place.named(str(fields[WHICH].answer)))} if WHICH in fields else {}
                return replace(self, by=replace(self.by, metadata=place.named(metadata), fields={**fields, **which}))
            case _:
                return self


def people(*chosen: PersonId) -> Field:
    return Field(element={"type": "multi_users_select"}, answer=list(chosen))


def person(chosen: PersonId) -> Field:
    return Field(element={"type": "users_select"}, answer=chosen)


def text(written: str) -> Field:
    return Field(element={"type": "plain_text_input"}, answer=written)


def number(written: str) -> Field:
    return Field(element={"type": "number_input", "is_decimal_allowed": False}, answer=written)


def picked(value: str) -> Field:
    return Field(element={"type": "static_select", "options": _options([value])}, answer=value)


def ticked(*values: str) -> Field:
    return Field(element={"type": "checkboxes", "options": _options(values)}, answer=list(values))


def rows(*values: str) -> Field:
    return Field(element={"type": "multi_static_select", "options": _options(values)}, answer=list(values))


def clock(time: str) -> Field:
    return Field(element={"type": "timepicker"}, answer=time)


def day(on: date) -> Field:
    return Field(element={"type": "datepicker"}, answer=on.isoformat())


def moment(at: datetime) -> Field:
    return Field(element={"type": "datetimepicker"}, answer=at)


def channel(chosen: ChannelId) -> Field:
    return Field(element={"type": "conversations_select"}, answer=chosen)


def file(*handed: LocalFile) -> Field:
    return Field(element={"type": "file_input", "filetypes": ["md"], "max_files": 1}, answer=list(handed))


def _options(values: Iterable[str]) -> list[dict[str, Any]]:
    return [{"text": {"type": "plain_text", "text": value}, "value": value} for value in values]


def press(value: Packed, *, variant: str = "") -> Press:
    return Press(value=value.encode(), variant=variant)


def at_home(value: Packed | None = None, *, variant: str = "") -> Press:
    return Press(value=value.encode() if value else "", on=On.HOME, variant=variant)


def choose_at_home(value: Packed) -> Press:
    return Press(value=value.encode(), on=On.HOME, chosen=True)


def choose(value: Packed) -> Press:
    return Press(value=value.encode(), chosen=True)


def in_modal(value: Packed) -> Press:
    return Press(value=value.encode(), on=On.MODAL)


def choose_in_modal(value: Packed) -> Press:
    return Press(value=value.encode(), on=On.MODAL, chosen=True)


def form(metadata: Packed | None = None, **fields: Field) -> Form:
    return Form(metadata=metadata.encode() if metadata else "", fields=fields)
