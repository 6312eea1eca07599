"""Precision, recall and F1 of indicators by document and by span, and polarity accuracy.

Predictions and gold are both `Indicator`s or anything with `id`, `start`, `end`, `polarity`. Denied and quoted
ones count as found: the analyst wants them; whether their polarity was read rightly is a figure of its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

SPAN_OVERLAP = 0.5
"""Share of the union that two spans must share to be one finding (intersection over union)."""


class Marked(Protocol):
    """An indicator with a place and a polarity."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def polarity(self) -> str: ...


@dataclass(slots=True, kw_only=True)
class Count:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(tp=self.tp + other.tp, fp=self.fp + other.fp, fn=self.fn + other.fn)


@dataclass(slots=True, kw_only=True)
class Agreement:
    """Counts over many documents: by document and by span for each indicator, and polarities of matched spans."""

    documents: dict[str, Count] = field(default_factory=dict)
    spans: dict[str, Count] = field(default_factory=dict)
    polarity: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, gold: Sequence[Marked], predicted: Sequence[Marked]) -> None:
        """Count one document."""
        self._add_document({g.id for g in gold}, {p.id for p in predicted})
        for name in {m.id for m in (*gold, *predicted)}:
            self._add_spans(name, [g for g in gold if g.id == name], [p for p in predicted if p.id == name])

    def _add_document(self, gold: set[str], predicted: set[str]) -> None:
        for name in gold | predicted:
            count = self.documents.setdefault(name, Count())
            count.tp += name in gold and name in predicted
            count.fp += name not in gold
            count.fn += name not in predicted

    def _add_spans(self, name: str, gold: list[Marked], predicted: list[Marked]) -> None:
        count = self.spans.setdefault(name, Count())
        free = list(predicted)
        for mark in gold:
            best = max(free, key=lambda p: overlap(mark, p), default=None)
            if best is None or overlap(mark, best) < SPAN_OVERLAP:
                count.fn += 1
                best = max(predicted, key=lambda p: overlap(mark, p), default=None)
                if best is None or not overlap(mark, best):
                    continue
            else:
                count.tp += 1
                free.remove(best)
            self.polarity[str(mark.polarity), str(best.polarity)] += 1
        count.fp += len(free)

    @property
    def polarity_accuracy(self) -> float:
        """Share of gold spans touched by a prediction of their indicator whose polarity is the same."""
        total = self.polarity.total()
        return sum(n for (gold, found), n in self.polarity.items() if gold == found) / total if total else 0.0


def overlap(a: Marked, b: Marked) -> float:
    """Intersection over union of two spans, 0-1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def micro(counts: Iterable[Count]) -> Count:
    """The sum of counts."""
    return sum(counts, Count())


def macro_f1(counts: Iterable[Count]) -> float:
    """Mean F1 over indicators."""
    values = [count.f1 for count in counts]
    return sum(values) / len(values) if values else 0.0
