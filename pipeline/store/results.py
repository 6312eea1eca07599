"""What the stages made of documents, kept batch by batch; each stage's earlier results are replaced."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from pipeline.document import Document, Problem
from pipeline.errors import StoreError
from pipeline.store import search_index
from pipeline.store.bulk import Row, insert_rows
from pipeline.store.codec import encode_alternatives, encode_value, value_key
from pipeline.store.intake import now
from pipeline.store.rows import Result, Versions
from pipeline.store.schema import RANKS, UNASSESSED, assessment, document, entity, indicator, ledger, problem
from pipeline.store.terms import Analyzer

log = logging.getLogger(__name__)

INDICATORS = "indicators"
LANGUAGE = "language"
"""The stage whose answer decides how words are analysed, so a new answer means a new index entry."""
SEARCH = "search"
INCOMPLETE = Problem(
    code="search_incomplete",
    message="The document has too many different words; the search finds it by the first ones only.",
)


class _Known(NamedTuple):
    """What the database has of a batch before it is written."""

    keys: Mapping[str, int]
    ledger: Mapping[str, Mapping[str, tuple[str, int]]]
    problems: Mapping[int, Sequence[tuple[str, Problem]]]
    indexed: set[int]


Analysed = Mapping[str, tuple[list[str], bool]]
"""By document id: its search terms, and whether all found room."""


def analysed(connection: Connection, results: Sequence[Result], analyzer: Analyzer) -> Analysed:
    """The search terms of the documents whose index entry is missing or stale, to be had before the writing begins."""
    ids = [r.document.id for r in results]
    keys = {
        row.key: row.id
        for row in connection.execute(select(document.c.id, document.c.key).where(document.c.id.in_(ids)))
    }
    fresh = {keys[key] for key in search_index.indexed(connection, list(keys))}
    wanted = [r.document for r in results if LANGUAGE in _ran(r) or r.document.id not in fresh]
    return {d.id: search_index.terms_of(d, analyzer) for d in wanted}


def save_results(
    connection: Connection, results: Sequence[Result], terms: Analysed, run_id: str, made_by: Versions
) -> None:
    """Keep a batch, in this transaction. Raises StoreError if a document of it was never read."""
    latest = {r.document.id: r for r in results}
    known = _known(connection, sorted(latest))
    if missing := sorted(set(latest) - set(known.keys)):
        raise StoreError(f"{len(missing)} documents of a batch are not in the database, the first is {missing[0]}")
    batch = sorted(latest.values(), key=lambda r: known.keys[r.document.id])
    _replace_entities(connection, batch, known)
    _replace_indicators(connection, batch, known)
    _replace_assessments(connection, batch, known, made_by)
    incomplete = _replace_terms(connection, batch, known, terms)
    _replace_problems(connection, batch, known, incomplete)
    _replace_ledger(connection, batch, known, run_id)


def _known(connection: Connection, ids: Sequence[str]) -> _Known:
    query = select(document.c.id, document.c.key).where(document.c.id.in_(ids)).order_by(document.c.id)
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(key_share=True)  # two writers of one document wait for each other
    keys: dict[str, int] = {row.id: row.key for row in connection.execute(query)}
    rows: defaultdict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    columns = (ledger.c.subject, ledger.c.stage, ledger.c.version, ledger.c.attempts)
    for subject, stage, version, attempts in connection.execute(select(*columns).where(ledger.c.subject.in_(ids))):
        rows[subject][stage] = (version, attempts)
    problems: defaultdict[int, list[tuple[str, Problem]]] = defaultdict(list)
    query = select(problem).where(problem.c.document_key.in_(list(keys.values()))).order_by(problem.c.n)
    for row in connection.execute(query):
        found = Problem(code=row.code, message=row.message, page=row.page)
        problems[row.document_key].append((row.stage, found))
    return _Known(keys, rows, problems, search_index.indexed(connection, list(keys.values())))


def _ran(result: Result) -> list[str]:
    return [stage.name for stage in result.stages]


def _again(result: Result, known: _Known) -> list[str]:
    """Stages that ran on this document before, whose results must go."""
    return [name for name in _ran(result) if name in known.ledger.get(result.document.id, ())]


def _replace_entities(connection: Connection, batch: Sequence[Result], known: _Known) -> None:
    old = [{"key": known.keys[r.document.id], "of_stage": stage} for r in batch for stage in _again(r, known)]
    if old:
        mine = (entity.c.document_key == bindparam("key")) & (entity.c.stage == bindparam("of_stage"))
        connection.execute(delete(entity).where(mine), old)
    insert_rows(connection, entity, (row for r in batch for row in _entity_rows(r, known.keys[r.document.id])))


def _entity_rows(result: Result, key: int) -> Iterable[Row]:
    ran = set(_ran(result))
    counts: defaultdict[str, int] = defaultdict(int)
    for e in result.document.entities:
        stage = e.source.partition(".")[0]
        if stage not in ran:
            continue
        value, value_type = encode_value(e.value)
        yield (
            key,
            stage,
            counts[stage],
            e.start,
            e.end,
            e.label.value,
            value,
            value_type,
            value_key(e.label, e.value),
            e.validation.value if e.validation else None,
            e.source,
            e.score,
            e.reason,
            e.role,
            encode_alternatives(e.alternatives),
        )
        counts[stage] += 1


def _replace_indicators(connection: Connection, batch: Sequence[Result], known: _Known) -> None:
    ran = [r for r in batch if INDICATORS in _ran(r)]
    old = [{"key": known.keys[r.document.id]} for r in ran if INDICATORS in _again(r, known)]
    if old:
        connection.execute(delete(indicator).where(indicator.c.document_key == bindparam("key")), old)
    rows = (
        (known.keys[r.document.id], n, i.start, i.end, i.id, i.stage, i.polarity.value, i.score, i.source, i.reason)
        for r in ran
        for n, i in enumerate(r.document.indicators)
    )
    insert_rows(connection, indicator, rows)


def _replace_assessments(connection: Connection, batch: Sequence[Result], known: _Known, made_by: Versions) -> None:
    keys = [{"key": known.keys[r.document.id]} for r in batch]
    connection.execute(delete(assessment).where(assessment.c.document_key == bindparam("key")), keys)
    moment = now()
    rows = (_assessment_row(known.keys[r.document.id], r.document, made_by, moment) for r in batch)
    insert_rows(connection, assessment, rows)


def _assessment_row(key: int, d: Document, made_by: Versions, moment: str) -> Row:
    verdict = d.assessment
    return (
        key,
        d.id,
        d.kind.value,
        d.language,
        [[p.start, p.end, p.language] for p in d.paragraphs],
        RANKS[verdict.priority] if verdict else UNASSESSED,
        verdict.priority.value if verdict else None,
        verdict.score if verdict else None,
        [{"uk": reason.uk, "en": reason.en} for reason in verdict.reasons] if verdict else [],
        made_by.sito,
        made_by.taxonomy,
        made_by.policy,
        dict(made_by.models),
        moment,
    )


def _replace_terms(connection: Connection, batch: Sequence[Result], known: _Known, terms: Analysed) -> set[int]:
    """Keys of documents whose terms did not all find room."""
    wanted: dict[int, list[str]] = {}
    incomplete: set[int] = set()
    for r in batch:
        key = known.keys[r.document.id]
        if r.document.id not in terms:
            if any(stage == SEARCH for stage, _ in known.problems.get(key, ())):
                incomplete.add(key)
            continue
        wanted[key], complete = terms[r.document.id]
        if not complete:
            incomplete.add(key)
    if incomplete:
        log.warning("%d documents have more terms than the index takes", len(incomplete))
    search_index.write_terms(connection, wanted)
    return incomplete


def _replace_problems(connection: Connection, batch: Sequence[Result], known: _Known, incomplete: set[int]) -> None:
    rows: list[Row] = []
    stale: list[dict[str, Any]] = []
    for r in batch:
        key = known.keys[r.document.id]
        before = known.problems.get(key, ())
        after = [*_owned_problems(r, before), *([(SEARCH, INCOMPLETE)] if key in incomplete else [])]
        if after == list(before):
            continue
        stale.append({"key": key})
        rows += [(key, n, stage, p.code, p.message, p.page) for n, (stage, p) in enumerate(after)]
    if stale:
        connection.execute(delete(problem).where(problem.c.document_key == bindparam("key")), stale)
    insert_rows(connection, problem, rows)


def _owned_problems(result: Result, before: Sequence[tuple[str, Problem]]) -> list[tuple[str, Problem]]:
    """The document's problems with the stage each belongs to; those of stages that did not run are kept."""
    ran = _ran(result)
    named = {p: stage for stage, problems in result.problems.items() for p in problems}
    kept = {p: stage for stage, p in before if stage not in ran and stage != SEARCH}
    owner = ran[-1] if ran else (result.failed.name if result.failed else "")
    present = [p for p in result.document.problems if p != INCOMPLETE]
    order = dict.fromkeys([*(p for p in kept if p not in present), *present])
    return [(named.get(p) or kept.get(p) or owner, p) for p in order]


def _replace_ledger(connection: Connection, batch: Sequence[Result], known: _Known, run_id: str) -> None:
    moment = now()
    rows: list[Row] = []
    for r in batch:
        before = known.ledger.get(r.document.id, {})
        ended: list[tuple[str, str, str, str | None, float]] = [
            (s.name, s.version, "done", None, s.seconds) for s in r.stages
        ]
        if r.failed:
            ended.append((r.failed.name, r.failed.version, "failed", r.failed.reason, r.failed.seconds))
        for stage, version, status, reason, seconds in ended:
            old_version, attempts = before.get(stage, ("", 0))
            count = attempts + 1 if version == old_version else 1
            rows.append((r.document.id, stage, version, status, count, reason, seconds, run_id, moment))
    old = [{"of": row[0], "in_stage": row[1]} for row in rows if row[1] in known.ledger.get(row[0], ())]
    if old:
        mine = (ledger.c.subject == bindparam("of")) & (ledger.c.stage == bindparam("in_stage"))
        connection.execute(delete(ledger).where(mine), old)
    insert_rows(connection, ledger, rows)
