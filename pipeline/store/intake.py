"""Files and originals: what came in, and which of it is still to be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.document import Failure
from pipeline.store.codec import short_key
from pipeline.store.rows import READ, FileSeen, Original
from pipeline.store.schema import AnyRow, failure, file, ledger, original

CHUNK = 1_000
"""Rows a statement: the measured sweet spot of both databases (benchmarks in docs/database.md)."""

T = TypeVar("T")

_FILE_COLUMNS = (
    file.c.path,
    file.c.original_id,
    file.c.size,
    file.c.mtime_ns,
    file.c.parent,
    file.c.depth,
    file.c.bytes_allowed,
    file.c.members_allowed,
)


def now() -> str:
    """This moment, ISO 8601 in UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def chunks(rows: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The rows in lists of `size`."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    update: Collection[str],
    *,
    computed: Mapping[str, ColumnElement[Any]] | None = None,
) -> None:
    """Insert rows; of those whose primary key is there already, set the columns `update`. Without these, leave them."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    keys = list(table.primary_key)
    if update:
        new = {name: statement.excluded[name] for name in update} | dict(computed or {})
        statement = statement.on_conflict_do_update(index_elements=keys, set_=new)
    else:
        statement = statement.on_conflict_do_nothing()
    ordered = sorted(rows, key=lambda row: tuple(str(row.get(k.name)) for k in keys))  # two writers lock in one order
    connection.execute(statement, ordered)


def add_originals(connection: Connection, originals: Iterable[Original]) -> None:
    """Note originals that are not known yet."""
    moment = now()
    rows = [
        {"id": o.id, "bytes": o.bytes, "media_type": o.media_type, "stored_at": moment}
        for o in {o.id: o for o in originals}.values()
    ]
    upsert(connection, original, rows, ())


def add_files(connection: Connection, files: Sequence[FileSeen], run_id: str) -> None:
    """Note files and their originals; a file with an original sheds the failure to get at it."""
    add_originals(connection, (Original(id=f.original_id, bytes=f.bytes) for f in files if f.original_id))
    rows = [_file_row(f, run_id) for f in {f.path: f for f in files}.values()]
    kept = {"path_key", "path", "first_run"}
    upsert(connection, file, rows, [column.name for column in file.columns if column.name not in kept])
    got = [row["path_key"] for row in rows if row["original_id"]]
    if got:
        connection.execute(delete(failure).where(failure.c.path_key.in_(got), failure.c.original_id.is_(None)))


def _file_row(seen: FileSeen, run_id: str) -> dict[str, Any]:
    return {
        "path_key": short_key(seen.path),
        "path": seen.path,
        "original_id": seen.original_id,
        "parent": seen.parent,
        "parent_key": None if seen.parent is None else short_key(seen.parent),
        "size": seen.bytes,
        "mtime_ns": seen.mtime_ns,
        "depth": seen.depth,
        "bytes_allowed": seen.bytes_allowed,
        "members_allowed": seen.members_allowed,
        "first_run": run_id,
        "last_run": run_id,
    }


def add_failures(
    connection: Connection,
    failures: Sequence[Failure],
    run_id: str,
    *,
    original_id: str | None = None,
    outer: Collection[str] = (),
    seconds: float = 0.0,
    attempts: int = 1,
) -> None:
    """Note failures, and as files those of their paths that are no known files yet (`outer`: which they may lie in)."""
    rows = [
        {
            "id": f.id,
            "path_key": short_key(f.source.path),
            "item_key": short_key(f.source.item or ""),
            "original_id": original_id,
            "path": f.source.path,
            "item": f.source.item,
            "media_type": f.source.media_type,
            "bytes": f.source.bytes,
            "code": str(f.code),
            "message": f.message,
            "seconds": seconds,
            "attempts": attempts,
            "run_id": run_id,
        }
        for f in {(f.id, f.source.path, f.source.item): f for f in failures}.values()
    ]
    kept = {"id", "path_key", "item_key", "path", "item"}
    update = [column.name for column in failure.columns if column.name not in kept]
    again = {} if original_id else {"attempts": failure.c.attempts + 1}
    upsert(connection, failure, rows, update, computed=again)
    sources = {f.source.path: f.source for f in failures}
    unseen = [FileSeen(path=p, original_id=None, bytes=s.bytes, parent=_outer(p, outer)) for p, s in sources.items()]
    upsert(connection, file, [_file_row(u, run_id) for u in unseen], ())


def _outer(path: str, outer: Collection[str]) -> str | None:
    """That of the files `outer` in which the file at `path` lies, if one is."""
    return max((o for o in outer if path.startswith(o + "/")), key=len, default=None)


def known_files(connection: Connection, paths: Collection[str]) -> dict[str, FileSeen]:
    """Those of the paths that were met before."""
    found: dict[str, FileSeen] = {}
    for chunk in chunks(paths):
        query = select(*_FILE_COLUMNS).where(file.c.path_key.in_([short_key(path) for path in chunk]))
        found |= {row.path: _file_seen(row) for row in connection.execute(query)}
    return found


def original_files(connection: Connection, original_ids: Collection[str]) -> dict[str, tuple[FileSeen, ...]]:
    """For each original the files that hold it, outermost first."""
    found: defaultdict[str, list[FileSeen]] = defaultdict(list)
    for chunk in chunks(original_ids):
        query = select(*_FILE_COLUMNS).where(file.c.original_id.in_(chunk)).order_by(file.c.depth, file.c.path_key)
        for row in connection.execute(query):
            found[row.original_id].append(_file_seen(row))
    return {key: tuple(files) for key, files in found.items()}


def _file_seen(row: AnyRow) -> FileSeen:
    path, original_id, size, mtime_ns, parent, depth, bytes_allowed, members_allowed = row
    return FileSeen(
        path=path,
        original_id=original_id,
        bytes=size,
        mtime_ns=mtime_ns,
        parent=parent,
        depth=depth,
        bytes_allowed=bytes_allowed,
        members_allowed=members_allowed,
    )


def pending_originals(
    connection: Connection, version: str, limit: int | None, retry_codes: Collection[str], max_attempts: int
) -> list[str]:
    """Ids of originals this version has not read, or failed on in a way that may pass."""
    settled = select(1).where(
        ledger.c.subject == original.c.id,
        ledger.c.stage == READ,
        ledger.c.version == version,
        or_(ledger.c.status == "done", ledger.c.reason.not_in(retry_codes), ledger.c.attempts >= max_attempts),
    )
    query = select(original.c.id).where(~settled.exists()).order_by(original.c.id).limit(limit)
    return list(connection.scalars(query))
