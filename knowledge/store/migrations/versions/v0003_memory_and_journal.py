"""Remembered questions with their events; the journal of answers with feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the schema to this version; what was stored is not touched."""
    op.create_table(
        "memories",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("item_key", sa.Text, nullable=True),
        sa.Column("item_title", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sentence", sa.Text, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_memories_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_memories"),
    )
    op.create_index("ix_memories_document_id", "memories", ["document_id"])
    op.create_table(
        "memory_events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("memory_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["memory_id"], ["memories.id"], name="fk_memory_events_memory_id"),
        sa.PrimaryKeyConstraint("id", name="pk_memory_events"),
        sa.UniqueConstraint("memory_id", "kind", name="uq_memory_events_memory_id_kind"),
    )
    op.create_table(
        "journal_answers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("confidence", sa.Float, nullable=True),
        sa.Column("elapsed_ms", sa.Float, nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("conversation_hash", sa.String(64), nullable=True),
        sa.Column("user_hash", sa.String(64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal_answers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_answers_user_hash", "journal_answers", ["user_hash"])
    op.create_index("ix_journal_answers_at", "journal_answers", ["at"])
    op.create_table(
        "journal_feedback",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("answer_id", sa.Integer, nullable=False),
        sa.Column("user_hash", sa.String(64), nullable=False),
        sa.Column("vote", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["journal_answers.id"], name="fk_journal_feedback_answer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_journal_feedback"),
        sa.UniqueConstraint(
            "answer_id", "user_hash", name="uq_journal_feedback_answer_id_user_hash"
        ),
    )
    op.create_index("ix_journal_feedback_user_hash", "journal_feedback", ["user_hash"])


def downgrade() -> None:
    """Take the schema back to the version before, which remembers nothing.

    The memory and the journal are lost with their tables: `wence memory export` keeps the former.
    """
    for table in ("journal_feedback", "journal_answers", "memory_events", "memories"):
        op.drop_table(table)
