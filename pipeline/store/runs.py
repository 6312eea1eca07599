"""Runs of commands: when they began and ended, with which versions, and what they counted."""

from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import Connection, select, update

from pipeline.errors import StoreError
from pipeline.store.intake import now
from pipeline.store.rows import RunRow
from pipeline.store.schema import run


def start(connection: Connection, command: str, versions: Mapping[str, str]) -> str:
    """The id of a new run."""
    run_id = uuid4().hex
    row = {"id": run_id, "command": command, "started_at": now(), "versions": dict(versions), "counts": {}}
    connection.execute(run.insert(), row)
    return run_id


def finish(connection: Connection, run_id: str, counts: Mapping[str, int]) -> None:
    """Note the end of a run. Raises StoreError if there is no such run."""
    done = update(run).where(run.c.id == run_id).values(finished_at=now(), counts=dict(counts))
    if connection.execute(done).rowcount == 0:
        raise StoreError(f"there is no run {run_id} in the database")


def latest(connection: Connection, limit: int) -> list[RunRow]:
    """The latest runs, newest first."""
    query = select(run).order_by(run.c.started_at.desc(), run.c.id).limit(limit)
    return [
        RunRow(
            id=row.id,
            command=row.command,
            started_at=row.started_at,
            finished_at=row.finished_at,
            versions=row.versions,
            counts=row.counts,
        )
        for row in connection.execute(query)
    ]
