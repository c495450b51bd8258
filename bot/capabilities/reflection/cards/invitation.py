"""The invitation: the message that then becomes the colleague's one card."""

from zoneinfo import ZoneInfo

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.row import edition_mark
from bot.capabilities.reflection.cards.values import ROLE, THEME_A_DAY, RoleChoice
from bot.kit.buttons import BEGIN, OfReview
from bot.kit.menus import menu, option
from bot.kit.pieces import aside, button, buttons, heading, say, say_plainly
from bot.kit.questions import role_labels
from bot.slack.blocks import Block, Element
from bot.slack.card import Card, escape, mention, say_time
from maturity_model.review import Role, Stage
from maturity_model.setting import Setting
from maturity_model.sheet import Sheet


def invitation_card(sheet: Sheet, setting: Setting, zone: ZoneInfo) -> Card:
    """Who asks, why, when, how long it takes and who sees what; this message then becomes the row card."""
    review, leader, name = sheet.review, mention(sheet.review.opened_by), escape(setting.name)
    begun = review.stage is Stage.AGREEING
    meeting = texts.UNDER_WAY if begun else texts.when(say_time(review.meets_at, zone))
    blocks = (
        heading(texts.INVITED),
        say(texts.asks(leader, name)),
        say(f"{meeting}\n{texts.how_long(sheet.edition)}"),
        say(texts.HOW),
        say(texts.WHO_SEES),
        say(texts.not_anonymous(mention(setting.run_by))),
        say(texts.WHAT_FOR),
        _role(sheet),
        buttons(*_ways_to_begin(sheet)),
        *(() if begun else (aside(texts.THEME_A_DAY_MEANS),)),
        edition_mark(sheet),
    )
    return Card(text=texts.invitation_in_short(leader, name), blocks=blocks)


def _ways_to_begin(sheet: Sheet) -> list[Element]:
    """All rows as they come, or, before the meeting, a theme each school morning."""
    of_review = OfReview(review=sheet.review.id)
    begin = button(texts.BEGIN, BEGIN, of_review, style="primary")
    if sheet.review.stage is Stage.AGREEING:
        return [begin]
    return [begin, button(texts.A_THEME_A_DAY, THEME_A_DAY, of_review)]


def _role(sheet: Sheet) -> Block:
    member, review = sheet.member, sheet.review.id
    options = {
        name: option(RoleChoice(review=review, role=name).encode(), label) for name, label in role_labels().items()
    }
    known = options[member.role.name] if member.role else None
    roles = menu(ROLE, list(options.values()), prompt=texts.CHOOSE_ROLE, chosen=known)
    if member.role is None:
        return say(texts.ROLE_UNKNOWN, accessory=roles)
    own = member.own_role if member.role is Role.OTHER else ""
    return say_plainly(texts.role_known(own or member.role), accessory=roles)
