"""The flow on a real Prefect server, with subjects that need no model."""

import json
from pathlib import Path

import pytest

from flows import evaluate as module
from flows.evaluate import evaluate
from flows.evaluation.judging import NotMeasuredError
from flows.evaluation.sheets import Measured
from flows.evaluation.subjects import ALL, SUBJECTS


def test_figures_and_tables_are_written(prefect_api: str, tmp_path: Path) -> None:
    evaluation = evaluate(["agreement"], str(tmp_path), str(tmp_path / "out"), profile="rules")
    said = json.loads((tmp_path / "out" / "evaluation.json").read_text(encoding="utf-8"))
    assert said["figures"]["agreement.micro_f1"] == round(evaluation.figures["agreement.micro_f1"], 4)
    assert said["split"] == "development"
    assert said["fingerprint"] == evaluation.fingerprint
    text = (tmp_path / "out" / "evaluation.md").read_text(encoding="utf-8")
    assert "### Two readers" in text


def test_of_several_subjects_one_that_cannot_be_measured_is_named(
    prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_: object) -> Measured:
        raise NotMeasuredError("there is no model")

    monkeypatch.setitem(SUBJECTS, "harmless", absent)
    monkeypatch.setitem(SUBJECTS, "kind", lambda _: Measured(figures={"kind.accuracy": 0.5}))
    evaluation = evaluate(["harmless", "kind"], str(tmp_path), str(tmp_path), profile="rules")
    assert evaluation.not_measured == {"harmless": "there is no model"}
    assert evaluation.figures == {"kind.accuracy": 0.5}
    with pytest.raises(NotMeasuredError, match="there is no model"):
        evaluate(["harmless"], str(tmp_path), str(tmp_path), profile="rules")


def test_no_error_list_is_made_of_unread_voices(prefect_api: str, tmp_path: Path) -> None:
    with pytest.raises(NotMeasuredError, match="never read"):
        evaluate(["kind"], str(tmp_path), str(tmp_path), split="unread", profile="rules", errors=3)
    assert not list(tmp_path.glob("errors*"))


def test_an_unknown_subject_is_named(prefect_api: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="weather"):
        evaluate(["weather"], str(tmp_path), str(tmp_path))


def test_all_is_everything_that_trains_nothing() -> None:
    assert set(SUBJECTS) - set(ALL) == {"ablation", "curve"}
    assert module.measure_task.name == "measure"
