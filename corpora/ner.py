"""Annotated names for training and measuring: six sets and our own passages, one stream, one table of labels.

The sets of others lie outside the repository (`shared/data/ner`); nothing of them is copied here.
Each set annotates only some labels; what it does not annotate is missing, not absent, and the trainer is told so.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from corpora.passages import DEVELOPMENT_VOICES, load_passages
from pipeline.document import EntityLabel

PERSON, ORGANIZATION, LOCATION, JOB = (
    EntityLabel.PERSON,
    EntityLabel.ORGANIZATION,
    EntityLabel.LOCATION,
    EntityLabel.JOB,
)
NAMES = frozenset({PERSON, ORGANIZATION, LOCATION})
ALL = NAMES | {JOB}

LABELS: dict[str, dict[str, EntityLabel]] = {
    "neruk2": {"PERS": PERSON, "ORG": ORGANIZATION, "LOC": LOCATION, "JOB": JOB},
    "nerel": {
        "PERSON": PERSON,
        "ORGANIZATION": ORGANIZATION,
        "COUNTRY": LOCATION,
        "CITY": LOCATION,
        "STATE_OR_PROVINCE": LOCATION,
        "DISTRICT": LOCATION,
        "LOCATION": LOCATION,
        "FACILITY": LOCATION,
        "PROFESSION": JOB,
    },
    "bsnlp21": {"PER": PERSON, "ORG": ORGANIZATION, "LOC": LOCATION},
    "factrueval": {"Person": PERSON, "Org": ORGANIZATION, "Location": LOCATION, "LocOrg": LOCATION},
    "wikineural": {"PER": PERSON, "ORG": ORGANIZATION, "LOC": LOCATION},
    "own": {"person": PERSON, "alias": PERSON, "organization": ORGANIZATION, "location": LOCATION},
}
"""Foreign label → ours, by set. A label without a row is dropped: its text counts as ordinary words.

A NEREL facility (airport, cemetery, square) is a named place of the contract. An alias of our passages is a
person to the model; `extractors.entities.names` tells aliases from names by the words around them.
"""

ANNOTATED = {
    "neruk2": ALL,
    "nerel": ALL,
    "bsnlp21": NAMES,
    "factrueval": NAMES,
    "wikineural": NAMES,
    "own": NAMES,
}
FILES = {
    "neruk2": ("uk_neruk2_train.jsonl",),
    "nerel": ("ru_nerel_train.nested.jsonl", "ru_nerel_dev.nested.jsonl"),
    "bsnlp21": ("uk_bsnlp21_train.jsonl", "ru_bsnlp21_train.jsonl"),
    "factrueval": ("ru_factrueval_train.jsonl",),
    "wikineural": ("ru_wikineural_silver.jsonl",),
}
LICENCES = {
    "neruk2": "NER-UK 2.0, CC BY-NC-SA 4.0",
    "nerel": "NEREL 1.1, no licence stated; Wikinews text CC BY 2.5",
    "bsnlp21": "BSNLP 2021 shared task, no licence stated",
    "factrueval": "factRuEval-2016, MIT",
    "wikineural": "WikiNEuRal, CC BY-NC-SA 4.0, silver",
    "own": "passages written for this project",
}
DEV_TOPIC = "nord_stream"
TUNING_VOICES = frozenset({"v8-rare"})
"""The voice by which choices were made. The voices of corpora.DEVELOPMENT_VOICES are measured once, at the end."""

DEV_SHARE = 8
"""One document in eight of NER-UK and factRuEval is for development: about 50 and 15 documents."""


class GoldSpan(NamedTuple):
    """A gold name: half-open code-point offsets and its label."""

    start: int
    end: int
    label: EntityLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """A text with its gold names, flat and sorted. `part`: train, dev or held_out; `annotated`: what its set marks."""

    id: str
    set: str
    part: str
    language: str
    text: str
    spans: tuple[GoldSpan, ...]
    annotated: frozenset[EntityLabel]


def load_gold(shared: Path, sets: Iterable[str] = tuple(LABELS)) -> Iterator[GoldText]:
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
            spans = (GoldSpan(s, e, LABELS[name][label]) for s, e, label in row["entities"] if label in LABELS[name])
            yield GoldText(
                id=row["id"],
                set=name,
                part=_part(name, row["id"], row["split"]),
                language=row["lang"],
                text=row["text"],
                spans=flatten(spans),
                annotated=ANNOTATED[name],
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
    """Spans without overlaps: the outermost name wins, and a job gives way to the names inside it.

    «президент США» is the job «президент» and the place «США», as NER-UK marks it.
    """
    found = sorted(set(spans), key=lambda s: (s.start, -s.end, s.label))
    names: list[GoldSpan] = []
    for span in found:
        if span.label is not JOB and (not names or span.start >= names[-1].end):
            names.append(span)
    jobs: list[GoldSpan] = []
    for span in found:
        if span.label is JOB and (not jobs or span.start >= jobs[-1].end):
            inside = [n.start for n in names if n.start < span.end and span.start < n.end]
            end = min([span.end, *inside])
            if end - 1 > span.start:
                jobs.append(GoldSpan(span.start, end, JOB))
    return tuple(sorted((*names, *jobs)))


def _load_passages() -> Iterator[GoldText]:
    """Our own passages all of whose entities are marked."""
    for passage in load_passages():
        if passage.entities_complete:
            spans = (
                GoldSpan(e.start, e.end, LABELS["own"][e.label]) for e in passage.entities if e.label in LABELS["own"]
            )
            yield GoldText(
                id=passage.id,
                set="own",
                part=_voice_part(passage.voice),
                language=passage.language,
                text=passage.text,
                spans=flatten(spans),
                annotated=ANNOTATED["own"],
            )


def _voice_part(voice: str) -> str:
    if voice in DEVELOPMENT_VOICES:
        return "held_out"
    return "dev" if voice in TUNING_VOICES else "train"
