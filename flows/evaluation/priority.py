"""Measures priority on whole documents: ranking, share to read, calibration, confusion."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpora.metrics import Count
from flows.evaluation import curves
from flows.evaluation.judging import Inquiry, Judged, NotMeasuredError
from flows.evaluation.ranking import (
    STREAM_ONE_IN,
    Bools,
    Cuts,
    Floats,
    average_precision,
    calibration_error,
    cuts,
    reliability,
    share_to_read,
    stream_weights,
)
from flows.evaluation.sheets import Measured, Sheet, confusion_sheet, count_sheet
from pipeline.document import Kind, Priority

ALERTS = (Priority.URGENT, Priority.HIGH)
RECALL_WANTED = 0.95


class Ranked(NamedTuple):
    """Whole documents: score, whether it is worth an alert, and its weight in a realistic stream."""

    scores: Floats
    wanted: Bools
    weights: Floats

    @property
    def plain(self) -> Cuts:
        """The ranking of the documents as they are."""
        return cuts(self.scores, self.wanted)

    @property
    def stream(self) -> Cuts:
        """The ranking of a realistic stream."""
        return cuts(self.scores, self.wanted, self.weights)


def ranked(judged: Sequence[Judged]) -> Ranked:
    """The documents that have a gold priority. Raises NotMeasuredError if not both sorts are among them."""
    pairs = [
        (j.found.assessment.score, j.gold.priority in ALERTS) for j in judged if j.gold.priority and j.found.assessment
    ]
    scores, wanted = np.array([s for s, _ in pairs]), np.array([w for _, w in pairs], dtype=np.bool_)
    if not wanted.any() or wanted.all():
        raise NotMeasuredError("priority: these passages hold no whole documents of both sorts, alerts and others")
    return Ranked(scores, wanted, stream_weights(wanted))


def confusion(judged: Sequence[Judged]) -> Counter[tuple[str, str]]:
    """How many whole documents have this gold and this found priority."""
    return Counter(
        (str(j.gold.priority), str(j.found.assessment.priority))
        for j in judged
        if j.gold.priority and j.found.assessment
    )


def alerts(table: Counter[tuple[str, str]]) -> Count:
    """Documents worth an alert (urgent or high) found as such."""
    count = Count()
    for (gold, found), n in table.items():
        count.tp += n * (gold in ALERTS and found in ALERTS)
        count.fp += n * (gold not in ALERTS and found in ALERTS)
        count.fn += n * (gold in ALERTS and found not in ALERTS)
    return count


def measure_priority(inquiry: Inquiry) -> Measured:
    """Tables, figures and pictures of priority. Raises NotMeasuredError without whole documents."""
    judged = [one for one in inquiry.judged if one.gold.priority]
    documents = ranked(judged)
    table = confusion(judged)
    figures = {f"priority.{name}": value for name, value in _figures(documents).items()}
    figures["priority.alert_f1"] = alerts(table).f1
    counts = [("all", alerts(table))]
    for name in (*Kind, "uk", "ru", "mixed"):
        if some := [j for j in judged if name in (j.gold.kind, j.gold.language)]:
            counts.append((str(name), alerts(confusion(some))))
    sheets = (
        Sheet(
            title="Priority",
            headings=("", "value"),
            rows=(("whole documents", len(judged)), *((_NAMES[n], v) for n, v in _figures(documents).items())),
            note=f"Stream: the others are weighted so that one document in {STREAM_ONE_IN} is worth an alert.",
        ),
        confusion_sheet("Priority, gold and found", list(Priority), table),
        count_sheet("Worth an alert (urgent or high)", "", counts),
    )
    return Measured(sheets=sheets, figures=figures, pictures=_pictures(inquiry, documents))


_NAMES = {
    "average_precision": "average precision",
    "stream_average_precision": "average precision in the stream",
    "work_at_95": "share of the stream to read for 95 % recall",
    "calibration_error": "expected calibration error",
    "stream_calibration_error": "expected calibration error in the stream",
}


def _figures(documents: Ranked) -> dict[str, float]:
    scores, wanted, weights = documents
    return {
        "average_precision": average_precision(documents.plain),
        "stream_average_precision": average_precision(documents.stream),
        "work_at_95": share_to_read(documents.stream, RECALL_WANTED),
        "calibration_error": calibration_error(reliability(scores, wanted)),
        "stream_calibration_error": calibration_error(reliability(scores, wanted, weights)),
    }


def _pictures(inquiry: Inquiry, documents: Ranked) -> tuple[str, ...]:
    work = curves.draw_work_saved(documents.stream, inquiry.out / "priority-work-saved.png", recall=RECALL_WANTED)
    bins = reliability(documents.scores, documents.wanted)
    title = "Priority: share worth an alert by score"
    path = inquiry.out / "priority-reliability.png"
    drawn = curves.draw_reliability(bins, path, title=title, share="share worth an alert")
    return work.name, drawn.name
