"""What people ask of the database: the reading list, what could not be read, what went in and what came out."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from pipeline.document import Kind, Polarity, Priority
from pipeline.errors import StoreError
from pipeline.store.loading import reasons_of
from pipeline.store.rows import (
    READ,
    Accounting,
    Count,
    FailureRow,
    Filters,
    Place,
    QueueRow,
    StageFailureRow,
)
from pipeline.store.schema import RANKS, AnyRow, assessment, document, failure, file, indicator, ledger, occurrence

MIN_PREFIX = 6
"""Digits of an id that are enough to name a document; at 100,000 documents two share six in 0.6 % of cases."""
_BY_RANK = {rank: priority for priority, rank in RANKS.items()}
_COUNTING = tuple(p.value for p in Polarity if p.counts)

COMMON = 5_000
"""Indicator hits; with more it is faster to look at each document in the order of the queue (SQLite cannot choose)."""

ASSESSED: FromClause = document.join(assessment, assessment.c.document_key == document.c.key)
READING_ORDER = (assessment.c.rank.desc(), assessment.c.score.desc(), assessment.c.document_id)


def holds(connection: Connection, filters: Filters) -> ColumnElement[bool]:
    """The condition on assessments that these filters are."""
    conditions: list[ColumnElement[bool]] = [true()]
    if filters.priority is not None:
        conditions.append(assessment.c.rank == RANKS[filters.priority])
    if filters.kind is not None:
        conditions.append(assessment.c.kind == filters.kind.value)
    if filters.language is not None:
        conditions.append(assessment.c.language == filters.language)
    if filters.indicator is not None:
        conditions.append(_indicates(connection, filters.indicator))
    return and_(*conditions)


def _indicates(connection: Connection, name: str) -> ColumnElement[bool]:
    hit = and_(indicator.c.indicator_id == name, indicator.c.polarity.in_(_COUNTING))
    few = select(indicator.c.document_key).where(indicator.c.indicator_id == name).limit(COMMON)
    if _count(connection, few) < COMMON:
        return assessment.c.document_key.in_(select(indicator.c.document_key).where(hit))
    return exists().where(indicator.c.document_key == assessment.c.document_key, hit)


def queue(connection: Connection, filters: Filters, limit: int, offset: int) -> list[QueueRow]:
    """The reading list."""
    keys = select(assessment.c.document_key).where(holds(connection, filters)).order_by(*READING_ORDER)
    shown = keys.limit(limit).offset(offset).subquery()  # skipped rows cost nothing but the index
    query = (
        select(
            document.c.id,
            document.c.path,
            document.c.item,
            document.c.text_chars,
            document.c.page_count,
            document.c.ocr,
            assessment.c.kind,
            assessment.c.language,
            assessment.c.priority,
            assessment.c.score,
            assessment.c.reasons,
        )
        .select_from(ASSESSED)
        .where(assessment.c.document_key.in_(select(shown.c.document_key)))
        .order_by(*READING_ORDER)
    )
    return [_queue_row(row) for row in connection.execute(query)]


def _queue_row(row: AnyRow) -> QueueRow:
    return QueueRow(
        id=row.id,
        path=row.path,
        item=row.item,
        kind=Kind(row.kind),
        language=row.language,
        priority=Priority(row.priority) if row.priority else None,
        score=row.score,
        reasons=reasons_of(row.reasons),
        text_chars=row.text_chars,
        page_count=row.page_count,
        ocr=row.ocr,
    )


def ids_in_reading_order(connection: Connection, filters: Filters) -> list[str]:
    """Ids of all documents that hold the filters, in the order of the queue."""
    query = select(assessment.c.document_id).where(holds(connection, filters)).order_by(*READING_ORDER)
    return list(connection.scalars(query))


def find_id(connection: Connection, id_or_prefix: str) -> str:
    """The id that begins so. Raises StoreError if there is none, more than one, or too little was given."""
    prefix = id_or_prefix.strip().lower()
    if len(prefix) < MIN_PREFIX or set(prefix) - set("0123456789abcdef"):
        raise StoreError(f"{id_or_prefix!r} is no document id: give at least {MIN_PREFIX} of its digits (0-9, a-f)")
    query = select(document.c.id).where(document.c.id >= prefix, document.c.id < prefix + "g").limit(2)
    found = list(connection.scalars(query))
    if not found:
        raise StoreError(f"there is no document {id_or_prefix} in the database")
    if len(found) > 1:
        raise StoreError(f"more than one document begins with {id_or_prefix}; give more digits")
    return str(found[0])


def places(connection: Connection, document_id: str) -> list[Place]:
    """Everywhere the document was found."""
    query = (
        select(file.c.path, occurrence.c.item)
        .join(document, document.c.key == occurrence.c.document_key)
        .join(file, file.c.original_id == occurrence.c.original_id)
        .where(document.c.id == document_id)
        .order_by(file.c.depth, file.c.path_key, occurrence.c.item_key)
    )
    return [Place(path=row.path, item=row.item) for row in connection.execute(query)]


def failures(connection: Connection, limit: int | None, offset: int) -> list[FailureRow]:
    """What could not be read, by path."""
    order = (failure.c.path_key, failure.c.item_key, failure.c.id)
    query = select(failure).order_by(*order).limit(limit).offset(offset)
    return [
        FailureRow(
            id=row.id,
            path=row.path,
            item=row.item,
            media_type=row.media_type,
            bytes=row.bytes,
            code=row.code,
            message=row.message,
            seconds=row.seconds,
            attempts=row.attempts,
            original_id=row.original_id,
        )
        for row in connection.execute(query)
    ]


def stage_failures(connection: Connection, limit: int | None) -> list[StageFailureRow]:
    """Documents on which a stage broke, by path."""
    query = (
        select(document.c.id, document.c.path, ledger.c.stage, ledger.c.version, ledger.c.reason, ledger.c.attempts)
        .join(ledger, ledger.c.subject == document.c.id)
        .where(ledger.c.status == "failed", ledger.c.stage != READ)
        .order_by(document.c.path, document.c.id, ledger.c.stage)
        .limit(limit)
    )
    return [
        StageFailureRow(
            document_id=r.id, path=r.path, stage=r.stage, version=r.version, reason=r.reason, attempts=r.attempts
        )
        for r in connection.execute(query)
    ]


def pending_documents(
    connection: Connection, versions: Mapping[str, str], limit: int | None, after: str | None, max_attempts: int
) -> list[str]:
    """Ids of documents with a stage missing or stale, as they came in, so that results are written side by side."""
    current = or_(*(and_(ledger.c.stage == s, ledger.c.version == v) for s, v in versions.items()), literal(False))
    mine = and_(ledger.c.subject == document.c.id, current)
    done = select(func.count()).where(mine, ledger.c.status == "done").scalar_subquery()
    given_up = exists().where(mine, ledger.c.status == "failed", ledger.c.attempts >= max_attempts)
    query = select(document.c.id).where(done < len(versions), not_(given_up))
    if after is not None:
        query = query.where(document.c.key > select(document.c.key).where(document.c.id == after).scalar_subquery())
    return list(connection.scalars(query.order_by(document.c.key).limit(limit)))


def counts(connection: Connection) -> list[Count]:
    """Documents by kind, language and priority."""
    groups = (assessment.c.kind, assessment.c.language, assessment.c.rank)
    query = select(*groups, func.count().label("documents")).group_by(*groups)
    query = query.order_by(assessment.c.kind, assessment.c.language, assessment.c.rank.desc())
    return [
        Count(
            kind=Kind(row.kind),
            language=row.language,
            priority=_BY_RANK.get(row.rank),
            documents=row.documents,
        )
        for row in connection.execute(query)
    ]


def accounting(connection: Connection) -> Accounting:
    """What went in and what became of it."""
    by_code = select(failure.c.code, func.count().label("n")).group_by(failure.c.code).order_by(failure.c.code)
    codes = {row.code: row.n for row in connection.execute(by_code)}
    placed = select(occurrence.c.document_key).join(file, file.c.original_id == occurrence.c.original_id)
    contained, read, failed, pending = _contained(), _read(), _failed(), _pending()
    broken = select(ledger.c.subject).where(ledger.c.status == "failed", ledger.c.stage != READ).distinct()
    return Accounting(
        files=_count(connection, select(file.c.path_key)),
        containers=_count(connection, select(file.c.path_key).where(contained)),
        files_read=_count(connection, select(file.c.path_key).where(read)),
        files_failed=_count(connection, select(file.c.path_key).where(failed)),
        unread=_count(connection, select(file.c.path_key).where(pending, not_(failed))),
        lost=_count(
            connection, select(file.c.path_key).where(not_(contained), not_(read), not_(failed), not_(pending))
        ),
        documents=_count(connection, select(document.c.key)),
        duplicates=_count(connection, placed) - _count(connection, placed.distinct()),
        failures=sum(codes.values()),
        failures_by_code=codes,
        stage_failures=_count(connection, broken),
    )


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _contained() -> ColumnElement[bool]:
    """Other files lay in this file's original."""
    outer, inner = file.alias("outer_file"), file.alias("inner_file")
    parents = select(outer.c.original_id).join(inner, inner.c.parent_key == outer.c.path_key)
    return func.coalesce(file.c.original_id.in_(parents.where(outer.c.original_id.is_not(None))), False)


def _read() -> ColumnElement[bool]:
    return exists().where(occurrence.c.original_id == file.c.original_id)


def _failed() -> ColumnElement[bool]:
    """A failure names this file or its original as a whole, or nothing but failures came out of it."""
    whole = and_(failure.c.item_key == "", failure.c.path_key == file.c.path_key)
    of_original = failure.c.original_id == file.c.original_id
    only_failures = and_(exists().where(of_original), not_(_read()), not_(_contained()))
    return or_(exists().where(whole), exists().where(of_original, failure.c.id == file.c.original_id), only_failures)


def _pending() -> ColumnElement[bool]:
    """Its bytes were never got, or its original's reading never came to an end."""
    return not_(exists().where(ledger.c.subject == file.c.original_id, ledger.c.stage == READ))
