"""The flow `ingest`: folders in, analysed documents out. Tasks carry batches of references; the ledger is truth."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from prefect import flow, runtime, task
from prefect.artifacts import create_image_artifact, create_markdown_artifact
from prefect.futures import PrefectFuture, as_completed

from flows import batch
from flows.assemble import assemble
from flows.batch import AnalysedCount, ReadCount
from flows.console import say
from flows.orchestration import task_runner
from flows.report import RunReport, report_markdown, report_picture
from flows.scan import Found, failure, scan
from flows.workspace import open_database, workspace
from pipeline.document import Failure
from pipeline.errors import ReadError, TriageError
from pipeline.readers import READ_VERSION
from pipeline.settings import Settings, settings_from_environment
from pipeline.store import FileSeen, Originals, Store, open_originals

Progress = Callable[[str, int, int], None]
"""Called with a message key, how much is done and how much there is."""

watcher: ContextVar[Progress] = ContextVar("watcher", default=lambda _key, _done, _total: None)
"""Who is told of the progress of a flow run in this process (the command line's bar)."""

T = TypeVar("T")

WORKER_LOST = (
    "A worker process was ended from outside, perhaps for want of memory. What is done is kept: "
    "run the command again, with fewer --jobs if this repeats."
)
DATABASE_VARIABLE = "SITO_DATABASE"
FILES_AT_ONCE = 500
READS_A_TASK = 100
TASKS_A_WORKER = 8
WAITING = 2  # tasks handed to Prefect beside those that run, so that no worker stands idle


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What this run did itself."""

    files: int
    read: ReadCount
    analysed: AnalysedCount
    scan_seconds: float


@task(
    name="read",
    task_run_name=lambda: _named("read"),
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, s: _is_store(s),
)
def read_task(settings: Settings, ids: Sequence[str], run_id: str) -> ReadCount:
    """Read a batch of originals into documents."""
    return batch.read_originals(workspace(settings), ids, run_id)


@task(
    name="analyse",
    task_run_name=lambda: _named("analyse"),
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=lambda _t, _r, s: _is_store(s),
)
def analyse_task(settings: Settings, ids: Sequence[str], run_id: str) -> AnalysedCount:
    """Run the stale stages on a batch of documents."""
    return batch.analyse_documents(workspace(settings), ids, run_id)


def _named(verb: str) -> str:
    """A task run's name in Prefect's interface: what it does with how many."""
    return f"{verb} {len(runtime.task_run.parameters['ids'])}"


def _is_store(state: object) -> bool:
    """Whether a task failed because the database was away: the only thing worth trying again. A full disk stays so."""
    message = str(getattr(state, "message", ""))
    return "StoreError" in message and "full" not in message


def run_ingest(paths: Sequence[Path], settings: Settings, *, command: str = "ingest") -> RunReport:
    """Run the flow on `paths` (none: only what is pending in the database) with these settings' task runner.

    The database goes by environment, not as a parameter: Prefect keeps parameters and shows them, and a URL may hold
    a password.
    """
    named = ingest.with_options(name=command, task_runner=task_runner(settings))
    before = os.environ.get(DATABASE_VARIABLE)
    os.environ[DATABASE_VARIABLE] = settings.database
    try:
        report: RunReport = named(
            [str(p) for p in paths],
            home=str(settings.home),
            profile=settings.profile,
            pack=str(settings.pack),
            jobs=settings.jobs,
        )
    finally:
        os.environ.pop(DATABASE_VARIABLE)
        if before is not None:
            os.environ[DATABASE_VARIABLE] = before
    return report


@flow(name="ingest", persist_result=False)
def ingest(
    paths: list[str],
    home: str | None = None,
    database: str | None = None,
    profile: str | None = None,
    pack: str | None = None,
    jobs: int | None = None,
) -> RunReport:
    """Scan, read, analyse, report. What is not given comes from the SITO_* environment variables."""
    started = time.perf_counter()
    settings = settings_from_environment(
        home=Path(home) if home else None,
        database=database,
        profile=profile,
        pack=Path(pack) if pack else None,
        jobs=jobs,
    )
    with open_database(settings) as store:
        run_id = store.start_run("ingest", {"read": READ_VERSION, **assemble(settings).versions})
        scan_started = time.perf_counter()
        files = take_in(store, [Path(p) for p in paths], settings, run_id)
        scan_seconds = time.perf_counter() - scan_started
        read = _read(store, settings, run_id)
        analysed = _analyse(store, settings, run_id)
        tally = Tally(files=files, read=read, analysed=analysed, scan_seconds=scan_seconds)
        report = summarise(store, run_id, tally, time.perf_counter() - started)
        store.finish_run(run_id, {"files": files, "read": read.originals, "analysed": analysed.documents})
    _publish(report)
    return report


def take_in(store: Store, paths: list[Path], settings: Settings, run_id: str) -> int:
    """Keep the originals of all files below `paths` and note where they lie; how many were met."""
    originals = open_originals(settings.originals)
    met = 0
    for some in _batched(scan(paths, settings.limits, settings.home), FILES_AT_ONCE):
        known = store.known_files([f.name for f in some if isinstance(f, Found)])
        kept = [_keep(x, known.get(x.name), originals) if isinstance(x, Found) else x for x in some]
        store.add_files([x for x in kept if isinstance(x, FileSeen)], run_id)
        store.add_failures([x for x in kept if isinstance(x, Failure)], run_id)
        met += len(some)
        watcher.get()("ingest.scan", met, met)
    return met


def _keep(found: Found, before: FileSeen | None, originals: Originals) -> FileSeen | Failure:
    """The file with its original, which is in the store now; a failure if its bytes cannot be had."""
    if before and before.original_id and (before.bytes, before.mtime_ns) == (found.size, found.mtime_ns):
        return before
    try:
        sha256, size = originals.put(found.path)
    except ReadError as error:
        return failure(found.name, error.code, error.message, found.size)
    return FileSeen(path=found.name, original_id=sha256, bytes=size, mtime_ns=found.mtime_ns)


def _read(store: Store, settings: Settings, run_id: str) -> ReadCount:
    ids = store.pending_originals(READ_VERSION)
    batches = _batched(ids, _size(len(ids), settings, READS_A_TASK))
    total = ReadCount()
    for result in _results(lambda some: read_task.submit(settings, some, run_id), batches, settings.jobs):
        total += result
        watcher.get()("ingest.read", total.originals, max(len(ids), total.originals))
    return total


def _analyse(store: Store, settings: Settings, run_id: str) -> AnalysedCount:
    versions = assemble(settings).versions
    ids = store.pending_documents(versions)
    batches = _batched(ids, _size(len(ids), settings, settings.batch_documents))
    total = AnalysedCount()
    for result in _results(lambda some: analyse_task.submit(settings, some, run_id), batches, settings.jobs):
        total += result
        watcher.get()("ingest.analyse", total.documents, len(ids))
    return total


def _results(
    submit: Callable[[list[str]], PrefectFuture[T]], batches: Iterable[list[str]], workers: int
) -> Iterator[T]:
    """Results of tasks as they finish, with few of them waiting at a time.

    When one has failed for good none is begun any more, and its error raises here after those under way have ended.
    """
    running: list[PrefectFuture[T]] = []
    error: BaseException | None = None
    waiting = iter(batches)
    try:
        while True:
            running += (submit(some) for some in islice(waiting, 0 if error else workers + WAITING - len(running)))
            if not running:
                break
            done = next(as_completed(running))
            running.remove(done)
            result = done.result(raise_on_failure=False)
            if isinstance(result, BaseException):
                error = error or result
            else:
                yield result
    except BrokenExecutor as broken:
        raise TriageError(WORKER_LOST) from broken
    if error:
        raise error


def _size(items: int, settings: Settings, most: int) -> int:
    """How many items a task should carry: enough tasks to keep the workers busy and the progress bar moving."""
    return max(1, min(most, -(-items // (settings.jobs * TASKS_A_WORKER))))


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some


def summarise(store: Store, run_id: str, tally: Tally, seconds: float) -> RunReport:
    """The run's counts beside the whole store's."""
    all_ = store.accounting()
    priorities: dict[tuple[str, str, str], int] = {}
    for count in store.counts():
        if count.priority is not None:
            key = (str(count.priority), str(count.kind), count.language)
            priorities[key] = priorities.get(key, 0) + count.documents
    return RunReport(
        run_id=run_id,
        seconds=seconds,
        files=all_.files,
        items=all_.documents + all_.duplicates + all_.failures,
        documents=all_.documents,
        duplicates=all_.duplicates,
        failures=all_.failures,
        lost=all_.lost,
        read_now=tally.read.originals,
        analysed_now=tally.analysed.documents,
        stage_failures=all_.stage_failures,
        priorities=priorities,
        failures_by_code=all_.failures_by_code,
        seconds_by_step={"scan": tally.scan_seconds, "read": tally.read.seconds, **tally.analysed.seconds},
    )


def _publish(report: RunReport) -> None:
    """Show the report in Prefect's interface."""
    create_markdown_artifact(
        key="run-report", markdown=report_markdown(report, say), description=f"run {report.run_id}"
    )
    create_image_artifact(key="priorities", image_url=report_picture(report, say), description=f"run {report.run_id}")
