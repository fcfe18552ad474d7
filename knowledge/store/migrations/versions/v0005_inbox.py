"""Which updates of a channel are answered, so that none is answered twice."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema to this version; what was stored is not touched."""
    op.create_table(
        "answered_updates",
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_answered_updates"),
    )
    op.create_index("ix_answered_updates_at", "answered_updates", ["at"])


def downgrade() -> None:
    """Take the schema back to the version before."""
    op.drop_table("answered_updates")
