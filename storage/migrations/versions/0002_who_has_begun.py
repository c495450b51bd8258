"""Remember who has pressed "Begin", so that their card stays a row's card when it is drawn again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("members", sa.Column("begun", sa.Boolean, nullable=False, server_default=sa.false()))
