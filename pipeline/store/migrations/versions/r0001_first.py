"""The first schema, with the full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5(terms, detail=none, columnsize=0, "
        "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
    ),
    "postgresql": (
        "CREATE TABLE search (document_key BIGINT PRIMARY KEY REFERENCES document (key) ON DELETE CASCADE, "
        "terms TSVECTOR NOT NULL)",
        "CREATE INDEX ix_search_terms ON search USING gin (terms)",
    ),
}


def upgrade() -> None:
    """Make tables and index."""
    for make in TABLES:
        make()
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "stage", name=op.f("pk_ledger")),
        sqlite_with_rowid=False,
    )


def _original() -> None:
    op.create_table(
        "original",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("stored_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original")),
    )


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("key", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("original_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("text_chars", sa.BigInteger(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("ocr", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["original_id"], ["original.id"], name=op.f("fk_document_original_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_document")),
        sa.UniqueConstraint("id", name=op.f("uq_document_id")),
    )
    op.create_index(op.f("ix_document_key_id"), "document", ["key", "id"], unique=False)


def _failure() -> None:
    op.create_table(
        "failure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("path_key", sa.Text(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("original_id", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["original_id"], ["original.id"], name=op.f("fk_failure_original_id")),
        sa.PrimaryKeyConstraint("id", "path_key", "item_key", name=op.f("pk_failure")),
    )
    op.create_index(op.f("ix_failure_original_id"), "failure", ["original_id"], unique=False)
    op.create_index(op.f("ix_failure_path_key"), "failure", ["path_key"], unique=False)


def _file() -> None:
    op.create_table(
        "file",
        sa.Column("path_key", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("original_id", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("parent_key", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("bytes_allowed", sa.BigInteger(), nullable=True),
        sa.Column("members_allowed", sa.BigInteger(), nullable=True),
        sa.Column("first_run", sa.Text(), nullable=False),
        sa.Column("last_run", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["original_id"], ["original.id"], name=op.f("fk_file_original_id")),
        sa.PrimaryKeyConstraint("path_key", name=op.f("pk_file")),
    )
    op.create_index(op.f("ix_file_original_id"), "file", ["original_id"], unique=False)
    op.create_index(op.f("ix_file_parent_key"), "file", ["parent_key"], unique=False)


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("document_key", KEY, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("paragraphs", sa.Text(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("sito", sa.Text(), nullable=True),
        sa.Column("taxonomy", sa.Text(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("models", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["document.key"], name=op.f("fk_assessment_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_key", name=op.f("pk_assessment")),
    )
    op.create_index(
        "ix_assessment_groups",
        "assessment",
        ["kind", "language", sa.text("rank DESC"), sa.text("score DESC"), "document_id"],
        unique=False,
    )
    op.create_index(
        "ix_assessment_order", "assessment", [sa.text("rank DESC"), sa.text("score DESC"), "document_id"], unique=False
    )


def _entity() -> None:
    op.create_table(
        "entity",
        sa.Column("document_key", KEY, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("value_type", sa.Text(), nullable=True),
        sa.Column("value_key", sa.Text(), nullable=True),
        sa.Column("validation", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("alternatives", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_key"], ["document.key"], name=op.f("fk_entity_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_key", "stage", "n", name=op.f("pk_entity")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entity_value_key"), "entity", ["value_key"], unique=False)


def _indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("document_key", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("indicator_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_key"], ["document.key"], name=op.f("fk_indicator_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_key", "n", name=op.f("pk_indicator")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_indicator_indicator_id_document_key"), "indicator", ["indicator_id", "document_key"], unique=False
    )


def _occurrence() -> None:
    op.create_table(
        "occurrence",
        sa.Column("original_id", sa.Text(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("document_key", KEY, nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["document.key"], name=op.f("fk_occurrence_document_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["original_id"], ["original.id"], name=op.f("fk_occurrence_original_id")),
        sa.PrimaryKeyConstraint("original_id", "item_key", "document_key", name=op.f("pk_occurrence")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_occurrence_document_key"), "occurrence", ["document_key"], unique=False)


def _page() -> None:
    op.create_table(
        "page",
        sa.Column("document_key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("ocr", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["document.key"], name=op.f("fk_page_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_key", "number", name=op.f("pk_page")),
    )


def _problem() -> None:
    op.create_table(
        "problem",
        sa.Column("document_key", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_key"], ["document.key"], name=op.f("fk_problem_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_key", "n", name=op.f("pk_problem")),
        sqlite_with_rowid=False,
    )


TABLES = (
    _ledger,
    _original,
    _run,
    _document,
    _failure,
    _file,
    _assessment,
    _entity,
    _indicator,
    _occurrence,
    _page,
    _problem,
)
