"""The tables of the database; migrations/ holds how each version of them came to be.

Only what cannot be derived is stored. Outline, items and metadata are read anew from the text
whenever a document is loaded (docs/decisions/0003-outline-is-derived.md). Events are only ever
added: the last one of a document says where it stands (docs/decisions/0005-events.md).
"""

import sqlalchemy as sa

from knowledge.store.typed import AsTyped

# What an integer column holds on every database.
HIGHEST_ID = 2**31 - 1

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(100), nullable=False, unique=True),
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("source", sa.LargeBinary, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("text_sha256", sa.String(64), nullable=False),
    sa.Column("items_at", sa.Text, nullable=True),
    sa.UniqueConstraint("document_id", "sha256", "text_sha256"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("revision_id", sa.ForeignKey("revisions.id"), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)

# Questions tied to items; a row is never changed and never deleted. Nothing is unique but the id:
# databases differ in how long a text an index takes, so knowledge/store/memories.py sees to it.
memories = sa.Table(
    "memories",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("item_key", sa.Text, nullable=True),
    sa.Column("item_title", sa.Text, nullable=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("sentence", sa.Text, nullable=True),
)

# "added" once for each memory, and "taken_back" at most once: the constraint holds it.
memory_events = sa.Table(
    "memory_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("memory_id", sa.ForeignKey("memories.id"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("author", sa.String(100), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("memory_id", "kind"),
)

# Users and conversations stand here as keyed hashes only (bot/identity.py).
journal_answers = sa.Table(
    "journal_answers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("question", AsTyped, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("items", sa.JSON, nullable=False),
    sa.Column("confidence", sa.Float, nullable=True),
    sa.Column("elapsed_ms", sa.Float, nullable=False),
    sa.Column("channel", sa.String(40), nullable=False),
    sa.Column("conversation_hash", sa.String(64), nullable=True),
    sa.Column("user_hash", sa.String(64), nullable=True, index=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
    # The number of an answer that was deleted must not become that of another one.
    sqlite_autoincrement=True,
)

journal_feedback = sa.Table(
    "journal_feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("answer_id", sa.ForeignKey("journal_answers.id"), nullable=False),
    sa.Column("user_hash", sa.String(64), nullable=False, index=True),
    sa.Column("vote", sa.String(10), nullable=False),
    sa.Column("reason", AsTyped, nullable=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("answer_id", "user_hash"),
)

# What the last answer of a conversation was about; rows are deleted soon.
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("conversation_hash", sa.String(64), primary_key=True),
    sa.Column("context", sa.JSON, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
)

# Updates of a channel by their numbers; rows are deleted once nobody sends them again.
answered_updates = sa.Table(
    "answered_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
)
