"""A tagger without a network: each clause judged by its words, letter groups and neighbours, one weight a feature.

Hashed features and logistic regression for all indicators at once; the weights are trained by
`sito train indicators` and read with numpy. A clause that is likely to carry an indicator is its evidence.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extractors.indicators.segments import Segments, segment
from extractors.indicators.tagger import TaggedSpan
from extractors.lemmas import lemmas
from pipeline.errors import ModelError

FEATURES = "1"
"""Version of the features; weights trained for another one are refused."""
WEIGHTS, ABOUT = "weights.npz", "about.json"
LETTER_GROUPS = (3, 4, 5)
NEIGHBOURS = 3
"""Clauses looked at on each side: two to three sentences, as far as the annotated cues lean on their context."""
NEIGHBOUR_SHARE = 0.6
"""What neighbours weigh beside the clause itself (set on folds of the training voices)."""
Indices = npt.NDArray[np.int64]


class Clause(NamedTuple):
    """A clause: half-open offsets, hashed features of its own and of its neighbours."""

    start: int
    end: int
    own: Indices
    around: Indices


def clauses(text: str, buckets: int) -> list[Clause]:
    """The clauses of a text with their features, hashed into `buckets`."""
    segments = segment(text)
    words = [_word(form) for form in segments.forms]
    ranges = [(low, high) for low, high in segments.clauses if low < high]
    own = [_own(segments, words, low, high, buckets) for low, high in ranges]
    spoken = [_spoken(words[low:high], buckets) for low, high in ranges]
    return [
        Clause(segments.starts[low], segments.ends[high - 1], own[n], _around(spoken, n))
        for n, (low, high) in enumerate(ranges)
    ]


def _own(segments: Segments, words: Sequence[str], low: int, high: int, buckets: int) -> Indices:
    found = [*words[low:high], *(f"{a} {b}" for a, b in zip(words[low : high - 1], words[low + 1 : high], strict=True))]
    hashed = [crc32(f"w{x}".encode()) % buckets for x in found]
    for form in segments.forms[low:high]:
        hashed.extend(_groups(form, buckets))
    return np.array(hashed, dtype=np.int64)


def _spoken(words: Sequence[str], buckets: int) -> list[int]:
    return [crc32(f"n{word}".encode()) % buckets for word in words if len(word) > 2]


def _around(spoken: Sequence[Sequence[int]], n: int) -> Indices:
    near = [*spoken[max(0, n - NEIGHBOURS) : n], *spoken[n + 1 : n + 1 + NEIGHBOURS]]
    return np.array([index for clause in near for index in clause], dtype=np.int64)


@lru_cache(maxsize=200_000)
def _word(form: str) -> str:
    """A word as a feature: its dictionary form; a number by its size only."""
    if form[:1].isdigit():
        digits = form.split(",")[0].split(".")[0].replace(" ", "").replace("\u00a0", "")
        return f"#{digits}" if len(digits) < 3 else f"#{len(digits)}"
    return lemmas(form, "mixed")[0]


@lru_cache(maxsize=200_000)
def _groups(form: str, buckets: int) -> tuple[int, ...]:
    """Letter groups of a word, which see through endings, prefixes and misspelling."""
    if not form[:1].isalpha():
        return ()
    edged = f"<{form}>"
    return tuple(
        crc32(f"c{edged[i : i + size]}".encode()) % buckets
        for size in LETTER_GROUPS
        for i in range(len(edged) - size + 1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearTagger:
    """Weights (buckets × indicators), biases, and for each indicator the least probability that is a hit."""

    version: str
    indicators: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    biases: npt.NDArray[np.float32]
    thresholds: npt.NDArray[np.float32]

    def tag(self, texts: Sequence[str]) -> Iterator[list[TaggedSpan]]:
        """The spans of each text, in order; clauses side by side that carry the same indicator are one span."""
        for text in texts:
            found = clauses(text, len(self.weights))
            yield sorted(self._spans(found, self.probabilities(found))) if found else []

    def probabilities(self, found: Sequence[Clause]) -> npt.NDArray[np.float32]:
        """Probabilities, clauses × indicators."""
        logits = np.stack([self._logits(clause) for clause in found])
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _logits(self, clause: Clause) -> npt.NDArray[np.float32]:
        total = self.biases.copy()
        if len(clause.own):
            total += self.weights[clause.own].sum(axis=0) / np.sqrt(len(clause.own))
        if len(clause.around):
            total += NEIGHBOUR_SHARE * self.weights[clause.around].sum(axis=0) / np.sqrt(len(clause.around))
        return total

    def _spans(self, found: Sequence[Clause], probabilities: npt.NDArray[np.float32]) -> Iterator[TaggedSpan]:
        hits = probabilities >= self.thresholds
        for column in np.flatnonzero(hits.any(axis=0)):
            rows = np.flatnonzero(hits[:, column])
            for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
                best = float(probabilities[run, column].max())
                score = scaled(best, float(self.thresholds[column]))
                yield TaggedSpan(found[run[0]].start, found[run[-1]].end, self.indicators[column], score)


def scaled(probability: float, threshold: float) -> float:
    """The probability moved so that an indicator's own threshold becomes 0.5 and 1 stays 1."""
    return round(0.5 + 0.5 * (probability - threshold) / max(1 - threshold, 1e-6), 4)


def save_linear(folder: Path, tagger: LinearTagger, about: Mapping[str, object]) -> None:
    """Write weights and description; half precision is enough for a sum of a hundred weights."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / WEIGHTS,
        weights=tagger.weights.astype(np.float16),
        biases=tagger.biases,
        thresholds=tagger.thresholds,
    )
    head = {"kind": "linear", "features": FEATURES, "version": tagger.version, "indicators": tagger.indicators}
    (folder / ABOUT).write_text(json.dumps({**head, **about}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_linear(folder: Path, indicators: Iterable[str]) -> LinearTagger:
    """The tagger in `folder`. Raises ModelError if it is missing, damaged, or knows other indicators."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS) as arrays:
            weights, biases, thresholds = (arrays[k].astype(np.float32) for k in ("weights", "biases", "thresholds"))
        names = tuple(about["indicators"])
        version = f"{folder.name}@{about['version']}"
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error
    if about.get("features") != FEATURES:
        raise ModelError(f"the model in {folder} was trained for features {about.get('features')}, not {FEATURES}")
    if unknown := set(names) - set(indicators):
        raise ModelError(f"the model in {folder} knows indicators the taxonomy does not: {', '.join(sorted(unknown))}")
    if weights.shape[1:] != (len(names),) or biases.shape != thresholds.shape != (len(names),):
        raise ModelError(f"the model in {folder} is damaged: its arrays do not fit its {len(names)} indicators")
    return LinearTagger(version=version, indicators=names, weights=weights, biases=biases, thresholds=thresholds)
