"""Models of other makers as taggers: transformers from a folder that label tokens, or whole texts.

They give no probabilities to the fusion, because its weights were measured for the bundled encoder: what they find is
added to the rules' findings, and nothing is taken away for what they do not know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from extractors.hub import LocalTransformer, Shape, Shared, Tag, Words, fingerprint, open_folder, tags_of
from extractors.hub.hypotheses import ENTAILMENT, Hypotheses
from extractors.hub.names import kind_shares
from extractors.indicators.segments import segment
from extractors.indicators.tagger import Tagged, TaggedSpan, Tagger
from extractors.labels import OWN_FILE, LabelTable, load_labels
from extractors.windows import windows
from pipeline.errors import ModelError

PIECES_A_BATCH = 32
"""Of 4,000 characters at most: bounds memory for documents of any length."""


def load_tagger(folder: Path, indicators: Iterable[str]) -> Tagger:
    """The transformer in a folder as a tagger; its weights are loaded when the first text comes.

    Raises ModelError if the folder is missing, damaged or unsafe, or if no table translates one of its labels.
    """
    found = open_folder(folder, [Shape.TOKENS, Shape.TEXTS])
    table, model = load_labels(folder), LocalTransformer(found)
    labels = table.renamed(found.labels)
    version, threshold = fingerprint(folder), table.threshold
    try:
        if table.hypotheses:
            asked = _hypotheses(model, labels, table)
            ids = table.hypothesis_ids(indicators)
            return TextTagger(version=version, model=asked, labels=tuple(ids), ids=ids, threshold=threshold)
        if found.shape is Shape.TEXTS:
            ids = table.indicator_ids(labels, indicators)
            return TextTagger(
                version=version, model=model, labels=labels, ids=ids, threshold=threshold, several=found.several
            )
        tags = tags_of(labels)
        ids = table.indicator_ids(dict.fromkeys(tag.kind for tag in tags), indicators)
        return TokenTagger(version=version, model=model, tags=tags, ids=ids, threshold=threshold)
    except ModelError as error:
        raise ModelError(f"{folder}: {error}; say in {folder / OWN_FILE} what the labels are") from error


def _hypotheses(model: LocalTransformer, labels: Sequence[str], table: LabelTable) -> Hypotheses:
    numbers = [number for number, label in enumerate(labels) if label.upper() == ENTAILMENT]
    if len(numbers) != 1 or model.folder.shape is not Shape.TEXTS:
        raise ModelError(f"hypotheses need a model of whole texts with the label {ENTAILMENT.lower()}")
    return Hypotheses(model=model, sentences=tuple(table.hypotheses), entailment=numbers[0])


class _Piece(NamedTuple):
    """A stretch of the text with this number: where it begins there, and its characters."""

    number: int
    offset: int
    text: str


def _batches(texts: Sequence[str]) -> Iterator[list[_Piece]]:
    pieces = (_Piece(number, offset, piece) for number, text in enumerate(texts) for offset, piece in windows(text))
    while batch := list(islice(pieces, PIECES_A_BATCH)):
        yield batch


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTagger:
    """A transformer that labels tokens. `tags` are its labels taken apart, `ids` what each kind of them is here."""

    version: str
    model: LocalTransformer
    tags: tuple[Tag, ...]
    ids: Mapping[str, str | None]
    threshold: float

    @property
    def weights(self) -> None:
        """Nothing: the fusion knows no weights of this model's probabilities."""
        return None

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """The spans of each text; long texts are read in overlapping windows, nothing is cut off."""
        found: list[list[TaggedSpan]] = [[] for _ in texts]
        for batch in _batches(texts):
            for piece, words in zip(batch, self.model.words([p.text for p in batch]), strict=True):
                spans = spans_of(words, self.tags, self.ids, self.threshold)
                found[piece.number] += (
                    span._replace(start=span.start + piece.offset, end=span.end + piece.offset) for span in spans
                )
        for spans in found:
            yield Tagged(spans=tuple(sorted(spans)))


def spans_of(words: Words, tags: Sequence[Tag], ids: Mapping[str, str | None], threshold: float) -> list[TaggedSpan]:
    """Runs of words of one indicator as spans: each word's share reaches the threshold, the score is their mean."""
    spans: list[TaggedSpan] = []
    for kind, id in ids.items():
        if id is None or not words.starts:
            continue
        shares, opens, closes = kind_shares(words, tags, kind)
        run: list[int] = []
        for word in range(len(shares) + 1):
            goes_on = word < len(shares) and shares[word] >= threshold
            if run and (not goes_on or opens[word] or closes[run[-1]]):
                score = min(1.0, float(shares[run].mean()))
                spans.append(TaggedSpan(words.starts[run[0]], words.ends[run[-1]], id, round(score, 4)))
                run = []
            if goes_on:
                run.append(word)
    return sorted(spans)


class _Fired(NamedTuple):
    """A window of a piece in which an indicator was found, and its probability."""

    piece: _Piece
    start: int
    end: int
    id: str
    share: float

    @property
    def text(self) -> str:
        return self.piece.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTagger:
    """A transformer that labels whole texts, one label or several. `ids` says what each label (or hypothesis) is here.

    Evidence is the sentence that alone has the highest probability, if it reaches the threshold; where no sentence of a
    text does, the first window in which the indicator was found.
    """

    version: str
    model: LocalTransformer | Hypotheses
    labels: tuple[str, ...]
    ids: Mapping[str, str | None]
    threshold: float
    several: bool = True

    @property
    def weights(self) -> None:
        """Nothing: the fusion knows no weights of this model's probabilities."""
        return None

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """The evidence in each text; long texts are read in overlapping windows, nothing is cut off."""
        found: list[dict[TaggedSpan, bool]] = [{} for _ in texts]
        for batch in _batches(texts):
            for piece, span, is_sentence in self._evidence(batch):
                moved = span._replace(start=span.start + piece.offset, end=span.end + piece.offset)
                found[piece.number].setdefault(moved, is_sentence)
        for spans in found:
            yield Tagged(spans=tuple(_settled(spans)))

    def _evidence(self, batch: Sequence[_Piece]) -> Iterator[tuple[_Piece, TaggedSpan, bool]]:
        """Each piece's evidence, and whether it is a sentence (else a whole window)."""
        fired = [
            _Fired(piece, stretch.start, stretch.end, id, share)
            for piece, stretches in zip(batch, self.model.stretches([p.text for p in batch]), strict=True)
            for stretch in stretches
            for id, share in self._shares(stretch).items()
            if share >= self.threshold
        ]
        sentences = {hit.text: _sentences(hit.text) for hit in fired}
        apart = dict.fromkeys(text[a:b] for text, places in sentences.items() for a, b in places)
        scored = dict(zip(apart, self._best_shares(list(apart)), strict=True))
        for hit in fired:
            own = [(scored[hit.text[a:b]].get(hit.id, 0.0), -a, b) for a, b in sentences[hit.text]]
            share, start, end = max(own, default=(0.0, 0, 0))
            is_sentence = share >= self.threshold
            low, high = (hit.start - start, hit.start + end) if is_sentence else (hit.start, hit.end)
            yield hit.piece, TaggedSpan(low, high, hit.id, round(hit.share, 4)), is_sentence

    def _best_shares(self, sentences: Sequence[str]) -> Iterator[dict[str, float]]:
        """The highest probability of each indicator over the windows of each sentence."""
        for low in range(0, len(sentences), PIECES_A_BATCH):
            for stretches in self.model.stretches(sentences[low : low + PIECES_A_BATCH]):
                best: dict[str, float] = {}
                for stretch in stretches:
                    for id, share in self._shares(stretch).items():
                        best[id] = max(share, best.get(id, 0.0))
                yield best

    def _shares(self, stretch: Shared) -> dict[str, float]:
        """The probability of each indicator: of several labels for one the sum, or the highest where labels combine."""
        shares: dict[str, float] = {}
        for label, share in zip(self.labels, map(float, stretch.shares), strict=True):
            if id := self.ids[label]:
                before = shares.get(id, 0.0)
                shares[id] = max(before, share) if self.several else min(1.0, before + share)
        return shares


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as half-open offsets."""
    segments = segment(text)
    return [(segments.starts[low], segments.ends[high - 1]) for low, high in segments.sentences if low < high]


def _settled(spans: Mapping[TaggedSpan, bool]) -> list[TaggedSpan]:
    """One span for each place and indicator; whole windows only where no sentence carries it, and of them the first."""
    ordered = sorted(spans, key=lambda s: (s.start, s.end, s.id, -s.score))
    in_sentences = {span.id for span in ordered if spans[span]}
    kept: list[TaggedSpan] = []
    last: dict[str, int] = {}
    for span in ordered:
        if spans[span] != (span.id in in_sentences) or span.start < last.get(span.id, 0):
            continue
        if not spans[span] and span.id in last:
            continue
        kept.append(span)
        last[span.id] = span.end
    return kept
