"""How well the rules find annotated indicators, and how fast: `python benchmarks/rules.py PASSAGES.jsonl`.

A passage is a JSON line {"id", "kind", "voice", "text", "indicators": [{"id", "start", "end", "polarity"}]}. Voices
named by --held are counted only as totals. --show ID prints what the rules of one indicator missed and what they found
wrongly in the development voices; --stage limits the table to one stage.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpora.metrics import Agreement, macro_f1, micro
from extractors.indicators import IndicatorFinder, rules_of
from pipeline.document import Document, Indicator, Kind, Polarity, Source
from pipeline.packs import Pack, load_pack

PACK = Path(__file__).parents[1] / "extractors" / "packs" / "trafficking"
HELD = ("v9-whole-ads", "v10-services", "v12-court-ru")
Row = tuple[str, Document, list[Indicator], list[Indicator]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--held", nargs="*", default=HELD)
    parser.add_argument("--stage")
    parser.add_argument("--show", metavar="ID")
    parser.add_argument("--rules", metavar="ID", help="precision of each rule of an indicator, or of all")
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--no-stages", action="store_true", help="without repair, identifiers and names")
    options = parser.parse_args(arguments)
    pack = load_pack(options.pack)
    rows = list(_rows(pack, options.passages, plain=options.no_stages))
    wanted = [i.id for i in pack.indicators.values() if options.stage in (None, i.stage)]
    development = [row for row in rows if row[0] not in options.held]
    if options.show:
        _write(_mistakes(development, options.show, options.limit))
    elif options.rules:
        _write(_by_rule(development, wanted if options.rules == "all" else [options.rules]))
    else:
        _write(_table(development, wanted))
        _write(_totals("held out", [row for row in rows if row[0] in options.held], wanted))
    _write([_speed(pack, [document for _, document, _, _ in rows if document.kind == Kind.AD])])


def _write(lines: Sequence[str] | Iterator[str]) -> None:
    sys.stdout.writelines(line + "\n" for line in lines)


def _rows(pack: Pack, path: Path, *, plain: bool) -> Iterator[Row]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    finder = IndicatorFinder(pack, rules_of(pack))
    documents = [_document(record) for record in records]
    for record, document in zip(records, documents if plain else _earlier_stages(documents), strict=True):
        gold = [_gold(mark, pack) for mark in record["indicators"]]
        yield record["voice"], document, gold, finder.find(document)


def _document(record: dict[str, Any]) -> Document:
    source = Source(path=record["id"], media_type="text/plain")
    return Document(id=record["id"], source=source, text=record["text"], kind=Kind(record["kind"]))


def _gold(mark: dict[str, Any], pack: Pack) -> Indicator:
    return Indicator(
        start=mark["start"],
        end=mark["end"],
        id=mark["id"],
        stage=pack.indicators[mark["id"]].stage,
        polarity=Polarity(mark["polarity"]),
        score=1.0,
        source="gold",
    )


def _earlier_stages(documents: list[Document]) -> Iterator[Document]:
    """The documents after repair and identifiers, their annotated kind kept."""
    try:
        from extractors.identifiers import identifiers_stage
        from pipeline.stages.repair import repair_stage
    except ImportError:
        yield from documents
        return
    for before, after in zip(documents, identifiers_stage().run(repair_stage().run(documents)), strict=True):
        yield replace(after, kind=before.kind)


def _agreement(rows: list[Row], wanted: list[str]) -> Agreement:
    agreement = Agreement()
    for _, _, gold, found in rows:
        agreement.add([g for g in gold if g.id in wanted], [f for f in found if f.id in wanted])
    return agreement


def _table(rows: list[Row], wanted: list[str]) -> Iterator[str]:
    agreement = _agreement(rows, wanted)
    yield f"{'indicator':40} {'gold':>5} {'doc P':>6} {'R':>5} {'F1':>5} {'span P':>7} {'R':>5} {'F1':>5}"
    for name in wanted:
        if name not in agreement.documents:
            continue
        d, s = agreement.documents[name], agreement.spans[name]
        yield (
            f"{name:40} {d.tp + d.fn:5} {d.precision:6.2f} {d.recall:5.2f} {d.f1:5.2f}"
            f" {s.precision:7.2f} {s.recall:5.2f} {s.f1:5.2f}"
        )
    yield from _totals("development", rows, wanted)


def _totals(name: str, rows: list[Row], wanted: list[str]) -> Iterator[str]:
    for kind in (None, Kind.AD, Kind.CASE_FILE, Kind.OTHER):
        chosen = [row for row in rows if kind in (None, row[1].kind)]
        agreement = _agreement(chosen, wanted)
        d, s = micro(agreement.documents.values()), micro(agreement.spans.values())
        yield (
            f"{name:12} {kind or 'all':10} {len(chosen):5} passages  document P {d.precision:.3f} R {d.recall:.3f}"
            f" micro-F1 {d.f1:.3f} macro-F1 {macro_f1(agreement.documents.values()):.3f}"
            f"  span F1 {s.f1:.3f}  polarity {agreement.polarity_accuracy:.3f}"
        )
    agreement = _agreement(rows, wanted)
    worst = [f"{g}>{f} {n}" for (g, f), n in agreement.polarity.most_common(20) if g != f]
    yield f"{name:12} polarity confusions (gold>found): {', '.join(worst)}"


def _mistakes(rows: list[Row], name: str, limit: int) -> Iterator[str]:
    missed, wrong = [], []
    for _, document, gold, found in rows:
        marks, hits = [g for g in gold if g.id == name], [f for f in found if f.id == name]
        flat = document.text.replace("\n", "⏎")
        if marks and not hits:
            missed += [f"- {document.id} {document.kind} {m.polarity}: {_around(flat, m)}" for m in marks]
        if hits and not marks:
            wrong += [f"+ {document.id} {document.kind} {h.source}: {_around(flat, h)}" for h in hits]
    chance = random.Random(len(missed))
    yield f"missed {len(missed)}"
    yield from chance.sample(missed, min(limit, len(missed)))
    yield f"wrong {len(wrong)}"
    yield from chance.sample(wrong, min(limit, len(wrong)))


def _around(text: str, mark: Indicator) -> str:
    return (
        f"{text[max(0, mark.start - 60) : mark.start]}[[{text[mark.start : mark.end]}]]{text[mark.end : mark.end + 40]}"
    )


def _by_rule(rows: list[Row], names: list[str]) -> Iterator[str]:
    counts: dict[str, list[int]] = {}
    for _, _, gold, found in rows:
        marked = {g.id for g in gold}
        for source, name in {(f.source, f.id) for f in found if f.id in names}:
            counts.setdefault(source, [0, 0])[name not in marked] += 1
    for source, (right, wrong) in sorted(counts.items()):
        yield f"{source:60} right {right:4} wrong {wrong:4} precision {right / (right + wrong):.2f}"


def _speed(pack: Pack, documents: list[Document]) -> str:
    finder = IndicatorFinder(pack, rules_of(pack))
    for document in documents:
        finder.find(document)
    started = time.process_time()
    for document in documents:
        finder.find(document)
    seconds = time.process_time() - started
    rules = len(rules_of(pack).rules)
    return f"{len(documents)} ads, {rules} rules: {len(documents) / seconds:.0f} ads/s on one core, warm"


if __name__ == "__main__":
    main()
