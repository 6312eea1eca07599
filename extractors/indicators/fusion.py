"""Rules and model brought together. The written rule of fusion:

- Every finding's score is the probability that it is right, from what both say: the rule's score (how often it is
  right) and the model's probability that the text holds the indicator, whether or not it found words for it.
- Where both have the same indicator on overlapping words, one remains: the rule's words and source, because a rule can
  say why; its reason names both.
- What only one has is kept as it is if it is probable enough; its source says who spoke, and its reason says so when
  the other disagrees. What both together hold improbable is dropped.
- Different indicators never merge: one clause may carry several.

A model that gives no probabilities (the hub's) only adds its findings.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.document import Indicator

DOUBT = 0.1
"""A model's probability below which it is said to disagree with a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Of the log-odds: `model` and `rule` multiply the two speakers', `spoken` is added where a rule spoke.

    What is less probable than `least` is dropped. They come with the model (`sito train encoder` fits them on
    development voices).
    """

    base: float
    model: float
    rule: float
    spoken: float
    least: float


def fuse(
    by_rules: Iterable[Indicator],
    by_tagger: Iterable[Indicator],
    shares: Mapping[str, float],
    weights: Weights | None = None,
) -> list[Indicator]:
    """The hits of both, each once, with the probability from both; improbable ones left out.

    Without weights, or where `shares` says nothing of an indicator, hits keep their scores.
    """
    ruled, tagged = list(by_rules), list(by_tagger)
    fused = [_ruled(hit, [t for t in tagged if _same(hit, t)], shares.get(hit.id), weights) for hit in ruled]
    best: dict[str, float] = {}
    for hit in ruled:
        best[hit.id] = max(hit.score, best.get(hit.id, 0.0))
    alone = [_tagged(t, best.get(t.id), weights) for t in tagged if not any(_same(t, hit) for hit in ruled)]
    kept = [hit for hit in (*fused, *alone) if weights is None or hit.score >= weights.least]
    return sorted(kept, key=lambda i: (i.start, i.end, i.id, i.source))


def probability(model: float, rule: float | None, weights: Weights) -> float:
    """The chance that an indicator is there. `model` its probability, `rule` the best rule's score or None."""
    odds = weights.base + weights.model * log_odds(model)
    if rule is not None:
        odds += weights.spoken + weights.rule * log_odds(rule)
    return 1 / (1 + math.exp(-odds))


def log_odds(share: float) -> float:
    """Log-odds of a probability, which is kept within 0.001 and 0.999."""
    bounded = min(0.999, max(0.001, share))
    return math.log(bounded / (1 - bounded))


def _same(a: Indicator, b: Indicator) -> bool:
    return a.id == b.id and a.start < b.end and b.start < a.end


def _ruled(hit: Indicator, others: list[Indicator], share: float | None, weights: Weights | None) -> Indicator:
    reason = hit.reason
    if others:
        best = max(others, key=lambda t: t.score)
        reason = f"{hit.reason or hit.source} [{hit.source} + {best.source}]"
        if share is None or weights is None:
            return replace(hit, score=round(1 - (1 - hit.score) * (1 - best.score), 4), reason=reason)
    if share is None or weights is None:
        return hit
    if share < DOUBT:
        reason = f"{hit.reason or hit.source} [модель сумнівається / the model doubts it: {share:.2f}]"
    return replace(hit, score=round(probability(share, hit.score, weights), 4), reason=reason)


def _tagged(hit: Indicator, rule: float | None, weights: Weights | None) -> Indicator:
    return replace(hit, score=round(probability(hit.score, rule, weights), 4)) if weights else hit
