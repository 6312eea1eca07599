import pytest

from corpora import agreement as corpus
from flows.evaluation import agreement
from flows.evaluation.judging import NotMeasuredError
from tests.flows.evaluation.cases import Ready


def test_two_readings_are_compared(tmp_path, pack):
    measured = agreement.measure_agreement(Ready([], tmp_path, pack))
    assert 0.5 < measured.figures["agreement.micro_f1"] <= 1
    disputed = measured.sheets[1].rows
    assert [row[3] for row in disputed] == sorted(row[3] for row in disputed)


def test_without_a_second_reading_the_reason_is_said(tmp_path, pack, monkeypatch):
    monkeypatch.setattr(agreement, "second_reading", lambda: corpus.second_reading(tmp_path))
    with pytest.raises(NotMeasuredError, match="no second reading"):
        agreement.measure_agreement(Ready([], tmp_path, pack))
