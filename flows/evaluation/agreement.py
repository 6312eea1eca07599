"""Measures how far two readers agree: the ceiling of every figure on indicators."""

from corpora.agreement import second_reading
from corpora.metrics import micro
from flows.evaluation.indicators import macro
from flows.evaluation.judging import Inquiry, NotMeasuredError
from flows.evaluation.sheets import Measured, Sheet, confusion_sheet, count_cells
from pipeline.document import Polarity

FEW = 5
"""Fewer disagreements over an indicator say nothing about it."""


def measure_agreement(inquiry: Inquiry) -> Measured:
    """The second reading against the first: texts, spans, polarities, and what the readers disagree on most.

    Raises NotMeasuredError without a second reading.
    """
    total = second_reading()
    documents, spans = micro(total.documents.values()), micro(total.spans.values())
    if not documents.tp:
        raise NotMeasuredError("agreement: there is no second reading in corpora/blind")
    figures = {
        "agreement.micro_f1": documents.f1,
        "agreement.macro_f1": macro(total.documents.values()),
        "agreement.span_f1": spans.f1,
        "agreement.polarity_accuracy": total.polarity_accuracy,
    }
    disputed = sorted(total.documents.items(), key=lambda item: (item[1].f1, -item[1].fp - item[1].fn))
    rows = tuple((id, *count_cells(count)) for id, count in disputed if count.fp + count.fn >= FEW)
    sheets = (
        Sheet(
            title="Two readers",
            headings=("", "P", "R", "F1", "first", "second"),
            rows=(("by text", *count_cells(documents)), ("spans", *count_cells(spans))),
            note=f"macro F1 {figures['agreement.macro_f1']:.3f}, same polarity {total.polarity_accuracy:.3f}",
        ),
        Sheet(
            title="What the readers disagree on most, by text",
            headings=("indicator", "P", "R", "F1", "first", "second"),
            rows=rows,
            note=f"Indicators with at least {FEW} disagreements; the second reader is measured by the first.",
        ),
        confusion_sheet("Polarity: first reader ↓ second →", list(Polarity), total.polarity),
    )
    return Measured(sheets=sheets, figures=figures)
