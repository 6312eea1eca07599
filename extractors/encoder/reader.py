"""Reads texts with the bundled encoder: ONNX Runtime, one thread, long texts in overlapping windows."""

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extractors.encoder.decode import Floats, NameSpan, TagTable, evidence, names
from extractors.encoder.tokens import PAD, Coded, TextCoder
from pipeline.document import Polarity
from pipeline.errors import ModelError

WINDOW_TOKENS, OVERLAP_TOKENS = 192, 48
"""The longest stretch seen in training, and about two sentences that neighbouring windows share."""
TOKENS_A_BATCH = 3_072
"""Bounds memory; larger batches are no faster (benchmarks/encoder.py)."""
REMEMBERED_PIECES = 2_048
"""Names and indicators are asked for one after the other on the same pieces; a batch of documents fits."""
MODEL_FILE, TOKENIZER_FILE, CARD_FILE = "model.onnx", "tokenizer.json", "encoder.json"
OUTPUTS = ("names", "evidence", "polarity", "indicators", "kind", "alert")


class IndicatorSpan(NamedTuple):
    """An indicator's evidence: half-open offsets, id, probability that the text holds it, polarity."""

    start: int
    end: int
    id: str
    score: float
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the encoder says of a text: names and indicators in order of place, and 0-1 shares for the whole.

    `shares` has the probability of each indicator, found or not, `kinds` one of each kind of document, `alert` that
    of being worth an alert; of a text in several windows the mean of kinds and the highest of the others.
    """

    names: tuple[NameSpan, ...]
    indicators: tuple[IndicatorSpan, ...]
    shares: tuple[float, ...]
    kinds: tuple[float, ...]
    alert: float


NOTHING = Reading(names=(), indicators=(), shares=(), kinds=(), alert=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What the network's outputs mean (the file encoder.json of a model).

    `thresholds` are log-odds above which an indicator is held to be there; `evidence` is the least share of a word;
    `fusion` are the fields of extractors.indicators.fusion.Weights, empty before they are fitted.
    """

    name: str
    version: str
    tags: tuple[str, ...]
    indicators: tuple[str, ...]
    polarities: tuple[Polarity, ...]
    kinds: tuple[str, ...]
    thresholds: tuple[float, ...]
    slope: float
    evidence: float
    precision: Mapping[str, float]
    fusion: Mapping[str, float]


class _Window(NamedTuple):
    text: int
    low: int
    high: int
    own_low: int
    own_high: int


class EncoderReader:
    """Reads texts; what was read last is remembered, because two stages ask for the same texts."""

    def __init__(self, coder: TextCoder, session: Any, heads: Heads) -> None:
        self.heads = heads
        self._coder = coder
        self._session = session
        self._table = TagTable.of(heads.tags)
        self._remembered: OrderedDict[str, Reading] = OrderedDict()

    @property
    def version(self) -> str:
        """Name and version as sources carry them, for example "encoder-bundled@1"."""
        return f"{self.heads.name}@{self.heads.version}"

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """What the encoder says of each text, in order."""
        known = {text: self._remembered[text] for text in texts if text in self._remembered}
        fresh = list(dict.fromkeys(text for text in texts if text not in known))
        for text, reading in zip(fresh, self._read(fresh), strict=True):
            known[text] = self._remembered[text] = reading
        while len(self._remembered) > REMEMBERED_PIECES:
            self._remembered.popitem(last=False)
        return [known[text] for text in texts]

    def _read(self, texts: Sequence[str]) -> list[Reading]:
        codes = self._coder.code(texts)
        windows = [window for number, code in enumerate(codes) for window in _windows(number, len(code))]
        parts: list[list[Reading]] = [[] for _ in texts]
        for window, outputs in self._outputs(windows, codes):
            parts[window.text].append(self._reading(codes[window.text], window, outputs))
        return [_joined(part) for part in parts]

    def _outputs(self, windows: Sequence[_Window], codes: Sequence[Coded]) -> Iterator[tuple[_Window, list[Any]]]:
        """Each window with its rows of the outputs, in order of the windows; equal lengths are computed together."""
        order = sorted(range(len(windows)), key=lambda i: windows[i].high - windows[i].low)
        found: list[list[Any]] = [[]] * len(windows)
        for batch in _batches(order, [w.high - w.low for w in windows]):
            feed = _feed([windows[i] for i in batch], codes)
            outputs = self._session.run(list(OUTPUTS), feed)
            for row, number in enumerate(batch):
                length = windows[number].high - windows[number].low
                rows = [output[row] for output in outputs]
                found[number] = [r[:length] for r in rows[:3]] + rows[3:]
        return zip(windows, found, strict=True)

    def _reading(self, code: Coded, window: _Window, outputs: Sequence[Any]) -> Reading:
        first = np.nonzero(code.first[window.low : window.high])[0]
        starts = code.starts[window.low : window.high][first]
        ends = code.ends[window.low : window.high][np.append(first[1:] - 1, window.high - window.low - 1)]
        own = range(window.own_low - window.low, window.own_high - window.low)
        place = _Place(first=first, starts=starts, ends=ends, own=own)
        scores, shares, polarity, present, kind, alert = outputs
        return Reading(
            names=tuple(self._names(place, _log_softmax(scores[first]))),
            indicators=tuple(self._indicators(place, shares[first], polarity[first], present)),
            shares=tuple(map(float, _sigmoid(present * self.heads.slope))),
            kinds=tuple(map(float, np.exp(_log_softmax(kind[None])[0]))),
            alert=float(_sigmoid(alert)),
        )

    def _names(self, place: "_Place", scores: Floats) -> Iterator[NameSpan]:
        for low, high, label, score in names(scores, self._table):
            if int(place.first[low]) in place.own:
                yield NameSpan(int(place.starts[low]), int(place.ends[high - 1]), label, score)

    def _indicators(
        self, place: "_Place", shares: Floats, polarity: Floats, present: Floats
    ) -> Iterator[IndicatorSpan]:
        above = present - np.array(self.heads.thresholds, dtype=np.float32)
        chances = np.exp(_log_softmax(polarity))
        for number in map(int, np.nonzero(above >= 0)[0]):
            score = round(float(_sigmoid(present[number] * self.heads.slope)), 4)
            for low, high, which in evidence(_sigmoid(shares[:, number]), chances, self.heads.evidence):
                if int(place.first[low]) in place.own:
                    start, end = int(place.starts[low]), int(place.ends[high - 1])
                    yield IndicatorSpan(start, end, self.heads.indicators[number], score, self.heads.polarities[which])


class _Place(NamedTuple):
    """Words of a window: their first subwords, offsets in the text, and the subwords this window answers for."""

    first: Any
    starts: Any
    ends: Any
    own: range


def _windows(text: int, length: int) -> Iterator[_Window]:
    """Windows over the subwords of a text. Each answers for its own part: to the middle of what it shares."""
    if not length:
        return
    step = WINDOW_TOKENS - OVERLAP_TOKENS
    lows = list(range(0, max(1, length - OVERLAP_TOKENS), step))
    borders = [0, *(low + OVERLAP_TOKENS // 2 for low in lows[1:]), length]
    for low, (own_low, own_high) in zip(lows, pairwise(borders), strict=True):
        yield _Window(text, low, min(length, low + WINDOW_TOKENS), own_low, own_high)


def _batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in order:  # ascending, so that the last one is the longest
        if batch and lengths[number] * (len(batch) + 1) > TOKENS_A_BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _feed(windows: Sequence[_Window], codes: Sequence[Coded]) -> dict[str, Any]:
    longest = max(w.high - w.low for w in windows)
    ids = np.full((len(windows), longest), PAD, dtype=np.int64)
    writing, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(windows):
        length = window.high - window.low
        ids[row, :length] = codes[window.text].ids[window.low : window.high]
        writing[row, :length] = codes[window.text].writing[window.low : window.high]
        mask[row, :length] = 1
    return {"input_ids": ids, "token_type_ids": writing, "attention_mask": mask}


def _joined(parts: Sequence[Reading]) -> Reading:
    """One reading of a text from those of its windows; a name found by both neighbours stays once."""
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    kept: list[NameSpan] = []
    for name in (name for part in parts for name in part.names):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    last: dict[str, int] = {}
    indicators: list[IndicatorSpan] = []
    for span in (span for part in parts for span in part.indicators):
        if span.start >= last.get(span.id, 0):
            indicators.append(span)
            last[span.id] = span.end
    return Reading(
        names=tuple(kept),
        indicators=tuple(indicators),
        shares=tuple(map(max, zip(*(part.shares for part in parts), strict=True))),
        kinds=tuple(sum(shares) / len(parts) for shares in zip(*(part.kinds for part in parts), strict=True)),
        alert=max(part.alert for part in parts),
    )


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def load_encoder(folder: Path) -> EncoderReader:
    """The encoder in a local folder. Raises ModelError if a file is missing, damaged or does not fit the others."""
    heads = load_heads(folder)
    coder = TextCoder.load(folder / TOKENIZER_FILE)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # one process a core: the batch runner's rule
    options.log_severity_level = 3
    try:
        weights = (folder / MODEL_FILE).read_bytes()
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except OSError as error:
        raise ModelError(f"{folder / MODEL_FILE}: the weights are missing ({error})") from error
    except Exception as error:  # onnxruntime raises classes of its own that share only Exception
        raise ModelError(f"{folder / MODEL_FILE}: the weights are damaged ({type(error).__name__})") from error
    _check(folder, session, heads)
    return EncoderReader(coder, session, heads)


@lru_cache(maxsize=2)
def shared_encoder(folder: Path) -> EncoderReader:
    """The same encoder for every stage of a process. Raises ModelError as `load_encoder`."""
    return load_encoder(folder)


def load_heads(folder: Path) -> Heads:
    """What the outputs of the model mean. Raises ModelError if the file is missing or inconsistent."""
    path = folder / CARD_FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        heads = Heads(
            name=said["name"],
            version=said["version"],
            tags=tuple(said["tags"]),
            indicators=tuple(said["indicators"]),
            polarities=tuple(map(Polarity, said["polarities"])),
            kinds=tuple(said["kinds"]),
            thresholds=tuple(map(float, said["thresholds"])),
            slope=float(said["slope"]),
            evidence=float(said["evidence"]),
            precision={label: float(share) for label, share in said["precision"].items()},
            fusion={name: float(weight) for name, weight in said["fusion"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: missing or broken ({error})") from error
    if len(heads.thresholds) != len(heads.indicators):
        raise ModelError(f"{path}: {len(heads.thresholds)} thresholds for {len(heads.indicators)} indicators")
    return heads


def _check(folder: Path, session: Any, heads: Heads) -> None:
    widths = {output.name: output.shape[-1] for output in session.get_outputs()}
    wanted = {
        "names": len(heads.tags),
        "evidence": len(heads.indicators),
        "polarity": len(heads.polarities),
        "indicators": len(heads.indicators),
        "kind": len(heads.kinds),
    }
    if "alert" not in widths or any(widths.get(name) != width for name, width in wanted.items()):
        raise ModelError(f"{folder}: the weights answer {widths}, {CARD_FILE} says {wanted}")
