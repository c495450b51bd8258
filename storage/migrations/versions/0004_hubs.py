"""Keep hubs, their settings, booking weeks and requests; several settings in a workspace; when a notice left."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_hubs()
    _create_hub_staff()
    _create_hub_members()
    _create_past_reviews()
    _create_booking_weeks()
    _create_bookings()
    _create_code_tries()
    _create_chosen_settings()
    _let_notices_be_a_hubs()


def _create_hubs() -> None:
    op.create_table(
        "hubs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(32)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_hubs_workspace", "hubs", ["workspace"])


def _create_hub_staff() -> None:
    op.create_table(
        "hub_staff",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("hub", sa.String(32), nullable=False),
        sa.Column("staff_workspace", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hub", "staff_workspace", "person"),
    )
    op.create_index("ix_hub_staff_staff_workspace_person", "hub_staff", ["staff_workspace", "person"])


def _create_hub_members() -> None:
    op.create_table(
        "hub_members",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("hub", sa.String(32), nullable=False),
        sa.Column("setting_workspace", sa.String(32)),
        sa.Column("setting", sa.String(32)),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("phase", sa.String(32), nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("learners", sa.Integer),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("consultant_workspace", sa.String(32)),
        sa.Column("consultant", sa.String(32)),
        sa.Column("shows_progress", sa.Boolean, nullable=False),
        sa.Column("waits_for_review", sa.Boolean, nullable=False),
        sa.Column("joined_at", UtcDateTime, nullable=False),
        sa.Column("left_at", UtcDateTime),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["setting"], ["settings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_hub_members_hub_left_at", "hub_members", ["hub", "left_at"])
    op.create_index(
        "uq_hub_members_setting",
        "hub_members",
        ["setting"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )


def _create_past_reviews() -> None:
    op.create_table(
        "past_reviews",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("hub", sa.String(32), nullable=False),
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("entered_by", sa.String(32), nullable=False),
        sa.Column("entered_at", UtcDateTime, nullable=False),
        sa.Column("asked_again_at", UtcDateTime),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member"], ["hub_members.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member", "kind", "done_on"),
    )


def _create_booking_weeks() -> None:
    op.create_table(
        "booking_weeks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("hub", sa.String(32), nullable=False),
        sa.Column("announcement", sa.String(32), nullable=False),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("trios", sa.Integer, nullable=False),
        sa.Column("facilitators", sa.JSON, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("announced_by", sa.String(32), nullable=False),
        sa.Column("announced_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_booking_weeks_hub_last_on", "booking_weeks", ["hub", "last_on"])


def _create_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("hub", sa.String(32), nullable=False),
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("week", sa.String(32)),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("asked_by", sa.String(32), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("settled_by", sa.String(32)),
        sa.Column("settled_at", UtcDateTime),
        sa.ForeignKeyConstraint(["hub"], ["hubs.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member"], ["hub_members.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["week"], ["booking_weeks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member"),
    )
    op.create_index("ix_bookings_hub_state", "bookings", ["hub", "state"])


def _create_code_tries() -> None:
    op.create_table(
        "code_tries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("tried_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_code_tries_workspace_tried_at", "code_tries", ["workspace", "tried_at"])


def _create_chosen_settings() -> None:
    op.create_table(
        "chosen_settings",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("setting", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["setting"], ["settings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "person"),
    )


def _let_notices_be_a_hubs() -> None:
    with op.batch_alter_table("notices") as batch_op:
        batch_op.add_column(sa.Column("hub", sa.String(32)))
        batch_op.add_column(sa.Column("left_at", UtcDateTime))
        batch_op.alter_column("setting", existing_type=sa.String(32), nullable=True)
        batch_op.alter_column("review", existing_type=sa.String(32), nullable=True)
        batch_op.create_index("ix_notices_hub_kind", ["hub", "kind"])
        batch_op.create_foreign_key("fk_notices_hubs", "hubs", ["hub"], ["id"], ondelete="CASCADE")
    # Nobody noted yet when these were given to Slack: what is being sent may have left.
    op.execute("UPDATE notices SET left_at = due_at WHERE state = 'sending'")
