"""The first tables."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_settings()
    create_reviews()
    create_answers()
    create_meetings()
    create_agreements()
    create_notices()
    create_messages()


def create_settings() -> None:
    op.create_table(
        "settings",
        text("id", 32, primary_key=True),
        text("workspace", 32),
        sa.Column("name", sa.Text, nullable=False),
        text("kind", 32),
        text("phase", 32),
        text("opens_at", 5),
        text("closes_at", 5),
        text("run_by", 32),
        moment("created_at"),
        sa.Index(None, "workspace"),
    )
    op.create_table(
        "careers_leaders",
        text("workspace", 32),
        text("setting", 32, sa.ForeignKey("settings.id", ondelete="CASCADE"), primary_key=True),
        text("person", 32, primary_key=True),
    )


def create_reviews() -> None:
    op.create_table(
        "reviews",
        text("id", 32, primary_key=True),
        text("workspace", 32),
        text("setting", 32, sa.ForeignKey("settings.id", ondelete="CASCADE")),
        text("edition", 64),
        text("academic_year", 7),
        text("stage", 16),
        text("channel", 32),
        moment("meets_at"),
        number("minutes"),
        text("opened_by", 32),
        text("agenda_order", 16, nullable=True),
        moment("created_at"),
        sa.Index(None, "workspace", "setting", "created_at"),
    )
    op.create_table(
        "review_moves",
        number("id", primary_key=True),
        *scope(),
        review(),
        text("stage", 16),
        text("moved_by", 32),
        sa.Column("reason", sa.Text),
        moment("moved_at"),
        sa.Index(None, "review"),
    )
    op.create_table(
        "members",
        *scope(),
        review(primary_key=True),
        text("person", 32, primary_key=True),
        yes_or_no("colleague"),
        yes_or_no("facilitator"),
        yes_or_no("careers_leader"),
        text("role", 120, nullable=True),
        sa.Column("own_role", sa.Text, nullable=False),
        yes_or_no("finished"),
        yes_or_no("removed"),
        sa.Index(None, "workspace", "person"),
    )


def create_answers() -> None:
    op.create_table(
        "reflections",
        *scope(),
        review(primary_key=True),
        text("person", 32, primary_key=True),
        text("row", 16, primary_key=True),
        number("column", nullable=True),
        moment("answered_at"),
        of_member(),
    )
    op.create_table(
        "notes",
        *scope(),
        review(primary_key=True),
        text("person", 32, primary_key=True),
        text("row", 16, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        yes_or_no("may_be_shown"),
        moment("written_at"),
        of_member(),
    )


def create_meetings() -> None:
    op.create_table(
        "meeting_rows",
        *scope(),
        review(primary_key=True),
        text("row", 16, primary_key=True),
        sa.Column("spread", sa.JSON, nullable=False),
        moment("opened_at"),
        yes_or_no("parked"),
        number("to_agree_together", nullable=True),
        text("pulled_out_by", 32, nullable=True),
    )


def create_agreements() -> None:
    op.create_table(
        "agreements",
        *scope(),
        review(primary_key=True),
        text("row", 16, primary_key=True),
        number("column"),
        sa.Column("reason", sa.Text),
        text("recorded_by", 32),
        moment("recorded_at"),
        yes_or_no("together"),
    )
    op.create_table(
        "agreement_changes",
        number("id", primary_key=True),
        *scope(),
        review(),
        text("row", 16),
        number("column"),
        sa.Column("reason", sa.Text),
        text("recorded_by", 32),
        moment("recorded_at"),
        sa.Index(None, "review"),
    )
    op.create_table(
        "highlights",
        *scope(),
        review(primary_key=True),
        text("kind", 16, primary_key=True),
        sa.Column("rows", sa.JSON, nullable=False),
        text("chosen_by", 32),
        moment("chosen_at"),
    )


def create_notices() -> None:
    op.create_table(
        "notices",
        number("id", primary_key=True),
        *scope(),
        review(),
        text("key", 200),
        text("kind", 64),
        text("person", 32, nullable=True),
        text("channel", 32, nullable=True),
        text("subject", 64, nullable=True),
        sa.Column("about", sa.JSON, nullable=False),
        number("urgency"),
        moment("due_at"),
        text("state", 16),
        number("attempts"),
        moment("lease_until", nullable=True),
        text("failure", 120, nullable=True),
        sa.UniqueConstraint("workspace", "key"),
        sa.Index(None, "state", "due_at"),
        sa.Index(None, "review", "kind"),
    )


def create_messages() -> None:
    op.create_table(
        "cards",
        *scope(),
        review(primary_key=True),
        text("subject", 64, primary_key=True),
        text("channel", 32),
        text("ts", 32),
        number("version"),
        number("drawn"),
        moment("due_at"),
        sa.Index(None, "due_at"),
    )
    op.create_table(
        "direct_messages",
        text("workspace", 32, primary_key=True),
        text("person", 32, primary_key=True),
        text("channel", 32),
    )
    op.create_table(
        "received_events",
        text("workspace", 32, primary_key=True),
        text("event", 64, primary_key=True),
        moment("received_at"),
        sa.Index(None, "received_at"),
    )


def scope() -> tuple[sa.Column[str], sa.Column[str]]:
    return text("workspace", 32), text("setting", 32)


def review(*, primary_key: bool = False) -> sa.Column[str]:
    return text("review", 32, sa.ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=primary_key)


def of_member() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["review", "person"], ["members.review", "members.person"], ondelete="CASCADE")


def text(
    name: str, most: int, *keys: sa.ForeignKey, primary_key: bool = False, nullable: bool = False
) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), *keys, primary_key=primary_key, nullable=nullable)


def number(name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=primary_key, nullable=nullable)


def yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
