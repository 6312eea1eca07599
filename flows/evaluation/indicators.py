"""Measures indicators: by indicator, language, kind of document, voice, polarity and speaker; texts and spans."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from corpora.metrics import SPAN_OVERLAP, Agreement, Count, macro_f1, micro, overlap
from flows.evaluation import curves
from flows.evaluation.judging import Inquiry, Judged
from flows.evaluation.ranking import Bools, Floats, calibration_error, reliability
from flows.evaluation.sheets import Cell, Measured, Sheet, confusion_sheet, count_cells, count_sheet
from pipeline.document import Indicator, Kind, Polarity
from pipeline.packs import Pack

WEAK_F1 = 0.5
"""No indicator may stay below it without a note (issue 3)."""
RULES, MODEL, BOTH = "rules only", "model only", "both"
SPEAKERS = (RULES, MODEL, BOTH)
GATED_GROUPS = (*Kind, "uk", "ru", "mixed")
"""Groups with figures of their own; voices are lines of the table only."""


def agreement(judged: Iterable[Judged]) -> Agreement:
    """Indicators found against gold, by document and by span."""
    total = Agreement()
    for one in judged:
        total.add(one.gold.indicators, one.found.indicators)
    return total


def macro(counts: Iterable[Count]) -> float:
    """Mean F1 over the indicators that gold has; what is found beside them lowers the micro figures."""
    return macro_f1(count for count in counts if count.tp + count.fn)


def measure_indicators(inquiry: Inquiry) -> Measured:
    """All tables, figures and pictures of indicators."""
    judged, pack = inquiry.judged, inquiry.pack
    total = agreement(judged)
    groups = list(_groups(judged))
    sheets = (
        _indicator_sheet(total, pack),
        _group_sheet(groups),
        _polarity_sheet(judged),
        confusion_sheet("Polarity of found spans", list(Polarity), total.polarity),
        speaker_sheet(judged),
    )
    figures = {f"indicators.{name}": value for name, value in _figures(total).items()}
    for name, some in groups:
        if name not in GATED_GROUPS:
            continue
        figures |= {f"indicators.{name}.{key}": value for key, value in _figures(agreement(some)).items()}
    for id, count in total.documents.items():
        figures[f"indicators.by_id.{id}.f1"] = count.f1
    scores, right = finding_scores(judged)
    if len(scores):
        figures["indicators.calibration_error"] = calibration_error(reliability(scores, right))
    return Measured(sheets=sheets, figures=figures, pictures=_pictures(inquiry, total, scores, right))


def _figures(total: Agreement) -> dict[str, float]:
    documents = micro(total.documents.values())
    return {
        "precision": documents.precision,
        "recall": documents.recall,
        "micro_f1": documents.f1,
        "macro_f1": macro(total.documents.values()),
        "span_f1": micro(total.spans.values()).f1,
        "polarity_accuracy": total.polarity_accuracy,
    }


def _groups(judged: Sequence[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    """All, then each kind of document, language and voice that is there."""
    yield "all", list(judged)
    keys: tuple[tuple[Iterable[str], Callable[[Judged], str]], ...] = (
        (Kind, lambda j: j.gold.kind),
        (("uk", "ru", "mixed"), lambda j: j.gold.language),
        (sorted({j.gold.voice for j in judged}), lambda j: j.gold.voice),
    )
    for names, key in keys:
        for name in names:
            if some := [j for j in judged if key(j) == name]:
                yield str(name), some


def _indicator_sheet(total: Agreement, pack: Pack) -> Sheet:
    rows = []
    for id in pack.indicators:
        documents, spans = total.documents.get(id, Count()), total.spans.get(id, Count())
        rows.append((id, *count_cells(documents), spans.precision, spans.recall, spans.f1))
    weak = [id for id, c in sorted(total.documents.items()) if c.tp + c.fn and c.f1 < WEAK_F1]
    return Sheet(
        title="Indicators, by text; spans with an overlap of at least a half",
        headings=("indicator", "P", "R", "F1", "gold", "found", "span P", "span R", "span F1"),
        rows=tuple(rows),
        note=f"F1 below {WEAK_F1}: {', '.join(weak) or 'none'}",
    )


def _group_sheet(groups: Iterable[tuple[str, Sequence[Judged]]]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for name, some in groups:
        total = agreement(some)
        spans = micro(total.spans.values())
        cells = count_cells(micro(total.documents.values()))
        means = macro(total.documents.values()), spans.f1, macro(total.spans.values())
        rows.append((name, len(some), *cells, *means, total.polarity_accuracy if total.polarity else "–"))
    return Sheet(
        title="Indicators, by kind of document, language and voice",
        headings=("", "texts", "P", "R", "micro F1", "gold", "found", "macro F1", "span F1", "span macro", "polarity"),
        rows=tuple(rows),
        note="Macro: the mean over the indicators that gold has. Polarity: the share of right ones among found spans.",
    )


def _polarity_sheet(judged: Iterable[Judged]) -> Sheet:
    """An indicator with its polarity is found in a text if a finding has both right."""
    counts = {polarity: Count() for polarity in Polarity}
    for one in judged:
        gold = {(mark.polarity, mark.id) for mark in one.gold.indicators}
        found = {(mark.polarity, mark.id) for mark in one.found.indicators}
        for polarity, id in gold | found:
            count = counts[polarity]
            count.tp += (polarity, id) in gold and (polarity, id) in found
            count.fp += (polarity, id) not in gold
            count.fn += (polarity, id) not in found
    return count_sheet("Indicators with their polarity, by text", "polarity", counts.items())


def speaker_of(hit: Indicator) -> str:
    """Who spoke for a finding: RULES, MODEL or BOTH (fusion writes the second speaker into the reason)."""
    if hit.source.startswith("tagger."):
        return MODEL
    return BOTH if " + tagger." in (hit.reason or "") else RULES


@dataclass(slots=True)
class _Spoken:
    """What one speaker said: indicators by text, right or not, and spans, right or not."""

    texts: Counter[bool] = field(default_factory=Counter)
    spans: Counter[bool] = field(default_factory=Counter)


def speaker_sheet(judged: Sequence[Judged]) -> Sheet:
    """How often each speaker is right, and how much of gold only it finds."""
    said = {speaker: _Spoken() for speaker in SPEAKERS}
    for one in judged:
        gold = {mark.id for mark in one.gold.indicators}
        for id, speakers in _speakers(one.found.indicators).items():
            said[speakers.pop() if len(speakers) == 1 else BOTH].texts[id in gold] += 1
        for hit in one.found.indicators:
            near = (overlap(hit, mark) for mark in one.gold.indicators if mark.id == hit.id)
            said[speaker_of(hit)].spans[max(near, default=0.0) >= SPAN_OVERLAP] += 1
    wanted = sum(len({mark.id for mark in one.gold.indicators}) for one in judged)
    rows: list[tuple[Cell, ...]] = []
    for speaker, spoken in said.items():
        right, texts, spans = spoken.texts[True], spoken.texts.total(), spoken.spans.total()
        shares = right / max(1, texts), right / max(1, wanted)
        rows.append((speaker, texts, *shares, spans, spoken.spans[True] / max(1, spans)))
    return Sheet(
        title="Who spoke",
        headings=("speaker", "found in texts", "P", "share of gold", "spans", "span P"),
        rows=tuple(rows),
    )


def _speakers(found: Iterable[Indicator]) -> dict[str, set[str]]:
    speakers: dict[str, set[str]] = {}
    for hit in found:
        speakers.setdefault(hit.id, set()).add(speaker_of(hit))
    return speakers


def finding_scores(judged: Iterable[Judged]) -> tuple[Floats, Bools]:
    """Of each indicator found in a text its best score, and whether gold has it there."""
    pairs = [pair for one in judged for pair in _best_scores(one)]
    return np.array([score for _, score, _ in pairs]), np.array([right for _, _, right in pairs], dtype=np.bool_)


def _best_scores(one: Judged) -> Iterator[tuple[str, float, bool]]:
    gold = {mark.id for mark in one.gold.indicators}
    best: dict[str, float] = {}
    for hit in one.found.indicators:
        best[hit.id] = max(hit.score, best.get(hit.id, 0.0))
    yield from ((id, score, id in gold) for id, score in best.items())


def _pictures(inquiry: Inquiry, total: Agreement, scores: Floats, right: Bools) -> tuple[str, ...]:
    pack = inquiry.pack
    bars = [(id, count.f1, count.tp + count.fn) for id, count in total.documents.items() if count.tp + count.fn]
    drawn = []
    if bars:
        drawn.append(curves.draw_bars(bars, inquiry.out / "indicators-f1.png", floor=WEAK_F1))
    if len(scores):
        bins = reliability(scores, right)
        title = "Indicators: how often a finding of this score is right"
        path = inquiry.out / "indicators-reliability.png"
        drawn.append(curves.draw_reliability(bins, path, title=title, share="share that gold has in the text"))
    if groups := group_rankings(inquiry.judged, pack):
        drawn.append(curves.draw_precision_recall(groups, inquiry.out / "indicators-precision-recall.png"))
    return tuple(path.name for path in drawn)


def group_rankings(judged: Sequence[Judged], pack: Pack) -> dict[str, tuple[Floats, Bools, int]]:
    """By stage of the taxonomy: scores of findings, whether each is right, and how many gold has."""
    found: dict[str, list[tuple[float, bool]]] = {stage: [] for stage in pack.stages}
    wanted: Counter[str] = Counter()
    for one in judged:
        wanted.update(pack.indicators[id].stage for id in {mark.id for mark in one.gold.indicators})
        for id, score, right in _best_scores(one):
            found[pack.indicators[id].stage].append((score, right))
    return {
        stage: (np.array([s for s, _ in pairs]), np.array([r for _, r in pairs], dtype=np.bool_), wanted[stage])
        for stage, pairs in found.items()
        if pairs and wanted[stage]
    }
