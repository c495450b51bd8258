"""Keep which row of one edition became which row of another, where that was corrected."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "edition_bridges",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("before_edition", sa.String(64), nullable=False),
        sa.Column("after_edition", sa.String(64), nullable=False),
        sa.Column("corrections", sa.JSON, nullable=False),
        sa.Column("set_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "before_edition", "after_edition"),
    )
