"""Trains the linear indicator model on annotated passages: folds by voice set the thresholds, then all voices train it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpora.passages import TRAINING_VOICES, Passage, load_passages
from extractors.indicators.linear import NEIGHBOUR_SHARE, Clause, LinearTagger, clauses, save_linear
from pipeline.document import Document, Source
from pipeline.stages.repair import repair

log = logging.getLogger(__name__)
BUCKETS = 1 << 17
EPOCHS = 6
BATCH = 256
LEARN_RATE = 0.02
FOLDS = 4
LEAST_SHARE = 0.5
"""A clause carries an indicator if at least this share of it lies in an annotated span."""
CANDIDATES = np.linspace(0.1, 0.9, 33)
PRECISION_WEIGHT = 0.7
"""Thresholds maximise F-beta with this beta: a false alarm on an honest text costs more than one missed cue of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage as clauses, and which indicators each carries (clauses × indicators)."""

    voice: str
    clauses: list[Clause]
    labels: npt.NDArray[np.float32]


def train_indicators(out: Path, indicators: Sequence[str], *, seed: int = 1) -> dict[str, Any]:
    """What was trained, after writing the model to `out`: passages, voices, thresholds by indicator."""
    import torch

    torch.manual_seed(seed)
    examples = [example(passage, indicators) for passage in load_passages(TRAINING_VOICES)]
    voices = sorted({e.voice for e in examples})
    scores: list[npt.NDArray[np.float32]] = []
    truth: list[npt.NDArray[np.float32]] = []
    for fold in range(FOLDS):
        held = set(voices[fold::FOLDS])
        weights, biases = fit([e for e in examples if e.voice not in held], len(indicators))
        blank = _tagger("fold", indicators, weights, biases, np.full(len(indicators), 0.5, np.float32))
        for one in (e for e in examples if e.voice in held and e.clauses):
            scores.append(blank.probabilities(one.clauses).max(axis=0))
            truth.append(one.labels.max(axis=0))
        log.info("fold %d of %d done", fold + 1, FOLDS)
    thresholds = best_thresholds(np.stack(scores), np.stack(truth))
    weights, biases = fit(examples, len(indicators))
    about = {"passages": len(examples), "voices": voices, "seed": seed, "epochs": EPOCHS, "buckets": BUCKETS}
    save_linear(out, _tagger("1", indicators, weights, biases, thresholds), about)
    return {**about, "thresholds": dict(zip(indicators, thresholds.round(2).tolist(), strict=True))}


def _tagger(
    version: str,
    indicators: Sequence[str],
    weights: npt.NDArray[np.float32],
    biases: npt.NDArray[np.float32],
    thresholds: npt.NDArray[np.float32],
) -> LinearTagger:
    return LinearTagger(
        version=version, indicators=tuple(indicators), weights=weights, biases=biases, thresholds=thresholds
    )


def example(passage: Passage, indicators: Sequence[str]) -> Example:
    """A passage's clauses as the stage will see them, with their labels."""
    document = repair(Document(id="", source=Source(path="", media_type="text/plain"), text=passage.text))
    assert document.working is not None
    found = clauses(document.working.text, BUCKETS)
    labels = np.zeros((len(found), len(indicators)), np.float32)
    column = {name: n for n, name in enumerate(indicators)}
    for span in passage.indicators:
        start, end = document.working.working(span.start, span.end)
        shares = [_share(clause, start, end) for clause in found]
        for row, share in enumerate(shares):
            if share >= LEAST_SHARE or (share > 0 and share == max(shares)):
                labels[row, column[span.id]] = 1
    return Example(voice=passage.voice, clauses=found, labels=labels)


def _share(clause: Clause, start: int, end: int) -> float:
    return max(0, min(clause.end, end) - max(clause.start, start)) / max(1, clause.end - clause.start)


def fit(examples: Sequence[Example], width: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Weights and biases by logistic regression over all clauses."""
    import torch

    rows = [(clause, labels) for e in examples for clause, labels in zip(e.clauses, e.labels, strict=True)]
    bag = torch.nn.EmbeddingBag(BUCKETS, width, mode="sum", sparse=True)
    torch.nn.init.zeros_(bag.weight)
    bias = torch.nn.Parameter(torch.full((width,), -5.0))
    sparse = torch.optim.SparseAdam(list(bag.parameters()), lr=LEARN_RATE)
    dense = torch.optim.Adam([bias], lr=LEARN_RATE)
    loss_of = torch.nn.BCEWithLogitsLoss(reduction="sum")
    for _ in range(EPOCHS):
        order = torch.randperm(len(rows)).tolist()
        for low in range(0, len(rows), BATCH):
            some = [rows[i] for i in order[low : low + BATCH]]
            indices, offsets, shares = _packed([clause for clause, _ in some])
            logits = bag(indices, offsets, per_sample_weights=shares) + bias
            loss = loss_of(logits, torch.from_numpy(np.stack([labels for _, labels in some]))) / len(some)
            sparse.zero_grad()
            dense.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            sparse.step()
            dense.step()
    return bag.weight.detach().numpy(), bias.detach().numpy()


def _packed(some: Sequence[Clause]) -> tuple[Any, Any, Any]:
    """Features of clauses as one bag each: indices, where each bag begins, what each feature weighs."""
    import torch

    parts, shares, offsets, at = [], [], [], 0
    for clause in some:
        offsets.append(at)
        for indices, factor in ((clause.own, 1.0), (clause.around, NEIGHBOUR_SHARE)):
            if len(indices):
                parts.append(indices)
                shares.append(np.full(len(indices), factor / np.sqrt(len(indices)), np.float32))
                at += len(indices)
    packed = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    weights = np.concatenate(shares) if shares else np.zeros(0, np.float32)
    return torch.from_numpy(packed), torch.tensor(offsets), torch.from_numpy(weights)


def best_thresholds(scores: npt.NDArray[np.float32], truth: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """For each indicator the threshold with the best F-beta over passages of unseen voices."""
    best = np.full(scores.shape[1], 0.5, np.float32)
    for column in range(scores.shape[1]):
        gold = truth[:, column] > 0
        found = scores[:, column, None] >= CANDIDATES
        tp = (found & gold[:, None]).sum(axis=0)
        weight = PRECISION_WEIGHT**2
        f = (1 + weight) * tp / np.maximum(1, weight * gold.sum() + found.sum(axis=0))
        best[column] = CANDIDATES[int(np.argmax(f))]
    return best
