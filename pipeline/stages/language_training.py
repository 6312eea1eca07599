"""Trains the language model: `python -m pipeline.stages.language_training DATA MODEL_FOLDER`.

DATA holds `language_id/` and `raw/` (JSON Lines under Zstandard). Half of `language_id`, chosen by the hash of the
text, is for development; the other half is never read here, only by `benchmarks/language.py`.
Needs the `dev` extra (zstandard, scipy); nothing of this module is imported when documents are read.
"""

import io
import json
import random
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.stages.language_model import BUCKET_BITS, FILE, LANGUAGES, features, words_of

SEED = 20261121
SNIPPETS = {"uk": 400_000, "ru": 400_000}
OTHER_SNIPPETS = 24_000
SNIPPET_CHARS = (4, 60)
EPOCHS = 6
BATCH = 512
RATE = 0.08
DECAY = 2e-6
RAW = {
    "uk": ("uk_bruk", "uk_uagec", "uk_law", "uk_ru_kyiv1551"),
    "ru": ("ru_tgnews", "ru_koziev", "ru_ruslit", "ru_rurebus", "uk_ru_kyiv1551"),
}
TEXTS_A_SET = 12_000
CHARS_A_TEXT = 1_500

Snippet = tuple[str, int]


def is_development(text: str) -> bool:
    """Whether a text of `language_id` belongs to the development half (first bit of its SHA-256)."""
    return sha256(text.encode()).digest()[0] < 128


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file under Zstandard."""
    import zstandard

    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)


def texts(data: Path, language: str) -> list[str]:
    """Texts of a language to cut snippets from: the development half of `language_id`, and raw sets for uk and ru."""
    own = [r["text"] for r in rows(data / "language_id" / "sentences_words.jsonl.zst") if r["lang"] == language]
    found = [t for t in own if is_development(t)]
    for name in RAW.get(language, ()):
        records = (r for r in rows(data / "raw" / f"{name}.jsonl.zst") if r["lang"] == language)
        found += [r["text"][:CHARS_A_TEXT] for r in islice(records, TEXTS_A_SET)]
    return found


def snippets(found: list[str], count: int, chance: random.Random) -> Iterator[str]:
    """`count` cuts of 4 to 60 characters: half begin at the text's start, the others at a word; ends fall anywhere."""
    for _ in range(count):
        text = chance.choice(found)
        start = 0 if chance.random() < 0.5 else text.find(" ", chance.randrange(len(text) + 1)) + 1
        yield text[start : start + chance.randint(*SNIPPET_CHARS)]


def sample(data: Path, chance: random.Random) -> list[Snippet]:
    """Snippets of all languages with the column of their language, shuffled."""
    drawn: list[Snippet] = []
    for column, language in enumerate(LANGUAGES):
        count = SNIPPETS.get(language, OTHER_SNIPPETS)
        drawn += [(cut, column) for cut in snippets(texts(data, language), count, chance)]
    chance.shuffle(drawn)
    return drawn


def matrix(drawn: Iterable[Snippet]) -> tuple[Any, Any]:
    """Snippets as rows of n-gram counts (sparse), and their columns of language."""
    import numpy
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped,unused-ignore]

    known: dict[str, Any] = {}
    pieces, ends, columns, end = [], [0], [], 0
    for text, column in drawn:
        for word in words_of(text):
            if word not in known:
                known[word] = numpy.array(features(word), dtype="int32")
            pieces.append(known[word])
            end += len(known[word])
        ends.append(end)
        columns.append(column)
    indices = numpy.concatenate(pieces)
    shape = (len(columns), 1 << BUCKET_BITS)
    counts = csr_matrix((numpy.ones(len(indices), "float32"), indices, ends), shape=shape)
    return counts, numpy.array(columns)


def fit(counts: Any, columns: Any, chance: random.Random) -> tuple[Any, Any]:
    """Weights and priors of a softmax over the languages, by AdaGrad."""
    import numpy

    weights = numpy.zeros((counts.shape[1], len(LANGUAGES)), "float32")
    priors = numpy.zeros(len(LANGUAGES), "float32")
    seen = numpy.full_like(weights, 1e-4)
    order = list(range(counts.shape[0]))
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for at in range(0, len(order), BATCH):
            rows_ = counts[order[at : at + BATCH]]
            error = softmax(rows_ @ weights + priors)
            error[numpy.arange(rows_.shape[0]), columns[order[at : at + BATCH]]] -= 1
            slope = rows_.T @ error / rows_.shape[0] + DECAY * weights
            seen += slope**2
            weights -= RATE * slope / numpy.sqrt(seen)
            priors -= RATE * error.mean(axis=0)
    return weights, priors


def softmax(scores: Any) -> Any:
    """Probabilities by row."""
    import numpy

    powers = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def save(weights: Any, priors: Any, folder: Path) -> None:
    """Write the table as 8-bit integers, compressed."""
    import numpy

    scale = float(numpy.abs(weights).max()) / 127
    table = numpy.round(weights / scale).astype("int8")
    folder.mkdir(parents=True, exist_ok=True)
    numpy.savez_compressed(folder / FILE, weights=table, scale=scale, priors=priors, languages=numpy.array(LANGUAGES))


def main(data: Path, folder: Path) -> None:
    """Train and save."""
    chance = random.Random(SEED)
    counts, columns = matrix(sample(data, chance))
    save(*fit(counts, columns, chance), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
