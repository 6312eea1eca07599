"""Pre-trains the encoder: masked words on unlabelled text, on a GPU if there is one, else on the CPU; resumable.

A run is a budget of minutes; its learning rate falls to nothing at the end, so a longer run is one run, not two
short ones. A killed run goes on from its last checkpoint; `more` continues a finished one with a new budget.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.raw import RawText, load_raw
from extractors.encoder.tokens import LINE_START, MASK, SEPARATOR, SPECIAL, UPPER, TextCoder
from flows.encoder.network import Shape, described, masked_language_model
from flows.encoder.vocabulary import SIZE, train_vocabulary

log = getLogger(__name__)

SEQUENCES, TOKENS = 64, 128
"""A step reads 64 stretches of 128 subwords."""
MASKED_SHARE = 0.25
PUT_MASK, PUT_RANDOM = 0.85, 0.07
"""Of the words to guess; the rest stay as they are."""
HIDE_CASE = 0.4
LOWERED, SHOUTED = 0.10, 0.05
"""Shares of stretches whose capitals are taken away, or that are set in capitals throughout."""
MUON_RATE, ADAM_RATE = 0.02, 0.002
WARM_STEPS = 100
FLAT_SHARE = 0.4
"""Of the run at the full rate; then it falls in a line to LAST_RATE of it."""
LAST_RATE = 0.02
HELD_TOKENS = 1_000_000
SAVE_EVERY = 300
VOCABULARY_SHARE = {"uk_law": 0.4, "ru_ruslit": 0.4}
TEXTS_A_BATCH = 2_000

TOKENIZER, IDS, WRITING, STATE = "tokenizer.json", "ids.npy", "writing.npy", "state.pt"

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment of the run: steps done, share of the budget spent, mean loss of the last steps."""

    step: int
    share: float
    loss: float


def pretrain(shared: Path, work: Path, *, seed: int, minutes: float, shape: Shape | None = None) -> dict[str, Any]:
    """Pre-train into the folder `work` (vocabulary, coded texts, checkpoint); returns steps, tokens and losses.

    Raises FileNotFoundError if a set is missing.
    """
    prepare(shared, work, seed=seed)
    run = _Run(work, shape or Shape(), seed)
    for moment in run.steps(minutes):
        log.info("pre-training: step %d, %.0f %%, loss %.3f", moment.step, 100 * moment.share, moment.loss)
    return {"steps": run.step, "tokens": run.step * SEQUENCES * TOKENS, "held_out_loss": round(run.held_out(), 4)}


def prepare(shared: Path, work: Path, *, seed: int) -> None:
    """The vocabulary and all texts in subwords, made once: `ids.npy` and `writing.npy`, texts apart by a mark."""
    if (work / WRITING).is_file():
        return
    texts = list(load_raw(shared, seed=seed))
    chance = np.random.default_rng(seed)
    if not (work / TOKENIZER).is_file():
        kept = (t.text for t in texts if chance.random() < VOCABULARY_SHARE.get(t.set, 1.0))
        train_vocabulary(kept, work / TOKENIZER)
    order = chance.permutation(len(texts))
    ids, writing = _coded(TextCoder.load(work / TOKENIZER), [texts[i] for i in order])
    np.save(work / IDS, ids)
    np.save(work / WRITING, writing)


def _coded(coder: TextCoder, texts: Sequence[RawText]) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    ids: list[NDArray[np.uint16]] = []
    writing: list[NDArray[np.uint8]] = []
    for low in range(0, len(texts), TEXTS_A_BATCH):
        for code in coder.code([text.text for text in texts[low : low + TEXTS_A_BATCH]]):
            ids += [code.ids.astype(np.uint16), np.array([SEPARATOR], np.uint16)]
            writing += [code.writing.astype(np.uint8), np.array([LINE_START], np.uint8)]
    return np.concatenate(ids), np.concatenate(writing)


class _Run:
    """Weights, optimizers and place in the data of one run."""

    def __init__(self, work: Path, shape: Shape, seed: int) -> None:
        import torch

        torch.manual_seed(seed)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.work, self.shape, self.seed = work, shape, seed
        self.ids = np.load(work / IDS, mmap_mode="r")
        self.writing = np.load(work / WRITING, mmap_mode="r")
        self.continues = _continuations(work / TOKENIZER)
        self.model = masked_language_model(shape).to(self.device)
        hidden = [p for n, p in self.model.named_parameters() if p.ndim == 2 and "layers" in n]
        known = set(map(id, hidden))
        self.rest = [p for p in self.model.parameters() if id(p) not in known]
        self.optimizers = [
            torch.optim.Muon(hidden, lr=MUON_RATE, weight_decay=0.01, momentum=0.95, adjust_lr_fn="original"),
            torch.optim.AdamW(self.rest, lr=ADAM_RATE, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
        ]
        self.step, self.spent_s = 0, 0.0
        self._resume()
        self.fast = torch.compile(self.model) if _has_compiler() else self.model

    def steps(self, minutes: float) -> Iterator[Progress]:
        """Train for the budget; a moment each time it saves."""
        started = time.monotonic() - self.spent_s
        losses: list[float] = []
        while (share := (time.monotonic() - started) / 60 / minutes) < 1:
            losses.append(self._step(share))
            if self.step % SAVE_EVERY == 0:
                self.spent_s = time.monotonic() - started
                self._save()
                yield Progress(step=self.step, share=share, loss=float(np.mean(losses)))
                losses.clear()
        self.spent_s = time.monotonic() - started
        self._save()

    def held_out(self) -> float:
        """Mean loss on text no step has read."""
        import torch

        chance = np.random.default_rng(self.seed)
        last = len(self.ids) - TOKENS - 1
        with torch.no_grad(), self._mixed():
            losses = [float(self.fast(*self._batch(chance, last - HELD_TOKENS, last))) for _ in range(4)]
        return float(np.mean(losses))

    def _step(self, share: float) -> float:
        import torch

        rate = min(1.0, (self.step + 1) / WARM_STEPS)
        if share > FLAT_SHARE:
            rate *= max(LAST_RATE, (1 - share) / (1 - FLAT_SHARE))
        for optimizer, full in zip(self.optimizers, (MUON_RATE, ADAM_RATE), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = full * rate
        chance = np.random.default_rng([self.seed, self.step])
        with self._mixed():
            loss = self.fast(*self._batch(chance, 0, max(1, len(self.ids) - TOKENS - 1 - HELD_TOKENS)))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.rest, 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.step += 1
        return float(loss)

    def _mixed(self) -> Any:
        import torch

        return torch.autocast(self.device, dtype=torch.bfloat16)

    def _batch(self, chance: np.random.Generator, low: int, high: int) -> tuple[Any, ...]:
        import torch

        starts = chance.integers(max(0, low), high, size=SEQUENCES)
        ids = np.stack([self.ids[s : s + TOKENS] for s in starts]).astype(np.int64)
        writing = np.stack([self.writing[s : s + TOKENS] for s in starts]).astype(np.int64)
        arrays = masked(ids, other_writing(ids, writing, chance), self.continues, chance)
        return tuple(torch.from_numpy(array).to(self.device) for array in arrays)

    def _resume(self) -> None:
        import torch

        path = self.work / STATE
        if path.is_file():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.model.load_state_dict(state["model"])
            for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
                optimizer.load_state_dict(kept)
            self.step, self.spent_s = state["step"], state["seconds"]

    def _save(self) -> None:
        import torch

        state = {
            "model": self.model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "seconds": self.spent_s,
            "shape": described(self.shape),
        }
        draft = self.work / f"{STATE}.draft"
        torch.save(state, draft)
        draft.replace(self.work / STATE)


def _continuations(path: Path) -> NDArray[np.bool_]:
    """For each id whether it continues a word."""
    continues = np.zeros(SIZE, dtype=np.bool_)
    for piece, id in json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"].items():
        continues[id] = piece.startswith("##")
    return continues


def _has_compiler() -> bool:
    import shutil

    return bool(shutil.which("g++") or shutil.which("clang++"))


def other_writing(ids: Ints, writing: Ints, chance: np.random.Generator) -> Ints:
    """The writing of stretches, some without capitals and some in capitals throughout (line starts stay)."""
    draw = chance.random(len(ids))[:, None]
    case, line = writing % LINE_START, writing - writing % LINE_START
    case = np.where(draw < LOWERED, 0, case)
    case = np.where((draw >= LOWERED) & (draw < LOWERED + SHOUTED) & (ids >= SPECIAL), UPPER, case)
    return case + line


def masked(
    ids: Ints, writing: Ints, continues: NDArray[np.bool_], chance: np.random.Generator
) -> tuple[Ints, Ints, Ints, Ints]:
    """Ids and writing with whole words hidden, the flat places to guess and what stood there.

    The number of places is the same in every batch (a compiled step wants that): surplus ones are left alone, too
    few are filled up with repeats.
    """
    begins = ~continues[ids]
    begins[:, 0] = True
    word = begins.cumsum(1) - 1
    hidden = np.take_along_axis(chance.random(ids.shape) < MASKED_SHARE, word, axis=1) & (ids >= SPECIAL)
    places = chance.permutation(np.nonzero(hidden.reshape(-1))[0])
    count = int(MASKED_SHARE * ids.size)
    places = np.resize(places, count) if len(places) else np.zeros(count, dtype=np.int64)
    labels = ids.reshape(-1)[places]
    draw = chance.random(count)
    random_ids = chance.integers(SPECIAL, SIZE, size=count)
    put = np.where(draw < PUT_MASK, MASK, np.where(draw < PUT_MASK + PUT_RANDOM, random_ids, labels))
    seen, case = ids.reshape(-1).copy(), writing.reshape(-1).copy()
    seen[places] = put
    plain = places[draw < HIDE_CASE]
    case[plain] -= case[plain] % LINE_START
    return seen.reshape(ids.shape), case.reshape(ids.shape), places, labels
