"""The small types that go into the store and come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.document import Document, Kind, Priority, Problem, Reason

READ = "read"
"""The ledger's stage of reading; its subjects are originals, those of all other stages are documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """A file, or a file inside a file, as it was met.

    `original_id` is None when its bytes could not be had; `parent` is the path of the file it lay in. The last
    three are the allowance a file inside files is read under (`pipeline.readers.Nesting`), so that a restart knows it.
    """

    path: str
    original_id: str | None
    bytes: int = 0
    mtime_ns: int | None = None
    parent: str | None = None
    depth: int = 0
    bytes_allowed: int | None = None
    members_allowed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """Bytes kept in the store of originals: their SHA-256, their number, their type where known."""

    id: str
    bytes: int
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRun:
    """A stage that has been through a document: its effective version and the seconds it took (0 if not measured)."""

    name: str
    version: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFailure:
    """A stage that broke on a document, and why, in words without the document's text."""

    name: str
    version: str
    reason: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What made a result: versions of Sito, of the pack's taxonomy and policy, of each model by name."""

    sito: str
    taxonomy: str
    policy: str = ""
    models: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the stages made of a document.

    `stages` are those which ran to the end; what they own is replaced, all else is left. `failed` is the stage
    that broke, if one did. `problems` says which stage found which problem; a new problem it does not name is
    put to the last stage that ran.
    """

    document: Document
    stages: tuple[StageRun, ...]
    failed: StageFailure | None = None
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A stored document with the effective version of each stage that is done, and what made its assessment."""

    document: Document
    done: Mapping[str, str]
    versions: Versions | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents: each that is given must hold. `indicator` is one that counts (not denied, not quoted)."""

    priority: Priority | None = None
    kind: Kind | None = None
    language: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the reading list. Priority and score are None while the document is not assessed."""

    id: str
    path: str
    item: str | None
    kind: Kind
    language: str
    priority: Priority | None
    score: float | None
    reasons: tuple[Reason, ...]
    text_chars: int
    page_count: int
    ocr: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document's bytes or record were found."""

    path: str
    item: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    """A line of the "could not read" list."""

    id: str
    path: str
    item: str | None
    media_type: str
    bytes: int
    code: str
    message: str
    seconds: float
    attempts: int
    original_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFailureRow:
    """A line of the "could not be processed" list: a document, and the stage that broke on it."""

    document_id: str
    path: str
    stage: str
    version: str
    reason: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a document's text, [start, end) of it, and the words that were sought, as offsets in the document."""

    start: int
    end: int
    text: str
    matches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that holds what was sought."""

    id: str
    path: str
    item: str | None
    kind: Kind
    language: str
    priority: Priority | None
    score: float | None
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounting:
    """What went in and what became of it.

    Every file is at least one of: a container (others lay in it), read (a document sits in it), failed, unread
    (its turn has not come) or lost; `lost` must be 0. `duplicates` are the places of documents beyond each
    one's first; `failures` counts records and files alike.
    """

    files: int
    containers: int
    files_read: int
    files_failed: int
    unread: int
    lost: int
    documents: int
    duplicates: int
    failures: int
    failures_by_code: Mapping[str, int]
    stage_failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many documents are of this kind, language and priority (None: not assessed yet)."""

    kind: Kind
    language: str
    priority: Priority | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run of a command: started_at and finished_at are ISO 8601 in UTC."""

    id: str
    command: str
    started_at: str
    finished_at: str | None
    versions: Mapping[str, str]
    counts: Mapping[str, int]
