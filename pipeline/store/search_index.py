"""The full-text index `search`: the terms of each document, in FTS5 (SQLite) or a tsvector (PostgreSQL)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from sqlalchemy import Connection, text

from pipeline.document import Document
from pipeline.store.terms import Analyzer, forms

MAX_BYTES = 900_000
"""Of the terms of one document; a tsvector takes less than 1 MiB (PostgreSQL manual, 12.11 Limitations)."""
ENTRY_BYTES = 8
"""What a tsvector needs beside each lexeme, at most (tsearch/ts_type.h: an entry and its alignment)."""


def terms_of(document: Document, analyzer: Analyzer) -> tuple[list[str], bool]:
    """The distinct encoded terms of a document, in order, and whether all found room.

    Read are the repaired copy, if there is one in memory, and the text itself.
    """
    words: dict[str, set[str]] = {}
    for piece, language in _pieces(document):
        words.setdefault(language, set()).update(forms(piece))
    found: set[str] = set().union(*(analyzer.encoded(f, language) for language, known in words.items() for f in known))
    if sum(map(len, found)) * 2 + len(found) * ENTRY_BYTES <= MAX_BYTES:
        return sorted(found), True
    return _cut(found), False


def _cut(found: set[str]) -> list[str]:
    """As many terms as there is room for, the shortest first: the longest are not words."""
    ordered = sorted(found, key=lambda term: (len(term), term))
    sizes = accumulate(len(term.encode()) + ENTRY_BYTES for term in ordered)
    return sorted(ordered[: sum(1 for size in sizes if size <= MAX_BYTES)])


def _pieces(document: Document) -> Iterable[tuple[str, str]]:
    working = document.working
    spans = [(p.start, p.end, p.language) for p in document.paragraphs] or [(0, len(document.text), document.language)]
    changed = working is not None and working.text != document.text
    if changed and working is not None:
        for start, end, language in spans:
            low, high = working.working(start, end)
            yield working.text[low:high], language
    for start, end, language in spans:
        yield document.text[start:end], language


def indexed(connection: Connection, keys: Sequence[int]) -> set[int]:
    """Those of the documents that are in the index."""
    column = "rowid" if connection.dialect.name == "sqlite" else "document_key"
    listed = ",".join(str(int(key)) for key in keys) or "NULL"
    return set(connection.scalars(text(f"SELECT {column} FROM search WHERE {column} IN ({listed})")))


def drop(connection: Connection, keys: Sequence[int]) -> None:
    """Take documents out of the index."""
    column = "rowid" if connection.dialect.name == "sqlite" else "document_key"
    for key in keys:
        connection.execute(text(f"DELETE FROM search WHERE {column} = :key"), {"key": key})


def write_terms(connection: Connection, terms: Mapping[int, Sequence[str]]) -> None:
    """Put documents (key → encoded terms) into the index, in place of what it had of them."""
    if not terms:
        return
    drop(connection, sorted(indexed(connection, list(terms))))
    if connection.dialect.name == "sqlite":
        rows = [(key, " ".join(words)) for key, words in terms.items()]
        connection.exec_driver_sql("INSERT INTO search (rowid, terms) VALUES (?, ?)", rows)
        return
    statement = text("INSERT INTO search (document_key, terms) VALUES (:key, array_to_tsvector(:terms))")
    connection.execute(statement, [{"key": key, "terms": list(words)} for key, words in terms.items()])
