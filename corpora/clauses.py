"""Loads the cue clauses of `corpora/clauses/`: short items that say one indicator in many ways, and its near misses.

A file is `<indicator>.<language>.txt`. A line is a sign, a kind and a text with square brackets round the cue:
`+` asserted, `d` denied, `r` reported, `p` planned, `c` conditional, `q` quoted, `-` near miss without brackets;
`ad`, `cf` (case file) or `ot` (other). Only the file's indicator is marked; others may occur unmarked, so a line
says nothing of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.passages import CorpusError, IndicatorSpan
from pipeline.document import Kind, Polarity

CLAUSES = Path(__file__).parent / "clauses"
SIGNS = {
    "+": Polarity.ASSERTED,
    "d": Polarity.DENIED,
    "r": Polarity.REPORTED,
    "p": Polarity.PLANNED,
    "c": Polarity.CONDITIONAL,
    "q": Polarity.QUOTED,
    "-": None,
}
KINDS = {"ad": Kind.AD, "cf": Kind.CASE_FILE, "ot": Kind.OTHER}
BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """An item: `spans` are the cue's places, empty for a near miss. Nothing is known of other indicators."""

    indicator: str
    language: str
    kind: Kind
    text: str
    spans: tuple[IndicatorSpan, ...]


def load_clauses(folder: Path = CLAUSES) -> Iterator[Clause]:
    """Every item, in order of files and lines. Raises CorpusError with file, line and fault."""
    for path in sorted(folder.glob("*.txt")):
        indicator, language, *_ = path.name.split(".")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield _clause(line.strip(), indicator, language, f"{path.name}:{number}")


def _clause(line: str, indicator: str, language: str, where: str) -> Clause:
    fields = line.split(" ", 2)
    if len(fields) < 3 or fields[0] not in SIGNS or fields[1] not in KINDS:
        raise CorpusError(f"{where}: a line is a sign ({' '.join(SIGNS)}), a kind ({' '.join(KINDS)}) and a text")
    polarity = SIGNS[fields[0]]
    text, places = _unbracketed(fields[2], where)
    if bool(places) != (polarity is not None):
        raise CorpusError(f"{where}: a near miss (-) has no brackets, every other line has some")
    spans = tuple(
        IndicatorSpan(start=start, end=end, id=indicator, polarity=polarity) for start, end in places if polarity
    )
    return Clause(indicator=indicator, language=language, kind=KINDS[fields[1]], text=text, spans=spans)


def _unbracketed(marked: str, where: str) -> tuple[str, list[tuple[int, int]]]:
    places: list[tuple[int, int]] = []
    text, start = "", None
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[" and start is None:
            start = len(text)
        elif piece == "]" and start is not None:
            places.append((start, len(text)))
            start = None
        elif BRACKET.fullmatch(piece):
            raise CorpusError(f"{where}: {piece} opens or closes nothing")
        else:
            text += piece
    if start is not None or any(low == high for low, high in places):
        raise CorpusError(f"{where}: a bracket is never closed or marks nothing")
    return text, places
