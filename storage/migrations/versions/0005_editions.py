"""Keep editions of the model that were installed beside the built-in ones."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("installed_at", UtcDateTime, nullable=False),
        sa.Column("installed_by", sa.String(32)),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
