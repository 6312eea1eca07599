"""Finds texts that say nearly the same, exactly: no hashing scheme that could miss a pair."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

SHINGLE_CHARS = 5


class Pair(NamedTuple):
    """Two texts by position, and the Jaccard likeness (0-1) of their five-character shingles."""

    first: int
    second: int
    likeness: float


def near_duplicates(texts: Sequence[str], *, at_least: float) -> list[Pair]:
    """All pairs with a shingle Jaccard of `at_least` (above 0) or more, most alike first.

    Walks the list of holders of every shingle, so it suits some ten thousand short texts, not millions.
    """
    numbering: dict[str, int] = {}
    own = [np.fromiter((numbering.setdefault(s, len(numbering)) for s in shingles(t)), np.int64) for t in texts]
    if not own:
        return []
    sizes = np.array([len(numbers) for numbers in own])
    numbers = np.concatenate(own)
    order = np.argsort(numbers, kind="stable")
    holders = np.repeat(np.arange(len(own)), sizes)[order]
    starts = np.searchsorted(numbers[order], np.arange(len(numbering) + 1))
    pairs = []
    for index, mine in enumerate(own):
        lists = [holders[starts[n] : starts[n + 1]] for n in mine if starts[n + 1] - starts[n] > 1]
        if not lists:
            continue
        shared = np.bincount(np.concatenate(lists), minlength=len(own))
        likeness = shared / (sizes + sizes[index] - shared)
        pairs += [Pair(int(o), index, float(likeness[o])) for o in np.flatnonzero(likeness >= at_least) if o < index]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def shingles(text: str) -> frozenset[str]:
    """The five-character shingles of a text, regardless of case and of how its white space is written."""
    flat = " ".join(text.lower().split())
    return frozenset(flat[i : i + SHINGLE_CHARS] for i in range(max(1, len(flat) - SHINGLE_CHARS + 1)))
