"""From a token model's numbers to names: runs of words of one kind."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from extractors.hub.tags import Tag
from extractors.hub.transformer import Floats, Words


class Run(NamedTuple):
    """A run of words of one kind: half-open offsets in the text, mean probability (0-1)."""

    start: int
    end: int
    kind: str
    score: float


def kind_shares(words: Words, tags: Sequence[Tag], kind: str) -> tuple[Floats, list[bool], list[bool]]:
    """For each word the probability of the kind, and whether its likeliest label of the kind opens or closes a run."""
    own = [number for number, tag in enumerate(tags) if tag.kind == kind]
    shares = words.shares[:, own]
    best = [tags[own[number]] for number in shares.argmax(1)]
    return shares.sum(1), [tag.opens for tag in best], [tag.closes for tag in best]


def name_runs(words: Words, tags: Sequence[Tag]) -> Iterator[Run]:
    """Runs of each kind, also of those dropped later, in order; a word has its likeliest kind, B- and I- as one."""
    if not words.starts:
        return
    kinds = list(dict.fromkeys(tag.kind for tag in tags))
    found = [kind_shares(words, tags, kind) for kind in kinds]
    shares = np.stack([share for share, _, _ in found], axis=1)
    best = shares.argmax(1)
    low = 0
    for word in range(1, len(best) + 1):
        _, opens, closes = found[best[low]]
        if word < len(best) and best[word] == best[low] and not opens[word] and not closes[word - 1]:
            continue
        score = round(float(shares[low:word, best[low]].mean()), 4)
        yield Run(words.starts[low], words.ends[word - 1], kinds[best[low]], score)
        low = word
