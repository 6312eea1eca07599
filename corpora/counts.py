"""Each indicator's marks and near misses by language, in passages and clauses: `python -m corpora.counts`."""

from collections import Counter
from collections.abc import Iterator

from corpora.clauses import load_clauses
from corpora.passages import load_passages
from pipeline.document import Polarity

LANGUAGES = ("uk", "ru", "mixed")


def counts() -> Iterator[tuple[str, str, int, int, int]]:
    """Indicator, language, marks asserted, marks otherwise, passages and clauses that are near misses."""
    marks: Counter[tuple[str, str, str]] = Counter()
    for passage in load_passages():
        for span in passage.indicators:
            marks[span.id, passage.language, _column(span.polarity)] += 1
        for id in passage.near:
            marks[id, passage.language, "near"] += 1
    for clause in load_clauses():
        if not clause.spans:
            marks[clause.indicator, clause.language, "near"] += 1
        for span in clause.spans:
            marks[clause.indicator, clause.language, _column(span.polarity)] += 1
    for id in sorted({id for id, _, _ in marks}):
        for language in LANGUAGES:
            asserted, other, near = (marks[id, language, column] for column in ("asserted", "other", "near"))
            yield id, language, asserted, other, near


def _column(polarity: Polarity) -> str:
    return "asserted" if polarity is Polarity.ASSERTED else "other"


if __name__ == "__main__":
    print(f"{'indicator':40} {'language':9} {'asserted':>8} {'other':>8} {'near':>8}")
    for id, language, asserted, other, near in counts():
        print(f"{id:40} {language:9} {asserted:8} {other:8} {near:8}")
