"""A stage turns a stream of documents into a stream of documents; here is its type and how to lift and join."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.document import Document

Run = Callable[[Iterable[Document]], Iterator[Document]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A named, versioned step. It yields one document for each it was given, in order, with the same id and text.

    `reads` names the stages whose results it looks at: a new version of one of those makes this one stale too.
    The result of a stage that is not `kept` (repair) is made again in memory whenever a stage that follows runs.
    """

    name: str
    version: str
    run: Run
    reads: tuple[str, ...] = ()
    kept: bool = True


def each(function: Callable[[Document], Document]) -> Run:
    """Lift a function of one document to a stream."""

    def run(documents: Iterable[Document]) -> Iterator[Document]:
        return map(function, documents)

    return run


def effective_versions(stages: Sequence[Stage]) -> dict[str, str]:
    """For each stage its own version joined with those of all it reads, as 12 hex digits.

    Raises KeyError if a stage reads one that does not come before it.
    """
    versions: dict[str, str] = {}
    for stage in stages:
        parts = [stage.name, stage.version, *(versions[name] for name in stage.reads)]
        versions[stage.name] = sha256("\x1f".join(parts).encode()).hexdigest()[:12]
    return versions


def run_stages(stages: Sequence[Stage], documents: Iterable[Document]) -> Iterator[Document]:
    """The stream after all stages, in order."""
    stream: Iterable[Document] = documents
    for stage in stages:
        stream = stage.run(stream)
    return iter(stream)
