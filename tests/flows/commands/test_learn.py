"""`sito evaluate` from the command line; the flow itself is replaced where it would need a model."""

from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

import flows.evaluate
from flows.cli import app
from flows.commands import learn
from flows.evaluation import gate
from flows.evaluation.report import Evaluation
from flows.evaluation.sheets import Measured, Sheet
from flows.evaluation.subjects import SUBJECTS


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command with a flow that answers at once; `run.figures` are its answer."""
    monkeypatch.setenv("SITO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(gate, "PINS", tmp_path / "floors.yaml")
    monkeypatch.setattr(gate.load_pins, "__defaults__", (tmp_path / "floors.yaml",))
    monkeypatch.setattr(gate.write_pins, "__defaults__", (tmp_path / "floors.yaml",))
    monkeypatch.setattr(learn, "prefect_server", contextmanager(lambda settings: (yield "http://127.0.0.1")))

    def flow(subjects, shared, out, **more):
        answer.asked = (subjects, more)
        (tmp_path / "out").mkdir(exist_ok=True)
        sheet = Sheet(title="Kind of document", headings=("", "F1"), rows=(("ad", 0.5),), note="a note")
        return Evaluation(
            measured={"kind": Measured(sheets=(sheet,), figures=answer.figures)},
            not_measured={"harmless": "none of the sets is here"},
            fingerprint="f",
            sample=answer.figures if more["with_sample"] else {},
            sample_fingerprint="s",
        )

    def answer(*arguments):
        return CliRunner().invoke(app, ["evaluate", *arguments, "--out", str(tmp_path / "out"), "--profile", "rules"])

    answer.figures = {"kind.accuracy": 0.8}
    monkeypatch.setattr(flows.evaluate, "evaluate", flow)
    return answer


def test_tables_notes_and_what_could_not_be_measured_are_shown(run):
    result = run("kind")
    assert result.exit_code == 0
    for said in ("Kind of document", "0.500", "a note"):
        assert said in result.stdout
    assert "none of the sets is here" in result.stderr


def test_every_subject_has_a_name_on_the_command_line():
    assert {str(subject) for subject in learn.Subject} == {*SUBJECTS, "all"}


def test_pinned_figures_are_checked(run):
    assert run("kind", "--pin").exit_code == 0
    assert run("kind", "--check").exit_code == 0
    run.figures = {"kind.accuracy": 0.7}
    result = run("kind", "--check")
    assert result.exit_code == 1
    assert "kind.accuracy: 0.700, floor 0.790" in result.stderr


def test_pins_are_of_the_split_and_of_the_sample(run):
    run("kind", "--pin")
    assert set(gate.load_pins()) == {"development.rules", "sample.rules"}


def test_a_floor_that_falls_is_said_when_it_is_pinned(run):
    run("kind", "--pin")
    run.figures = {"kind.accuracy": 0.7}
    assert "kind.accuracy: 0.790 → 0.690" in run("kind", "--pin").stderr


def test_without_pins_a_check_says_how_to_set_them(run):
    result = run("all", "--check")
    assert result.exit_code == 2
    assert "--pin" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kind", "--limit", "9", "--check"], "--limit takes a part"),
        (["kind", "--split", "unread", "--errors", "3"], "never read"),
    ],
)
def test_what_does_not_go_together_is_refused(run, arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_training_without_data_says_which_are_missing(tmp_path):
    result = CliRunner().invoke(app, ["train", "encoder", "--shared", str(tmp_path)])
    assert result.exit_code == 2
    assert "training data" in result.stderr
