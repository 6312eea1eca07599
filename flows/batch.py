"""The work of one task, without Prefect: read originals into documents, run the stale stages on documents.

A batch is a list of ids. Whatever goes wrong with one document or file is noted and the batch goes on;
writes are one transaction a batch and idempotent, so a killed batch is simply done again.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.workspace import Workspace
from pipeline.document import Document, Failure, Problem
from pipeline.errors import ModelError
from pipeline.readers import READ_VERSION, Child, Nesting, Read
from pipeline.store import FileSeen, Loaded, Result, StageFailure, StageRun
from pipeline.stream import Stage

log = logging.getLogger(__name__)
CHUNK = 500  # documents of one feed kept in memory before they are written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCount:
    """What reading a batch of originals gave."""

    originals: int = 0
    documents: int = 0
    failures: int = 0
    seconds: float = 0.0

    def __add__(self, other: "ReadCount") -> "ReadCount":
        return ReadCount(
            originals=self.originals + other.originals,
            documents=self.documents + other.documents,
            failures=self.failures + other.failures,
            seconds=self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedCount:
    """What analysing a batch of documents gave. `seconds` by stage, and for loading and saving."""

    documents: int = 0
    stage_failures: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: "AnalysedCount") -> "AnalysedCount":
        steps = dict.fromkeys((*self.seconds, *other.seconds))
        return AnalysedCount(
            documents=self.documents + other.documents,
            stage_failures=self.stage_failures + other.stage_failures,
            seconds={step: self.seconds.get(step, 0.0) + other.seconds.get(step, 0.0) for step in steps},
        )


def read_originals(space: Workspace, ids: Sequence[str], run_id: str) -> ReadCount:
    """Read each original, and everything inside it, into the store."""
    started = time.perf_counter()
    files = space.store.original_files(ids)
    total = ReadCount()
    for original_id in ids:
        if seen := files.get(original_id):
            total += _read_original(space, seen[0], run_id)
    return replace(total, seconds=time.perf_counter() - started)


def _read_original(space: Workspace, seen: FileSeen, run_id: str) -> ReadCount:
    """Read one original; it counts as read only after all that lies inside it has been."""
    assert seen.original_id is not None
    started = time.perf_counter()
    reading = space.store.reading(seen.original_id, version=READ_VERSION, run_id=run_id)
    count = ReadCount(originals=1)
    inner: list[FileSeen] = []
    for chunk in _chunks(_reads(space, seen)):
        documents = [r for r in chunk if isinstance(r, Document)]
        failures = [r for r in chunk if isinstance(r, Failure)]
        children = [_keep(space, seen, r) for r in chunk if isinstance(r, Child)]
        reading.add(documents, failures, children)
        inner += children
        count += ReadCount(documents=len(documents), failures=len(failures))
    for child in inner:
        count += _read_original(space, child, run_id)
    reading.finish(seconds=time.perf_counter() - started)
    return count


def _reads(space: Workspace, seen: FileSeen) -> Iterator[Read]:
    assert seen.original_id is not None
    content: Path | bytes | None = space.originals.local_path(seen.original_id)
    if content is None:
        with space.originals.open(seen.original_id) as stream:
            content = stream.read()
    nesting = Nesting(depth=seen.depth, bytes=seen.bytes_allowed, members=seen.members_allowed)
    return space.fence.read(content, name=seen.path, nesting=nesting)


def _keep(space: Workspace, parent: FileSeen, child: Child) -> FileSeen:
    """Put a file found inside another to the originals, with the allowance it may be unpacked under."""
    sha256, size = space.originals.put(child.content)
    return FileSeen(
        path=child.path,
        original_id=sha256,
        bytes=size,
        parent=parent.path,
        depth=child.nesting.depth,
        bytes_allowed=child.nesting.bytes,
        members_allowed=child.nesting.members,
    )


def _chunks(reads: Iterator[Read]) -> Iterator[list[Read]]:
    """Reads in lists of at most CHUNK; a file found inside another, held in memory, ends its list at once."""
    chunk: list[Read] = []
    for read in reads:
        chunk.append(read)
        if len(chunk) >= CHUNK or isinstance(read, Child):
            yield chunk
            chunk = []
    yield chunk


def analyse_documents(space: Workspace, ids: Sequence[str], run_id: str) -> AnalysedCount:
    """Run on each document the stages that are missing or stale, and keep the results."""
    clock = _Clock()
    with clock("load"):
        loaded = space.store.load_documents(ids, versions=space.assembly.versions)
    results = run_stale_stages(space.assembly.stages, space.assembly.versions, loaded, clock)
    with clock("save"):
        space.store.save_results(results, run_id, made_by=space.assembly.made_by)
    failed = sum(result.failed is not None for result in results)
    return AnalysedCount(documents=len(results), stage_failures=failed, seconds=clock.seconds)


class _Clock:
    """Adds up seconds under names: `with clock("load"): …`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: tuple[str, float] = ("", 0.0)

    def __call__(self, name: str) -> "_Clock":
        self._running = (name, time.perf_counter())
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        name, start = self._running
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


@dataclass(slots=True)
class _Work:
    """A document on its way through the stages."""

    document: Document
    done: Mapping[str, str]
    runs: list[StageRun] = field(default_factory=list)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    failed: StageFailure | None = None
    fresh: set[str] = field(default_factory=set)
    """Kept stages that were run now."""


def run_stale_stages(
    stages: Sequence[Stage],
    versions: Mapping[str, str],
    loaded: Sequence[Loaded],
    clock: "_Clock | None" = None,
) -> list[Result]:
    """The documents after every stage that was missing or stale on them, one result each, in order.

    A stage that breaks on a document is noted there, and the other stages go on without its result; when it is
    tried again, those which read it run again too.
    """
    clock = clock or _Clock()
    works = [_Work(document=row.document, done=row.done) for row in loaded]
    for stage in stages:
        version = versions[stage.name]
        chosen = [w for w in works if not stage.kept or w.done.get(stage.name) != version or w.fresh & {*stage.reads}]
        if chosen:
            with clock(stage.name):
                _run_stage(stage, version, chosen)
            if stage.kept:
                for work in chosen:
                    work.fresh.add(stage.name)
    return [Result(document=w.document, stages=tuple(w.runs), failed=w.failed, problems=w.problems) for w in works]


def _run_stage(stage: Stage, version: str, works: Sequence[_Work]) -> None:
    started = time.perf_counter()
    outcome = _guarded(lambda: list(stage.run([w.document for w in works])))
    if isinstance(outcome, list) and len(outcome) == len(works):
        seconds = (time.perf_counter() - started) / len(works)
        for work, document in zip(works, outcome, strict=True):
            _accept(work, stage.name, version, document, seconds)
    elif len(works) > 1:
        for work in works:
            _run_stage(stage, version, [work])
    else:
        reason = outcome if isinstance(outcome, str) else "it did not yield one document for each"
        log.warning("stage %s broke on document %s", stage.name, works[0].document.id)
        works[0].failed = works[0].failed or StageFailure(
            name=stage.name, version=version, reason=reason, seconds=time.perf_counter() - started
        )


def _accept(work: _Work, name: str, version: str, document: Document, seconds: float) -> None:
    new = tuple(p for p in document.problems if p not in work.document.problems)
    work.problems[name] = new
    work.document = document
    work.runs.append(StageRun(name=name, version=version, seconds=seconds))


def _guarded(step: Callable[[], list[Document]]) -> list[Document] | str:
    """What the step gives, or the kind and place of what broke in it; never a word of the document.

    The one place where every exception is caught: a bug in a stage must not cost the batch. A missing or damaged
    model is no document's fault: it stops the run, which goes on from here once the model is mended.
    """
    try:
        return step()
    except ModelError:
        raise
    except Exception as error:
        frame = error.__traceback__
        while frame and frame.tb_next:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
        return f"{type(error).__name__} at {place}"
