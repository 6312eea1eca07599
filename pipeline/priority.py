"""The visible policy: from the indicators present in a text to its priority, score and reasons.

Documents are ranked, persons never. What is denied or quoted never counts; an `alone: never` indicator counts
only beside one of another kind; a cue that a person under 18 is concerned comes first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.document import Assessment, Document, Indicator, Priority, Reason
from pipeline.packs import Combination, IndicatorType, Pack, Policy
from pipeline.stream import Stage, each

VERSION = "1"
ORDER = list(Priority)
NAMES_IN_REASON = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The counting indicators of a document, each kind once, heaviest first.

    `points` are those of their classes, `expected` the same weighed with each one's probability (its best score).
    """

    types: tuple[IndicatorType, ...]
    points: float
    expected: float

    @property
    def stages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.stage for t in self.types))


def priority_stage(pack: Pack) -> Stage:
    """The stage that assesses every document by the pack's policy."""
    version = f"{VERSION}.{pack.version}.{pack.policy.version}"
    return Stage(
        name="priority",
        version=version,
        run=each(lambda document: replace(document, assessment=assess(document, pack))),
        reads=("kind", "indicators"),
    )


def assess(document: Document, pack: Pack) -> Assessment:
    """Priority, score 0-1 and reasons of a document by the pack's policy."""
    evidence = gather(document.indicators, pack)
    met = [c for c in pack.policy.combinations if applies(c, evidence)]
    priority = min((Priority(c.priority) for c in met), key=ORDER.index, default=Priority.NONE)
    reasons = [_sentence(c, evidence, pack) for c in _telling(c for c in met if c.priority == priority)]
    reasons += _remarks(document.indicators, evidence, pack)
    child = any(c.child for c in met)
    return Assessment(
        priority=priority,
        score=score(priority, evidence.expected, pack.policy, child=child),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _telling(combinations: Iterable[Combination]) -> list[Combination]:
    """Without the combination that a child cue meets anyway: its sentence says more."""
    met = list(combinations)
    child = any(c.child for c in met)
    return [c for c in met if not (child and c.alone == "escalate")]


def gather(indicators: Iterable[Indicator], pack: Pack) -> Evidence:
    """The kinds of indicators that count, with the points of their `alone` classes."""
    policy = pack.policy
    best: dict[str, float] = {}
    for hit in indicators:
        if hit.polarity.counts and hit.score >= policy.minimum_score and hit.id in pack.indicators:
            best[hit.id] = max(hit.score, best.get(hit.id, 0.0))
    types = sorted(
        (pack.indicators[i] for i in best),
        key=lambda t: (-policy.points[t.alone], pack.stages.index(t.stage), t.id),
    )
    return Evidence(
        types=tuple(types),
        points=sum(policy.points[t.alone] for t in types),
        expected=sum(policy.points[t.alone] * best[t.id] for t in types),
    )


def applies(combination: Combination, evidence: Evidence) -> bool:
    """Whether every condition which the combination states holds."""
    ids = {t.id for t in evidence.types}
    return bool(
        evidence.types
        and len(ids) >= combination.kinds
        and len(evidence.stages) >= combination.stages
        and evidence.points >= combination.points
        and (combination.alone is None or any(t.alone == combination.alone for t in evidence.types))
        and (not combination.child or any(t.child for t in evidence.types))
        and set(combination.all_of) <= ids
        and (not combination.any_of or ids & set(combination.any_of))
        and set(combination.with_stages) <= set(evidence.stages)
    )


def score(priority: Priority, points: float, policy: Policy, *, child: bool) -> float:
    """Score in the priority's band, rising with the points; a child cue takes the top third of its band."""
    low, high = policy.bands[priority]
    share = points / (points + policy.scale[priority]) if points > 0 else 0.0
    if child:
        share = (2 + share) / 3
    return round(low + (high - low) * share, 4)


def _sentence(combination: Combination, evidence: Evidence, pack: Pack) -> Reason:
    named = _named_by(combination, evidence)
    return Reason(
        uk=combination.uk.format(**_words("uk", named, evidence, pack)),
        en=combination.en.format(**_words("en", named, evidence, pack)),
    )


def _named_by(combination: Combination, evidence: Evidence) -> tuple[IndicatorType, ...]:
    if combination.child:
        return tuple(t for t in evidence.types if t.child)
    if combination.alone:
        return tuple(t for t in evidence.types if t.alone == combination.alone)
    if named := {*combination.all_of, *combination.any_of}:
        return tuple(t for t in evidence.types if t.id in named)
    return evidence.types


def _words(language: str, named: tuple[IndicatorType, ...], evidence: Evidence, pack: Pack) -> dict[str, str]:
    names = [t.names[language] for t in named]
    more = {"uk": f" та ще {len(names) - NAMES_IN_REASON}", "en": f" and {len(names) - NAMES_IN_REASON} more"}
    shown = "; ".join(names[:NAMES_IN_REASON]) + (more[language] if len(names) > NAMES_IN_REASON else "")
    stages = ", ".join(pack.policy.stage_names[s][language] for s in evidence.stages)
    return {"names": shown, "kinds": str(len(evidence.types)), "stages": stages}


def _remarks(indicators: Iterable[Indicator], evidence: Evidence, pack: Pack) -> list[Reason]:
    """What the analyst should know beside the decision: counter-evidence, and why a lone weak cue stays below."""
    remarks = []
    silent = sorted({i.id for i in indicators if not i.polarity.counts} - {t.id for t in evidence.types})
    if silent := [i for i in silent if i in pack.indicators]:
        names = {
            lang: "; ".join(pack.indicators[i].names[lang] for i in silent[:NAMES_IN_REASON]) for lang in ("uk", "en")
        }
        remarks.append(
            Reason(
                uk=f"Заперечено або процитовано, не враховано: {names['uk']}",
                en=f"Denied or quoted, not counted: {names['en']}",
            )
        )
    if len(evidence.types) == 1 and evidence.types[0].alone == "never":
        only = evidence.types[0].names
        remarks.append(
            Reason(
                uk=f"Лише одна слабка ознака, сама не піднімає документ: {only['uk']}",
                en=f"One weak indicator alone does not raise a document: {only['en']}",
            )
        )
    return remarks
