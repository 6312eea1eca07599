"""Documents as the readers made them: rows in, rows changed, rows gone."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from pipeline.document import Document, Page, Problem
from pipeline.store import search_index
from pipeline.store.codec import encode_words, short_key
from pipeline.store.intake import chunks, now, upsert
from pipeline.store.rows import READ
from pipeline.store.schema import (
    UNASSESSED,
    assessment,
    document,
    entity,
    indicator,
    ledger,
    occurrence,
    page,
    problem,
)


class _Stored(NamedTuple):
    key: int
    original_id: str
    text: str


def add_documents(connection: Connection, original_id: str, version: str, documents: Sequence[Document]) -> None:
    """Keep what a reader found in an original. A known document changes only with the original it came from."""
    for chunk in chunks(documents):
        unique = {d.id: d for d in chunk}
        stored = _stored(connection, unique)
        mine = [d for d in unique.values() if d.id in stored and stored[d.id].original_id == original_id]
        for changed in (d for d in mine if d.text != stored[d.id].text):
            clear(connection, {changed.id: stored[changed.id].key})
        _add_new(connection, original_id, [d for d in unique.values() if d.id not in stored])
        _refresh(connection, mine, {d.id: stored[d.id].key for d in mine})
        keys = {name: known.key for name, known in _stored(connection, unique, with_text=False).items()}
        _add_occurrences(connection, original_id, version, chunk, keys)


def _stored(connection: Connection, ids: Iterable[str], *, with_text: bool = True) -> dict[str, _Stored]:
    columns = [document.c.id, document.c.key, document.c.original_id, *([document.c.text] if with_text else [])]
    query = select(*columns).where(document.c.id.in_(list(ids)))
    return {row[0]: _Stored(row[1], row[2], row[3] if with_text else "") for row in connection.execute(query)}


def _add_new(connection: Connection, original_id: str, documents: Sequence[Document]) -> None:
    upsert_by_id(connection, [_document_row(d, original_id) for d in documents])
    keys = {name: known.key for name, known in _stored(connection, [d.id for d in documents], with_text=False).items()}
    _add_parts(connection, documents, keys)


def upsert_by_id(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert document rows; what another process has just inserted stays."""
    upsert(connection, document, sorted(rows, key=lambda row: str(row["id"])), ())


def _add_parts(connection: Connection, documents: Sequence[Document], keys: dict[str, int]) -> None:
    """Pages, problems and the row of the assessment to come."""
    moment = now()
    upsert(connection, page, [_page_row(keys[d.id], p) for d in documents for p in d.pages], ())
    upsert(
        connection, problem, [_problem_row(keys[d.id], n, p) for d in documents for n, p in enumerate(d.problems)], ()
    )
    upsert(connection, assessment, [_unassessed(keys[d.id], d, moment) for d in documents], ())


def _refresh(connection: Connection, documents: Sequence[Document], keys: dict[str, int]) -> None:
    """Bring what the reader fixes up to date: source, text, pages, problems of reading."""
    if not documents:
        return
    mine = sorted(keys.values())
    kept = ("id", "original_id", "created_at")
    rows = [{k: v for k, v in _document_row(d, "").items() if k not in kept} | {"of": keys[d.id]} for d in documents]
    connection.execute(update(document).where(document.c.key == bindparam("of")), rows)
    later = connection.execute(select(problem).where(problem.c.document_key.in_(mine), problem.c.stage != READ)).all()
    connection.execute(delete(page).where(page.c.document_key.in_(mine)))
    connection.execute(delete(problem).where(problem.c.document_key.in_(mine)))
    _add_parts(connection, documents, keys)
    moved = {keys[d.id]: len(d.problems) for d in documents}
    of_stages = [dict(row._mapping) | {"n": row.n + moved[row.document_key]} for row in later]
    upsert(connection, problem, of_stages, ())


def _add_occurrences(
    connection: Connection, original_id: str, version: str, documents: Sequence[Document], keys: dict[str, int]
) -> None:
    rows = {
        (d.id, d.source.item): {
            "original_id": original_id,
            "item_key": short_key(d.source.item or ""),
            "document_key": keys[d.id],
            "item": d.source.item,
            "version": version,
        }
        for d in documents
    }
    upsert(connection, occurrence, list(rows.values()), ("version",))


def clear(connection: Connection, keys: dict[str, int]) -> None:
    """Remove all parts of these documents (id → key), and the ledger's rows: they are to be processed anew."""
    tables: tuple[Table, ...] = (page, problem, assessment, entity, indicator)
    for table in tables:
        connection.execute(delete(table).where(table.c.document_key.in_(list(keys.values()))))
    connection.execute(delete(ledger).where(ledger.c.subject.in_(list(keys))))
    search_index.drop(connection, list(keys.values()))


def drop_stale(connection: Connection, original_id: str, version: str) -> None:
    """Remove what earlier versions of the reader found in this original and `version` did not."""
    stale = (occurrence.c.original_id == original_id) & (occurrence.c.version != version)
    keys = list(connection.scalars(select(occurrence.c.document_key).where(stale).distinct()))
    connection.execute(delete(occurrence).where(stale))
    for chunk in chunks(keys):
        elsewhere = select(occurrence.c.document_key).where(occurrence.c.document_key.in_(chunk))
        gone = select(document.c.id, document.c.key).where(document.c.key.in_(chunk), document.c.key.not_in(elsewhere))
        _drop_documents(connection, {row.id: row.key for row in connection.execute(gone)})
        _give_away(connection, original_id, chunk)


def _drop_documents(connection: Connection, keys: dict[str, int]) -> None:
    clear(connection, keys)
    connection.execute(delete(document).where(document.c.key.in_(list(keys.values()))))


def _give_away(connection: Connection, original_id: str, keys: Collection[int]) -> None:
    """Documents that only other originals still hold become theirs."""
    places = select(occurrence.c.original_id).where(occurrence.c.document_key == document.c.key)
    here = places.where(occurrence.c.original_id == original_id).exists()
    other = places.order_by(occurrence.c.original_id).limit(1).scalar_subquery()
    mine = document.c.key.in_(list(keys)) & (document.c.original_id == original_id)
    connection.execute(update(document).where(mine, ~here).values(original_id=other))


def _document_row(d: Document, original_id: str) -> dict[str, Any]:
    source = d.source
    return {
        "id": d.id,
        "original_id": original_id,
        "path": source.path,
        "media_type": source.media_type,
        "item": source.item,
        "bytes": source.bytes,
        "sent_at": source.sent_at,
        "sender": source.sender,
        "channel": source.channel,
        "text_chars": len(d.text),
        "page_count": len(d.pages),
        "ocr": d.ocr,
        "created_at": now(),
        "text": d.text,
    }


def _page_row(key: int, p: Page) -> dict[str, Any]:
    return {
        "document_key": key,
        "number": p.number,
        "start": p.start,
        "end": p.end,
        "width": p.width,
        "height": p.height,
        "ocr": p.ocr,
        "words": encode_words(p.words),
    }


def _problem_row(key: int, n: int, p: Problem) -> dict[str, Any]:
    return {"document_key": key, "n": n, "stage": READ, "code": p.code, "message": p.message, "page": p.page}


def _unassessed(key: int, d: Document, moment: str) -> dict[str, Any]:
    return {
        "document_key": key,
        "document_id": d.id,
        "kind": d.kind.value,
        "language": d.language,
        "paragraphs": [],
        "rank": UNASSESSED,
        "reasons": [],
        "models": {},
        "updated_at": moment,
    }
