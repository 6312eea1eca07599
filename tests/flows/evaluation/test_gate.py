"""The gate itself, and the check of the small sample that runs with every test run."""

from pathlib import Path

import pytest

from flows.evaluation.gate import (
    CEILINGS,
    FLOORS,
    MARGIN,
    PINS,
    SAMPLE,
    SAMPLE_SUBJECTS,
    Pins,
    eased,
    load_pins,
    pins_of,
    place,
    shortfalls,
    write_pins,
)
from flows.evaluation.judging import Inquiry, NotMeasuredError, fingerprint
from flows.evaluation.subjects import SUBJECTS
from pipeline.errors import ModelError
from pipeline.settings import Settings

FIGURES = {"indicators.micro_f1": 0.75, "priority.work_at_95": 0.3, "kind.accuracy": 0.9, "kind.uk.accuracy": 0.9}
EVERY = ("indicators", "priority", "kind")


def test_pins_leave_a_margin_on_the_safe_side():
    pins = pins_of(FIGURES, "f")
    assert pins.floors == {"indicators.micro_f1": 0.74, "kind.accuracy": 0.89}
    assert pins.ceilings == {"priority.work_at_95": 0.31}


def test_what_was_measured_passes_its_own_pins():
    assert list(shortfalls(FIGURES, "f", pins_of(FIGURES, "f"), EVERY)) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indicators.micro_f1": 0.7}, "indicators.micro_f1: 0.700, floor 0.740"),
        ({"priority.work_at_95": 0.5}, "priority.work_at_95: 0.500, ceiling 0.310"),
    ],
)
def test_a_figure_beyond_its_pin_is_named(change, sentence):
    assert list(shortfalls(FIGURES | change, "f", pins_of(FIGURES, "f"), EVERY)) == [sentence]


def test_better_figures_pass():
    better = {"indicators.micro_f1": 0.99, "priority.work_at_95": 0.1, "kind.accuracy": 1.0}
    assert list(shortfalls(better, "f", pins_of(FIGURES, "f"), EVERY)) == []


def test_a_pinned_figure_that_was_not_measured_does_not_pass_in_silence():
    fewer = {k: v for k, v in FIGURES.items() if k != "kind.accuracy"}
    assert list(shortfalls(fewer, "f", pins_of(FIGURES, "f"), EVERY)) == ["kind.accuracy: not measured (floor 0.890)"]
    assert list(shortfalls(fewer, "f", pins_of(FIGURES, "f"), ("indicators", "priority"))) == []


def test_other_passages_are_noticed():
    (sentence,) = shortfalls(FIGURES, "other", pins_of(FIGURES, "f"), EVERY)
    assert "pin again" in sentence


def test_pins_are_written_read_and_kept_beside_each_other(tmp_path):
    path = tmp_path / "floors.yaml"
    assert load_pins(path) == {}
    write_pins({"sample.rules": pins_of(FIGURES, "f")}, path)
    write_pins({"sample.bundled": pins_of(FIGURES, "f")}, path)
    write_pins({"sample.rules": pins_of({"kind.accuracy": 0.5}, "g")}, path)
    pins = load_pins(path)
    assert set(pins) == {"sample.rules", "sample.bundled"}
    assert pins["sample.rules"].floors == {"indicators.micro_f1": 0.74, "kind.accuracy": 0.49}
    assert pins["sample.rules"].fingerprint == "g"


def test_a_floor_that_falls_is_said():
    old, new = pins_of(FIGURES, "f"), pins_of(FIGURES | {"kind.accuracy": 0.8, "priority.work_at_95": 0.4}, "f")
    assert list(eased(new, old)) == ["kind.accuracy: 0.890 → 0.790", "priority.work_at_95: 0.310 → 0.410"]
    assert list(eased(old, new)) == []


@pytest.mark.parametrize(
    "text", ["[1, 2]", "sample.rules: 3", "a: {fingerprint: f, floors: {x: y}, ceilings: {}}", "{"]
)
def test_broken_pins_are_a_clear_stop(text, tmp_path):
    path = tmp_path / "floors.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotMeasuredError, match="the pins are broken"):
        load_pins(path)


def test_nothing_is_both_floor_and_ceiling():
    assert not set(FLOORS) & set(CEILINGS)
    assert 0 < MARGIN < 0.02


@pytest.mark.parametrize("profile", ["bundled", "rules"])
def test_the_sample_of_development_passages_holds_its_floors(profile: str, tmp_path: Path) -> None:
    pins: Pins | None = load_pins().get(place("sample", profile))
    if pins is None:
        pytest.skip(f"{PINS.name} has no floors for profile {profile}: `sito evaluate all --profile {profile} --pin`")
    inquiry = Inquiry(
        Settings(home=tmp_path, profile=profile), split="development", shared=tmp_path, out=tmp_path, limit=SAMPLE
    )
    try:
        figures = {n: v for subject in SAMPLE_SUBJECTS for n, v in SUBJECTS[subject](inquiry).figures.items()}
    except ModelError as error:
        pytest.skip(f"the model is not here: {error}")
    assert list(shortfalls(figures, fingerprint(inquiry.passages), pins, SAMPLE_SUBJECTS)) == []
