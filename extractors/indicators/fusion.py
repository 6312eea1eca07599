"""Rules and tagger brought together. The written rule of fusion:

- A hit that only one of them has is kept as it is; its source says who spoke.
- Where both have the same indicator on overlapping words, one remains: the rule's evidence, polarity and source,
  because a rule can say why; its score is the chance that not both are wrong, and its reason names both.
- Different indicators never merge: one clause may carry several.
"""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.document import Indicator


def fuse(by_rules: Iterable[Indicator], by_tagger: Iterable[Indicator]) -> list[Indicator]:
    """The hits of both, each once."""
    ruled, tagged = list(by_rules), list(by_tagger)
    fused = [_confirmed(hit, [t for t in tagged if _same(hit, t)]) for hit in ruled]
    alone = [t for t in tagged if not any(_same(t, hit) for hit in ruled)]
    return sorted([*fused, *alone], key=lambda i: (i.start, i.end, i.id, i.source))


def _same(a: Indicator, b: Indicator) -> bool:
    return a.id == b.id and a.start < b.end and b.start < a.end


def _confirmed(hit: Indicator, others: list[Indicator]) -> Indicator:
    if not others:
        return hit
    best = max(others, key=lambda t: t.score)
    score = round(1 - (1 - hit.score) * (1 - best.score), 4)
    return replace(hit, score=score, reason=f"{hit.reason or hit.source} [{hit.source} + {best.source}]")
