import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from flows.evaluation.ranking import (
    average_precision,
    calibration_error,
    cuts,
    reliability,
    share_to_read,
    stream_weights,
)


def ranking(*rows: tuple[float, bool], weights=None):
    scores, wanted = np.array([s for s, _ in rows]), np.array([w for _, w in rows])
    return cuts(scores, wanted, weights)


def test_a_perfect_order_reads_only_what_is_wanted():
    order = ranking((0.9, True), (0.8, True), (0.2, False), (0.1, False))
    assert average_precision(order) == 1.0
    assert share_to_read(order, 1.0) == 0.5


def test_documents_of_one_score_are_read_in_any_order():
    tied = ranking((0.5, True), (0.5, False), (0.5, False), (0.5, False))
    assert average_precision(tied) == 0.25
    assert share_to_read(tied, 0.5) == 0.5


def test_a_wanted_document_without_a_score_costs_the_whole_stream():
    assert share_to_read(ranking((0.9, True), (0.5, False), (0.0, True)), 1.0) == 1.0


def test_recall_that_is_reached_exactly_reads_no_further():
    order = ranking((0.9, True), (0.8, False), (0.7, False), (0.6, True))
    assert share_to_read(order, 0.5) == 0.25


def test_stream_weights_make_one_in_twenty_wanted():
    wanted = np.array([True, True, False])
    weights = stream_weights(wanted)
    assert weights[wanted].sum() / weights.sum() == pytest.approx(1 / 20)


def test_a_score_that_says_the_truth_has_no_calibration_error():
    bins = reliability(np.array([0.5, 0.5, 1.0]), np.array([True, False, True]))
    assert calibration_error(bins) == 0
    assert sum(one.weight for one in bins) == pytest.approx(1)


def test_a_sure_score_that_is_always_wrong_has_the_greatest_error():
    assert calibration_error(reliability(np.array([1.0, 1.0]), np.array([False, False]))) == 1


ROWS = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.35, 0.6, 0.95]), st.booleans()), min_size=2, max_size=40)


@given(ROWS.filter(lambda rows: len({wanted for _, wanted in rows}) == 2))
def test_average_precision_is_that_of_scikit_learn_also_weighted(rows):
    scores, wanted = np.array([s for s, _ in rows]), np.array([w for _, w in rows])
    weights = stream_weights(wanted)
    assert average_precision(cuts(scores, wanted)) == pytest.approx(average_precision_score(wanted, scores))
    weighted = average_precision_score(wanted, scores, sample_weight=weights)
    assert average_precision(cuts(scores, wanted, weights)) == pytest.approx(weighted)


@given(ROWS.filter(lambda rows: any(wanted for _, wanted in rows)))
def test_more_recall_never_costs_less_reading(rows):
    order = ranking(*rows)
    shares = [share_to_read(order, recall) for recall in (0.1, 0.5, 0.95, 1.0)]
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1
