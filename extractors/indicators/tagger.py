"""What a tagger is, and the bundled encoder as one. The hub's are in extractors.indicators.hub.

A tagger reads working texts and knows nothing of rules or polarity; the stage maps its spans back and asks for
polarity as it does for rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from extractors.encoder import EncoderReader
from extractors.indicators.fusion import Weights
from extractors.windows import windows
from pipeline.document import Kind, Polarity


class TaggedSpan(NamedTuple):
    """An indicator found by a model: half-open offsets in the text it was given, score 0-1.

    `polarity` is None where the model has no opinion on it.
    """

    start: int
    end: int
    id: str
    score: float
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What a model says of a text: its spans, and the probability of each indicator, found or not.

    `shares` is empty where the model gives none.
    """

    spans: tuple[TaggedSpan, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)


class Tagger(Protocol):
    """Finds indicators by a trained model. `version` names model and weights, as in "bundled@1"."""

    @property
    def version(self) -> str: ...

    @property
    def weights(self) -> Weights | None:
        """How much it is believed beside the rules; None for a model that gives no probabilities."""
        ...

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """What the model says of each text, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderTagger:
    """The bundled encoder as a tagger. It reads the same pieces of a text as the names' stage, so each once."""

    reader: EncoderReader

    @property
    def version(self) -> str:
        """Name and version of the encoder."""
        return self.reader.version

    @property
    def weights(self) -> Weights | None:
        """As they were fitted with the encoder."""
        return Weights(**self.reader.heads.fusion) if self.reader.heads.fusion else None

    def kinds(self, texts: Sequence[str]) -> list[dict[Kind, float]]:
        """The probability of each kind of document for each text, by its first piece; empty for an empty text."""
        pieces = [[piece for _, piece in windows(text)] for text in texts]
        readings = iter(self.reader.read([piece for some in pieces for piece in some]))
        found = []
        for some in pieces:
            read = [next(readings) for _ in some]
            shares = read[0].kinds if read else ()
            found.append({Kind(kind): share for kind, share in zip(self.reader.heads.kinds, shares, strict=False)})
        return found

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """Spans and probabilities of each text; of a text in several pieces the highest probabilities."""
        pieces = [list(windows(text)) for text in texts]
        readings = iter(self.reader.read([piece for some in pieces for _, piece in some]))
        for some in pieces:
            spans: list[TaggedSpan] = []
            shares: dict[str, float] = {}
            for (offset, _), reading in zip(some, readings, strict=False):
                spans += (
                    TaggedSpan(s.start + offset, s.end + offset, s.id, s.score, s.polarity) for s in reading.indicators
                )
                for id, share in zip(self.reader.heads.indicators, reading.shares, strict=False):
                    shares[id] = max(share, shares.get(id, 0.0))
            yield Tagged(spans=tuple(spans), shares=shares)
