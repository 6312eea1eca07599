"""Annotated passages beside what the stages made of their text alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from corpora.passages import DEVELOPMENT_VOICES, TRAINING_VOICES, UNREAD_VOICES, Passage, load_passages
from flows.assemble import assemble
from pipeline.document import Document, Source
from pipeline.errors import TriageError
from pipeline.packs import Pack
from pipeline.settings import Settings
from pipeline.stream import run_stages

SPLITS = {"development": DEVELOPMENT_VOICES, "training": TRAINING_VOICES, "unread": UNREAD_VOICES}
"""The rules' authors read the training voices; the development voices they saw as totals only."""


class NotMeasuredError(TriageError):
    """Something cannot be measured here: data, a model or a library is missing; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A gold passage and what the stages made of it."""

    gold: Passage
    found: Document


def judge(settings: Settings, split: str) -> list[Judged]:
    """Every passage of a split after all stages. Raises ModelError or PackError if these cannot be set up."""
    return judge_passages(settings, list(load_passages(SPLITS[split])))


def judge_passages(settings: Settings, passages: Sequence[Passage]) -> list[Judged]:
    """Every passage beside the document that all stages made of its text alone.

    Raises ModelError or PackError if the stages cannot be set up.
    """
    documents = (document_of(passage.text, passage.id) for passage in passages)
    found = run_stages(assemble(settings).stages, documents)
    return [Judged(gold=gold, found=document) for gold, document in zip(passages, found, strict=True)]


def document_of(text: str, path: str) -> Document:
    """A document of this text, as a reader of plain text makes it."""
    return Document(id=sha256(text.encode()).hexdigest(), source=Source(path=path, media_type="text/plain"), text=text)


def sample(passages: Iterable[Passage], count: int | None) -> list[Passage]:
    """The `count` passages whose ids have the smallest hashes (all without a count), in the given order.

    New passages of the same voices change a sample little.
    """
    kept = list(passages)
    if count is None:
        return kept
    chosen = set(sorted((passage.id for passage in kept), key=_digest)[:count])
    return [passage for passage in kept if passage.id in chosen]


def fingerprint(passages: Iterable[Passage]) -> str:
    """16 hex digits that change with any text, mark or header of the passages."""
    return _digest("\n".join(sorted(_digest(repr(passage)) for passage in passages)))[:16]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class Inquiry:
    """What an evaluation is about, and its judged passages, made when a subject first asks for them."""

    def __init__(
        self,
        settings: Settings,
        *,
        split: str,
        shared: Path,
        out: Path,
        limit: int | None = None,
        errors: int = 0,
    ) -> None:
        """`limit`: this many passages by hash, and this many texts of each harmless set; `errors`: so many are
        listed of each indicator. Raises KeyError for an unknown split."""
        self.settings = settings
        self.split = split
        self.shared = shared
        self.out = out
        self.limit = limit
        self.errors = errors
        self.voices = SPLITS[split]

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages of the split, or as many of them as are wanted."""
        return sample(load_passages(self.voices), self.limit)

    @cached_property
    def judged(self) -> list[Judged]:
        """The passages after all stages of the profile."""
        return judge_passages(self.settings, self.passages)

    def part(self, passages: Sequence[Passage]) -> "Inquiry":
        """The same inquiry about some of its passages, nothing judged anew; its pictures lie elsewhere."""
        few = Inquiry(self.settings, split=self.split, shared=self.shared, out=self.out / "sample", limit=self.limit)
        chosen = {passage.id for passage in passages}
        few.passages = list(passages)
        few.judged = [one for one in self.judged if one.gold.id in chosen]
        return few

    @property
    def pack(self) -> Pack:
        """The pack whose indicators are looked for."""
        return assemble(self.settings).pack
