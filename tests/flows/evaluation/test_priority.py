import pytest

from flows.evaluation.judging import NotMeasuredError
from flows.evaluation.priority import measure_priority
from pipeline.document import Priority
from tests.flows.evaluation.cases import Ready, judged


def row(gold: Priority | None, found: Priority, score: float, language: str = "uk"):
    return judged("Паспорт", "Паспорт", priority=gold, verdict=(found, score), language=language)


ROWS = [
    row(Priority.URGENT, Priority.URGENT, 0.95),
    row(Priority.HIGH, Priority.REVIEW, 0.40, "ru"),
    row(Priority.REVIEW, Priority.HIGH, 0.60, "ru"),
    row(Priority.NONE, Priority.NONE, 0.05),
    row(None, Priority.URGENT, 0.99),
]


@pytest.fixture
def measured(tmp_path, pack):
    return measure_priority(Ready(ROWS, tmp_path, pack))


def test_only_whole_documents_count(measured):
    assert measured.sheets[0].rows[0] == ("whole documents", 4)


def test_ranking_and_alerts(measured):
    assert measured.figures["priority.average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert measured.figures["priority.alert_f1"] == pytest.approx(0.5)


def test_share_to_read_is_that_of_a_stream_with_one_alert_in_twenty(measured):
    # two alerts and two others that stand for 38: 1 + 19 + 0.9 of 40
    assert measured.figures["priority.work_at_95"] == pytest.approx((1 + 19 + 0.9) / 40)


def test_calibration_compares_score_with_worth(measured):
    assert measured.figures["priority.calibration_error"] == pytest.approx((0.05 + 0.6 + 0.6 + 0.05) / 4)


def test_confusion_and_languages_are_shown(measured):
    _, confusion, alerts = measured.sheets
    assert confusion.rows[1] == ("high", 0, 0, 1, 0)
    assert {line[0] for line in alerts.rows} == {"all", "ad", "uk", "ru"}


def test_pictures_are_drawn(measured, tmp_path):
    assert {path.name for path in tmp_path.glob("*.png")} == set(measured.pictures)


@pytest.mark.parametrize(
    "rows", [[], ROWS[4:], ROWS[:2], ROWS[2:4]], ids=["none", "no whole", "no others", "no alerts"]
)
def test_without_both_sorts_nothing_is_measured_and_the_reason_said(rows, tmp_path, pack):
    with pytest.raises(NotMeasuredError, match="whole documents of both sorts"):
        measure_priority(Ready(rows, tmp_path, pack))
