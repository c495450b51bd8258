"""The ids of things. Each is opaque: nobody reads meaning out of one."""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)  # Slack's team id
PersonId = NewType("PersonId", str)  # Slack's user id, unique inside its workspace only
ChannelId = NewType("ChannelId", str)
SettingId = NewType("SettingId", str)
ReviewId = NewType("ReviewId", str)
NoticeId = NewType("NoticeId", int)
ActionId = NewType("ActionId", str)
HubId = NewType("HubId", str)
MemberSettingId = NewType("MemberSettingId", str)
WeekId = NewType("WeekId", str)
GuideId = NewType("GuideId", str)
