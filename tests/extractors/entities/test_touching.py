from hypothesis import given
from hypothesis import strategies as st

from extractors.entities.touching import Touching
from pipeline.document import Paragraph

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10))


def paragraph(span: tuple[int, int]) -> Paragraph:
    return Paragraph(start=span[0], end=sum(span), language="uk")


@given(st.lists(SPANS, max_size=20), SPANS)
def test_all_spans_that_overlap_are_given_and_no_other(spans: list[tuple[int, int]], sought: tuple[int, int]) -> None:
    all_, one = [paragraph(s) for s in spans], paragraph(sought)
    expected = [p for p in all_ if p.start < one.end and one.start < p.end]
    found = list(Touching(all_)(one.start, one.end))
    assert sorted(map(id, found)) == sorted(map(id, expected))
