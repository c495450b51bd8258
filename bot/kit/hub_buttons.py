"""Buttons about hubs that one capability draws and another answers, and the values they carry."""

from dataclasses import dataclass

from bot.slack.ids import Packed
from maturity_model.ids import HubId, MemberSettingId, WeekId

ANNOUNCE_WEEKS = "weeks.announce"
CHANGE_WEEK = "weeks.change"
WITHDRAW_WEEK = "weeks.withdraw"
LOOK_AT_WEEK = "bookings.look_at_week"
LOOK_AT_SETTING = "bookings.look_at_setting"
ASK_FOR_WEEKS = "bookings.ask"
NOT_THIS_TIME = "bookings.not_this_time"
ADD_MEMBER = "member_settings.add"
ENTER_PAST = "member_settings.enter_past"
CONSULTANT = "member_settings.consultant"
REMOVE_MEMBER = "member_settings.remove"


@dataclass(frozen=True, kw_only=True)
class OfHub(Packed):
    """Which hub a button is about."""

    hub: HubId


@dataclass(frozen=True, kw_only=True)
class OfMember(Packed):
    """Which setting of which hub a button is about."""

    hub: HubId
    member: MemberSettingId


@dataclass(frozen=True, kw_only=True)
class OfWeek(Packed):
    """Which week of which hub a button is about."""

    hub: HubId
    week: WeekId
