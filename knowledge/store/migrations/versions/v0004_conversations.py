"""What the last answer of a conversation was about, for a few minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the schema to this version; what was stored is not touched."""
    op.create_table(
        "conversations",
        sa.Column("conversation_hash", sa.String(64), nullable=False),
        sa.Column("context", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_hash", name="pk_conversations"),
    )
    op.create_index("ix_conversations_at", "conversations", ["at"])


def downgrade() -> None:
    """Take the schema back to the version before; follow-up questions begin anew."""
    op.drop_table("conversations")
