"""The tables, one MetaData for SQLite and PostgreSQL.

`document.key` is a small number for the tables below it; `document.id` is the SHA-256 the world sees. The
full-text index `search` is not here: it is FTS5 or tsvector, made by the first migration (see search.py).
Columns `…_key` hold what their text is looked up by (`codec.short_key`), because indexes refuse long text.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    SmallInteger,
    Table,
    Text,
)

from pipeline.document import Priority
from pipeline.store.codec import Json, SafeText

HEAD = "0001"
"""The revision this program speaks; a test holds it against the migrations."""

RANKS = {Priority.NONE: 0, Priority.REVIEW: 1, Priority.HIGH: 2, Priority.URGENT: 3}
"""Priority as a number to sort by; UNASSESSED is below them all."""
UNASSESSED = -1

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

AnyRow: TypeAlias = Row[Any]
"""A row of any query."""

_KEY = BigInteger().with_variant(Integer, "sqlite")


def _document_key(**more: object) -> Column[int]:
    return Column("document_key", _KEY, ForeignKey("document.key", ondelete="CASCADE"), nullable=False, **more)  # type: ignore[arg-type]


run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("command", SafeText, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("versions", Json, nullable=False),
    Column("counts", Json, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("id", Text, primary_key=True),
    Column("bytes", BigInteger, nullable=False),
    Column("media_type", SafeText),
    Column("stored_at", Text, nullable=False),
)

file = Table(
    "file",
    metadata,
    Column("path_key", SafeText, primary_key=True),
    Column("path", SafeText, nullable=False),
    Column("original_id", Text, ForeignKey("original.id"), index=True),
    Column("parent", SafeText),
    Column("parent_key", SafeText, index=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger),
    Column("depth", Integer, nullable=False),
    Column("bytes_allowed", BigInteger),
    Column("members_allowed", BigInteger),
    Column("first_run", Text, nullable=False),
    Column("last_run", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("key", _KEY, Identity(), primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("original_id", Text, ForeignKey("original.id"), nullable=False),
    Column("path", SafeText, nullable=False),
    Column("media_type", SafeText, nullable=False),
    Column("item", SafeText),
    Column("bytes", BigInteger, nullable=False),
    Column("sent_at", SafeText),
    Column("sender", SafeText),
    Column("channel", SafeText),
    Column("text_chars", BigInteger, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("ocr", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("text", SafeText, nullable=False),
    Index(None, "key", "id"),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("original_id", Text, ForeignKey("original.id"), primary_key=True),
    Column("item_key", SafeText, primary_key=True),
    _document_key(primary_key=True, index=True),
    Column("item", SafeText),
    Column("version", Text, nullable=False),
    sqlite_with_rowid=False,
)

failure = Table(
    "failure",
    metadata,
    Column("id", Text, primary_key=True),
    Column("path_key", SafeText, primary_key=True, index=True),
    Column("item_key", SafeText, primary_key=True),
    Column("original_id", Text, ForeignKey("original.id"), index=True),
    Column("path", SafeText, nullable=False),
    Column("item", SafeText),
    Column("media_type", SafeText, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", SafeText, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("run_id", Text, nullable=False),
)

page = Table(
    "page",
    metadata,
    _document_key(primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("width", Double, nullable=False),
    Column("height", Double, nullable=False),
    Column("ocr", Boolean, nullable=False),
    Column("words", LargeBinary, nullable=False),
)

problem = Table(
    "problem",
    metadata,
    _document_key(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("code", SafeText, nullable=False),
    Column("message", SafeText, nullable=False),
    Column("page", Integer),
    sqlite_with_rowid=False,
)

assessment = Table(
    "assessment",
    metadata,
    _document_key(primary_key=True, autoincrement=False),
    Column("document_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", SafeText, nullable=False),
    Column("paragraphs", Json, nullable=False),
    Column("rank", SmallInteger, nullable=False),
    Column("priority", Text),
    Column("score", Double),
    Column("reasons", Json, nullable=False),
    Column("sito", SafeText),
    Column("taxonomy", SafeText),
    Column("policy", SafeText),
    Column("models", Json, nullable=False),
    Column("updated_at", Text, nullable=False),
)
Index("ix_assessment_order", assessment.c.rank.desc(), assessment.c.score.desc(), assessment.c.document_id)
Index(
    "ix_assessment_groups",
    assessment.c.kind,
    assessment.c.language,
    assessment.c.rank.desc(),
    assessment.c.score.desc(),
    assessment.c.document_id,
)

entity = Table(
    "entity",
    metadata,
    _document_key(primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("label", Text, nullable=False),
    Column("value", SafeText),
    Column("value_type", Text),
    Column("value_key", SafeText),
    Column("validation", Text),
    Column("source", SafeText, nullable=False),
    Column("score", Double, nullable=False),
    Column("reason", SafeText),
    Column("role", SafeText),
    Column("alternatives", Json),
    Index(None, "value_key"),
    sqlite_with_rowid=False,
)

indicator = Table(
    "indicator",
    metadata,
    _document_key(primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("indicator_id", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("score", Double, nullable=False),
    Column("source", SafeText, nullable=False),
    Column("reason", SafeText),
    Index(None, "indicator_id", "document_key"),
    sqlite_with_rowid=False,
)

ledger = Table(
    "ledger",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", SafeText),
    Column("seconds", Double, nullable=False),
    Column("run_id", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

__all__ = [
    "HEAD",
    "RANKS",
    "UNASSESSED",
    "AnyRow",
    "assessment",
    "document",
    "entity",
    "failure",
    "file",
    "indicator",
    "ledger",
    "metadata",
    "occurrence",
    "original",
    "page",
    "problem",
    "run",
]
