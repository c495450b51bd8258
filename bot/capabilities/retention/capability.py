"""Answers are deleted eight weeks after their review ends."""

from bot.capabilities.retention.jobs import delete_due
from bot.capability import Capability

RETENTION = Capability(name="retention", jobs={"answers": delete_due})
