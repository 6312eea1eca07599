"""Letter-pair statistics for the encoding detector, and how often it is right on short texts.

    python -m benchmarks.encoding_accuracy train   DATA_FOLDER    writes pipeline/readers/letter_pairs.txt
    python -m benchmarks.encoding_accuracy measure DATA_FOLDER    prints a table (ours/charset-normalizer's)
    python -m benchmarks.encoding_accuracy mojibake DATA_FOLDER   prints how often garbled lines are mended

DATA_FOLDER holds `raw/*.jsonl.zst` and `language_id/sentences_words.jsonl.zst`. Texts whose number divides by
three are kept for measuring.
"""

import io
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

import zstandard

from pipeline.readers.encodings import ONE_BYTE, one_byte_encoding
from pipeline.readers.letter_pairs import CLASS_SIZES, SYMBOLS, TABLE, readability, symbol_of
from pipeline.readers.mojibake import MISTAKES, mend

SOURCES = {"uk_ru_kyiv1551": 20_000, "uk_law": 400, "uk_bruk": 600, "ru_tgnews": 9_000, "ru_koziev": 20_000,
           "ru_ruslit": 60, "ru_rurebus": 200}  # fmt: skip
TEXT_CHARS = 6_000
LENGTHS = (20, 50, 100, 300, 1000, 2000)
SAMPLES = 300
WEST = {"en", "de", "pl", "fr", "es", "it", "ro", "cs", "sk", "tr"}


def texts(folder: Path, *, held_out: bool) -> Iterator[tuple[str, str]]:
    """Language and text of each source, capped."""
    for name, count in SOURCES.items():
        for number, row in enumerate(islice(_rows(folder / "raw" / f"{name}.jsonl.zst"), count)):
            if (number % 3 == 0) == held_out:
                yield row["lang"], row["text"][:TEXT_CHARS]


def train(folder: Path) -> None:
    """Nothing; the table is written beside the detector."""
    counts: Counter[tuple[int, int]] = Counter()
    rng = random.Random(1)
    for _, text in texts(folder, held_out=False):
        draw = rng.random()
        text = text.upper() if draw < 0.12 else text.lower() if draw < 0.24 else text
        symbols = [0, *(symbol_of(c) for c in text if c <= "\uffff"), 0]
        counts.update(pairwise(symbols))
    for number, row in enumerate(_rows(folder / "language_id" / "sentences_words.jsonl.zst")):
        if number % 3 and row["lang"] in WEST:
            symbols = [0, *map(symbol_of, row["text"]), 0]
            counts.update(pairwise(symbols))
    totals = Counter[int]()
    for (a, _), n in counts.items():
        totals[a] += n
    rows = [" ".join(f"{_byte(counts[a, b], totals[a], b):02x}" for b in range(SYMBOLS)) for a in range(SYMBOLS)]
    TABLE.write_text("\n".join(rows) + "\n", encoding="ascii")


def _byte(count: int, total: int, second: int) -> int:
    """log(P(character of class b | a) / chance) in twentieths, 128 is 0; add-half smoothing."""
    score = math.log((count + 0.5) / (total + 0.5 * SYMBOLS) * SYMBOLS / CLASS_SIZES.get(second, 1))
    return max(0, min(255, 128 + round(score * 20)))


def measure(folder: Path) -> None:
    """Nothing; prints accuracy by language, length and encoding, ours beside charset-normalizer's."""
    rng = random.Random(2)
    pool = list(texts(folder, held_out=True))
    rng.shuffle(pool)
    for language in ("uk", "ru"):
        mine = [t for lang, t in pool if lang == language]
        for length in LENGTHS:
            samples = list(islice(_cuts(mine, length, rng), SAMPLES))
            row = [f"{_share(samples, e, ours=True):.3f}/{_share(samples, e, ours=False):.3f}" for e in CYRILLIC]
            sys.stdout.write(f"{language} {length:5} " + "  ".join(row) + "\n")


def mojibake(folder: Path) -> None:
    """Nothing; prints readability of sound lines, false alarms, and the share of garbled lines put right."""
    lines = [line.strip() for _, text in texts(folder, held_out=True) for line in text.splitlines()]
    lines = [line for line in lines if sum("а" <= c.lower() <= "ї" for c in line) > len(line) / 2]
    random.Random(3).shuffle(lines)
    for low, high in ((10, 20), (20, 50), (50, 200), (200, 6000)):
        scores = sorted(readability(line) for line in lines if low <= len(line) < high)
        shown = ", ".join(f"{share:.1%} below {scores[int(len(scores) * share)]:.2f}" for share in (0.001, 0.01, 0.5))
        sys.stdout.write(f"sound lines of {low}-{high} characters: {shown}\n")
    alarms = sum(mend(line) is not None for line in lines)
    sys.stdout.write(f"false alarms: {alarms} of {len(lines)} lines\n")
    for read_as, really in MISTAKES:
        cells = []
        for low, high in ((8, 20), (20, 50), (50, 200)):
            some = [x.encode(really, "ignore").decode(really) for x in lines if low <= len(x) < high][:SAMPLES]
            right = sum((found := mend(_garbled(x, read_as, really))) is not None and found.text == x for x in some)
            cells.append(f"{right / len(some):.3f}")
        sys.stdout.write(f"{really} read as {read_as}: {' '.join(cells)} (8-20, 20-50, 50-200 characters)\n")


def _garbled(text: str, read_as: str, really: str) -> str:
    each = (bytes([b]) for b in text.encode(really))
    return "".join(b.decode(read_as, "ignore") or chr(b[0]) for b in each)


CYRILLIC = [e for e in ONE_BYTE if e not in ("cp1252", "cp1250")]


def _cuts(pool: list[str], length: int, rng: random.Random) -> Iterator[str]:
    """Stretches of `length` characters that start at a word and are at least half Cyrillic."""
    for text in (t for t in pool if len(t) >= length):
        start = text.find(" ", rng.randrange(max(1, len(text) - length))) + 1
        cut = text[start : start + length]
        if len(cut) >= length * 0.9 and sum("а" <= c.lower() <= "ї" for c in cut) >= length / 2:
            yield cut


def _share(samples: list[str], encoding: str, *, ours: bool) -> float:
    """Share of samples that come back as they went in."""
    right = total = 0
    for text in samples:
        data = text.encode(encoding, "ignore")
        total += 1
        right += _guess(data, ours=ours) == data.decode(encoding)
    return right / total


def _guess(data: bytes, *, ours: bool) -> str:
    if ours:
        return data.decode(one_byte_encoding(data) or "ascii", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best else ""


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open("rb") as raw:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(raw), "utf-8"):
            yield json.loads(line)


if __name__ == "__main__":
    {"train": train, "measure": measure, "mojibake": mojibake}[sys.argv[1]](Path(sys.argv[2]))
