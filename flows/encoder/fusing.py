"""Fits how far rules and encoder are believed beside each other, on development passages."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from corpora.passages import Passage
from extractors.encoder.reader import EncoderReader
from extractors.indicators.fusion import Weights, log_odds
from pipeline.document import Document

HEARD = 0.01
"""Indicators neither a rule nor the encoder so much as suspects are left out of the fit."""
LEASTS = np.arange(0.15, 0.7, 0.01)


def fit_fusion(reader: EncoderReader, passages: Sequence[Passage], ruled: Sequence[Document]) -> Weights:
    """The weights of least log-loss, and the least probability of best micro-F1.

    Args: `ruled` are the passages' documents with what the rules alone found, in order.
    """
    from sklearn.linear_model import LogisticRegression

    rows, gold, missed = [], [], 0
    readings = reader.read([passage.text for passage in passages])
    for passage, reading, document in zip(passages, readings, ruled, strict=True):
        wanted = {span.id for span in passage.indicators}
        scores: dict[str, float] = {}
        for hit in document.indicators:
            scores[hit.id] = max(hit.score, scores.get(hit.id, 0.0))
        for id, share in zip(reader.heads.indicators, reading.shares, strict=True):
            if share < HEARD and id not in scores:
                missed += id in wanted
                continue
            spoken = id in scores
            rows.append((log_odds(share), log_odds(scores[id]) if spoken else 0.0, float(spoken)))
            gold.append(id in wanted)
    features, wanted_rows = np.array(rows), np.array(gold)
    fitted: Any = LogisticRegression(C=100.0).fit(features, wanted_rows)
    chance = fitted.predict_proba(features)[:, 1]
    model, rule, spoken_weight = (round(float(w), 3) for w in fitted.coef_[0])
    return Weights(
        base=round(float(fitted.intercept_[0]), 3),
        model=model,
        rule=rule,
        spoken=spoken_weight,
        least=round(float(max(LEASTS, key=lambda least: _f1(chance >= least, wanted_rows, missed))), 3),
    )


def _f1(found: Any, gold: Any, missed: int) -> float:
    return float(2 * (found & gold).sum() / (found.sum() + gold.sum() + missed))
