"""From the network's numbers to spans: names by the best valid path of tags, indicators by runs of evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
OUTSIDE = "O"
IMPOSSIBLE = np.float32(-1e4)
GAP_WORDS = 2
"""Evidence interrupted by so few words is one clause. Source: development voices (docs/models.md)."""
LONGEST_WORDS = 40
"""A longer run of evidence is cut to its best part; nine in ten annotated spans have fewer than 25 words."""


class NameSpan(NamedTuple):
    """A name: half-open offsets, the model's label, mean probability."""

    start: int
    end: int
    label: str
    score: float


class Evidence(NamedTuple):
    """Words that carry an indicator: half-open word numbers, and the mean probability of the polarities."""

    low: int
    high: int
    polarity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTable:
    """The tags O, B-X, I-X of a model, and which may follow which."""

    tags: tuple[str, ...]
    forbidden: Floats

    @classmethod
    def of(cls, tags: Sequence[str]) -> "TagTable":
        """The table of these tags. Raises ValueError if a tag is not O, B-… or I-…."""
        forbidden = np.zeros((len(tags), len(tags)), dtype=np.float32)
        for column, tag in enumerate(tags):
            if tag != OUTSIDE and tag[:2] not in ("B-", "I-"):
                raise ValueError(f"tag {tag!r} is neither O nor B-… nor I-…")
            if tag.startswith("I-"):
                for row, before in enumerate(tags):
                    if before == OUTSIDE or before[2:] != tag[2:]:
                        forbidden[row, column] = IMPOSSIBLE
        return cls(tags=tuple(tags), forbidden=forbidden)

    def path(self, scores: Floats) -> list[int]:
        """The best valid tags of the words (words x tags log-scores)."""
        greedy = scores.argmax(1)
        if self._valid(greedy):
            return list(map(int, greedy))
        best = scores[0] + self.forbidden[self.tags.index(OUTSIDE)]
        back = np.zeros(scores.shape, dtype=np.int64)
        for word in range(1, len(scores)):
            arrive = best[:, None] + self.forbidden
            back[word] = arrive.argmax(0)
            best = arrive.max(0) + scores[word]
        path = [int(best.argmax())]
        for word in range(len(scores) - 1, 0, -1):
            path.append(int(back[word, path[-1]]))
        return path[::-1]

    def _valid(self, path: NDArray[np.int64]) -> bool:
        before = np.concatenate([[self.tags.index(OUTSIDE)], path[:-1]])
        return not bool((self.forbidden[before, path] < 0).any())


def names(scores: Floats, table: TagTable) -> Iterator[tuple[int, int, str, float]]:
    """Names as (first word, word after the last, label, score), from words x tags log-probabilities."""
    if not len(scores):
        return
    path = table.path(scores)
    low = 0
    while low < len(path):
        tag = table.tags[path[low]]
        high = low + 1
        if tag == OUTSIDE:
            low = high
            continue
        while high < len(path) and table.tags[path[high]] == f"I-{tag[2:]}":
            high += 1
        share = float(np.exp([scores[word, path[word]] for word in range(low, high)]).mean())
        yield low, high, tag[2:], round(share, 4)
        low = high


def evidence(shares: Floats, polarity: Floats, least: float) -> list[Evidence]:
    """Runs of words whose share (0-1) for one indicator reaches `least`, or half the best share where none does.

    Args: `shares` one number a word; `polarity` words x polarities probabilities.
    """
    bar = min(least, float(shares.max()) / 2)
    marked = np.nonzero(shares >= bar)[0]
    runs: list[list[int]] = []
    for word in map(int, marked):
        if runs and word - runs[-1][1] <= GAP_WORDS:
            runs[-1][1] = word + 1
        else:
            runs.append([word, word + 1])
    found = []
    for low, high in runs:
        if high - low > LONGEST_WORDS:
            middle = low + int(shares[low:high].argmax())
            low, high = max(low, middle - LONGEST_WORDS // 2), min(high, middle + LONGEST_WORDS // 2)
        weight = shares[low:high, None]
        found.append(Evidence(low, high, int((polarity[low:high] * weight).sum(0).argmax())))
    return found
