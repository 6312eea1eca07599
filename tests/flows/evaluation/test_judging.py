from hypothesis import given
from hypothesis import strategies as st

from flows.evaluation.judging import Inquiry, fingerprint, sample
from pipeline.settings import Settings
from tests.flows.evaluation.cases import judged, passage

PASSAGES = [passage("Паспорт", id=f"p-{n}") for n in range(60)]


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_sample_is_part_of_every_larger_one_and_keeps_the_order(few, many):
    few, many = sorted((few, many))
    smaller, larger = sample(PASSAGES, few), sample(PASSAGES, many)
    assert len(smaller) == few
    assert [p for p in larger if p in smaller] == smaller


def test_without_a_count_all_are_taken():
    assert sample(PASSAGES, None) == PASSAGES


def test_fingerprint_does_not_mind_the_order_but_any_mark():
    assert fingerprint(PASSAGES) == fingerprint(PASSAGES[::-1])
    changed = [passage("[[debt_bondage_fines|Паспорт]]", id="p-0"), *PASSAGES[1:]]
    assert fingerprint(changed) != fingerprint(PASSAGES)


def test_a_part_keeps_what_was_judged(tmp_path):
    whole = Inquiry(Settings(), split="development", shared=tmp_path, out=tmp_path)
    whole.passages = PASSAGES
    whole.judged = [judged("Паспорт", "Паспорт", id=p.id) for p in PASSAGES]
    few = whole.part(PASSAGES[:3])
    assert [one.gold.id for one in few.judged] == ["p-0", "p-1", "p-2"]
    assert few.out != whole.out
