"""A proposed name, and the written rule by which proposals of rules and model become entities.

1. A rule's and the model's proposals of one label that overlap are one name: from the first start to the last end
   if they share a token's border or one holds the other, else the rule's.
2. Of proposals with different labels the one that holds the other stays («відділ поліції № 2 м. Вінниці» is one
   organization); if neither does, the rule's stays, then the longer, then the earlier.
3. A job gives way to any name it touches.
Every survivor names the rule or the model it came from.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.document import EntityLabel

MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A proposed name in the working text: half-open offsets, label, and the rule that proposed it, or "model"."""

    start: int
    end: int
    label: EntityLabel
    rule: str
    score: float = 0.9
    reason: str | None = None

    def touches(self, other: "Candidate") -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Candidate") -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def length(self) -> int:
        return self.end - self.start


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that remain by the module's rule: sorted, without overlaps."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end, c.rule == MODEL, c.label)):
        current: Candidate | None = candidate
        while kept and current is not None and kept[-1].touches(current):
            current = _stronger(kept.pop(), current)
        if current is not None:
            kept.append(current)
    return kept


def _stronger(first: Candidate, second: Candidate) -> Candidate:
    if first.label is second.label:
        return _joined(first, second)
    if EntityLabel.JOB in (first.label, second.label):
        return second if first.label is EntityLabel.JOB else first
    if first.holds(second) and second.holds(first):
        return first if first.rule != MODEL else second
    if first.holds(second):
        return first
    if second.holds(first):
        return second
    return min(first, second, key=lambda c: (c.rule == MODEL, -c.length, c.start))


def _joined(first: Candidate, second: Candidate) -> Candidate:
    best = min(first, second, key=lambda c: (c.rule == MODEL, -c.length))
    if first.holds(second) or second.holds(first):
        return replace(best, start=min(first.start, second.start), end=max(first.end, second.end))
    return best
