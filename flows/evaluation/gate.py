"""The gate: figures may not fall below pinned floors, nor rise above pinned ceilings.

The pins stand with the tests (`tests/floors.yaml`) and not with the model: `sito train` writes a model's folder anew,
and a model must not bring the bar it is held to. `sito evaluate all --pin` sets them; the commit says why one fell.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from flows.evaluation.judging import NotMeasuredError
from pipeline.settings import ROOT

PINS = ROOT / "tests" / "floors.yaml"
SAMPLE = 150
"""Passages of the small check that runs with the tests: some seconds."""
SAMPLE_SUBJECTS = ("indicators", "priority", "kind")
MARGIN = 0.01
"""About three findings of the sample: the int8 arithmetic of processors differs in the last places."""
FLOORS = (
    "indicators.micro_f1",
    "indicators.macro_f1",
    "indicators.span_f1",
    "indicators.polarity_accuracy",
    "indicators.ad.micro_f1",
    "indicators.case_file.micro_f1",
    "indicators.uk.micro_f1",
    "indicators.ru.micro_f1",
    "priority.average_precision",
    "priority.alert_f1",
    "kind.accuracy",
    "entities.own.f1",
    "entities.model.neruk2.f1",
    "entities.model.factrueval.f1",
    "entities.model.nerel.f1",
    "agreement.micro_f1",
)
CEILINGS = ("priority.work_at_95", "priority.calibration_error", "harmless.alert_rate")
HEAD = """\
# What `sito evaluate` may not fall short of. Set by `sito evaluate all --pin` (profile rules: `--profile rules`):
# measured figures less a margin. `sample` is checked with the tests, the others by `sito evaluate all --check`.
# A floor falls, or a ceiling rises, only on purpose, and the commit says why (docs/evaluation.md).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """Pinned figures of one set of passages, which `fingerprint` names."""

    fingerprint: str
    floors: Mapping[str, float]
    ceilings: Mapping[str, float]


def place(split: str, profile: str) -> str:
    """The name of the pins of a split (or "sample") and a profile."""
    return f"{split}.{profile}"


def pins_of(figures: Mapping[str, float], fingerprint: str) -> Pins:
    """The figures that are gated, less the margin, rounded to the safe side."""
    return Pins(
        fingerprint=fingerprint,
        floors={n: max(0.0, math.floor(round((figures[n] - MARGIN) * 1000, 3)) / 1000) for n in FLOORS if n in figures},
        ceilings={n: math.ceil(round((figures[n] + MARGIN) * 1000, 3)) / 1000 for n in CEILINGS if n in figures},
    )


def load_pins(path: Path = PINS) -> dict[str, Pins]:
    """All pins by place; empty if none are pinned yet. Raises NotMeasuredError if the file is broken."""
    if not path.is_file():
        return {}
    try:
        said: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return {
            name: Pins(
                fingerprint=str(row["fingerprint"]),
                floors={key: float(value) for key, value in row["floors"].items()},
                ceilings={key: float(value) for key, value in row["ceilings"].items()},
            )
            for name, row in said.items()
        }
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotMeasuredError(f"{path}: the pins are broken ({error}); `sito evaluate all --pin` sets them") from error


def write_pins(changed: Mapping[str, Pins], path: Path = PINS) -> None:
    """Nothing; these pins stand in the file now, the figures they do not have keep their old ones."""
    kept = load_pins(path)
    for name, pins in changed.items():
        old = kept.get(name, pins)
        kept[name] = Pins(
            fingerprint=pins.fingerprint,
            floors={**old.floors, **pins.floors},
            ceilings={**old.ceilings, **pins.ceilings},
        )
    rows = {
        name: {"fingerprint": p.fingerprint, "floors": dict(p.floors), "ceilings": dict(p.ceilings)}
        for name, p in sorted(kept.items())
    }
    path.write_text(HEAD + yaml.safe_dump(rows, sort_keys=False), encoding="utf-8")


def shortfalls(figures: Mapping[str, float], fingerprint: str, pins: Pins, subjects: Sequence[str]) -> Iterator[str]:
    """A sentence for each pinned figure of these subjects that is not reached, or was not measured."""
    if fingerprint != pins.fingerprint:
        yield "these are not the passages that the floors were pinned on: look at the figures and pin again"
    for limits, word, sign in ((pins.floors, "floor", 1), (pins.ceilings, "ceiling", -1)):
        for name, limit in limits.items():
            if name.partition(".")[0] not in subjects:
                continue
            if name not in figures:
                yield f"{name}: not measured ({word} {limit:.3f})"
            elif sign * (figures[name] - limit) < 0:
                yield f"{name}: {figures[name]:.3f}, {word} {limit:.3f}"


def eased(new: Pins, old: Pins) -> Iterator[str]:
    """A sentence for each floor that falls and each ceiling that rises with the new pins."""
    for mine, before, sign in ((new.floors, old.floors, 1), (new.ceilings, old.ceilings, -1)):
        for name, limit in mine.items():
            if name in before and sign * (limit - before[name]) < 0:
                yield f"{name}: {before[name]:.3f} → {limit:.3f}"
