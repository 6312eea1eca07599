"""The reading of an original: everything a reader found in it, kept so that repeating it changes nothing."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, and_, delete, not_, select

from pipeline.document import Document, Failure
from pipeline.store.documents import add_documents, drop_stale
from pipeline.store.engine import write
from pipeline.store.intake import add_failures, add_files, now, original_files, upsert
from pipeline.store.rows import READ, FileSeen
from pipeline.store.schema import failure, ledger


class Reading:
    """The reading of one original, in several transactions if it is long. If it is not finished, it is done again."""

    def __init__(self, engine: Engine, original_id: str, *, version: str, run_id: str) -> None:
        self.engine = engine
        self.original_id = original_id
        self.version = version
        self.run_id = run_id
        self._broken: str | None = None

    def add(
        self,
        documents: Sequence[Document] = (),
        failures: Sequence[Failure] = (),
        children: Sequence[FileSeen] = (),
    ) -> None:
        """Keep these at once, in one transaction. Children's bytes must be in the originals already."""
        write(self.engine, lambda connection: self._add(connection, documents, failures, children, 0.0))
        self._note_broken(failures)

    def finish(
        self,
        *,
        seconds: float,
        documents: Sequence[Document] = (),
        failures: Sequence[Failure] = (),
        children: Sequence[FileSeen] = (),
    ) -> None:
        """Keep these last ones, and note the original as read, in one transaction.

        What an earlier version of the reader found in it and this one did not goes away, if this one succeeded.
        """
        self._note_broken(failures)

        def work(connection: Connection) -> None:
            self._add(connection, documents, failures, children, seconds)
            self._settle(connection, seconds)

        write(self.engine, work)

    def _note_broken(self, failures: Sequence[Failure]) -> None:
        whole = (f.code for f in failures if f.id == self.original_id and f.source.item is None)
        self._broken = next(whole, self._broken)

    def _add(
        self,
        connection: Connection,
        documents: Sequence[Document],
        failures: Sequence[Failure],
        children: Sequence[FileSeen],
        seconds: float,
    ) -> None:
        add_files(connection, children, self.run_id)
        add_documents(connection, self.original_id, self.version, documents)
        if failures:
            files = original_files(connection, [self.original_id]).get(self.original_id, ())
            add_failures(
                connection,
                failures,
                self.run_id,
                original_id=self.original_id,
                outer=[f.path for f in files],
                seconds=seconds,
                attempts=self._attempts(connection),
            )

    def _attempts(self, connection: Connection) -> int:
        """Which attempt of this version this one is."""
        row = and_(ledger.c.subject == self.original_id, ledger.c.stage == READ, ledger.c.version == self.version)
        return (connection.scalar(select(ledger.c.attempts).where(row)) or 0) + 1

    def _settle(self, connection: Connection, seconds: float) -> None:
        attempts = self._attempts(connection)
        current = and_(failure.c.run_id == self.run_id, failure.c.attempts == attempts)
        connection.execute(delete(failure).where(failure.c.original_id == self.original_id, not_(current)))
        if self._broken is None:
            drop_stale(connection, self.original_id, self.version)
        row = {
            "subject": self.original_id,
            "stage": READ,
            "version": self.version,
            "status": "done" if self._broken is None else "failed",
            "attempts": attempts,
            "reason": self._broken,
            "seconds": seconds,
            "run_id": self.run_id,
            "updated_at": now(),
        }
        upsert(connection, ledger, [row], [name for name in row if name not in ("subject", "stage")])
