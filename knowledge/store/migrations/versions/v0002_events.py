"""Revisions by their content, with the options they were read with; events as the history."""

from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0002"
down_revision = "0001"

_documents = sa.table("documents", sa.column("id", sa.Integer), sa.column("name", sa.String))
_revisions = sa.table(
    "revisions",
    sa.column("id", sa.Integer),
    sa.column("document_id", sa.Integer),
    sa.column("sha256", sa.String),
    sa.column("source", sa.LargeBinary),
    sa.column("text", sa.Text),
    sa.column("imported_at", sa.DateTime(timezone=True)),
    sa.column("text_sha256", sa.String),
)
_events = sa.table(
    "events",
    sa.column("id", sa.Integer),
    sa.column("document_id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("revision_id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Bring the schema to this version; a content that was stored twice is kept once."""
    connection = op.get_bind()
    with op.batch_alter_table("revisions") as batch:
        batch.add_column(sa.Column("text_sha256", sa.String(64), nullable=True))
        batch.add_column(sa.Column("items_at", sa.Text, nullable=True))
    stored = sa.select(
        _revisions.c.id, _revisions.c.document_id, _revisions.c.sha256, _revisions.c.imported_at
    ).order_by(_revisions.c.id)
    kept: dict[tuple[int, str, str], int] = {}
    imports = []
    for row in connection.execute(stored).all():
        this = _revisions.c.id == row.id
        # One text at a time: all of them together may be more than fits into memory.
        text = connection.scalar(sa.select(_revisions.c.text).where(this)) or ""
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        first = kept.setdefault((row.document_id, row.sha256, digest), row.id)
        if first == row.id:
            connection.execute(_revisions.update().where(this).values(text_sha256=digest))
        else:
            connection.execute(_revisions.delete().where(this))
        imports.append(
            {
                "document_id": row.document_id,
                "kind": "imported",
                "revision_id": first,
                "at": row.imported_at,
            }
        )
    with op.batch_alter_table("revisions") as batch:
        batch.alter_column("text_sha256", existing_type=sa.String(64), nullable=False)
        batch.create_unique_constraint(
            "uq_revisions_document_id_sha256_text_sha256", ["document_id", "sha256", "text_sha256"]
        )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("revision_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_events_document_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_events_revision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_document_id", "events", ["document_id"])
    if imports:
        connection.execute(_events.insert(), imports)


def downgrade() -> None:
    """Take the schema back to the version before, in which the newest revision is in force.

    That version knows no retraction and would answer from a document that was retracted, so
    there must be none: restore them first.
    """
    connection = op.get_bind()
    last = sa.select(sa.func.max(_events.c.id)).group_by(_events.c.document_id)
    standing = connection.execute(
        sa.select(_documents.c.name, _events.c.kind, _events.c.revision_id, _events.c.at)
        .join(_events, _events.c.document_id == _documents.c.id)
        .where(_events.c.id.in_(last))
    ).all()
    retracted = [row.name for row in standing if row.kind == "retracted"]
    if retracted:
        msg = f"restore the retracted documents first: {', '.join(retracted)}"
        raise CommandError(msg)
    # SQLite alters a table by making it anew, which nothing may refer to.
    op.drop_index("ix_events_document_id", "events")
    op.drop_table("events")
    with op.batch_alter_table("revisions") as batch:
        batch.drop_constraint("uq_revisions_document_id_sha256_text_sha256", type_="unique")
    for row in standing:
        _make_newest(connection, row)
    with op.batch_alter_table("revisions") as batch:
        batch.drop_column("items_at")
        batch.drop_column("text_sha256")


def _make_newest(connection: sa.Connection, row: Any) -> None:
    """Store the revision in force once more where a newer one was stored."""
    stored = sa.select(_revisions).where(_revisions.c.id == row.revision_id)
    this = connection.execute(stored).mappings().one()
    newest = connection.scalar(
        sa.select(sa.func.max(_revisions.c.id)).where(
            _revisions.c.document_id == this["document_id"]
        )
    )
    if newest != this["id"]:
        copy = {key: value for key, value in this.items() if key != "id"}
        connection.execute(_revisions.insert().values(copy | {"imported_at": row.at}))
