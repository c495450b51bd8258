"""The tables. Every one is scoped by workspace, and by setting wherever a setting is concerned.

Only the modules of this package read them; the rest of the program knows values and repositories.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _scope() -> tuple[Column[str], Column[str]]:
    return Column("workspace", String(32), nullable=False), Column("setting", String(32), nullable=False)


def _review() -> Column[str]:
    return Column("review", String(32), ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True)


settings = Table(
    "settings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workspace", String(32), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("phase", String(32), nullable=False),
    Column("opens_at", String(5), nullable=False),  # "08:00" in the setting's own time zone
    Column("closes_at", String(5), nullable=False),
    Column("run_by", String(32), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

careers_leaders = Table(
    "careers_leaders",
    metadata,
    Column("workspace", String(32), nullable=False),
    Column("setting", String(32), ForeignKey("settings.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(32), primary_key=True),
)

closures = Table(
    "closures",
    metadata,
    Column("workspace", String(32), nullable=False),
    Column("setting", String(32), ForeignKey("settings.id", ondelete="CASCADE"), primary_key=True),
    Column("first_on", Date, primary_key=True),
    Column("last_on", Date, primary_key=True),
)

chosen_settings = Table(
    "chosen_settings",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("setting", String(32), ForeignKey("settings.id", ondelete="CASCADE"), nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("workspace", String(32), primary_key=True),  # "": for all workspaces
    Column("id", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("content", JSON, nullable=False),  # as `maturity_model.edition_file` writes it
    Column("installed_at", UtcDateTime, nullable=False),
    Column("installed_by", String(32)),  # NULL: from the command line
)

edition_bridges = Table(
    "edition_bridges",
    metadata,
    Column("workspace", String(32), primary_key=True),  # "": for all workspaces
    Column("before_edition", String(64), primary_key=True),
    Column("after_edition", String(64), primary_key=True),
    Column("corrections", JSON, nullable=False),  # the later edition's row: the earlier one's, null where it is new
    Column("set_at", UtcDateTime, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("setting", String(32), ForeignKey("settings.id", ondelete="CASCADE"), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("academic_year", String(7), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("meets_at", UtcDateTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("opened_by", String(32), nullable=False),
    Column("agenda_order", String(16)),
    Column("reminders", JSON, nullable=False, server_default=text("'[5, 1]'")),  # school days before the meeting
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "workspace", "setting", "created_at"),
)

review_moves = Table(
    "review_moves",
    metadata,
    Column("id", Integer, primary_key=True),
    *_scope(),
    Column("review", String(32), ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stage", String(16), nullable=False),
    Column("moved_by", String(32), nullable=False),
    Column("reason", Text),
    Column("moved_at", UtcDateTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    *_scope(),
    _review(),
    Column("person", String(32), primary_key=True),
    Column("colleague", Boolean, nullable=False),
    Column("facilitator", Boolean, nullable=False),
    Column("careers_leader", Boolean, nullable=False),
    Column("role", String(120)),
    Column("own_role", Text, nullable=False, default=""),
    Column("begun", Boolean, nullable=False, default=False, server_default=false()),
    Column("finished", Boolean, nullable=False, default=False),
    Column("declined", Boolean, nullable=False, default=False, server_default=false()),
    Column("theme_a_day", Boolean, nullable=False, default=False, server_default=false()),
    Column("removed", Boolean, nullable=False, default=False),
    Index(None, "workspace", "person"),
)

reflections = Table(
    "reflections",
    metadata,
    *_scope(),
    _review(),
    Column("person", String(32), primary_key=True),
    Column("row", String(16), primary_key=True),
    Column("column", Integer),  # NULL: cannot judge
    Column("answered_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["review", "person"], ["members.review", "members.person"], ondelete="CASCADE"),
)

notes = Table(
    "notes",
    metadata,
    *_scope(),
    _review(),
    Column("person", String(32), primary_key=True),
    Column("row", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("may_be_shown", Boolean, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["review", "person"], ["members.review", "members.person"], ondelete="CASCADE"),
)

meeting_rows = Table(
    "meeting_rows",
    metadata,
    *_scope(),
    _review(),
    Column("row", String(16), primary_key=True),
    Column("spread", JSON, nullable=False),  # frozen: {"counts": [4], "cannot_judge": n, "families": {family: [4]}}
    Column("opened_at", UtcDateTime, nullable=False),
    Column("parked", Boolean, nullable=False, default=False),
    Column("to_agree_together", Integer),
    Column("pulled_out_by", String(32)),
)

agreements = Table(
    "agreements",
    metadata,
    *_scope(),
    _review(),
    Column("row", String(16), primary_key=True),
    Column("column", Integer, nullable=False),
    Column("reason", Text),
    Column("recorded_by", String(32), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("together", Boolean, nullable=False),
)

agreement_changes = Table(
    "agreement_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    *_scope(),
    Column("review", String(32), ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("row", String(16), nullable=False),
    Column("column", Integer, nullable=False),
    Column("reason", Text),
    Column("recorded_by", String(32), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)

highlights = Table(
    "highlights",
    metadata,
    *_scope(),
    _review(),
    Column("kind", String(16), primary_key=True),  # "strengths" or "priorities"
    Column("rows", JSON, nullable=False),
    Column("chosen_by", String(32), nullable=False),
    Column("chosen_at", UtcDateTime, nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("id", String(32), primary_key=True),
    *_scope(),
    Column("review", String(32), ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("row", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", String(32), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("added_by", String(32), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

prompts = Table(
    "prompts",
    metadata,
    *_scope(),
    _review(),
    Column("kind", String(64), primary_key=True),
    Column("number", Integer, nullable=False),  # which one comes next, from 1
    Column("due_at", UtcDateTime, index=True),  # NULL: none comes any more
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("setting", String(32)),  # NULL: it goes to the hub itself
    Column("review", String(32), ForeignKey("reviews.id", ondelete="CASCADE")),
    Column("hub", String(32), ForeignKey("hubs.id", ondelete="CASCADE")),
    Column("key", String(200), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("person", String(32)),
    Column("channel", String(32)),
    Column("subject", String(64)),
    Column("about", JSON, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("lease_until", UtcDateTime),
    Column("left_at", UtcDateTime),  # when it was given to Slack; NULL while that has certainly not happened
    Column("failure", String(120)),
    Column("useful_until", UtcDateTime),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("workspace", "key"),
    Index(None, "state", "due_at"),
    Index(None, "state", "urgency", "due_at", "id"),
    Index(None, "review", "kind"),
    Index(None, "hub", "kind"),
)

cards = Table(
    "cards",
    metadata,
    *_scope(),
    _review(),
    Column("subject", String(64), primary_key=True),  # "person:U1", "row:1.1", "agenda"
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Index(None, "due_at"),
)

direct_messages = Table(
    "direct_messages",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),
)

received_events = Table(
    "received_events",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("event", String(64), primary_key=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)

hubs = Table(
    "hubs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workspace", String(32), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("code", String(16), nullable=False, unique=True),
    Column("channel", String(32)),
    Column("created_at", UtcDateTime, nullable=False),
)


def _hub(*, primary_key: bool = False) -> tuple[Column[str], Column[str]]:
    """A hub and the workspace that it is at home in; its settings and staff may be in others."""
    hub = Column("hub", String(32), ForeignKey("hubs.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key)
    return Column("workspace", String(32), nullable=False), hub


hub_staff = Table(
    "hub_staff",
    metadata,
    *_hub(primary_key=True),
    Column("staff_workspace", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Index(None, "staff_workspace", "person"),
)

hub_members = Table(
    "hub_members",
    metadata,
    Column("id", String(32), primary_key=True),
    *_hub(),
    Column("setting_workspace", String(32)),  # NULL, as the setting: it is not in Slack
    Column("setting", String(32), ForeignKey("settings.id", ondelete="CASCADE")),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("phase", String(32), nullable=False),
    Column("trust", Text, nullable=False),
    Column("learners", Integer),
    Column("contact", Text, nullable=False),  # an e-mail address, where the setting is not in Slack
    Column("consultant_workspace", String(32)),
    Column("consultant", String(32)),
    Column("shows_progress", Boolean, nullable=False),
    Column("waits_for_review", Boolean, nullable=False),  # it was told that its review comes first
    Column("joined_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Index(None, "hub", "left_at"),
    Index(
        "uq_hub_members_setting",
        "setting",
        unique=True,
        sqlite_where=text("left_at IS NULL"),
        postgresql_where=text("left_at IS NULL"),
    ),
)

past_reviews = Table(
    "past_reviews",
    metadata,
    *_hub(),
    Column("member", String(32), ForeignKey("hub_members.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),  # "leadership" or "peer"
    Column("done_on", Date, primary_key=True),
    Column("source", Text, nullable=False),
    Column("entered_by", String(32), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("asked_again_at", UtcDateTime),  # three years after a peer review
)

booking_weeks = Table(
    "booking_weeks",
    metadata,
    Column("id", String(32), primary_key=True),
    *_hub(),
    Column("announcement", String(32), nullable=False),
    Column("term", Text, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("trios", Integer, nullable=False),
    Column("facilitators", JSON, nullable=False),  # people of the hub's workspace
    Column("closes_on", Date, nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("announced_by", String(32), nullable=False),
    Column("announced_at", UtcDateTime, nullable=False),
    Index(None, "hub", "last_on"),
)

bookings = Table(
    "bookings",
    metadata,
    *_hub(),
    Column("member", String(32), ForeignKey("hub_members.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("choices", JSON, nullable=False),  # ids of weeks, the best first
    Column("week", String(32), ForeignKey("booking_weeks.id", ondelete="CASCADE")),  # the one that is confirmed
    Column("sentence", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("asked_by", String(32), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("settled_by", String(32)),
    Column("settled_at", UtcDateTime),
    Index(None, "hub", "state"),
)

code_tries = Table(
    "code_tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),
    Index(None, "workspace", "tried_at"),
)

guides = Table(
    "guides",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("workspace", String(32), nullable=False),
    Column("setting", String(32), ForeignKey("settings.id", ondelete="CASCADE"), nullable=False),
    Column("person", String(32), nullable=False),
    Column("file", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("said", JSON, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("found", JSON),
    Column("fingerprint", String(64)),
    Column("refusal", Text),
    Column("edition", String(64)),
    Column("given_at", UtcDateTime, nullable=False),
)
