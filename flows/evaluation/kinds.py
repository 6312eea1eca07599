"""Measures the kind of document: case file, ad or other."""

from collections import Counter
from collections.abc import Iterable

from corpora.metrics import Count, macro_f1
from flows.evaluation.judging import Inquiry, Judged
from flows.evaluation.sheets import Measured, confusion_sheet, count_sheet
from pipeline.document import Kind


def kind_confusion(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """How many texts of this gold kind were held to be of this kind."""
    return Counter((str(one.gold.kind), str(one.found.kind)) for one in judged)


def counts_of(pairs: Counter[tuple[str, str]], names: Iterable[str]) -> dict[str, Count]:
    """Right, wrong and missed of each name, from a confusion."""
    counts = {str(name): Count() for name in names}
    for (gold, found), n in pairs.items():
        if gold == found:
            counts[gold].tp += n
        else:
            counts[gold].fn += n
            counts[found].fp += n
    return counts


def measure_kind(inquiry: Inquiry) -> Measured:
    """Confusion of kinds, F1 of each and the share of right ones, by language too."""
    pairs = kind_confusion(inquiry.judged)
    counts = counts_of(pairs, Kind)
    figures = {"kind.accuracy": _accuracy(pairs), "kind.macro_f1": macro_f1(c for c in counts.values() if c.tp + c.fn)}
    for language in ("uk", "ru"):
        if some := [j for j in inquiry.judged if j.gold.language == language]:
            figures[f"kind.{language}.accuracy"] = _accuracy(kind_confusion(some))
    said = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
    sheets = (
        confusion_sheet("Kind of document", list(Kind), pairs),
        count_sheet("Kinds", "kind", counts.items(), said),
    )
    return Measured(sheets=sheets, figures=figures)


def _accuracy(pairs: Counter[tuple[str, str]]) -> float:
    return sum(n for (gold, found), n in pairs.items() if gold == found) / pairs.total()
