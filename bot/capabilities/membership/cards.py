"""The buttons on Home and the modals that change who takes part in a review."""

from dataclasses import dataclass

from bot.capabilities.membership import texts
from bot.kit.buttons import LeaveReview, OfReview
from bot.kit.menus import labelled_menu
from bot.kit.pieces import aside, button, buttons, modal, say
from bot.kit.questions import PEOPLE, people_menu, question, role_labels
from bot.slack.blocks import Block, Element, View
from bot.slack.card import Card, mention
from bot.slack.ids import Packed
from maturity_model.ids import ReviewId
from maturity_model.review import Member, Review

INVITE, REMOVE = "membership.invite", "membership.remove"
FACILITATORS, ROLES = "membership.make_facilitators", "membership.roles"
ROLE, PAGE = "membership.set_role", "membership.roles_page"
NAMES_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class RolesPage(Packed):
    """Which names of a review are shown, from page 0."""

    review: ReviewId
    page: int


def buttons_section(review: ReviewId) -> tuple[Block, ...]:
    """Home's buttons for whoever may change who takes part."""
    this = OfReview(review=review)
    labels = {
        INVITE: texts.INVITE,
        REMOVE: texts.REMOVE,
        ROLES: texts.ROLES,
        FACILITATORS: texts.FACILITATORS,
    }
    return (buttons(*(button(label, action, this) for action, label in labels.items()), block_id="membership"),)


def gone_card(leaving: LeaveReview) -> Card:
    """That somebody is taken out, and who is invited in their place."""
    instead = mention(leaving.instead) if leaving.instead else None
    said = texts.gone(mention(leaving.person), instead)
    return Card(text=said, blocks=(say(said),))


def invite_modal(review: ReviewId) -> View:
    """Whom to invite."""
    who = question(PEOPLE, texts.INVITE_LABEL, people_menu(PEOPLE), hint=texts.INVITE_HINT)
    return modal(texts.INVITE, [who], callback=INVITE, submit=texts.SEND, metadata=OfReview(review=review))


def remove_modal(review: ReviewId) -> View:
    """Whom to take out."""
    who = question(PEOPLE, texts.REMOVE_LABEL, people_menu(PEOPLE), hint=texts.REMOVE_HINT)
    return modal(texts.REMOVE, [who], callback=REMOVE, submit=texts.SAVE, metadata=OfReview(review=review))


def facilitators_modal(review: ReviewId) -> View:
    """Who may run the meeting, too."""
    who = question(PEOPLE, texts.FACILITATORS_LABEL, people_menu(PEOPLE), hint=texts.FACILITATORS_HINT)
    return modal(
        texts.FACILITATORS_TITLE, [who], callback=FACILITATORS, submit=texts.SAVE, metadata=OfReview(review=review)
    )


def roles_modal(review: Review, page: int) -> View:
    """Some colleagues with a list of roles each; every choice is saved at once."""
    pages = range(0, max(len(review.colleagues), 1), NAMES_A_PAGE)
    first = pages[min(max(page, 0), len(pages) - 1)]
    shown = review.colleagues[first : first + NAMES_A_PAGE]
    turning = _turning(review.id, first // NAMES_A_PAGE, last=len(pages) - 1)
    return modal(
        texts.ROLES_TITLE,
        [aside(texts.ROLES_HELP), *(_role_line(member) for member in shown), *turning],
        callback=ROLES,
        metadata=RolesPage(review=review.id, page=first // NAMES_A_PAGE),
    )


def _role_line(member: Member) -> Block:
    known = member.role.name if member.role else None
    roles = labelled_menu(f"{ROLE}:{member.person}", role_labels(), prompt=texts.ROLE, chosen=known)
    return say(mention(member.person), accessory=roles, block_id=f"role:{member.person}")


def _turning(review: ReviewId, page: int, *, last: int) -> tuple[Block, ...]:
    turns: list[Element] = []
    if page > 0:
        turns.append(button(texts.EARLIER, f"{PAGE}:earlier", RolesPage(review=review, page=page - 1)))
    if page < last:
        turns.append(button(texts.LATER, f"{PAGE}:later", RolesPage(review=review, page=page + 1)))
    return (buttons(*turns, block_id="pages"),) if turns else ()
