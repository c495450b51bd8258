"""What happens by the clock: reminders, closures, actions, next year's prompts, and until when a notice is of use."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("reviews", sa.Column("reminders", sa.JSON, nullable=False, server_default=sa.text("'[5, 1]'")))
    for name in ("declined", "theme_a_day"):
        op.add_column("members", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("notices", sa.Column("useful_until", UtcDateTime))
    op.add_column("notices", sa.Column("settled_at", UtcDateTime))
    op.create_index("ix_notices_state_urgency_due_at_id", "notices", ["state", "urgency", "due_at", "id"])
    _create_closures()
    _create_actions()
    _create_prompts()


def _create_closures() -> None:
    op.create_table(
        "closures",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("setting", sa.String(32), nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["setting"], ["settings.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("setting", "first_on", "last_on"),
    )


def _create_actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("setting", sa.String(32), nullable=False),
        sa.Column("review", sa.String(32), nullable=False),
        sa.Column("row", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("added_by", sa.String(32), nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["review"], ["reviews.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_actions_review", "actions", ["review"])


def _create_prompts() -> None:
    op.create_table(
        "prompts",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("setting", sa.String(32), nullable=False),
        sa.Column("review", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.ForeignKeyConstraint(["review"], ["reviews.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("review", "kind"),
    )
    op.create_index("ix_prompts_due_at", "prompts", ["due_at"])
