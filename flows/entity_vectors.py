"""Subword vectors for the name model, trained with floret on unlabelled text of both languages.

They show the network words that no annotated set holds: surnames, settlements, slang, in any case form. floret is
needed for training only; spaCy reads the table by itself.
"""

import io
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from logging import getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpora.ner import load_gold
from pipeline.errors import ModelError

log = getLogger(__name__)

RAW_CHARS = {
    "uk_ru_kyiv1551": 45_000_000,
    "uk_bruk": 8_000_000,
    "uk_uagec": 6_000_000,
    "ru_tgnews": 8_000_000,
    "ru_koziev": 12_000_000,
    "ru_rurebus": 3_000_000,
    "ru_ruslit": 22_000_000,
    "uk_law": 12_000_000,
}
"""Unlabelled sets and how much of each is read: informal text in full, statutes and classics capped."""

CHARS_A_TEXT = {"uk_law": 6_000, "ru_ruslit": 120_000}
DIMENSIONS, BUCKETS, HASHES = 64, 20_000, 2
SUBWORDS = (3, 5)
"""20,000 x 64 x 4 bytes = 5.1 MB. Lower-cased text: names in capitals and without any get the same vectors."""

EPOCHS, MIN_COUNT = 3, 8


def train_vectors(shared: Path, out: Path, tokenize: Callable[[str], list[str]], *, seed: int) -> Path:
    """The file of vectors, made in about 15 minutes of one core unless it is there already.

    Raises ModelError if floret is not installed (`pip install sito[train]`), FileNotFoundError if a set is missing.
    """
    path = out / "vectors.floret"
    if path.is_file():
        return path
    try:
        floret: Any = import_module("floret")
    except ImportError as error:
        raise ModelError("training the name model needs the package floret: pip install 'sito[train]'") from error
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "lines.txt"
        words = _write_lines(shared, lines, tokenize)
        log.info("training vectors on %d words", words)
        model = floret.train_unsupervised(
            str(lines),
            model="skipgram",
            mode="floret",
            hashCount=HASHES,
            bucket=BUCKETS,
            minn=SUBWORDS[0],
            maxn=SUBWORDS[1],
            minCount=MIN_COUNT,
            dim=DIMENSIONS,
            epoch=EPOCHS,
            thread=1,
            seed=seed,
            verbose=0,
        )
        model.save_floret_vectors(str(path.with_suffix(".part")))
    path.with_suffix(".part").rename(path)
    return path


def _write_lines(shared: Path, path: Path, tokenize: Callable[[str], list[str]]) -> int:
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for text in _texts(shared):
            for line in text.split("\n"):
                tokens = [t for t in tokenize(line.lower()) if t.strip()]
                if len(tokens) > 2:
                    file.write(" ".join(tokens) + "\n")
                    words += len(tokens)
    return words


def _texts(shared: Path) -> Iterator[str]:
    for name, limit in RAW_CHARS.items():
        taken = 0
        for text in _raw(shared / "data" / "raw" / f"{name}.jsonl.zst"):
            piece = text[: CHARS_A_TEXT.get(name, len(text))]
            taken += len(piece)
            yield piece
            if taken > limit:
                break
    yield from (gold.text for gold in load_gold(shared) if gold.part == "train")


def _raw(path: Path) -> Iterator[str]:
    import zstandard

    with path.open("rb") as file:
        reader = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8")
        for line in reader:
            yield json.loads(line)["text"]


def with_vectors(nlp: Any, path: Path) -> Any:
    """The pipeline with the vectors of `path` in its vocabulary, looked up by the lower-case form."""
    import numpy
    from spacy.vectors import Vectors

    with path.open(encoding="utf-8") as file:
        rows, width, minn, maxn, hashes, seed, bow, eow = file.readline().split()
        data = numpy.loadtxt(file, dtype="float32", comments=None, usecols=range(1, int(width) + 1))
    if data.shape != (int(rows), int(width)):
        raise ModelError(f"{path}: {data.shape} vectors where {rows} x {width} are announced")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings,
        data=data,
        name="bundled",
        mode="floret",
        minn=int(minn),
        maxn=int(maxn),
        hash_count=int(hashes),
        hash_seed=int(seed),
        bow=bow,
        eow=eow,
        attr="LOWER",
    )
    return nlp
