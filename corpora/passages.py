"""Loads the annotated passages of `corpora/indicators/` (its README describes the markup and the conventions).

A file holds records: a header line `### id=… kind=… lang=…`, then the marked text up to the next header.
`[[indicator|text]]` is an asserted indicator, `[[indicator:polarity|text]]` another polarity,
`{{label|text}}` an entity; marks may nest.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.document import EntityLabel, Kind, Polarity, Priority
from pipeline.errors import TriageError
from pipeline.packs import load_pack

INDICATORS = Path(__file__).parent / "indicators"
TAXONOMY = Path(__file__).parents[1] / "extractors" / "packs" / "trafficking"

TRAINING_VOICES = (
    "v1-tg-uk",
    "v2-vk-ru",
    "v3-press-old",
    "v4-testimony-uk",
    "v5-testimony-ru",
    "v6-court-uk",
    "v7-chats",
    "v8-rare",
    "v11-polarity",
    "v13-police-uk",
    "v14-dela-ru",
    "v15-ads",
    "v18-contrast",
    "v19-registers",
    "v20-recruit-uk",
    "v21-recruit-ru",
    "v22-exploit-uk",
    "v23-exploit-ru",
    "v24-dossier",
    "v25-street",
)
DEVELOPMENT_VOICES = ("v9-whole-ads", "v10-services", "v12-court-ru", "v17-triage")
"""Thresholds, weights and bands are set on these."""
UNREAD_VOICES = ("v16-mixed", "v26-authors-cf", "v27-authors-ads")
"""Read by no author of rules and no model, and nothing is set on them: the last check."""
VOICES = TRAINING_VOICES + DEVELOPMENT_VOICES + UNREAD_VOICES

LANGUAGES = ("uk", "ru", "mixed", "other")
HEADER_KEYS = ("id", "kind", "lang", "channel", "priority", "ents", "near")
MARK = re.compile(
    r"\[\[(?P<indicator>[a-z_]+)(?::(?P<polarity>[a-z]+))?\|"
    r"|\{\{(?P<label>[a-z_]+)\|"
    r"|(?P<close>\]\]|\}\})"
)


class CorpusError(TriageError):
    """An annotated file is inconsistent; the message names file, line and fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSpan:
    """A gold indicator: half-open code-point offsets into the passage's text."""

    start: int
    end: int
    id: str
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySpan:
    """A gold entity: half-open code-point offsets into the passage's text."""

    start: int
    end: int
    label: EntityLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An annotated text. `priority` is given for whole documents only; where `entities_complete` is false,
    a stretch without a mark may still be an entity. `near` names the indicators it is a near miss of: the same
    words or situation, but nothing to mark."""

    id: str
    text: str
    kind: Kind
    language: str
    voice: str
    channel: str | None
    priority: Priority | None
    entities: tuple[EntitySpan, ...]
    indicators: tuple[IndicatorSpan, ...]
    entities_complete: bool
    near: tuple[str, ...] = ()


class _Record(NamedTuple):
    path: Path
    line: int
    header: dict[str, str]
    body: str


class _Open(NamedTuple):
    close: str
    start: int
    indicator: str | None
    polarity: Polarity
    label: EntityLabel | None


def load_passages(voices: Iterable[str] | None = None, *, folder: Path = INDICATORS) -> Iterator[Passage]:
    """The passages of these voices (all by default), in order of voice and file.

    Raises:
        CorpusError: an unknown voice, a faulty header or mark, an id used twice; names file and line.
    """
    chosen = VOICES if voices is None else tuple(voices)
    seen: dict[str, str] = {}
    for voice in chosen:
        if not (folder / voice).is_dir():
            raise CorpusError(f"{folder / voice}: there is no such voice; choices: {', '.join(VOICES)}")
        for path in sorted((folder / voice).glob("*.txt")):
            for passage in read_passages(path, voice=voice):
                if passage.id in seen:
                    raise CorpusError(f"{voice}/{path.name}: id {passage.id} stands already in {seen[passage.id]}")
                seen[passage.id] = f"{voice}/{path.name}"
                yield passage


def read_passages(path: Path, *, voice: str) -> Iterator[Passage]:
    """The passages of one file. Raises CorpusError for a faulty header or mark; names file and line."""
    return (_passage(record, voice) for record in _records(path))


def _records(path: Path) -> Iterator[_Record]:
    header: dict[str, str] | None = None
    body: list[str] = []
    start = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.startswith("### "):
            body.append(line)
            continue
        if header is not None:
            yield _Record(path, start, header, "\n".join(body).strip())
        header, body, start = _header(path, number, line), [], number
    if header is None:
        raise CorpusError(f"{path.parent.name}/{path.name}:1: no record, a record starts with '### id=…'")
    yield _Record(path, start, header, "\n".join(body).strip())


def _header(path: Path, number: int, line: str) -> dict[str, str]:
    pairs = dict(part.split("=", 1) for part in line[4:].split() if "=" in part)
    where = f"{path.parent.name}/{path.name}:{number}"
    if missing := [key for key in ("id", "kind", "lang") if not pairs.get(key)]:
        raise CorpusError(f"{where}: the header lacks {', '.join(missing)}")
    if unknown := [key for key in pairs if key not in HEADER_KEYS]:
        raise CorpusError(f"{where}: unknown header key {', '.join(unknown)}; choices: {', '.join(HEADER_KEYS)}")
    return pairs


def _passage(record: _Record, voice: str) -> Passage:
    where = f"{record.path.parent.name}/{record.path.name}:{record.line}"
    header = record.header
    if header["lang"] not in LANGUAGES:
        raise CorpusError(f"{where}: language {header['lang']!r}; choices: {', '.join(LANGUAGES)}")
    text, indicators, entities = parse_marked(record.body, where=where, first_line=record.line + 1)
    if not text:
        raise CorpusError(f"{where}: the record has no text")
    try:
        kind = Kind(header["kind"])
        priority = Priority(header["priority"]) if "priority" in header else None
    except ValueError as error:
        raise CorpusError(f"{where}: {error}") from error
    return Passage(
        id=header["id"],
        text=text,
        kind=kind,
        language=header["lang"],
        voice=voice,
        channel=header.get("channel"),
        priority=priority,
        entities=entities,
        indicators=indicators,
        entities_complete=header.get("ents") == "1",
        near=_near(header.get("near", ""), where),
    )


def _near(names: str, where: str) -> tuple[str, ...]:
    found = tuple(name for name in names.split(",") if name)
    if unknown := [name for name in found if name not in _indicator_ids()]:
        raise CorpusError(f"{where}: near: the taxonomy has no indicator {', '.join(unknown)}")
    return found


def parse_marked(
    marked: str, *, where: str = "text", first_line: int = 1
) -> tuple[str, tuple[IndicatorSpan, ...], tuple[EntitySpan, ...]]:
    """The plain text of a marked one, its indicators and its entities, each sorted by place.

    Raises:
        CorpusError: an unknown id, label or polarity, an empty or unbalanced mark; names the place.
    """
    text: list[str] = []
    stack: list[_Open] = []
    indicators: list[IndicatorSpan] = []
    entities: list[EntitySpan] = []
    length = position = 0
    for mark in MARK.finditer(marked):
        text.append(marked[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        at = f"{where} (line {first_line + marked.count(chr(10), 0, mark.start())})"
        if mark["close"] is None:
            stack.append(_opened(mark, length, at))
            continue
        if not stack or stack[-1].close != mark["close"]:
            raise CorpusError(f"{at}: {mark['close']} closes nothing")
        _close(stack.pop(), length, at, indicators, entities)
    if stack:
        raise CorpusError(f"{where}: {stack[-1].indicator or stack[-1].label} is never closed")
    text.append(marked[position:])
    return (
        "".join(text),
        tuple(sorted(indicators, key=lambda span: (span.start, span.end, span.id))),
        tuple(sorted(entities, key=lambda span: (span.start, span.end, span.label))),
    )


def _opened(mark: re.Match[str], start: int, at: str) -> _Open:
    try:
        if mark["label"]:
            return _Open("}}", start, None, Polarity.ASSERTED, EntityLabel(mark["label"]))
        polarity = Polarity(mark["polarity"] or "asserted")
    except ValueError as error:
        raise CorpusError(f"{at}: {error}") from error
    if mark["indicator"] not in _indicator_ids():
        raise CorpusError(f"{at}: the taxonomy has no indicator {mark['indicator']!r}")
    return _Open("]]", start, mark["indicator"], polarity, None)


def _close(opened: _Open, end: int, at: str, indicators: list[IndicatorSpan], entities: list[EntitySpan]) -> None:
    if end == opened.start:
        raise CorpusError(f"{at}: {opened.indicator or opened.label} marks nothing")
    if opened.label is not None:
        entities.append(EntitySpan(start=opened.start, end=end, label=opened.label))
    elif opened.indicator is not None:
        span = IndicatorSpan(start=opened.start, end=end, id=opened.indicator, polarity=opened.polarity)
        indicators.append(span)


@cache
def _indicator_ids() -> frozenset[str]:
    return frozenset(load_pack(TAXONOMY).indicators)
