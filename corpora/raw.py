"""Unlabelled texts for pre-training: what people, offices and papers really write, the formulaic sets capped.

The sets of others lie outside the repository (`shared/data`, its README says source and licence); nothing of them is
copied here. Of our own passages only the training voices are read.
"""

import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpora.passages import TRAINING_VOICES, load_passages

RAW = ("ru_koziev", "ru_rurebus", "ru_ruslit", "ru_tgnews", "uk_bruk", "uk_law", "uk_ru_kyiv1551", "uk_uagec")
ADS = ("ru_superjob_vacancies", "ru_telegram_spam")
NAMED = ("ru_bsnlp21_train", "ru_factrueval_train", "ru_nerel_train", "ru_wikineural_silver", "uk_bsnlp21_train")
WORD_CAPS = {"uk_law": 4_500_000, "ru_ruslit": 3_000_000, "ru_koziev": 2_500_000}
"""Laws and classics would be most of the text and are little like case files and ads."""
STRETCH_CHARS = {"uk_law": 12_000, "ru_ruslit": 60_000}
"""Of each long act or novel one stretch: many sources before long ones."""
SENTENCES_A_TEXT = 8


class RawText(NamedTuple):
    """A text and the set it is from."""

    set: str
    text: str


def load_raw(shared: Path, *, seed: int = 1) -> Iterator[RawText]:
    """Every text for pre-training, in an order that depends on the seed alone.

    Raises FileNotFoundError if a set is missing, ImportError without zstandard.
    """
    chance = random.Random(seed)
    for name in RAW:
        yield from _capped(name, list(_texts(name, shared / "data" / "raw" / f"{name}.jsonl.zst")), chance)
    for name in ADS:
        yield from (RawText(name, text) for text in _texts(name, shared / "data" / "ads" / f"{name}.jsonl.zst"))
    for name in (*NAMED, "uk_neruk2_train"):
        with (shared / "data" / "ner" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            yield from (RawText(name, json.loads(line)["text"]) for line in lines)
    yield from (RawText("own", passage.text) for passage in load_passages(TRAINING_VOICES))


def read_zst(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a compressed JSON Lines file."""
    import zstandard

    with path.open("rb") as packed:
        stream = zstandard.ZstdDecompressor().stream_reader(packed)
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)


def _texts(name: str, path: Path) -> Iterator[str]:
    for row in read_zst(path):
        yield from (text for text in (row.get("text"), row.get("corrected")) if text)


def _capped(name: str, texts: list[str], chance: random.Random) -> Iterator[RawText]:
    chance.shuffle(texts)
    if name == "ru_koziev":  # single sentences
        texts = ["\n".join(texts[low : low + SENTENCES_A_TEXT]) for low in range(0, len(texts), SENTENCES_A_TEXT)]
    words = 0
    for text in texts:
        longest = STRETCH_CHARS.get(name, len(text))
        start = chance.randrange(max(1, len(text) - longest))
        stretch = text[start : start + longest]
        yield RawText(name, stretch)
        words += len(stretch.split())
        if words > WORD_CAPS.get(name, words):
            return
