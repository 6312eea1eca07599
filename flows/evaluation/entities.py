"""Measures entities: the model's names on the annotated sets, and all that the stages find on our own passages."""

from collections import Counter
from collections.abc import Iterable, Sequence

from corpora.metrics import Count, micro
from corpora.ner import FILES, load_gold
from flows.evaluation.judging import Inquiry, Judged, NotMeasuredError
from flows.evaluation.sheets import Measured, Sheet, count_sheet
from pipeline.document import EntityLabel

MODEL_FOLDER = "encoder-bundled"


def measure_entities(inquiry: Inquiry) -> Measured:
    """Own passages after all stages, and the model alone on the development parts of the sets of others.

    Without a model or the sets the second part is left out and the table says so.
    """
    own = _own(inquiry)
    try:
        model = _model(inquiry)
    except NotMeasuredError as error:
        model = Measured(sheets=(Sheet(title="Names by the model alone", headings=("",), rows=(), note=str(error)),))
    return Measured(sheets=(*own.sheets, *model.sheets), figures={**own.figures, **model.figures})


def _own(inquiry: Inquiry) -> Measured:
    judged = [one for one in inquiry.judged if one.gold.entities_complete]
    if not judged:
        raise NotMeasuredError("entities: none of these passages has all its entities marked")
    exact, touching = entity_counts(judged), entity_counts(judged, exact=False)
    lines = [(str(label), exact[label]) for label in EntityLabel if label in exact]
    lines.append(("all", micro(exact.values())))
    for language in ("uk", "ru", "mixed"):
        if some := [one for one in judged if one.gold.language == language]:
            lines.append((language, micro(entity_counts(some).values())))
    lines.append(("all, any overlap", micro(touching.values())))
    figures = {f"entities.own.{name}.f1": count.f1 for name, count in lines[:-1] if name != "all"}
    figures |= {"entities.own.f1": micro(exact.values()).f1, "entities.own.overlap_f1": micro(touching.values()).f1}
    sheet = count_sheet(f"Entities of {len(judged)} own passages, exact spans", "label", lines)
    return Measured(sheets=(sheet,), figures=figures)


def entity_counts(judged: Iterable[Judged], *, exact: bool = True) -> dict[EntityLabel, Count]:
    """Counts by label; `exact` wants the same span, else any overlap of the same label will do."""
    counts: dict[EntityLabel, Count] = {}
    for one in judged:
        gold = {(e.start, e.end, e.label) for e in one.gold.entities}
        found = {(e.start, e.end, e.label) for e in one.found.entities if e.label is not EntityLabel.JOB}
        for label in {label for *_, label in gold | found}:
            wanted = [(start, end) for start, end, name in gold if name is label]
            got = [(start, end) for start, end, name in found if name is label]
            hit = sum(any(_same(span, other, exact=exact) for other in got) for span in wanted)
            right = sum(any(_same(span, other, exact=exact) for other in wanted) for span in got)
            count = counts.setdefault(label, Count())
            count.tp += min(hit, right)
            count.fn += len(wanted) - min(hit, right)
            count.fp += len(got) - min(hit, right)
    return counts


def _same(a: tuple[int, int], b: tuple[int, int], *, exact: bool) -> bool:
    return a == b if exact else a[0] < b[1] and b[0] < a[1]


def _model(inquiry: Inquiry) -> Measured:
    """Exact-span scores of the model alone, by set and label, and by set and language."""
    folder = inquiry.settings.models / MODEL_FOLDER / "ner"
    if not (folder / "model.onnx").is_file():
        raise NotMeasuredError(f"not measured: there is no model in {folder}")
    if missing := [name for files in FILES.values() for name in files if not _is_there(inquiry, name)]:
        raise NotMeasuredError(f"not measured: {inquiry.shared / 'data' / 'ner'} lacks {', '.join(missing)}")
    from extractors.encoder import load_encoder
    from flows.encoder.measure import Score, score_names

    gold = [text for text in load_gold(inquiry.shared) if text.part == "dev"]
    rows: Sequence[Score] = score_names(load_encoder(folder), gold[: inquiry.limit])
    sheet = Sheet(
        title="Names by the model alone, development parts, exact spans",
        headings=("set", "language", "label", "P", "R", "F1", "gold", "found"),
        rows=tuple((r.set, r.language, r.label, r.precision, r.recall, r.f1, r.gold, r.predicted) for r in rows),
    )
    figures = {f"entities.model.{r.set}.{r.label}.{r.language}.f1": r.f1 for r in rows if r.label != "all"}
    totals: dict[str, Counter[str]] = {}
    for row in rows:
        if row.label == "all":
            totals.setdefault(row.set, Counter()).update(gold=row.gold, predicted=row.predicted, correct=row.correct)
    for name, n in totals.items():
        correct = n["correct"]
        figures[f"entities.model.{name}.f1"] = Count(tp=correct, fp=n["predicted"] - correct, fn=n["gold"] - correct).f1
    return Measured(sheets=(sheet,), figures=figures)


def _is_there(inquiry: Inquiry, name: str) -> bool:
    return (inquiry.shared / "data" / "ner" / name).is_file()
