"""The modals about the settings of a hub."""

from datetime import date

from bot.capabilities.member_settings import texts
from bot.kit.hub_buttons import ADD_MEMBER, CONSULTANT, ENTER_PAST, OfMember
from bot.kit.hub_questions import context_questions, kind_questions
from bot.kit.menus import labelled_menu
from bot.kit.pieces import modal, notice_modal, say
from bot.kit.questions import PEOPLE, date_picker, person_menu, question, text_line
from bot.slack.blocks import View
from bot.slack.card import escape, mention
from maturity_model.hub import LONGEST_CONTACT, LONGEST_SOURCE, MemberSetting, PastKind
from maturity_model.ids import HubId, MemberSettingId, PersonId
from maturity_model.setting import LONGEST_NAME

NAME, CONTACT, DONE_ON, SOURCE, PAST_KIND = "name", "contact", "done_on", "source", "past_kind"


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


def past_modal(member: MemberSetting, today: date) -> View:
    """The questions about a review that was held elsewhere, or with other settings."""
    kinds = {PastKind.LEADERSHIP.name: texts.LEADERSHIP, PastKind.PEER.name: texts.PEER}
    return modal(
        texts.PAST_TITLE,
        [
            say(f"*{escape(member.name)}*"),
            question(PAST_KIND, texts.PAST_KIND, labelled_menu(PAST_KIND, kinds, chosen=PastKind.LEADERSHIP.name)),
            question(DONE_ON, texts.DONE_ON, date_picker(DONE_ON, today)),
            question(
                SOURCE, texts.SOURCE, text_line(SOURCE, most=LONGEST_SOURCE), hint=texts.SOURCE_HINT, optional=True
            ),
        ],
        callback=ENTER_PAST,
        submit=texts.SAVE,
        metadata=OfMember(hub=member.hub, member=member.id),
    )


def entered_modal(member: MemberSetting, kind: PastKind, done_on: date) -> View:
    """Says that a review held elsewhere is known now."""
    said = texts.entered(escape(member.name), peer=kind is PastKind.PEER, day=done_on)
    return notice_modal(texts.ENTERED_TITLE, said)
