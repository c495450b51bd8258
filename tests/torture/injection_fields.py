"""Every field in which a person may write what they like: a new one without a line here fails."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.capabilities.actions import cards as actions
from bot.capabilities.agreement.cards.values import GIVE_REASON, REASON
from bot.capabilities.bookings.cards.setting import ANSWER, SENTENCE
from bot.capabilities.home.cards import NAME, NAME_SETTING
from bot.capabilities.hubs import cards as hubs
from bot.capabilities.member_settings import cards as member_settings
from bot.capabilities.outcome.cards import values as outcome
from bot.capabilities.reflection.cards.modals import NOTE_FIELD, ROLE_FIELD
from bot.capabilities.reflection.cards.values import SAVE_NOTE, SAVE_ROLE
from bot.capabilities.reflection.use_cases.carrying_on import LONGEST_OWN_ROLE
from bot.capabilities.school_hours.cards import CLOSURES, LONGEST_LIST, SET_HOURS
from bot.capabilities.weeks.cards import modals as weeks
from bot.kit.action_lists import LONGEST_IN_LIST
from bot.kit.buttons import ADD_ACTION
from bot.kit.hub_buttons import ADD_MEMBER, ASK_FOR_WEEKS, ENTER_PAST
from bot.kit.hub_questions import TRUST
from bot.rehearsal.stand_in import Call
from maturity_model.action import LONGEST_ACTION
from maturity_model.agreement import LONGEST_REASON
from maturity_model.booking import LONGEST_SENTENCE
from maturity_model.booking_week import LONGEST_TERM
from maturity_model.days import LONGEST_LINE
from maturity_model.hub import LONGEST_CONTACT, LONGEST_SOURCE, LONGEST_TRUST
from maturity_model.reflection import LONGEST_NOTE
from maturity_model.setting import LONGEST_NAME
from tests.scenarios.house import open_house, pressed
from tests.scenarios.permissions import TABLE
from tests.torture.injection_texts import fitted, length

FREE = frozenset({"plain_text_input", "rich_text_input", "url_text_input", "email_text_input"})
Place = tuple[str, str]
"""The callback of a modal, and the block id of a question in it."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """What is known of a field.

    Attributes:
        letter: marks its texts wherever they come out.
        most: the most it takes, in UTF-16 units.
        lines: whether it takes several lines.
        in_markup: whether its text may stand within a sentence of ours in Slack's own markup, where asterisks and
            colons change how it looks. Else it stands in plain text, letter for letter.
        shown: whether its text is ever shown to anybody again.
        in_list: how much of it stands where several of its kind are listed; nothing where they never are.
    """

    letter: str
    most: int
    lines: bool = False
    in_markup: bool = False
    in_list: int | None = None
    shown: bool = True

    @property
    def opening(self) -> str:
        """What stands before whatever is typed."""
        return f"q{self.letter}z "

    def typed(self, injection: str) -> str:
        """The injection between marks, on one line where the field has one, and as much as fits."""
        whole = injection if self.lines else " ".join(injection.splitlines())
        ending = f" z{self.letter}q"
        return self.opening + fitted(whole, self.most - length(self.opening + ending)) + ending


class Term(Field):
    """Words before days, in which no digit can stand."""

    def typed(self, injection: str) -> str:
        """The injection without its digits."""
        return super().typed(re.sub(r"\d", "", injection))


class Address(Field):
    """An e-mail address: as much as one may hold, which is a link wherever Slack takes it for one."""

    @property
    def opening(self) -> str:
        """No white space stands in it."""
        return f"q{self.letter}z"

    def typed(self, injection: str) -> str:
        """The injection without what no address holds."""
        name = re.sub(r"[@\s<>,;|]", "", injection)
        return self.opening + fitted(name, self.most - length(self.opening + AT_EVIL)) + AT_EVIL


AT_EVIL = "@x.evil.example"
A_WORD = 1
"""Names are cut between words in lists, and one word may be very long."""

FIELDS: Mapping[Place, Field] = {
    (NAME_SETTING, NAME): Field(letter="n", most=LONGEST_NAME, in_markup=True, in_list=A_WORD),
    (SET_HOURS, CLOSURES): Field(letter="h", most=LONGEST_LIST),
    (SAVE_ROLE, ROLE_FIELD): Field(letter="o", most=LONGEST_OWN_ROLE),
    (SAVE_NOTE, NOTE_FIELD): Field(letter="t", most=LONGEST_NOTE, lines=True),
    (GIVE_REASON, REASON): Field(letter="r", most=LONGEST_REASON, lines=True),
    (ADD_ACTION, actions.TEXT): Field(letter="a", most=LONGEST_ACTION, in_list=LONGEST_IN_LIST),
    (outcome.REOPEN_REVIEW, outcome.REASON): Field(letter="b", most=LONGEST_REASON, lines=True),
    (hubs.MAKE, hubs.NAME): Field(letter="u", most=LONGEST_NAME, in_markup=True),
    (hubs.JOIN, hubs.CODE): Field(letter="c", most=hubs.LONGEST_CODE, shown=False),
    (hubs.CONFIRM, TRUST): Field(letter="v", most=LONGEST_TRUST, in_markup=True),
    (ADD_MEMBER, member_settings.NAME): Field(letter="p", most=LONGEST_NAME, in_markup=True, in_list=A_WORD),
    (ADD_MEMBER, member_settings.CONTACT): Field(letter="e", most=LONGEST_CONTACT, shown=False),
    (ADD_MEMBER, "an address that is understood"): Address(letter="f", most=LONGEST_CONTACT, in_markup=True),
    (ADD_MEMBER, TRUST): Field(letter="d", most=LONGEST_TRUST, in_markup=True),
    (ENTER_PAST, member_settings.SOURCE): Field(letter="s", most=LONGEST_SOURCE),
    (weeks.ANNOUNCE, weeks.WEEKS): Field(letter="w", most=weeks.LONGEST_LIST, in_list=LONGEST_LINE),
    (weeks.ANNOUNCE, "the term of a week"): Term(letter="m", most=LONGEST_TERM, in_markup=True, in_list=A_WORD),
    (ASK_FOR_WEEKS, TRUST): Field(letter="k", most=LONGEST_TRUST, in_markup=True),
    (ANSWER, SENTENCE): Field(letter="y", most=LONGEST_SENTENCE, lines=True),
}


async def find_fields() -> set[Place]:
    """Every free-text field in whatever the bot shows when each of its actions is carried out by whoever may."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_house(Path(folder)) as house:
            for row in TABLE:
                await pressed(house, row, min(row.may))
            return {place for call in house.slack.calls for place in _fields(call)}


def _fields(call: Call) -> Iterator[Place]:
    view = call.body.get("view") or {}
    for part in (call.body, view):
        for block in part.get("blocks") or ():
            if (block.get("element") or {}).get("type") in FREE:
                yield str(view.get("callback_id", "")), str(block.get("block_id", ""))
