"""Texts as the encoder reads them: lower-case subwords, and beside each how its word is written.

The vocabulary is lower-case, so that «ПАСПОРТ», «Паспорт» and «паспорт» are one word with one meaning; capitals and
line starts come as a second number. A text in capitals or without any is then an ordinary text to the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

LOWER, TITLE, UPPER, MIXED = range(4)
LINE_START = 4
KINDS_OF_WRITING = 8
"""Four kinds of case, each at the start of a line or not."""

PAD, UNKNOWN, SEPARATOR, MASK = 0, 1, 3, 4
SPECIAL = 5
"""Ids below this are marks, not subwords."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A text in subwords. All arrays have one entry a subword: id, writing, offsets (start, end), first of its word."""

    ids: NDArray[np.int64]
    writing: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


class TextCoder:
    """Codes texts with the tokenizer file of a model."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, path: Path) -> "TextCoder":
        """The coder of this tokenizer file. Raises ModelError if the file is missing or damaged."""
        from tokenizers import Tokenizer

        try:
            return cls(Tokenizer.from_str(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise ModelError(f"{path}: the tokenizer is missing ({error})") from error
        except Exception as error:  # tokenizers raises bare Exception on a damaged file
            raise ModelError(f"{path}: the tokenizer is damaged ({error})") from error

    def code(self, texts: Sequence[str]) -> list[Coded]:
        """Each text in subwords; offsets are those of the text as given."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [coded(text, item.ids, item.offsets) for text, item in zip(texts, encoded, strict=True)]


def coded(text: str, ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Coded:
    """The arrays of one text."""
    count = len(ids)
    places = np.array(offsets, dtype=np.int64).reshape(count, 2)
    writing = np.zeros(count, dtype=np.int64)
    first = np.ones(count, dtype=np.bool_)
    low, last = 0, 0
    while low < count:
        start = offsets[low][0]
        high = _word_end(text, offsets, low)
        first[low + 1 : high] = False
        writing[low:high] = writing_of(text[start : offsets[high - 1][1]])
        if start == 0 or "\n" in text[last:start]:
            writing[low] += LINE_START
        last, low = offsets[high - 1][1], high
    return Coded(
        ids=np.array(ids, dtype=np.int64), writing=writing, starts=places[:, 0], ends=places[:, 1], first=first
    )


def _word_end(text: str, offsets: Sequence[tuple[int, int]], low: int) -> int:
    """The subword after the word that starts at `low`; a word is a run of letters, any other sign stands alone."""
    high = low + 1
    while high < len(offsets) and offsets[high][0] == offsets[high - 1][1]:
        border = offsets[high][0]
        if not (text[border].isalpha() and text[border - 1].isalpha()):
            break
        high += 1
    return high


def writing_of(word: str) -> int:
    """The case of a word: LOWER (also for what has no letters), TITLE («Я» too), UPPER or MIXED."""
    if word.islower() or not word[:1].isalpha():
        return LOWER
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return TITLE
    if word.isupper():
        return UPPER
    return MIXED if any(map(str.isupper, word)) else LOWER
