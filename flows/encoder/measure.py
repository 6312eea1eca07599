"""Measures an encoder on development data and sets its thresholds there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpora.metrics import Count
from corpora.ner import SCORED, GoldText
from corpora.passages import Passage
from extractors.encoder.reader import EncoderReader

TEXTS_A_BATCH = 64
STEPS = np.arange(-4.0, 4.0, 0.1)
SLOPES = np.arange(0.3, 2.0, 0.05)


class Score(NamedTuple):
    """A row of the evaluation: exact-span counts and their precision, recall and F1."""

    set: str
    part: str
    language: str
    label: str
    gold: int
    predicted: int
    correct: int
    precision: float
    recall: float
    f1: float


def score_names(reader: EncoderReader, gold: Iterable[GoldText]) -> list[Score]:
    """Exact-span scores by set, part, language and label, with a row `all` for each set."""
    counts: dict[tuple[str, str, str, str], Counter[str]] = {}
    texts = list(gold)
    for low in range(0, len(texts), TEXTS_A_BATCH):
        some = texts[low : low + TEXTS_A_BATCH]
        for text, reading in zip(some, reader.read([text.text for text in some]), strict=True):
            scored = SCORED[text.set]
            wanted = {(s.start, s.end, s.labels[0]) for s in text.spans if s.labels[0] in scored}
            found = {(n.start, n.end, n.label) for n in reading.names if n.label in scored}
            for label in (*scored, "all"):
                pick = wanted if label == "all" else {w for w in wanted if w[2] == label}
                got = found if label == "all" else {f for f in found if f[2] == label}
                count = counts.setdefault((text.set, text.part, text.language, label), Counter())
                count.update(gold=len(pick), predicted=len(got), correct=len(pick & got))
    return [_score(key, count) for key, count in sorted(counts.items())]


def _score(key: tuple[str, str, str, str], n: Counter[str]) -> Score:
    count = Count(tp=n["correct"], fp=n["predicted"] - n["correct"], fn=n["gold"] - n["correct"])
    return Score(*key, n["gold"], n["predicted"], n["correct"], count.precision, count.recall, count.f1)


def name_precision(rows: Iterable[Score]) -> dict[str, float]:
    """The share of right answers of each label over all sets."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(row.label, Counter()).update(predicted=row.predicted, correct=row.correct)
    return {
        label: round(n["correct"] / n["predicted"], 3)
        for label, n in found.items()
        if label != "all" and n["predicted"]
    }


class Thresholds(NamedTuple):
    """Log-odds above which an indicator is held to be present, and the slope that makes log-odds probabilities."""

    least: float
    slope: float


def indicator_scores(
    reader: EncoderReader, passages: Sequence[Passage]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Log-odds (before any slope) and gold, passages x indicators."""
    shares = [
        reading.shares
        for low in range(0, len(passages), TEXTS_A_BATCH)
        for reading in reader.read([passage.text for passage in passages[low : low + TEXTS_A_BATCH]])
    ]
    clipped = np.clip(np.array(shares, dtype=np.float64), 1e-9, 1 - 1e-9)
    order = {id: number for number, id in enumerate(reader.heads.indicators)}
    gold = np.zeros(clipped.shape, dtype=np.bool_)
    for row, passage in enumerate(passages):
        gold[row, [order[span.id] for span in passage.indicators]] = True
    return np.log(clipped / (1 - clipped)) / reader.heads.slope, gold


def set_thresholds(scores: NDArray[np.float64], gold: NDArray[np.bool_]) -> Thresholds:
    """The threshold of best micro-F1 and the slope of least log-loss."""
    least = max(STEPS, key=lambda step: _f1(scores >= step, gold))
    slope = min(SLOPES, key=lambda slope: _log_loss(scores * slope, gold))
    return Thresholds(round(float(least), 2), round(float(slope), 2))


def _f1(found: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    return float(2 * (found & gold).sum() / max(1, found.sum() + gold.sum()))


def _log_loss(log_odds: NDArray[np.float64], gold: NDArray[np.bool_]) -> float:
    return float(np.logaddexp(0, np.where(gold, -log_odds, log_odds)).mean())
