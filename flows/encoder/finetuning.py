"""Fine-tunes the encoder on every task at once; seeded, resumable after each epoch."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from logging import getLogger
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.encoder.tokens import MASK, PAD, SPECIAL, TextCoder
from flows.encoder.examples import KINDS, POLARITIES, TAGS, UNSAID, Example, Item, allowed_tags, items, joined
from flows.encoder.network import Outputs, Shape, described, reading_model

log = getLogger(__name__)

TOKENS_A_BATCH = 4_096
RATE, HEADS_RATE = 4e-4, 1.2e-3
DROPOUT, HIDDEN_WORDS = 0.1, 0.1
WARM_STEPS, LAST_RATE = 80, 0.02
AVERAGE, AVERAGE_EVERY = 0.998, 4
"""Weights are averaged over about the last 500 steps: the average is what is kept."""
JOIN_SHARE = 0.25
SILVER_AN_EPOCH = 3_000
"""Of the 11,540 silver sentences: machine-made, so that they do not outweigh gold."""
WEIGHTS = {"names": 1.0, "evidence": 0.7, "indicators": 0.35, "polarity": 0.3, "kind": 0.1, "alert": 0.2}
"""Of the losses, so that each is about 0.3 after one epoch."""
EVIDENCE_WEIGHT = 2.0
"""A word of evidence counts twice: nine words in ten carry none."""
STATE = "state.pt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a run depends on; equal recipes on equal data give equal weights on one machine."""

    seed: int = 1
    epochs: int = 6
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Items padded to one length, as torch tensors; `known`: which indicators each item speaks of."""

    ids: Any
    writing: Any
    mask: Any
    tags: Any
    evidence: Any
    polarity: Any
    present: Any
    known: Any
    kind: Any
    alert: Any


def finetune(
    train: Sequence[Example], coder: TextCoder, indicators: int, recipe: Recipe, *, trunk: Path | None, work: Path
) -> Any:
    """The trained network with averaged weights.

    Args: `trunk` is the checkpoint of a pre-training (None: from random weights); `work` keeps the state of the run.
    """
    run = _Run(indicators, recipe, trunk, work)
    for epoch in range(run.epoch, recipe.epochs):
        run.train(epoch, train, coder)
    return run.averaged()


class _Run:
    def __init__(self, indicators: int, recipe: Recipe, trunk: Path | None, work: Path) -> None:
        import torch

        torch.manual_seed(recipe.seed)
        np.random.seed(recipe.seed)
        self.recipe, self.work = recipe, work
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = reading_model(recipe.shape, outputs(indicators), DROPOUT).to(self.device)
        if trunk is not None:
            load_trunk(self.model, trunk)
        parts: dict[bool, list[Any]] = {True: [], False: []}
        for name, weight in self.model.named_parameters():
            parts[name.startswith(("trunk", "case"))].append(weight)
        self.optimizer = torch.optim.AdamW(
            [{"params": parts[True], "full": RATE}, {"params": parts[False], "full": HEADS_RATE}],
            lr=RATE,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.allowed = torch.log(torch.from_numpy(allowed_tags) + 1e-9).to(self.device)
        self.average = {name: w.detach().clone() for name, w in self.model.state_dict().items()}
        self.epoch = self.step = 0
        self._resume()

    def train(self, epoch: int, examples: Sequence[Example], coder: TextCoder) -> None:
        """One pass over the examples, then a checkpoint."""
        import torch

        chance = random.Random(f"{self.recipe.seed}-{epoch}")
        order = list(batches(joined(items(_sampled(examples, chance), coder, chance), JOIN_SHARE, chance), chance))
        sums: dict[str, float] = {}
        for number, some in enumerate(order):
            self._set_rate((epoch + number / len(order)) / self.recipe.epochs)
            batch = collate(some, self.device, HIDDEN_WORDS)
            with torch.autocast(self.device, dtype=torch.bfloat16):
                answers = self.model(batch.ids, batch.writing, batch.mask)
            parts = losses(answers, batch, self.allowed)
            total = sum(WEIGHTS[name] * loss for name, loss in parts.items())
            total.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self.step += 1
            self._add_to_average()
            for name, loss in parts.items():
                sums[name] = sums.get(name, 0.0) + loss.item() / len(order)
        self.epoch = epoch + 1
        self._save()
        log.info("fine-tuning: epoch %d of %d, %s", self.epoch, self.recipe.epochs, sums)

    def averaged(self) -> Any:
        """The network with its averaged weights, ready to answer."""
        self.model.load_state_dict(self.average)
        return self.model.eval().to("cpu")

    def _set_rate(self, share: float) -> None:
        rate = min(1.0, (self.step + 1) / WARM_STEPS) * max(LAST_RATE, 1 - share)
        for group in self.optimizer.param_groups:
            group["lr"] = group["full"] * rate

    def _add_to_average(self) -> None:
        import torch

        if self.step % AVERAGE_EVERY:
            return
        keep = min(AVERAGE, self.step / (self.step + 20)) ** AVERAGE_EVERY
        with torch.no_grad():
            for name, weight in self.model.state_dict().items():
                if weight.dtype.is_floating_point:
                    self.average[name].mul_(keep).add_(weight, alpha=1 - keep)

    def _resume(self) -> None:
        import torch

        path = self.work / STATE
        if path.is_file():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average, self.epoch, self.step = state["average"], state["epoch"], state["step"]

    def _save(self) -> None:
        import torch

        self.work.mkdir(parents=True, exist_ok=True)
        draft = self.work / f"{STATE}.draft"
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "epoch": self.epoch,
            "step": self.step,
            "shape": described(self.recipe.shape),
        }
        torch.save(state, draft)
        draft.replace(self.work / STATE)


def outputs(indicators: int) -> Outputs:
    """The widths of the heads for so many indicators."""
    return Outputs(tags=len(TAGS), indicators=indicators, polarities=len(POLARITIES), kinds=len(KINDS))


def load_trunk(model: Any, checkpoint: Path) -> None:
    """Give the network the pre-trained trunk. Raises RuntimeError if its shape is another."""
    import torch

    state = torch.load(checkpoint, map_location="cpu", weights_only=True)["model"]
    trunk = {name: weight for name, weight in state.items() if name.startswith(("trunk", "case"))}
    missing = [name for name in model.state_dict() if name.startswith(("trunk", "case")) and name not in trunk]
    if missing:
        raise RuntimeError(f"{checkpoint}: the checkpoint lacks {missing[0]} and {len(missing) - 1} more")
    model.load_state_dict(trunk, strict=False)


def _sampled(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    silver = [example for example in examples if example.set == "wikineural"]
    rest = [example for example in examples if example.set != "wikineural"]
    return rest + chance.sample(silver, min(len(silver), SILVER_AN_EPOCH))


def batches(some: Sequence[Item], chance: random.Random) -> Iterator[list[Item]]:
    """The items in batches of about equal lengths, in random order."""
    order = sorted(some, key=lambda item: len(item) + chance.random() * 12)
    found: list[list[Item]] = [[]]
    for item in order:
        if found[-1] and len(item) * (len(found[-1]) + 1) > TOKENS_A_BATCH:
            found.append([])
        found[-1].append(item)
    chance.shuffle(found)
    return iter(found)


def collate(some: Sequence[Item], device: str = "cpu", hidden: float = 0.0) -> Batch:
    """The items as tensors; a share of words is `hidden` behind the mask, so that no single word decides."""
    import torch

    rows, width, kinds = len(some), -(-max(map(len, some)) // 8) * 8, max(len(item.known) for item in some)
    ids = np.full((rows, width), PAD, dtype=np.int64)
    writing, mask = np.zeros_like(ids), np.zeros_like(ids)
    tags, polarity = np.full_like(ids, UNSAID), np.full_like(ids, UNSAID)
    evidence = np.zeros((rows, width, kinds), dtype=np.float32)
    present, known = np.zeros((rows, kinds), dtype=np.float32), np.zeros((rows, kinds), dtype=np.float32)
    for row, item in enumerate(some):
        length = len(item)
        ids[row, :length], writing[row, :length], mask[row, :length] = item.ids, item.writing, 1
        tags[row, :length] = item.tags
        if item.cues is not None:
            known[row] = item.known
            for cue in item.cues:
                evidence[row, cue.start : cue.end, cue.indicator] = present[row, cue.indicator] = 1
                polarity[row, cue.start : cue.end] = cue.polarity
    ids[(np.random.random(ids.shape) < hidden) & (ids >= SPECIAL)] = MASK
    kind, alert = np.array([item.kind for item in some]), np.array([float(item.alert) for item in some])
    arrays = (ids, writing, mask, tags, evidence, polarity, present, known, kind, alert.astype(np.float32))
    return Batch(**dict(zip(Batch.__slots__, (torch.from_numpy(a).to(device) for a in arrays), strict=True)))


def losses(answers: Sequence[Any], batch: Batch, allowed: Any) -> dict[str, Any]:
    """The loss of each task this batch speaks of."""
    import torch
    from torch.nn import functional

    names, words, polarity, present, kind, alert = answers
    found: dict[str, Any] = {}
    rows = batch.tags.reshape(-1)
    if (said := rows >= 0).any():
        shares = functional.log_softmax(names.reshape(-1, names.shape[-1])[said], -1)
        found["names"] = -torch.logsumexp(shares + allowed[rows[said]], -1).mean()
    if batch.known.any():
        heard = batch.known[:, None, :] * batch.mask[..., None]
        weight = torch.tensor(EVIDENCE_WEIGHT, device=words.device)
        cross = functional.binary_cross_entropy_with_logits(words, batch.evidence, reduction="none", pos_weight=weight)
        found["evidence"] = (cross * heard).sum() / heard.any(-1).sum()
        cross = functional.binary_cross_entropy_with_logits(present, batch.present, reduction="none")
        found["indicators"] = (cross * batch.known).sum() / batch.known.any(-1).sum()
    if (said := batch.polarity >= 0).any():
        found["polarity"] = functional.cross_entropy(polarity[said], batch.polarity[said])
    if (said := batch.kind >= 0).any():
        found["kind"] = functional.cross_entropy(kind[said], batch.kind[said])
    if (said := batch.alert >= 0).any():
        found["alert"] = functional.binary_cross_entropy_with_logits(alert[said], batch.alert[said])
    return found


def predict(model: Any, some: Sequence[Item]) -> list[tuple[NDArray[np.float32], ...]]:
    """The six answers for each item, cut to its length."""
    import torch

    order = sorted(range(len(some)), key=lambda number: len(some[number]))
    found: list[tuple[NDArray[np.float32], ...]] = [()] * len(some)
    for low in range(0, len(order), 32):
        chosen = order[low : low + 32]
        batch = collate([some[number] for number in chosen])
        with torch.inference_mode():
            answers = [answer.float().numpy() for answer in model(batch.ids, batch.writing, batch.mask)]
        for row, number in enumerate(chosen):
            length = len(some[number])
            found[number] = (*(a[row, :length] for a in answers[:3]), *(a[row] for a in answers[3:]))
    return found
