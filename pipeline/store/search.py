"""Search: which documents hold what is sought, in the order of the queue, each with the place in its text."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    cast,
    column,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from pipeline.document import Kind, Priority
from pipeline.store.query import Sought
from pipeline.store.rows import Filters, Hit, Snippet
from pipeline.store.schema import AnyRow, assessment, document, entity
from pipeline.store.terms import Analyzer, Token, tokens
from pipeline.store.views import ASSESSED, READING_ORDER, holds

PAGE_OF_HITS = 100
"""Candidates looked at together, when phrases must be verified in the text."""
BEFORE_CHARS, SNIPPET_CHARS = 60, 240
"""About two lines of text on a screen, the match in the first."""
MAX_SCANNED_CHARS = 2_000_000
"""Of one text, for its snippet; beyond, the beginning of the text is shown."""

Span = tuple[int, int]


def search(
    connection: Connection, sought: Sequence[Sought], filters: Filters, analyzer: Analyzer, limit: int, offset: int
) -> list[Hit]:
    """Documents that hold all that is sought."""
    hits: list[Hit] = []
    skipped = 0
    for row, values in _candidates(connection, sought, filters, limit + offset):
        if not all(_verified(one, row.text, values, analyzer) for one in sought if one.phrase):
            continue
        if skipped < offset:
            skipped += 1
            continue
        hits.append(_hit(row, _snippet(row.text, sought, values, analyzer)))
        if len(hits) == limit:
            break
    return hits


def _candidates(
    connection: Connection, sought: Sequence[Sought], filters: Filters, wanted: int
) -> Iterator[tuple[AnyRow, Mapping[str, Span]]]:
    """Documents that the index proposes, in order, with the spans of the sought identifiers (by key)."""
    sqlite = connection.dialect.name == "sqlite"
    query = (
        select(
            document.c.key,
            document.c.id,
            document.c.path,
            document.c.item,
            document.c.text,
            assessment.c.kind,
            assessment.c.language,
            assessment.c.priority,
            assessment.c.score,
        )
        .select_from(ASSESSED)
        .where(holds(connection, filters), *(_condition(one, sqlite) for one in sought))
        .order_by(*READING_ORDER)
    )
    size = PAGE_OF_HITS if any(one.phrase for one in sought) else wanted
    keys = frozenset(key for one in sought for key in one.keys)
    start = 0
    while rows := connection.execute(query.limit(size).offset(start)).all():
        spans = _identifier_spans(connection, [row.key for row in rows], keys)
        yield from ((row, spans.get(row.key, {})) for row in rows)
        start += len(rows)
        if len(rows) < size:
            return


def _condition(one: Sought, sqlite: bool) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if one.keys:
        holders = select(entity.c.document_key).where(entity.c.value_key.in_(sorted(one.keys)))
        conditions.append(document.c.key.in_(holders))
    if one.words:
        conditions.append(_in_index(one.words, sqlite))
    return or_(*conditions)


def _in_index(words: Sequence[frozenset[str]], sqlite: bool) -> ColumnElement[bool]:
    """All the words are in the document's entry, each by one of its terms."""
    if sqlite:
        text = " AND ".join("(" + " OR ".join(f'"{term}"' for term in sorted(word)) + ")" for word in words)
        match: ColumnElement[bool] = literal_column("search").op("MATCH")(text)
        return document.c.key.in_(select(column("rowid")).select_from(table("search")).where(match))
    text = " & ".join("(" + " | ".join(f"'{term}'" for term in sorted(word)) + ")" for word in words)
    holds_all = literal_column("terms").op("@@")(cast(literal(text), TSQUERY))
    return document.c.key.in_(select(column("document_key")).select_from(table("search")).where(holds_all))


def _identifier_spans(
    connection: Connection, keys: Sequence[int], values: frozenset[str]
) -> dict[int, dict[str, Span]]:
    found: dict[int, dict[str, Span]] = {}
    if values:
        query = (
            select(entity.c.document_key, entity.c.value_key, entity.c.start, entity.c.end)
            .where(entity.c.document_key.in_(keys), entity.c.value_key.in_(sorted(values)))
            .order_by(entity.c.start.desc())
        )
        for key, value, start, end in connection.execute(query):
            found.setdefault(key, {})[value] = (start, end)
    return found


def _verified(one: Sought, text: str, values: Mapping[str, Span], analyzer: Analyzer) -> bool:
    if not one.keys.isdisjoint(values):
        return True
    return bool(one.words) and next(_phrases(one.words, text, analyzer), None) is not None


def _phrases(words: Sequence[frozenset[str]], text: str, analyzer: Analyzer) -> Iterator[Span]:
    """Where the words follow each other."""
    window: list[Token] = []
    for token in tokens(text):
        window.append(token)
        if len(window) > len(words):
            del window[0]
        if len(window) == len(words) and all(
            not word.isdisjoint(analyzer.encoded(t.form)) for word, t in zip(words, window, strict=True)
        ):
            yield window[0].start, window[-1].end


def _snippet(text: str, sought: Sequence[Sought], values: Mapping[str, Span], analyzer: Analyzer) -> Snippet:
    first = min(_first_matches(text, sought, values, analyzer), default=(0, 0))
    start = _word_start(text, max(0, first[0] - BEFORE_CHARS))
    end = min(len(text), max(start + SNIPPET_CHARS, first[1]))
    piece = text[start:end]
    spans = set(values.values())
    for one in sought:
        spans |= {(start + s, start + e) for s, e in _phrases(one.words, piece, analyzer)} if one.words else set()
    inside = sorted((s, e) for s, e in spans if start <= s and e <= end)
    return Snippet(start=start, end=end, text=piece, matches=_without_overlaps(inside))


def _first_matches(
    text: str, sought: Sequence[Sought], values: Mapping[str, Span], analyzer: Analyzer
) -> Iterator[Span]:
    yield from values.values()
    scanned = text[:MAX_SCANNED_CHARS]
    for one in sought:
        if one.words and one.keys.isdisjoint(values) and (span := next(_phrases(one.words, scanned, analyzer), None)):
            yield span


def _word_start(text: str, at: int) -> int:
    """The beginning of the next word at or after a place in the middle of a text; the place itself if none is near."""
    if at == 0:
        return 0
    blank = next((i for i in range(at, min(at + 20, len(text))) if text[i].isspace()), None)
    return at if blank is None else blank + 1


def _without_overlaps(spans: Sequence[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _hit(row: AnyRow, snippet: Snippet) -> Hit:
    return Hit(
        id=row.id,
        path=row.path,
        item=row.item,
        kind=Kind(row.kind),
        language=row.language,
        priority=Priority(row.priority) if row.priority else None,
        score=row.score,
        snippet=snippet,
    )
