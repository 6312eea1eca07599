"""The one type that flows through everything, and the small types it is made of.

All are frozen, slotted and keyword-only. Offsets are half-open and count code points of `Document.text`,
which the reader fixes for ever: `document.text[entity.start:entity.end]` is what was found.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from pipeline.offsets import WorkingText


class EntityLabel(StrEnum):
    """Entity labels of the contract."""

    PERSON = "person"
    ALIAS = "alias"
    ORGANIZATION = "organization"
    LOCATION = "location"
    DATE = "date"
    AGE = "age"
    MONEY = "money"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    IBAN = "iban"
    BANK_CARD = "bank_card"
    CRYPTO_WALLET = "crypto_wallet"
    TAX_ID = "tax_id"
    COMPANY_ID = "company_id"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    VEHICLE_PLATE = "vehicle_plate"
    PROCEEDING_NUMBER = "proceeding_number"
    COURT_CASE_NUMBER = "court_case_number"
    LAW_ARTICLE = "law_article"
    COURT_LABEL = "court_label"
    DOCUMENT_NUMBER = "document_number"
    JOB = "job"


class Validation(StrEnum):
    """What a validator said of an identifier (domain/entities.md, section 0)."""

    CHECKSUM_OK = "checksum_ok"
    FORMAT_OK = "format_ok"
    SUSPICIOUS = "suspicious"
    INVALID = "invalid"


class Polarity(StrEnum):
    """How the text holds an indicator. Only DENIED and QUOTED never count towards priority."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    REPORTED = "reported"
    QUOTED = "quoted"

    @property
    def counts(self) -> bool:
        return self not in (Polarity.DENIED, Polarity.QUOTED)


class Kind(StrEnum):
    """What a document is."""

    CASE_FILE = "case_file"
    AD = "ad"
    OTHER = "other"


class Priority(StrEnum):
    """How soon a person should look, most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    REVIEW = "review"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount or range.

    `currency` is ISO 4217 (or "USDT", "BTC"); `period` is hour, shift, day, week, month, year, trip or None.
    """

    min: float | None
    max: float | None
    currency: str | None
    period: str | None


Value = str | int | tuple[int, int] | Money | None
"""Normal form by label (contract.md): mostly str; age an int or (low, high); money a Money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another reading of an entity's span, kept for the analyst: a rival label, or a candidate place."""

    label: EntityLabel
    value: Value
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named thing or identifier found in the text.

    `source` is "<stage>.<rule or model>@<version>", e.g. "identifiers.phone@1"; `score` 0-1;
    `reason` is one sentence for the reviewer or None; `role` is what the words beside it say of it
    (money: pay, fee, debt, fine, price; person: suspect, victim, witness …; place: from, via, to).
    """

    start: int
    end: int
    label: EntityLabel
    value: Value = None
    validation: Validation | None = None
    source: str
    score: float = 1.0
    reason: str | None = None
    role: str | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of the pack's taxonomy present in the text; never a finding about a person."""

    start: int
    end: int
    id: str
    stage: str
    polarity: Polarity
    score: float
    source: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of text with one language answer: ISO 639-1 code, "mixed" or "und"."""

    start: int
    end: int
    language: str


class WordBox(NamedTuple):
    """A word on a page: code-point offsets in the document's text; box in points from the page's top left."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its stretch of the text, its size in points, its words. Numbers start at 1."""

    number: int
    start: int
    end: int
    width: float
    height: float
    words: tuple[WordBox, ...] = ()
    ocr: bool = False

    def boxes(self, start: int, end: int) -> tuple[tuple[float, float, float, float], ...]:
        """Boxes of the words which [start, end) touches, in reading order; empty if it lies elsewhere."""
        return tuple((w.x0, w.top, w.x1, w.bottom) for w in self.words if w.start < end and start < w.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What could not be done with a part of a document that was otherwise read."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from.

    `path` is as found, archive members as "a.zip/inner.txt"; `item` names a feed's record ("line 12",
    "message 345"); the rest is what a feed or mail says of itself, dates as ISO 8601.
    """

    path: str
    media_type: str
    item: str | None = None
    bytes: int = 0
    sent_at: str | None = None
    sender: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence, in the interface's two languages, why a document has its priority."""

    uk: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The policy's verdict on a document. `score` in 0-1 ranks inside and across priorities."""

    priority: Priority
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: text, where it came from, and all that the stages found. Stages add; none changes `text`.

    `id` is the SHA-256 of the original bytes (of the record, for a feed's item). `working` is the repaired
    copy the extractors read (stages/repair.py); it is never stored.
    """

    id: str
    source: Source
    text: str
    kind: Kind = Kind.OTHER
    language: str = "und"
    paragraphs: tuple[Paragraph, ...] = ()
    pages: tuple[Page, ...] = ()
    entities: tuple[Entity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    problems: tuple[Problem, ...] = ()
    assessment: Assessment | None = None
    working: WorkingText | None = field(default=None, compare=False, repr=False)

    @property
    def ocr(self) -> bool:
        return any(page.ocr for page in self.pages)

    def page_at(self, offset: int) -> Page | None:
        """The page that holds this offset, or None for documents without pages."""
        return next((p for p in self.pages if p.start <= offset < max(p.end, p.start + 1)), None)

    def with_entities(self, found: Iterable[Entity], *, stage: str) -> "Document":
        """This document with `found` in place of whatever `stage` had found before."""
        kept = [e for e in self.entities if not e.source.startswith(stage + ".")]
        entities = sorted({*kept, *found}, key=lambda e: (e.start, e.end, e.label, e.source))
        return replace(self, entities=tuple(entities))

    def with_indicators(self, found: Iterable[Indicator]) -> "Document":
        """This document with `found` as its indicators, sorted and without duplicates."""
        return replace(self, indicators=tuple(sorted(set(found), key=lambda i: (i.start, i.end, i.id, i.source))))

    def with_problems(self, *found: Problem) -> "Document":
        """This document with further problems, each once."""
        return replace(self, problems=tuple(dict.fromkeys((*self.problems, *found))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file, archive member or record that has no document, and why. `id` is its hash (of the path if unreadable)."""

    id: str
    source: Source
    code: str
    message: str
