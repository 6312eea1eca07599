"""A small language model: which letters stand beside which, in each of ten languages.

A word's score is the sum of the weights of its character n-grams and of the whole word, looked up by hash in one
table; a text's score is the sum over its words. So a word is scored once a process, and a text costs a few
additions a word. Trained by `python -m pipeline.stages.language_training`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

from pipeline.errors import ModelError

LANGUAGES = ("uk", "ru", "be", "bg", "sr", "mk", "kk", "pl", "en", "ro")
FILE = "ngrams.npz"
BUCKET_BITS = 17
MAX_N = 5
MAX_WORD_CHARS = 32
CACHED_WORDS = 200_000
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
APOSTROPHES = str.maketrans("’ʼ", "''")

Scores = tuple[float, ...]


def words_of(text: str) -> list[str]:
    """The words of a text, lower-case, apostrophes alike, without numbers."""
    return WORD.findall(text.lower().translate(APOSTROPHES))


def features(word: str) -> list[int]:
    """Table rows of a lower-case word: its n-grams of 1 to 5 characters, ends marked, and the word itself."""
    marked = f"^{word[:MAX_WORD_CHARS]}$"
    grams = {marked[i : i + n] for n in range(1, MAX_N + 1) for i in range(len(marked) - n + 1)}
    grams.add("=" + marked)
    mask = (1 << BUCKET_BITS) - 1
    return sorted({crc32(gram.encode()) & mask for gram in grams})


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """Log-scores of a lower-case word (one for each of LANGUAGES, remembered), and those of a text without words."""

    word_scores: Callable[[str], Scores]
    priors: Scores

    def text_scores(self, words: Iterable[str]) -> Scores:
        """Log-scores of a text from its words, one for each of LANGUAGES."""
        return tuple(map(sum, zip(self.priors, *map(self.word_scores, words), strict=True)))


def load_language_model(folder: Path) -> LanguageModel:
    """The model in `folder`. Raises ModelError if it is missing, damaged or made for other languages."""
    import numpy

    path = folder / FILE
    try:
        with numpy.load(path, allow_pickle=False) as archive:
            weights, scale, priors = archive["weights"], float(archive["scale"]), archive["priors"].tolist()
            languages = tuple(archive["languages"].tolist())
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(f"language model {path}: missing or damaged ({error})") from error
    if languages != LANGUAGES or weights.shape != (1 << BUCKET_BITS, len(LANGUAGES)):
        raise ModelError(f"language model {path}: made for {languages}, table {weights.shape}; train it again")

    @lru_cache(maxsize=CACHED_WORDS)
    def word_scores(word: str) -> Scores:
        total = weights[features(word)].sum(axis=0, dtype="int32") * scale
        return tuple(total.tolist())

    return LanguageModel(word_scores=word_scores, priors=tuple(priors))
