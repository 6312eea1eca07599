import pytest

from flows.evaluation.kinds import measure_kind
from pipeline.document import Kind
from tests.flows.evaluation.cases import Ready, judged


def row(gold: Kind, found: Kind, language: str = "uk"):
    return judged("Паспорт", "Паспорт", kind=gold, found_kind=found, language=language)


def test_confusion_accuracy_and_f1_of_kinds(tmp_path, pack):
    rows = [row(Kind.AD, Kind.AD), row(Kind.AD, Kind.OTHER, "ru"), row(Kind.CASE_FILE, Kind.CASE_FILE, "ru")]
    measured = measure_kind(Ready(rows, tmp_path, pack))
    assert measured.figures["kind.accuracy"] == pytest.approx(2 / 3)
    assert measured.figures["kind.ru.accuracy"] == pytest.approx(1 / 2)
    assert measured.figures["kind.macro_f1"] == pytest.approx((2 / 3 + 1) / 2)
    assert measured.sheets[0].rows[1] == ("ad", 0, 1, 1)
