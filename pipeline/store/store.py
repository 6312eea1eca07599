"""The analysis database, SQLite or PostgreSQL by URL: what was met, read and found, and what is left to do."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import Any

from sqlalchemy import Engine

from pipeline.document import Document, Failure, Source
from pipeline.record import failure_record, record
from pipeline.store import intake, loading, results, runs, search, views
from pipeline.store.engine import check_migrated, make_engine, reading_from, write
from pipeline.store.query import parse_query
from pipeline.store.reading import Reading
from pipeline.store.rows import (
    Accounting,
    Count,
    FailureRow,
    FileSeen,
    Filters,
    Hit,
    Loaded,
    Original,
    Place,
    QueueRow,
    Result,
    RunRow,
    StageFailureRow,
    Versions,
)
from pipeline.store.terms import Analyzer, Terms, Translations, plain_terms

ALL = Filters()
RETRY_CODES = ("timeout", "out_of_memory", "reader_died")
"""Failures to read that may pass when the machine is less busy."""
EXPORT_BATCH = 200


def open_store(url: str, *, terms: Terms | None = None, translations: Translations | None = None) -> "Store":
    """The store at `url` ("sqlite:////folder/sito.db", "postgresql+psycopg://…"), to be used in a `with`.

    Args: `terms` gives the dictionary forms of a word (without it words are only lower-cased); `translations`
    gives for a dictionary form those of the other language, for `search(other_language=True)`.

    Raises StoreError if the database is absent, locked, not migrated, or of a newer version.
    """
    engine = make_engine(url)
    try:
        check_migrated(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, terms or plain_terms, translations or {})


class Store:
    """The database behind one engine. Every writing method is one transaction, done again if the database was busy."""

    def __init__(self, engine: Engine, terms: Terms = plain_terms, translations: Translations | None = None) -> None:
        self.engine = engine
        self.analyzer = Analyzer(terms)
        self.translations: Translations = translations or {}

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    # Runs

    def start_run(self, command: str, versions: Mapping[str, str]) -> str:
        """The id of a new run."""
        return write(self.engine, lambda connection: runs.start(connection, command, versions))

    def finish_run(self, run_id: str, counts: Mapping[str, int]) -> None:
        """Note the end of a run and its counts."""
        write(self.engine, lambda connection: runs.finish(connection, run_id, counts))

    def runs(self, limit: int = 20) -> list[RunRow]:
        """The latest runs, newest first. One without `finished_at` is under way or was killed."""
        with reading_from(self.engine) as connection:
            return runs.latest(connection, limit)

    # What came in

    def known_files(self, paths: Collection[str]) -> dict[str, FileSeen]:
        """Those of the paths that were met before, so that an unchanged file need not be hashed again."""
        with reading_from(self.engine) as connection:
            return intake.known_files(connection, paths)

    def add_files(self, files: Iterable[FileSeen], run_id: str) -> None:
        """Note files as met in this run, and their originals. A known path gets its new content."""
        for chunk in intake.chunks(files):
            write(self.engine, lambda connection, rows=chunk: intake.add_files(connection, rows, run_id))  # type: ignore[misc]

    def add_originals(self, originals: Iterable[Original]) -> None:
        """Note bytes that lie in the store of originals; known ones stay."""
        for chunk in intake.chunks(originals):
            write(self.engine, lambda connection, rows=chunk: intake.add_originals(connection, rows))  # type: ignore[misc]

    def add_failures(self, failures: Iterable[Failure], run_id: str) -> None:
        """Note files that could not even be put to the originals (a symlink, no permission); cleared when they can."""
        rows = list(failures)
        write(self.engine, lambda connection: intake.add_failures(connection, rows, run_id))

    def pending_originals(
        self,
        read_version: str,
        *,
        limit: int | None = None,
        retry_codes: Collection[str] = RETRY_CODES,
        max_attempts: int = 3,
    ) -> list[str]:
        """Ids of originals this version has not read, or failed on with one of `retry_codes` and has attempts left."""
        with reading_from(self.engine) as connection:
            return intake.pending_originals(connection, read_version, limit, retry_codes, max_attempts)

    def original_files(self, original_ids: Collection[str]) -> dict[str, tuple[FileSeen, ...]]:
        """For each original the files that hold it, outermost first."""
        with reading_from(self.engine) as connection:
            return intake.original_files(connection, original_ids)

    # Reading

    def reading(self, original_id: str, *, version: str, run_id: str) -> Reading:
        """The reading of an original in chunks, each a transaction: `add` … `add`, `finish`."""
        return Reading(self.engine, original_id, version=version, run_id=run_id)

    def save_reading(
        self,
        original_id: str,
        documents: Iterable[Document] = (),
        failures: Iterable[Failure] = (),
        children: Iterable[FileSeen] = (),
        *,
        seconds: float,
        version: str,
        run_id: str,
    ) -> None:
        """All that was read from an original, one transaction for each 1,000 documents. Repeating it changes nothing.

        A failure whose id is the original's own and that names no item says that the file as a whole failed.
        """
        reading = self.reading(original_id, version=version, run_id=run_id)
        source = iter(documents)
        chunk = list(islice(source, intake.CHUNK))
        while following := list(islice(source, intake.CHUNK)):
            reading.add(chunk)
            chunk = following
        reading.finish(seconds=seconds, documents=chunk, failures=list(failures), children=list(children))

    # Processing

    def pending_documents(
        self, versions: Mapping[str, str], *, limit: int | None = None, after: str | None = None, max_attempts: int = 3
    ) -> list[str]:
        """Ids, as they came in, of documents with a stage of `versions` (effective ones) missing or stale.

        `after` is the last id of the page before. A document on which a stage broke `max_attempts` times at this
        version is left alone.
        """
        with reading_from(self.engine) as connection:
            return views.pending_documents(connection, versions, limit, after, max_attempts)

    def load_documents(self, ids: Sequence[str], *, versions: Mapping[str, str] | None = None) -> list[Loaded]:
        """The documents in the order of `ids`. With `versions`, problems found by stale stages are left out.

        Raises StoreError if one is not there.
        """
        with reading_from(self.engine) as connection:
            return loading.load_documents(connection, ids, versions)

    def save_results(self, batch: Sequence[Result], run_id: str, *, made_by: Versions) -> None:
        """Keep a batch of results in one transaction, with the ledger's rows, in place of the stages' earlier results.

        Stages own: "identifiers", "names" (any) the entities whose source begins so, "indicators" the indicators,
        each its problems; kind, language and assessment are written as they are. Raises StoreError if a document
        was never read.
        """
        if not batch:
            return
        with reading_from(self.engine) as connection:
            terms = results.analysed(connection, batch, self.analyzer)
        write(self.engine, lambda connection: results.save_results(connection, batch, terms, run_id, made_by))

    # The analyst's views

    def queue(self, filters: Filters = ALL, *, limit: int = 50, offset: int = 0) -> list[QueueRow]:
        """The reading list: by priority, then score, then id; what is not assessed yet comes last."""
        with reading_from(self.engine) as connection:
            return views.queue(connection, filters, limit, offset)

    def document(self, id_or_prefix: str) -> Loaded:
        """The document with this id, or the only one that begins with these at least 6 digits.

        Raises StoreError if there is none or more than one.
        """
        with reading_from(self.engine) as connection:
            return loading.load_documents(connection, [views.find_id(connection, id_or_prefix)])[0]

    def places(self, document_id: str) -> list[Place]:
        """Everywhere the document was found."""
        with reading_from(self.engine) as connection:
            return views.places(connection, document_id)

    def failures(self, *, limit: int | None = None, offset: int = 0) -> list[FailureRow]:
        """What could not be read, by path."""
        with reading_from(self.engine) as connection:
            return views.failures(connection, limit, offset)

    def stage_failures(self, *, limit: int | None = None) -> list[StageFailureRow]:
        """Documents on which a stage broke, by path."""
        with reading_from(self.engine) as connection:
            return views.stage_failures(connection, limit)

    def search(
        self,
        query: str,
        filters: Filters = ALL,
        *,
        other_language: bool = False,
        limit: int = 20,
        offset: int = 0,
    ) -> list[Hit]:
        """Documents with all the words of the query in any form, by priority, score and id.

        "Words in quotes" must follow each other. Numbers and names in any notation (067 123-45-67, @name,
        t.me/name) find the same identifier however it was written.
        """
        sought = parse_query(query, self.analyzer, self.translations if other_language else None)
        if not sought:
            return []
        with reading_from(self.engine) as connection:
            return search.search(connection, sought, filters, self.analyzer, limit, offset)

    def accounting(self) -> Accounting:
        """What went in and what became of it."""
        with reading_from(self.engine) as connection:
            return views.accounting(connection)

    def counts(self) -> list[Count]:
        """Documents by kind, language and priority."""
        with reading_from(self.engine) as connection:
            return views.counts(connection)

    # Out

    def iter_documents(self, filters: Filters = ALL) -> Iterator[Loaded]:
        """All documents in the order of the queue, a few hundred in memory at a time."""
        with reading_from(self.engine) as connection:
            ids = views.ids_in_reading_order(connection, filters)
        for chunk in intake.chunks(ids, EXPORT_BATCH):
            yield from self.load_documents(chunk)

    def iter_records(self, filters: Filters = ALL, *, language: str = "uk") -> Iterator[dict[str, Any]]:
        """Result records (contract.md) in the order of the queue; without filters, the failure records after them."""
        for loaded in self.iter_documents(filters):
            yield record(loaded.document, contract_versions(loaded.versions), language)
        if filters == ALL:
            yield from (failure_record(_as_failure(row)) for row in self.failures())


def contract_versions(versions: Versions | None) -> dict[str, Any]:
    """Versions as the contract's record has them; empty strings while a document is not processed."""
    if versions is None:
        return {"sito": "", "taxonomy": "", "models": {}}
    return {"sito": versions.sito, "taxonomy": versions.taxonomy, "models": dict(versions.models)}


def _as_failure(row: FailureRow) -> Failure:
    source = Source(path=row.path, media_type=row.media_type, item=row.item, bytes=row.bytes)
    return Failure(id=row.id, source=source, code=row.code, message=row.message)
