"""Annotated names for training and measuring: six sets in one table of labels, each honest about what it leaves out.

The sets of others lie outside the repository (`shared/data/ner`); nothing of them is copied here. Each set annotates
only some labels; what it does not annotate may stand in its text unmarked, and the trainer is told so (`unmarked`).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from corpora.passages import DEVELOPMENT_VOICES, UNREAD_VOICES, load_passages

NAMES = ("PER", "ORG", "LOC")
LABELS = (*NAMES, "JOB", "DATE", "PERIOD", "TIME", "MON", "PCT", "QUANT", "DOC", "ART", "MISC", "AGE", "LAW")
"""The model's labels: those of NER-UK 2.0 with PERS as PER, and ages and laws from NEREL and our own passages."""

TABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "neruk2": {"PERS": ("PER",), **{label: (label,) for label in LABELS[1:13]}},
    "nerel": {
        "PERSON": ("PER",),
        "ORGANIZATION": ("ORG",),
        "COUNTRY": ("LOC",),
        "CITY": ("LOC",),
        "STATE_OR_PROVINCE": ("LOC",),
        "DISTRICT": ("LOC",),
        "LOCATION": ("LOC",),
        "FACILITY": ("LOC",),
        "PROFESSION": ("JOB",),
        "DATE": ("DATE", "PERIOD"),
        "TIME": ("TIME",),
        "MONEY": ("MON",),
        "PERCENT": ("PCT",),
        "AGE": ("AGE",),
        "LAW": ("LAW", "DOC", "MISC"),
    },
    "bsnlp21": {name: (name,) for name in NAMES},
    "factrueval": {"Person": ("PER",), "Org": ("ORG",), "Location": ("LOC",), "LocOrg": ("LOC",)},
    "wikineural": {name: (name,) for name in NAMES},
    "own": {
        "person": ("PER",),
        "alias": ("PER",),
        "organization": ("ORG",),
        "location": ("LOC",),
        "date": ("DATE", "PERIOD"),
        "money": ("MON",),
        "age": ("AGE",),
        "law_article": ("LAW", "DOC"),
    },
}
"""Foreign label → the model's, several where the set draws the line elsewhere (NEREL's DATE holds periods).

A label without a row is dropped: its text counts as ordinary words, or as what the set leaves unmarked.
A NEREL facility (airport, square) is a named place of the contract; an alias is a person to the model, told apart by
the words around it (`extractors.entities.aliases`).
"""

UNMARKED: dict[str, tuple[str, ...]] = {
    "neruk2": ("AGE", "LAW"),
    "nerel": ("QUANT", "PERIOD", "DOC", "ART", "MISC", "TIME"),
    "bsnlp21": LABELS[3:],
    "factrueval": LABELS[3:],
    "wikineural": LABELS[3:],
    "own": ("JOB", "PERIOD", "TIME", "PCT", "QUANT", "DOC", "ART", "MISC"),
}
"""Labels that may stand unmarked in a set's text."""

SCORED: dict[str, tuple[str, ...]] = {
    "neruk2": LABELS[:13],
    "nerel": (*NAMES, "JOB"),
    "bsnlp21": NAMES,
    "factrueval": NAMES,
    "wikineural": NAMES,
    "own": NAMES,
}
"""Labels a set can be measured by: annotated throughout and drawn as the model draws them."""

FILES = {
    "neruk2": ("uk_neruk2_train.jsonl",),
    "nerel": ("ru_nerel_train.nested.jsonl", "ru_nerel_dev.nested.jsonl"),
    "bsnlp21": ("uk_bsnlp21_train.jsonl", "ru_bsnlp21_train.jsonl"),
    "factrueval": ("ru_factrueval_train.jsonl",),
    "wikineural": ("ru_wikineural_silver.jsonl",),
}
SETS = (*FILES, "own")
LICENCES = {
    "neruk2": "NER-UK 2.0, CC BY-NC-SA 4.0",
    "nerel": "NEREL 1.1, no licence stated; Wikinews text CC BY 2.5",
    "bsnlp21": "BSNLP 2021 shared task, no licence stated",
    "factrueval": "factRuEval-2016, MIT",
    "wikineural": "WikiNEuRal, CC BY-NC-SA 4.0, silver",
    "own": "passages written for this project",
}
DEV_TOPIC = "nord_stream"
DEV_SHARE = 8
"""One document in eight of NER-UK and factRuEval is for development: about 50 and 15 documents."""


class GoldSpan(NamedTuple):
    """A gold name: half-open code-point offsets and the labels it may have (one, or several if the set is coarser)."""

    start: int
    end: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """A text with its gold names, flat and sorted. `part` is train, dev or held_out."""

    id: str
    set: str
    part: str
    language: str
    text: str
    spans: tuple[GoldSpan, ...]


def load_gold(shared: Path, sets: Iterable[str] = SETS) -> Iterator[GoldText]:
    """Every gold text of the named sets, in the order of the files; all but our own lie under `shared`.

    Raises FileNotFoundError if a set is not there.
    """
    for name in sets:
        if name == "own":
            yield from _load_passages()
        else:
            for file in FILES[name]:
                yield from _load_file(shared / "data" / "ner" / file, name)


def _load_file(path: Path, name: str) -> Iterator[GoldText]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            table = TABLE[name]
            spans = (GoldSpan(start, end, table[label]) for start, end, label in row["entities"] if label in table)
            yield GoldText(
                id=row["id"],
                set=name,
                part=_part(name, row["id"], row["split"]),
                language=row["lang"],
                text=row["text"],
                spans=flatten(spans),
            )


def _part(name: str, identity: str, split: str) -> str:
    """NEREL has its own development file, BSNLP is split by topic, the others by a hash of the document's id."""
    if name == "nerel":
        return "dev" if split == "dev" else "train"
    if name == "bsnlp21":
        return "dev" if DEV_TOPIC in identity else "train"
    if name == "wikineural":
        return "train"
    return "dev" if int(sha256(identity.encode()).hexdigest(), 16) % DEV_SHARE == 0 else "train"


def flatten(spans: Iterable[GoldSpan]) -> tuple[GoldSpan, ...]:
    """Spans without overlaps: the outermost name wins, a job gives way to names inside it, the rest to any name.

    «президент США» is the job «президент» and the place «США», as NER-UK marks it.
    """
    ordered = sorted(set(spans), key=lambda s: (s.start, -s.end, s.labels))
    names: list[GoldSpan] = []
    for span in ordered:
        if span.labels[0] in NAMES and (not names or span.start >= names[-1].end):
            names.append(span)
    others: list[GoldSpan] = []
    for span in ordered:
        if span.labels[0] in NAMES:
            continue
        inside = [name.start for name in names if name.start < span.end and span.start < name.end]
        if inside and span.labels != ("JOB",):
            continue
        end = min([span.end, *inside])
        if end - span.start > 1 and not any(o.start < end and span.start < o.end for o in others):
            others.append(GoldSpan(span.start, end, span.labels))
    return tuple(sorted((*names, *others)))


def _load_passages() -> Iterator[GoldText]:
    """Our own passages all of whose entities are marked."""
    table = TABLE["own"]
    for passage in load_passages():
        if passage.entities_complete:
            spans = (GoldSpan(e.start, e.end, table[e.label]) for e in passage.entities if e.label in table)
            yield GoldText(
                id=passage.id,
                set="own",
                part=_voice_part(passage.voice),
                language=passage.language,
                text=passage.text,
                spans=flatten(spans),
            )


def _voice_part(voice: str) -> str:
    if voice in UNREAD_VOICES:
        return "held_out"
    return "dev" if voice in DEVELOPMENT_VOICES else "train"
