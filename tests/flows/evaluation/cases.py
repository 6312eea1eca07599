"""Judged passages in one line each: gold as marked text, findings as marked text, both of the same words."""

from collections.abc import Sequence
from dataclasses import replace

from corpora.passages import Passage, parse_marked
from flows.evaluation.judging import Judged, document_of
from pipeline.document import Assessment, Indicator, Kind, Priority

RULE = "rules.x.one@1"
MODEL = "tagger.bundled@1"


def passage(marked: str, *, id: str = "p-1", language: str = "uk", kind: Kind = Kind.AD, **more) -> Passage:
    """The passage of a marked text."""
    text, indicators, entities = parse_marked(marked)
    said = {"voice": "v", "channel": None, "priority": None, "entities_complete": True} | more
    return Passage(id=id, text=text, kind=kind, language=language, entities=entities, indicators=indicators, **said)


def judged(
    gold: str,
    found: str,
    *,
    score: float = 0.9,
    source: str = RULE,
    reason: str | None = None,
    verdict: tuple[Priority, float] | None = None,
    found_kind: Kind = Kind.AD,
    **more,
) -> Judged:
    """Gold and findings of one text."""
    wanted, other = passage(gold, **more), passage(found)
    assert wanted.text == other.text
    hits = [
        Indicator(
            start=m.start,
            end=m.end,
            id=m.id,
            stage="x",
            polarity=m.polarity,
            score=score,
            source=source,
            reason=reason,
        )
        for m in other.indicators
    ]
    document = document_of(wanted.text, wanted.id).with_indicators(hits)
    assessment = Assessment(priority=verdict[0], score=verdict[1]) if verdict else None
    return Judged(gold=wanted, found=replace(document, kind=found_kind, assessment=assessment))


class Ready:
    """An inquiry whose passages are judged already."""

    def __init__(self, rows: Sequence[Judged], out, pack, **more) -> None:
        self.judged, self.out, self.pack = list(rows), out, pack
        self.passages = [one.gold for one in rows]
        self.split, self.limit, self.errors = "development", None, 0
        self.__dict__.update(more)
