"""A plain bag of character and word n-grams with one logistic regression an indicator: what any model must beat."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.passages import Passage
from flows.evaluation.judging import NotMeasuredError

CHARACTERS, WORDS = (2, 5), (1, 2)
LEAST_TEXTS = 3
"""An n-gram of fewer passages is left out: it cannot speak for other authors."""
STRENGTH = 3.0
"""Inverse of the penalty. Source: four training voices held out; 1, 3 and 10 differ by one point of F1."""
ONE_VOICE_IN = 4
"""One training voice in four is held out to choose the border; then all are learnt from."""
BORDERS = np.arange(-3.0, 0.51, 0.125)


class BagOfWords:
    """Says which indicators a text holds, from its n-grams alone. `border`: least log-odds of an indicator."""

    def __init__(self, features: Any, heads: dict[str, Any], border: float = 0.0) -> None:
        self.border = border
        self._features = features
        self._heads = heads

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it knows, in the order of `scores`."""
        return tuple(self._heads)

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Log-odds, texts x indicators."""
        matrix = self._features.transform(texts)
        found = [head.decision_function(matrix) for head in self._heads.values()]
        return np.array(found, dtype=np.float64).reshape(len(found), len(texts)).T

    def find(self, texts: Sequence[str]) -> list[set[str]]:
        """The indicators of each text."""
        return [
            {id for id, holds in zip(self.indicators, row, strict=True) if holds}
            for row in self.scores(texts) >= self.border
        ]


def train_bag(passages: Sequence[Passage], *, seed: int = 1) -> BagOfWords:
    """The bag of words that these passages teach; of several voices some choose the border of best micro-F1.

    Raises NotMeasuredError without scikit-learn.
    """
    voices = sorted({passage.voice for passage in passages})
    held = set(voices[::ONE_VOICE_IN]) if len(voices) > 1 else set()
    bag = _fitted(passages, seed)
    if held:
        unseen = [passage for passage in passages if passage.voice in held]
        bag.border = _border(_fitted([p for p in passages if p.voice not in held], seed), unseen)
    return bag


def _fitted(passages: Sequence[Passage], seed: int) -> BagOfWords:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_union
    except ImportError as error:
        raise NotMeasuredError("scikit-learn is not installed (pip install 'sito[dev]')") from error
    common = {"min_df": LEAST_TEXTS, "sublinear_tf": True, "dtype": np.float32}
    features = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=CHARACTERS, **common),
        TfidfVectorizer(ngram_range=WORDS, **common),
    )
    try:
        matrix = features.fit_transform([passage.text for passage in passages])
    except ValueError as error:  # no n-gram is in enough passages
        raise NotMeasuredError(f"{len(passages)} passages are too few for a bag of words") from error
    held = [{mark.id for mark in passage.indicators} for passage in passages]
    heads = {}
    for id in sorted(set().union(*held)):
        gold = np.array([id in ids for ids in held])
        if not gold.all():
            regression = LogisticRegression(
                C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=seed, max_iter=200
            )
            heads[id] = regression.fit(matrix, gold)
    return BagOfWords(features, heads)


def _border(bag: BagOfWords, unseen: Sequence[Passage]) -> float:
    scores = bag.scores([passage.text for passage in unseen])
    held = [{mark.id for mark in passage.indicators} for passage in unseen]
    gold = np.array([[id in ids for id in bag.indicators] for ids in held])
    wanted = sum(map(len, held))
    best = [2 * ((scores >= b) & gold).sum() / max(1, (scores >= b).sum() + wanted) for b in BORDERS]
    return float(BORDERS[int(np.argmax(best))])
