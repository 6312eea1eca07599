"""Documents out of the database, as they went in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, select

from pipeline.document import (
    Assessment,
    Document,
    Entity,
    EntityLabel,
    Indicator,
    Kind,
    Page,
    Paragraph,
    Polarity,
    Priority,
    Problem,
    Reason,
    Source,
    Validation,
)
from pipeline.errors import StoreError
from pipeline.store.codec import decode_alternatives, decode_value, decode_words
from pipeline.store.intake import CHUNK, chunks
from pipeline.store.rows import READ, Loaded, Versions
from pipeline.store.schema import AnyRow, assessment, document, entity, indicator, ledger, page, problem

Rows = Mapping[int, Sequence[AnyRow]]


def load_documents(
    connection: Connection, ids: Sequence[str], versions: Mapping[str, str] | None = None
) -> list[Loaded]:
    """The documents in the order of `ids`; problems of stages stale by `versions` left out.

    Raises StoreError if one is not there.
    """
    found: dict[str, Loaded] = {}
    for chunk in chunks(dict.fromkeys(ids), CHUNK):
        found |= _load(connection, chunk, versions)
    if missing := [name for name in ids if name not in found]:
        raise StoreError(f"there is no document {missing[0]} in the database")
    return [found[name] for name in ids]


def _load(connection: Connection, ids: Sequence[str], versions: Mapping[str, str] | None) -> dict[str, Loaded]:
    heads = {row.key: row for row in connection.execute(select(document).where(document.c.id.in_(ids)))}
    verdicts = _rows(connection, assessment, heads)
    parts = {table.name: _rows(connection, table, heads) for table in (page, problem, entity, indicator)}
    done = _done(connection, ids)
    loaded: dict[str, Loaded] = {}
    for key, head in heads.items():
        verdict = next(iter(verdicts.get(key, ())), None)
        current = done.get(head.id, {})
        stale = set() if versions is None else {s for s in versions if current.get(s) != versions[s]} - {READ}
        made = _document(head, verdict, {name: rows.get(key, ()) for name, rows in parts.items()}, stale)
        loaded[head.id] = Loaded(document=made, done=current, versions=_versions(verdict))
    return loaded


def _rows(connection: Connection, table: Table, keys: Mapping[int, object]) -> Rows:
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    query = select(table).where(table.c.document_key.in_(list(keys))).order_by(*table.primary_key)
    for row in connection.execute(query):
        found[row.document_key].append(row)
    return found


def _done(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    query = select(ledger.c.subject, ledger.c.stage, ledger.c.version).where(
        ledger.c.subject.in_(ids), ledger.c.status == "done", ledger.c.stage != READ
    )
    for subject, stage, version in connection.execute(query):
        found[subject][stage] = version
    return found


def _document(head: AnyRow, verdict: AnyRow | None, parts: Mapping[str, Sequence[AnyRow]], stale: set[str]) -> Document:
    return Document(
        id=head.id,
        source=Source(
            path=head.path,
            media_type=head.media_type,
            item=head.item,
            bytes=head.bytes,
            sent_at=head.sent_at,
            sender=head.sender,
            channel=head.channel,
        ),
        text=head.text,
        kind=Kind(verdict.kind) if verdict else Kind.OTHER,
        language=verdict.language if verdict else "und",
        paragraphs=tuple(Paragraph(start=s, end=e, language=x) for s, e, x in (verdict.paragraphs if verdict else ())),
        pages=tuple(map(_page, parts["page"])),
        entities=_entities(parts["entity"]),
        indicators=tuple(map(_indicator, parts["indicator"])),
        problems=tuple(
            Problem(code=p.code, message=p.message, page=p.page) for p in parts["problem"] if p.stage not in stale
        ),
        assessment=_assessment(verdict),
    )


def _page(row: AnyRow) -> Page:
    return Page(
        number=row.number,
        start=row.start,
        end=row.end,
        width=row.width,
        height=row.height,
        words=decode_words(bytes(row.words)),
        ocr=row.ocr,
    )


def _entities(rows: Sequence[AnyRow]) -> tuple[Entity, ...]:
    """In the order of `Document.with_entities`."""
    return tuple(sorted(map(_entity, rows), key=lambda e: (e.start, e.end, e.label, e.source)))


def _entity(row: AnyRow) -> Entity:
    return Entity(
        start=row.start,
        end=row.end,
        label=EntityLabel(row.label),
        value=decode_value(row.value, row.value_type),
        validation=Validation(row.validation) if row.validation else None,
        source=row.source,
        score=row.score,
        reason=row.reason,
        role=row.role,
        alternatives=decode_alternatives(row.alternatives),
    )


def _indicator(row: AnyRow) -> Indicator:
    return Indicator(
        start=row.start,
        end=row.end,
        id=row.indicator_id,
        stage=row.stage,
        polarity=Polarity(row.polarity),
        score=row.score,
        source=row.source,
        reason=row.reason,
    )


def _assessment(row: AnyRow | None) -> Assessment | None:
    if row is None or row.priority is None:
        return None
    return Assessment(priority=Priority(row.priority), score=row.score, reasons=reasons_of(row.reasons))


def reasons_of(rows: Sequence[Mapping[str, str]]) -> tuple[Reason, ...]:
    """Reasons out of their JSON column."""
    return tuple(Reason(uk=r["uk"], en=r["en"]) for r in rows)


def _versions(row: AnyRow | None) -> Versions | None:
    if row is None or row.sito is None:
        return None
    return Versions(sito=row.sito, taxonomy=row.taxonomy, policy=row.policy, models=row.models)
