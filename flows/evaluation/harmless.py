"""Measures false alarms on real texts without trafficking: how often one is raised to urgent or high.

The texts lie outside the repository and are people's own: they are counted, never shown or written anywhere. Every
set is halved by the hash of the text (`corpora.harmless`): rules and thresholds are mended on the development half,
the report half only counts. Beside them stand our own passages whose gold has nothing that counts.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from corpora.harmless import half_of
from corpora.passages import Passage
from flows.assemble import assemble
from flows.evaluation.judging import Inquiry, Judged, NotMeasuredError, document_of
from flows.evaluation.sheets import Cell, Measured, Sheet
from pipeline.document import Document, Priority
from pipeline.settings import Settings
from pipeline.stream import run_stages

HALVES = ("development", "report")
SETS = {
    "vacancies": "ads/ru_superjob_vacancies.jsonl.zst",
    "telegram spam": "ads/ru_telegram_spam.jsonl.zst",
    "telegram news": "raw/ru_tgnews.jsonl.zst",
    "letters to a city": "raw/uk_ru_kyiv1551.jsonl.zst",
    "brown corpus": "raw/uk_bruk.jsonl.zst",
}
DOUBTFUL = frozenset({"telegram spam"})
"""Spam may be rightly raised, so it is shown and does not count towards the alert rate."""
TEXTS_A_SET = 400
RAISED = (Priority.URGENT, Priority.HIGH, Priority.REVIEW)
HEADINGS = ("set", "texts", "urgent", "high", "alert", "review")


class HarmlessText(NamedTuple):
    """A harmless text and what the stages made of it."""

    set: str
    half: str
    document: Document


def harmless_texts(data: Path, most: int, halves: Sequence[str] = HALVES) -> Iterator[tuple[str, str]]:
    """Name of the set and text: of every set that is there, of the wanted halves, those with the smallest hashes."""
    for name, file in SETS.items():
        if not (data / file).is_file():
            continue
        found = {digest(text): text for text in _read(data / file) if text.strip()}
        wanted = (found[key] for key in sorted(found) if HALVES[half_of(found[key])] in halves)
        yield from ((name, text) for _, text in zip(range(most), wanted, strict=False))


def _read(path: Path) -> Iterator[str]:
    import io

    import zstandard

    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)["text"]


def digest(text: str) -> str:
    """SHA-256 of a text: its place in the order."""
    return sha256(text.encode()).hexdigest()


def judge_harmless(settings: Settings, rows: Iterable[tuple[str, str]]) -> Iterator[HarmlessText]:
    """Every text after all stages."""
    kept = list(rows)
    documents = (document_of(text, "harmless.txt") for _, text in kept)
    for (name, text), document in zip(kept, run_stages(assemble(settings).stages, documents), strict=True):
        yield HarmlessText(name, HALVES[half_of(text)], document)


def priority_of(document: Document) -> Priority:
    """The priority found, NONE for a document that no stage assessed."""
    return document.assessment.priority if document.assessment else Priority.NONE


def measure_harmless(inquiry: Inquiry) -> Measured:
    """Alert rates by set. Raises NotMeasuredError if no set is there, or zstandard is not."""
    data = inquiry.shared / "data"
    try:
        rows = list(harmless_texts(data, inquiry.limit or TEXTS_A_SET, HALVES[1:]))
    except ImportError as error:
        raise NotMeasuredError("harmless: zstandard is not installed (pip install 'sito[dev]')") from error
    if not rows:
        raise NotMeasuredError(f"harmless: none of the sets is in {data}")
    real = list(judge_harmless(inquiry.settings, rows))
    sets = {name: [one.document for one in real if one.set == name] for name in SETS}
    sets = {name: documents for name, documents in sets.items() if documents}
    own = own_harmless(inquiry.judged)
    sure = [document for name, documents in sets.items() if name not in DOUBTFUL for document in documents]
    figures = {f"harmless.{name.replace(' ', '_')}.alert_rate": _alert_rate(some) for name, some in sets.items()}
    figures |= {f"harmless.{name.replace(' ', '_')}.alert_rate": _alert_rate(some) for name, some in own.items()}
    figures["harmless.alert_rate"] = _alert_rate(sure)
    lines = [*sets.items(), ("real texts without spam", sure), *((f"own: {n}", some) for n, some in own.items())]
    sheet = Sheet(
        title="Harmless texts that were raised",
        headings=HEADINGS,
        rows=tuple(shares(name, some) for name, some in lines),
        note=f"Report halves; own: passages of the {inquiry.split} voices.",
    )
    return Measured(sheets=(sheet,), figures=figures)


def own_harmless(judged: Iterable[Judged]) -> dict[str, list[Document]]:
    """Our own passages in which nothing counts, by why."""
    found: dict[str, list[Document]] = {}
    for one in judged:
        if name := _why_harmless(one.gold):
            found.setdefault(name, []).append(one.found)
    return found


def _why_harmless(gold: Passage) -> str | None:
    if not gold.indicators:
        return "nothing in it"
    return None if any(mark.polarity.counts for mark in gold.indicators) else "only denied or quoted"


def _alert_rate(documents: Sequence[Document]) -> float:
    alerts = sum(priority_of(document) in RAISED[:2] for document in documents)
    return alerts / len(documents) if documents else 0.0


def shares(name: str, documents: Sequence[Document]) -> tuple[Cell, ...]:
    """A line of the table under HEADINGS."""
    counts = Counter(priority_of(document) for document in documents)
    urgent, high, review = (counts[priority] / max(1, len(documents)) for priority in RAISED)
    return name, len(documents), urgent, high, urgent + high, review
