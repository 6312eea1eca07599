"""Analysts' decisions as training data: what was accepted, rejected, corrected or added, and nothing else.

A file is JSON Lines, one reviewed document a line:
{"id", "text", "kind", "decisions": [{"indicator", "start", "end", "polarity", "decision"}]}
`decision` is accepted, corrected (the fields hold the corrected values), added or rejected; deferred ones are ignored.
A rejected finding says that its indicator is not there; where nobody decided on an indicator, nothing is known of it.

The split is honest: by a hash of the document's id one in five is kept for measuring and never trained on, on every
machine and in every later export.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpora.passages import CorpusError, IndicatorSpan
from pipeline.document import Kind, Polarity

PRESENT = frozenset({"accepted", "corrected", "added"})
DECISIONS = PRESENT | {"rejected", "deferred"}
DEV_SHARE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A document and what analysts decided. `known` are the indicators somebody decided on; `part` is train or dev."""

    id: str
    part: str
    kind: Kind
    text: str
    spans: tuple[IndicatorSpan, ...]
    known: frozenset[str]


def load_reviews(path: Path, indicators: frozenset[str]) -> Iterator[Review]:
    """The reviewed documents with at least one decision. Raises CorpusError with line and fault."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                review = _review(json.loads(line), indicators)
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{path.name}:{number}: {error}") from error
            if review.known:
                yield review


def part_of(id: str) -> str:
    """`dev` for one document in five, else `train`."""
    return "dev" if int(sha256(id.encode()).hexdigest(), 16) % DEV_SHARE == 0 else "train"


def _review(row: dict[str, Any], indicators: frozenset[str]) -> Review:
    spans: list[IndicatorSpan] = []
    known: set[str] = set()
    for said in row["decisions"]:
        if said["decision"] not in DECISIONS:
            raise ValueError(f"decision {said['decision']!r}; choices: {', '.join(sorted(DECISIONS))}")
        if said["indicator"] not in indicators:
            raise ValueError(f"the taxonomy has no indicator {said['indicator']!r}")
        if not 0 <= said["start"] < said["end"] <= len(row["text"]):
            raise ValueError(f"span {said['start']}-{said['end']} lies outside the text")
        if said["decision"] == "deferred":
            continue
        known.add(said["indicator"])
        if said["decision"] in PRESENT:
            spans.append(
                IndicatorSpan(
                    start=said["start"], end=said["end"], id=said["indicator"], polarity=Polarity(said["polarity"])
                )
            )
    return Review(
        id=row["id"],
        part=part_of(row["id"]),
        kind=Kind(row["kind"]),
        text=row["text"],
        spans=tuple(spans),
        known=frozenset(known),
    )
