import pytest

from corpora.metrics import Agreement, Count, macro_f1, micro, overlap
from pipeline.document import Indicator, Polarity


def mark(start: int, end: int, name: str = "a", polarity: Polarity = Polarity.ASSERTED) -> Indicator:
    return Indicator(start=start, end=end, id=name, stage="s", polarity=polarity, score=1.0, source="x.y@1")


def agreement(gold: list[Indicator], found: list[Indicator]) -> Agreement:
    counted = Agreement()
    counted.add(gold, found)
    return counted


def test_document_counts_ids_once() -> None:
    counted = agreement([mark(0, 5), mark(9, 12)], [mark(50, 60), mark(1, 2, "b")])
    assert counted.documents == {"a": Count(tp=1), "b": Count(fp=1)}


@pytest.mark.parametrize(("end", "right"), [(10, True), (20, True), (21, False)])
def test_span_is_right_from_half_of_the_union(end: int, right: bool) -> None:
    counted = agreement([mark(0, 10)], [mark(0, end)])
    assert counted.spans["a"] == (Count(tp=1) if right else Count(fp=1, fn=1))


def test_one_prediction_serves_one_gold_span() -> None:
    assert agreement([mark(0, 10), mark(0, 10)], [mark(0, 10)]).spans["a"] == Count(tp=1, fn=1)


def test_polarity_is_compared_where_spans_touch() -> None:
    counted = agreement([mark(0, 10), mark(20, 30, polarity=Polarity.DENIED)], [mark(0, 4), mark(20, 30)])
    assert counted.polarity_accuracy == 0.5


def test_figures_of_nothing_are_zero() -> None:
    assert (Count().precision, Count().recall, Count().f1, macro_f1([]), Agreement().polarity_accuracy) == (
        0,
        0,
        0,
        0,
        0,
    )


def test_micro_adds_and_macro_averages() -> None:
    counts = [Count(tp=1, fp=1), Count(tp=1, fn=3)]
    assert micro(counts) == Count(tp=2, fp=1, fn=3)
    assert macro_f1(counts) == pytest.approx((2 / 3 + 2 / 5) / 2)


def test_overlap_is_intersection_over_union() -> None:
    assert overlap(mark(0, 10), mark(5, 15)) == pytest.approx(5 / 15)
    assert overlap(mark(0, 10), mark(10, 15)) == 0
