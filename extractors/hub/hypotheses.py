"""A model of textual entailment asked of each text whether it says certain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.hub.transformer import LocalTransformer, Shared

ENTAILMENT = "ENTAILMENT"
"""What such models call it when the first text says the second, in any case of letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypotheses:
    """The sentences that a model is asked for; `entailment` is the number of its label of that name."""

    model: LocalTransformer
    sentences: tuple[str, ...]
    entailment: int

    def stretches(self, texts: Sequence[str]) -> list[list[Shared]]:
        """Stretches of each text with the probability that they say each sentence; every stretch was asked for one."""
        found: list[list[Shared]] = [[] for _ in texts]
        for number, sentence in enumerate(self.sentences):
            for own, stretches in zip(found, self.model.stretches(texts, sentence), strict=True):
                for stretch in stretches:
                    shares = np.zeros(len(self.sentences), dtype=np.float32)
                    shares[number] = stretch.shares[self.entailment]
                    own.append(stretch._replace(shares=shares))
        return found
