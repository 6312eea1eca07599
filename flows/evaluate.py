"""How good the findings are, on annotated texts of voices that nobody trained on: indicators, polarity, priority."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpora.metrics import Agreement, Count, macro_f1, micro
from corpora.passages import DEVELOPMENT_VOICES, TRAINING_VOICES, UNREAD_VOICES, Passage, load_passages
from flows.assemble import assemble
from pipeline.document import Document, Priority, Source
from pipeline.settings import Settings
from pipeline.stream import run_stages

ALERTS = (Priority.URGENT, Priority.HIGH)
SPLITS = {"development": DEVELOPMENT_VOICES, "training": TRAINING_VOICES, "unread": UNREAD_VOICES}
"""The rules' authors read the training voices; the development voices they saw as totals only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A gold passage and what the stages made of it."""

    gold: Passage
    found: Document


def judge(settings: Settings, split: str) -> list[Judged]:
    """Every passage of a split beside the document that all stages made of its text alone."""
    passages = list(load_passages(SPLITS[split]))
    documents = (_document(passage) for passage in passages)
    found = run_stages(assemble(settings).stages, documents)
    return [Judged(gold=gold, found=document) for gold, document in zip(passages, found, strict=True)]


def _document(passage: Passage) -> Document:
    id = hashlib.sha256(passage.text.encode()).hexdigest()
    return Document(id=id, source=Source(path=passage.id, media_type="text/plain"), text=passage.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table of precision, recall and F1."""

    name: str
    count: Count


def agreement(judged: Iterable[Judged]) -> Agreement:
    """Indicators found against gold, by document and by span."""
    total = Agreement()
    for one in judged:
        total.add(one.gold.indicators, one.found.indicators)
    return total


def indicator_lines(judged: Sequence[Judged], wanted: Sequence[str]) -> Iterator[Line]:
    """Document-level lines: each indicator, then all, ads, case files, each language, then spans."""
    documents = agreement(judged).documents
    for id in wanted:
        yield Line(name=id, count=documents.get(id, Count()))
    yield Line(name="all", count=micro(documents.values()))
    for kind in ("ad", "case_file", "other"):
        yield Line(name=kind, count=micro(agreement(j for j in judged if j.gold.kind == kind).documents.values()))
    for language in ("uk", "ru", "mixed"):
        of_it = (j for j in judged if j.gold.language == language)
        yield Line(name=language, count=micro(agreement(of_it).documents.values()))
    yield Line(name="spans (overlap ≥ 0.5)", count=micro(agreement(judged).spans.values()))


def summary(judged: Sequence[Judged]) -> dict[str, float]:
    """Macro F1 over indicators and the share of right polarities."""
    total = agreement(judged)
    return {"macro F1": macro_f1(total.documents.values()), "polarity accuracy": total.polarity_accuracy}


def priority_table(judged: Iterable[Judged]) -> Counter[tuple[Priority, Priority]]:
    """How many whole documents have this gold and this found priority."""
    table: Counter[tuple[Priority, Priority]] = Counter()
    for one in judged:
        if one.gold.priority and one.found.assessment:
            table[one.gold.priority, one.found.assessment.priority] += 1
    return table


def alerts(table: Counter[tuple[Priority, Priority]]) -> Count:
    """Documents worth an alert (urgent or high) found as such."""
    count = Count()
    for (gold, found), n in table.items():
        count.tp += n * (gold in ALERTS and found in ALERTS)
        count.fp += n * (gold not in ALERTS and found in ALERTS)
        count.fn += n * (gold in ALERTS and found not in ALERTS)
    return count


def average_precision(judged: Iterable[Judged]) -> float:
    """Mean precision at each document worth an alert, going down the queue by score."""
    ranked = sorted(
        (
            (j.found.assessment.score, j.gold.priority in ALERTS)
            for j in judged
            if j.gold.priority and j.found.assessment
        ),
        reverse=True,
    )
    hits, total = 0, 0.0
    for place, (_, wanted) in enumerate(ranked, 1):
        if wanted:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0
