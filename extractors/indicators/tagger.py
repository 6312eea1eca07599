"""The transformer's room: what a tagger is, and one that reads a local token-classification folder.

A tagger reads working texts and knows nothing of rules or polarity; the stage maps its spans back and asks for
polarity as it does for rules. torch and transformers are imported when a model is loaded, never before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from pipeline.errors import ModelError

OUTSIDE = "O"
LEAST_PROBABILITY = 0.5
"""More likely than not; a trained model's card gives the measured threshold (Source: definition of the score)."""
WINDOW_OVERLAP_TOKENS = 64
"""About two sentences: a span cut by one window's edge lies whole in the next (nine in ten spans have < 25 words)."""


class TaggedSpan(NamedTuple):
    """An indicator found by a model: half-open offsets in the text it was given, score 0-1."""

    start: int
    end: int
    id: str
    score: float


class Tagger(Protocol):
    """Finds indicators by a trained model. `version` names model and weights, as in "bundled@1"."""

    @property
    def version(self) -> str: ...

    def tag(self, texts: Sequence[str]) -> Iterator[list[TaggedSpan]]:
        """The spans of each text, in order."""
        ...


def load_tagger(folder: Path, indicators: Iterable[str]) -> "TransformerTagger":
    """The token-classification model in a local folder. ModelError if missing, damaged or otherwise labelled."""
    if not (folder / "config.json").is_file():
        raise ModelError(f"no model in {folder}: config.json is missing")
    try:
        from transformers import AutoModelForTokenClassification, AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error
    if not tokenizer.is_fast:
        raise ModelError(f"the tokenizer in {folder} gives no offsets (a fast tokenizer is needed)")
    model.eval()
    return TransformerTagger(
        version=f"{folder.name}@{getattr(model.config, 'sito_version', '1')}",
        labels=label_table(model.config.id2label, frozenset(indicators)),
        several=getattr(model.config, "problem_type", None) == "multi_label_classification",
        tokenizer=tokenizer,
        model=model,
    )


def label_table(labels: Mapping[int, str], indicators: frozenset[str]) -> tuple[tuple[str | None, bool], ...]:
    """For each label its indicator (None: outside) and whether it begins a span; ModelError on unknown ones."""
    table: list[tuple[str | None, bool]] = []
    for number in range(len(labels)):
        label = labels[number]
        name = label[2:] if label[:2] in ("B-", "I-") else label
        if label != OUTSIDE and name not in indicators:
            raise ModelError(f"the model's label {label!r} is no indicator of the taxonomy")
        table.append((None, False) if label == OUTSIDE else (name, label.startswith("B-")))
    return tuple(table)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransformerTagger:
    """A local transformer. `several` lets one token carry several labels (sigmoid instead of softmax)."""

    version: str
    labels: tuple[tuple[str | None, bool], ...]
    several: bool
    tokenizer: Any
    model: Any
    batch_windows: int = 16

    def tag(self, texts: Sequence[str]) -> Iterator[list[TaggedSpan]]:
        """The spans of each text; long texts are read in overlapping windows, nothing is cut off."""
        tokens = self._probabilities(texts)
        for text, found in zip(texts, tokens, strict=True):
            yield spans_of(sorted(found.items()), self.labels, text)

    def _probabilities(self, texts: Sequence[str]) -> list[dict[tuple[int, int], list[float]]]:
        """For each text its tokens (by offsets) and label probabilities, from the window with most around them."""
        import torch

        encoded = self.tokenizer(
            list(texts),
            truncation=True,
            max_length=self._window_tokens(),
            stride=min(WINDOW_OVERLAP_TOKENS, self._window_tokens() // 4),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            padding=True,
            return_tensors="pt",
        )
        owners = encoded.pop("overflow_to_sample_mapping").tolist()
        offsets = encoded.pop("offset_mapping").tolist()
        found: list[dict[tuple[int, int], list[float]]] = [{} for _ in texts]
        margins: list[dict[tuple[int, int], int]] = [{} for _ in texts]
        for low in range(0, len(owners), self.batch_windows):
            batch = {key: value[low : low + self.batch_windows] for key, value in encoded.items()}
            with torch.inference_mode():
                logits = self.model(**batch).logits
            shares = (logits.sigmoid() if self.several else logits.softmax(-1)).tolist()
            for row, window in enumerate(shares, start=low):
                _keep_central(offsets[row], window, found[owners[row]], margins[owners[row]])
        return found

    def _window_tokens(self) -> int:
        limit = int(getattr(self.model.config, "max_position_embeddings", 512))
        return min(limit - 2 if limit > 16 else limit, int(min(self.tokenizer.model_max_length, 512)))


def _keep_central(
    offsets: list[list[int]],
    shares: list[list[float]],
    found: dict[tuple[int, int], list[float]],
    margins: dict[tuple[int, int], int],
) -> None:
    real = [i for i, (start, end) in enumerate(offsets) if end > start]
    for place, index in enumerate(real):
        start, end = offsets[index]
        margin = min(place, len(real) - 1 - place)
        if margin >= margins.get((start, end), -1):
            margins[start, end] = margin
            found[start, end] = shares[index]


def spans_of(
    tokens: Sequence[tuple[tuple[int, int], Sequence[float]]], labels: Sequence[tuple[str | None, bool]], text: str
) -> list[TaggedSpan]:
    """Runs of tokens with one indicator's label as spans; the score is their mean probability."""
    spans: list[TaggedSpan] = []
    for name in dict.fromkeys(label for label, _ in labels if label):
        run: list[tuple[int, int, float]] = []
        for (start, end), shares in tokens:
            share, begins = _share(name, shares, labels)
            if share is None or (begins and run):
                spans += _closed(run, name, text)
                run = []
            if share is not None:
                run.append((start, end, share))
        spans += _closed(run, name, text)
    return sorted(spans)


def _share(name: str, shares: Sequence[float], labels: Sequence[tuple[str | None, bool]]) -> tuple[float | None, bool]:
    """The probability that a token belongs to an indicator (None below the least) and whether it begins a span."""
    own = [(share, begins) for share, (label, begins) in zip(shares, labels, strict=True) if label == name]
    total = min(1.0, sum(share for share, _ in own))
    return (total, max(own)[1]) if total >= LEAST_PROBABILITY else (None, False)


def _closed(run: Sequence[tuple[int, int, float]], name: str, text: str) -> list[TaggedSpan]:
    if not run:
        return []
    start, end = run[0][0], run[-1][1]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    return [TaggedSpan(start, end, name, round(sum(r[2] for r in run) / len(run), 4))] if start < end else []
