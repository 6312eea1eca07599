"""How well scores rank and how far they can be believed: average precision, share to read, calibration.

Documents of one score are read in any order, so they are taken together; what a share to read comes to among them
is their mean. Weights make a sample stand for a stream.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STREAM_ONE_IN = 20
"""One document in twenty of a realistic stream is worth an alert (issue 3, priority)."""
BINS = 10


class Cuts(NamedTuple):
    """Going down by score: after each distinct score how much was read, and how much of it was wanted."""

    scores: Floats
    wanted: Floats
    read: Floats

    @property
    def recall(self) -> Floats:
        result: Floats = self.wanted / self.wanted[-1]
        return result

    @property
    def precision(self) -> Floats:
        result: Floats = self.wanted / self.read
        return result


class Bin(NamedTuple):
    """A bin of scores: their mean, the share of wanted ones and its share of the weight."""

    score: float
    wanted: float
    weight: float


def stream_weights(wanted: Bools, one_in: int = STREAM_ONE_IN) -> Floats:
    """Weights that make one document in `one_in` a wanted one; needs both sorts."""
    positives, negatives = int(wanted.sum()), int((~wanted).sum())
    return np.where(wanted, 1.0, (one_in - 1) * positives / negatives)


def cuts(scores: Floats, wanted: Bools, weights: Floats | None = None) -> Cuts:
    """The cuts of a ranking, highest score first; needs at least one wanted document."""
    weights = np.ones(len(scores)) if weights is None else weights
    order = np.argsort(-scores, kind="stable")
    ranked, heavy = scores[order], weights[order]
    last = np.append(np.nonzero(np.diff(ranked))[0], len(ranked) - 1)
    return Cuts(ranked[last], np.cumsum(heavy * wanted[order])[last], np.cumsum(heavy)[last])


def average_precision(ranking: Cuts) -> float:
    """Mean precision over the recall that each cut adds."""
    return float((np.diff(ranking.recall, prepend=0.0) * ranking.precision).sum())


def share_to_read(ranking: Cuts, recall: float) -> float:
    """The share of the stream that must be read, from the top, to see this share of the wanted documents."""
    at = int(np.searchsorted(ranking.recall, recall - 1e-9))
    before_recall, before_read = (ranking.recall[at - 1], ranking.read[at - 1]) if at else (0.0, 0.0)
    inside = (recall - before_recall) / (ranking.recall[at] - before_recall)
    return float((before_read + inside * (ranking.read[at] - before_read)) / ranking.read[-1])


def reliability(scores: Floats, wanted: Bools, weights: Floats | None = None) -> list[Bin]:
    """The filled ones of ten equally wide bins of scores 0-1."""
    weights = np.ones(len(scores)) if weights is None else weights
    numbers = np.minimum((scores * BINS).astype(int), BINS - 1)
    bins = []
    for number in range(BINS):
        inside = numbers == number
        weight = float(weights[inside].sum())
        if weight:
            mean, share = (float((values[inside] * weights[inside]).sum()) / weight for values in (scores, wanted))
            bins.append(Bin(mean, share, weight / float(weights.sum())))
    return bins


def calibration_error(bins: list[Bin]) -> float:
    """Expected calibration error: the mean distance between score and share of wanted ones, by weight."""
    return sum(abs(one.score - one.wanted) * one.weight for one in bins)
