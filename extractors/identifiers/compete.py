"""Types compete for a span: words nearby raise and lower the proposals, then the best of those that overlap stays."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.identifiers.context import nearness
from pipeline.document import Alternative, Entity, EntityLabel, Validation

ACCEPTED = 0.5
CUE_WEIGHT, RIVAL_WEIGHT = 0.6, 0.35
CUE_FOR_INVALID, SPECIFIC_FORM = 0.3, 0.5
"""A failed check is kept as a lead only if a word names the type, or the form alone does (entities.md, section 0.1)."""
LENGTH, LONG = 0.004, 40
"""A longer reading wins over an equal shorter one: what each character is worth, and how many count."""
LISTED, LIST_CUE = re.compile(r"\s{0,2}(?:[,;/]|,?\s?(?:та|і|й|и|або|или|and))?\s{0,2}"), 0.6
"""What may stand between members of a list, and how strongly a member speaks for the next one's label."""
SHOWN, MAX_ALTERNATIVES = 0.2, 4
Cues = dict[EntityLabel, float]
SELF_EVIDENT = frozenset({EntityLabel.EMAIL, EntityLabel.URL, EntityLabel.HANDLE, EntityLabel.COURT_LABEL})


def weigh(text: str, proposals: Iterable[Entity]) -> list[Entity]:
    """Proposals with scores raised by words for their label and lowered by words for a rival's label."""
    weighed: list[Entity] = []
    before: Entity | None = None
    for cluster in _clusters(proposals):
        labels = {entity.label for entity in cluster}
        listed = before.label if before and LISTED.fullmatch(text, before.end, cluster[0].start) else None
        near: dict[tuple[int, int], Cues] = {}
        judged = [_weighed(text, entity, labels, near, listed) for entity in cluster]
        weighed += judged
        best = max(judged, key=_rank)
        before = best if best.score >= ACCEPTED else None
    return weighed


def settle(candidates: Iterable[Entity]) -> list[Entity]:
    """The candidates that stay: accepted, without overlaps, in order; losers are kept as the winner's alternatives."""
    return [winner for cluster in _clusters(candidates) for winner in _winners(cluster)]


def _winners(cluster: list[Entity]) -> list[Entity]:
    if len(cluster) == 1:
        return cluster if cluster[0].score >= ACCEPTED else []
    kept: list[Entity] = []
    starts: list[int] = []
    losers: list[Entity] = []
    for entity in sorted(cluster, key=_rank, reverse=True):
        at = bisect_left(starts, entity.end)
        if entity.score < ACCEPTED or (at and kept[at - 1].end > entity.start):
            losers.append(entity)
        else:
            kept.insert(at, entity)
            starts.insert(at, entity.start)
    return _with_alternatives(kept, losers)


def _weighed(
    text: str,
    entity: Entity,
    labels: set[EntityLabel],
    near: dict[tuple[int, int], Cues],
    listed: EntityLabel | None,
) -> Entity:
    if entity.label in SELF_EVIDENT:
        return entity
    span = (entity.start, entity.end)
    cues = near.get(span)
    if cues is None:
        cues = near[span] = nearness(text, *span)
        if listed is not None:
            cues[listed] = max(cues.get(listed, 0.0), LIST_CUE)
    own = cues.get(entity.label, 0.0)
    rival = max((cues.get(label, 0.0) for label in labels if label is not entity.label), default=0.0)
    score = entity.score + CUE_WEIGHT * own - RIVAL_WEIGHT * max(0.0, rival - own)
    if entity.validation is Validation.INVALID and own < CUE_FOR_INVALID and entity.score < SPECIFIC_FORM:
        score = 0.0
    reason = f"{entity.reason}; its word stands nearby" if own >= CUE_FOR_INVALID and entity.reason else entity.reason
    return replace(entity, score=round(min(1.0, max(0.0, score)), 3), reason=reason)


def _rank(entity: Entity) -> tuple[float, int, str]:
    length = entity.end - entity.start
    return entity.score + LENGTH * min(length, LONG), length, entity.label


def _clusters(candidates: Iterable[Entity]) -> Iterator[list[Entity]]:
    """Groups of candidates that touch one another, in order."""
    group: list[Entity] = []
    reach = -1
    for entity in sorted(candidates, key=lambda e: (e.start, -e.end)):
        if group and entity.start >= reach:
            yield group
            group = []
        group.append(entity)
        reach = max(reach, entity.end)
    if group:
        yield group


def _with_alternatives(winners: list[Entity], losers: list[Entity]) -> list[Entity]:
    """Winners, each with the losers that lie on it and are worth showing."""
    shown: dict[int, dict[tuple[EntityLabel, object], Alternative]] = {}
    starts = [w.start for w in winners]
    for loser in losers:
        at = bisect_left(starts, loser.end) - 1
        if at < 0 or loser.score < SHOWN or winners[at].end <= loser.start:
            continue
        found = shown.setdefault(at, {})
        key = (loser.label, loser.value)
        if key != (winners[at].label, winners[at].value) and len(found) < MAX_ALTERNATIVES:
            reason = loser.reason or loser.source
            found.setdefault(key, Alternative(label=loser.label, value=loser.value, score=loser.score, reason=reason))
    return [
        replace(w, alternatives=(*w.alternatives, *shown[at].values())) if shown.get(at) else w
        for at, w in enumerate(winners)
    ]
