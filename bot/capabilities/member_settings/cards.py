"""The modals about the settings of a hub."""

from dataclasses import dataclass
from datetime import date

from bot.capabilities.member_settings import texts
from bot.capabilities.member_settings.use_cases.past import Entered
from bot.kit.hub_buttons import ADD_MEMBER, CONSULTANT, ENTER_PAST, OfMember
from bot.kit.hub_questions import context_questions, kind_questions
from bot.kit.menus import labelled_menu, long_menu, option
from bot.kit.pieces import buttons, modal, notice_modal, say
from bot.kit.questions import PEOPLE, date_picker, person_menu, question, text_line
from bot.kit.words import date_in_words
from bot.slack.blocks import Block, Option, View
from bot.slack.card import escape, mention
from bot.slack.ids import BadPayload, Packed
from maturity_model.hub import LONGEST_CONTACT, LONGEST_SOURCE, MemberSetting, PastKind, PastReview
from maturity_model.ids import HubId, MemberSettingId, PersonId
from maturity_model.setting import LONGEST_NAME

REMOVE_PAST = "member_settings.remove_past"
NAME, CONTACT, DONE_ON, SOURCE, PAST_KIND = "name", "contact", "done_on", "source", "past_kind"

KINDS = {PastKind.LEADERSHIP.name: texts.LEADERSHIP, PastKind.PEER.name: texts.PEER}


@dataclass(frozen=True, kw_only=True)
class OfPast(Packed):
    """Which review that was entered for which setting is taken out."""

    hub: HubId
    member: MemberSettingId
    kind: str
    done_on: str

    @property
    def past_kind(self) -> PastKind:
        """What sort of review it is.

        Raises:
            BadPayload: of no sort that there is.
        """
        if self.kind not in PastKind.__members__:
            raise BadPayload
        return PastKind[self.kind]


def member_modal(hub: HubId, member: MemberSettingId) -> View:
    """The questions about a setting that is not in Slack; `member` is the id that its place will have."""
    return modal(
        texts.ADD_TITLE,
        [
            question(NAME, texts.MEMBER_NAME, text_line(NAME, most=LONGEST_NAME)),
            question(CONTACT, texts.CONTACT, text_line(CONTACT, most=LONGEST_CONTACT), hint=texts.CONTACT_HINT),
            *kind_questions(),
            *context_questions(),
        ],
        callback=ADD_MEMBER,
        submit=texts.ADD,
        metadata=OfMember(hub=hub, member=member),
    )


def added_modal(member: MemberSetting) -> View:
    """Says that a setting without Slack is on the list."""
    return notice_modal(texts.ADD_TITLE, texts.added(escape(member.name)))


def removed_modal(member: MemberSetting) -> View:
    """Says that a setting without Slack is off the list."""
    return notice_modal(texts.REMOVED_TITLE, texts.removed(escape(member.name)))


def consultant_modal(member: MemberSetting, asker: PersonId) -> View:
    """Who looks after a setting."""
    chosen = member.consultant.person if member.consultant else asker
    who = question(PEOPLE, texts.CONSULTANT, person_menu(PEOPLE, chosen=chosen), hint=texts.CONSULTANT_HINT)
    return modal(
        texts.CONSULTANT_TITLE,
        [say(f"*{escape(member.name)}*"), who],
        callback=CONSULTANT,
        submit=texts.SAVE,
        metadata=OfMember(hub=member.hub, member=member.id),
    )


def consultant_changed_modal(member: MemberSetting, consultant: PersonId) -> View:
    """Says who looks after a setting now."""
    return notice_modal(texts.CONSULTANT_TITLE, texts.consultant_changed(escape(member.name), mention(consultant)))


def past_modal(entered: Entered, today: date) -> View:
    """The questions about a review that was held elsewhere, or with other settings, below those entered before."""
    member = entered.member
    return modal(
        texts.PAST_TITLE,
        [
            say(f"*{escape(member.name)}*"),
            *_entered_before(entered),
            question(PAST_KIND, texts.PAST_KIND, labelled_menu(PAST_KIND, KINDS, chosen=PastKind.LEADERSHIP.name)),
            question(DONE_ON, texts.DONE_ON, date_picker(DONE_ON, today)),
            question(
                SOURCE, texts.SOURCE, text_line(SOURCE, most=LONGEST_SOURCE), hint=texts.SOURCE_HINT, optional=True
            ),
        ],
        callback=ENTER_PAST,
        submit=texts.SAVE,
        metadata=OfMember(hub=member.hub, member=member.id),
    )


def _entered_before(entered: Entered) -> tuple[Block, ...]:
    """The menu that takes one out, newest first, where there are any."""
    options = [_option(entered.member, past) for past in reversed(entered.past)]
    if not options:
        return ()
    return (buttons(long_menu(REMOVE_PAST, options, prompt=texts.REMOVE_PAST), block_id="member_settings.entered"),)


def _option(member: MemberSetting, past: PastReview) -> Option:
    this = OfPast(hub=member.hub, member=member.id, kind=past.kind.name, done_on=past.done_on.isoformat())
    return option(this.encode(), f"{KINDS[past.kind.name]}, {date_in_words(past.done_on)}")


def entered_modal(member: MemberSetting, kind: PastKind, done_on: date) -> View:
    """Says that a review held elsewhere is known now."""
    said = texts.entered(escape(member.name), peer=kind is PastKind.PEER, day=done_on)
    return notice_modal(texts.ENTERED_TITLE, said)
