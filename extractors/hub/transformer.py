"""Reads texts with a transformer from a local folder, in overlapping windows: nothing is cut off, no network is used.

torch and transformers are imported and weights loaded when the first text comes, never before.
"""

import inspect
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.hub.folder import ModelFolder, Shape
from pipeline.errors import ModelError

Floats = NDArray[np.float32]
WINDOW_TOKENS = 512
"""What most encoders were trained on; for those that take more, time grows with the square of the window."""
OVERLAP_TOKENS = 64
"""About two sentences: a name or clause cut by one window's edge lies whole in the next."""
LEAST_WINDOW_TOKENS = 8
TOKENS_A_BATCH = 4_096
"""Bounds memory: eight full windows."""
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
TRY_OUT = "Оксана поїхала до Варшави. Ольга уехала в Стамбул."


class Words(NamedTuple):
    """Words of a text: half-open offsets, and one row of label probabilities each, as their first subword has them."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shares: Floats


class Shared(NamedTuple):
    """A stretch of a text, half-open, with the probability of each label."""

    start: int
    end: int
    shares: Floats


class _Window(NamedTuple):
    text: int
    inputs: dict[str, list[int]]
    offsets: list[tuple[int, int] | None]


@dataclass(slots=True)
class LocalTransformer:
    """The transformer in a folder that was found in order (`open_folder`)."""

    folder: ModelFolder
    _tokenizer: Any = field(default=None, repr=False)
    _model: Any = field(default=None, repr=False)

    def words(self, texts: Sequence[str]) -> list[Words]:
        """The words of each text with their label probabilities; a word in two windows as the one with more around it.

        Only for a model that labels tokens. Raises ModelError if the model cannot be loaded.
        """
        found: list[dict[tuple[int, int], tuple[int, Floats]]] = [{} for _ in texts]
        for window, shares in self._outputs(texts):
            _keep_central(window, shares, found[window.text])
        return [_words(text, tokens) for text, tokens in zip(texts, found, strict=True)]

    def stretches(self, texts: Sequence[str], hypothesis: str | None = None) -> list[list[Shared]]:
        """The windows of each text in order, with the probabilities a model that labels whole texts gives them.

        With a hypothesis it is the second text of each pair. Raises ModelError if the model cannot be loaded, or if the
        hypothesis leaves too little room for a text.
        """
        found: list[list[Shared]] = [[] for _ in texts]
        for window, shares in self._outputs(texts, hypothesis):
            real = [offset for offset in window.offsets if offset]
            found[window.text].append(Shared(real[0][0], max(end for _, end in real), shares))
        return [sorted(shared, key=lambda s: (s.start, s.end)) for shared in found]

    def load(self) -> None:
        """Nothing; tokenizer and weights are in memory now and have read a text. Raises ModelError."""
        if self._model is None:
            tokenizer, model = _load(self.folder)
            _check(self.folder, tokenizer, model)
            self._tokenizer, self._model = tokenizer, model
            try:
                tried = [shares for _, shares in self._outputs([TRY_OUT])]
            except (RuntimeError, ValueError, IndexError, TypeError, KeyError, AttributeError) as error:
                self._tokenizer = self._model = None
                raise ModelError(f"{self.folder.path}: the model cannot read a text ({_line(error)})") from error
            if not tried or not all(np.isfinite(shares).all() for shares in tried):
                self._tokenizer = self._model = None
                raise ModelError(f"{self.folder.path}: the weights are damaged (the answers are no numbers)")

    def _outputs(self, texts: Sequence[str], hypothesis: str | None = None) -> Iterator[tuple[_Window, Floats]]:
        """Each window with its probabilities (tokens x labels, or labels); windows of like length are read together."""
        self.load()
        import torch

        windows = sorted(self._windows(texts, hypothesis), key=lambda w: len(w.offsets))
        for batch in _batches(windows, single=self._model.config.pad_token_id is None):
            feed = {key: torch.tensor(rows) for key, rows in self._feed(batch).items()}
            with torch.inference_mode():
                logits = self._model(**feed).logits
            shares = (logits.sigmoid() if self.folder.several else logits.softmax(-1)).float().numpy()
            for row, window in enumerate(batch):
                own = shares[row]
                yield window, own[: len(window.offsets)] if self.folder.shape is Shape.TOKENS else own

    def _windows(self, texts: Sequence[str], hypothesis: str | None) -> Iterator[_Window]:
        """Overlapping windows of each text. A text without anything but blanks has none."""
        real = [(number, text) for number, text in enumerate(texts) if text.strip()]
        if not real:
            return
        limit, special = _limits(self._tokenizer, self._model, pair=hypothesis is not None)
        room = limit - special - (len(self._tokenizer.tokenize(hypothesis)) if hypothesis else 0)
        if room < LEAST_WINDOW_TOKENS:
            raise ModelError(f"{self.folder.path}: the model reads {limit} tokens at once; {hypothesis!r} is too long")
        coded = self._tokenizer(
            [text for _, text in real],
            None if hypothesis is None else [hypothesis] * len(real),
            truncation="only_first",
            max_length=limit,
            stride=min(OVERLAP_TOKENS, room // 4),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_attention_mask=True,
        )
        accepted = inspect.signature(self._model.forward).parameters
        inputs = [key for key in INPUTS if key in coded and key in accepted]
        for row, owner in enumerate(coded["overflow_to_sample_mapping"]):
            number, text = real[owner]
            places = zip(coded["offset_mapping"][row], coded.sequence_ids(row), strict=True)
            offsets = [_within(text, start, end) if part == 0 else None for (start, end), part in places]
            if any(offsets):
                yield _Window(number, {key: coded[key][row] for key in inputs}, offsets)

    def _feed(self, batch: Sequence[_Window]) -> dict[str, list[list[int]]]:
        longest = max(len(window.offsets) for window in batch)
        filler = {"input_ids": self._model.config.pad_token_id or 0}
        return {
            key: [w.inputs[key] + [filler.get(key, 0)] * (longest - len(w.inputs[key])) for w in batch]
            for key in batch[0].inputs
        }


def _within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The token's place without blanks at its edges, None for a mark of the tokenizer's own."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _batches(windows: Sequence[_Window], *, single: bool) -> Iterator[list[_Window]]:
    batch: list[_Window] = []
    for window in windows:  # ascending, so that the last one is the longest
        if batch and (single or len(window.offsets) * (len(batch) + 1) > TOKENS_A_BATCH):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _keep_central(window: _Window, shares: Floats, found: dict[tuple[int, int], tuple[int, Floats]]) -> None:
    """Note each token's shares, unless a window that reaches further to both sides of it has been seen."""
    real = [(place, offset) for place, offset in enumerate(window.offsets) if offset]
    seen: set[tuple[int, int]] = set()
    for order, (place, offset) in enumerate(real):
        margin = min(order, len(real) - 1 - order)
        if offset not in seen and (offset not in found or margin > found[offset][0]):
            found[offset] = (margin, shares[place])
        seen.add(offset)


def _words(text: str, tokens: dict[tuple[int, int], tuple[int, Floats]]) -> Words:
    """Subwords joined to words: letters that touch letters belong together, any other sign stands alone."""
    starts: list[int] = []
    ends: list[int] = []
    rows: list[Floats] = []
    for start, end in sorted(tokens):
        if ends and (start < ends[-1] or (start == ends[-1] and text[start].isalpha() and text[start - 1].isalpha())):
            ends[-1] = max(ends[-1], end)
            continue
        starts.append(start)
        ends.append(end)
        rows.append(tokens[start, end][1])
    return Words(tuple(starts), tuple(ends), np.array(rows, dtype=np.float32))


def _load(folder: ModelFolder) -> tuple[Any, Any]:
    """Tokenizer and model from the folder's files alone: no network, no pickles, no code that came with the model."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import transformers
    except ImportError as error:
        raise ModelError(f"{folder.path}: transformers is not installed ({error})") from error
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    kinds = {
        Shape.TOKENS: transformers.AutoModelForTokenClassification,
        Shape.TEXTS: transformers.AutoModelForSequenceClassification,
    }
    closed: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder.path, **closed)
        model, said = kinds[folder.shape].from_pretrained(
            folder.path, use_safetensors=True, output_loading_info=True, dtype="float32", **closed
        )
    except Exception as error:  # safetensors, tokenizers and huggingface_hub raise classes that share only Exception
        raise ModelError(f"{folder.path}: the model cannot be loaded ({_line(error)})") from error
    if absent := sorted((*said["missing_keys"], *(str(key) for key in said["mismatched_keys"]))):
        raise ModelError(
            f"{folder.path}: the weights lack {absent[0]} ({len(absent)} in all): no trained {folder.shape}"
        )
    model.eval()
    return tokenizer, model


def _check(folder: ModelFolder, tokenizer: Any, model: Any) -> None:
    """Raises ModelError if tokenizer, weights and labels do not belong together."""
    if not getattr(tokenizer, "is_fast", False):
        raise ModelError(f"{folder.path}: the tokenizer gives no offsets (a fast tokenizer, tokenizer.json, is needed)")
    words = model.get_input_embeddings().num_embeddings
    if max(tokenizer.get_vocab().values(), default=0) >= words:
        raise ModelError(
            f"{folder.path}: the tokenizer has more words than the weights ({words}): they do not belong together"
        )
    if model.config.num_labels != len(folder.labels):
        raise ModelError(
            f"{folder.path}: the weights give {model.config.num_labels} labels, id2label {len(folder.labels)}"
        )
    limit, special = _limits(tokenizer, model, pair=False)
    if limit - special < LEAST_WINDOW_TOKENS:
        raise ModelError(f"{folder.path}: the model reads only {limit} tokens at once; needed: {LEAST_WINDOW_TOKENS}")


def _limits(tokenizer: Any, model: Any, *, pair: bool) -> tuple[int, int]:
    """The most tokens of a window with the tokenizer's own marks, and how many those are.

    Two positions are left free: RoBERTa and its kin number from 2 on.
    """
    places = getattr(model.config, "max_position_embeddings", None)
    own = [places - 2] if isinstance(places, int) and places > 0 else []
    return int(min(tokenizer.model_max_length, WINDOW_TOKENS, *own)), int(tokenizer.num_special_tokens_to_add(pair))


def _line(error: Exception) -> str:
    """The error in one line of bearable length."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
