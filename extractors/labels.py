"""The one reader of label tables: `labels.yaml` for all models, `sito-labels.yaml` in a model's folder for that one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.document import EntityLabel
from pipeline.errors import ModelError

TABLE = Path(__file__).with_name("labels.yaml")
OWN_FILE = "sito-labels.yaml"
DROP = "drop"
NAMES = (EntityLabel.PERSON, EntityLabel.ORGANIZATION, EntityLabel.LOCATION, EntityLabel.JOB)
"""What a name model may give; identifiers and values are read with patterns and checked."""
THRESHOLD = 0.5
"""More likely than not (source: definition of the score); a folder's table may say what was measured for its model."""
KEYS = ("names", "indicators", "rename", "hypotheses", "threshold")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelTable:
    """Foreign labels in ours; keys are in capitals. None is a label that is dropped.

    `rename` gives a model's nameless labels (LABEL_0) the names they should have had; `hypotheses` are sentences with
    the indicator that a text holds if it says so, for models of textual entailment; an indicator is found from
    `threshold` (0-1) on.
    """

    names: Mapping[str, EntityLabel | None]
    indicators: Mapping[str, str | None]
    rename: Mapping[str, str]
    hypotheses: Mapping[str, str]
    threshold: float

    def renamed(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The labels under the names the folder's table gives them."""
        return tuple(self.rename.get(label.upper(), label) for label in labels)

    def name(self, label: str) -> EntityLabel | None:
        """Our label for a name model's, or None for one that is dropped. KeyError if no table has it."""
        return self.names[label.upper()]

    def unknown_names(self, labels: Iterable[str]) -> list[str]:
        """Those of a name model's labels that no table translates."""
        return sorted(label for label in labels if label.upper() not in self.names)

    def indicator_ids(self, labels: Iterable[str], ids: Iterable[str]) -> dict[str, str | None]:
        """For each label of an indicator model the pack's id, None for a dropped one.

        Raises ModelError if a label has no entry and is no id, if its entry is none, or if all are dropped.
        """
        known = {id.upper(): id for id in ids}
        found: dict[str, str | None] = {}
        for label in labels:
            if label.upper() not in self.indicators and label.upper() not in known:
                raise ModelError(f"no table translates the label {label!r} and the taxonomy has no such indicator")
            found[label] = self.indicators.get(label.upper(), known.get(label.upper()))
        _check_ids(found.values(), known.values())
        if not any(found.values()):
            raise ModelError("the table drops all labels, so the model would find nothing")
        return found

    def hypothesis_ids(self, ids: Iterable[str]) -> dict[str, str | None]:
        """For each hypothesis the pack's id. Raises ModelError if the pack has no such indicator."""
        _check_ids(self.hypotheses.values(), ids)
        return dict(self.hypotheses)


def _check_ids(named: Iterable[str | None], known: Iterable[str]) -> None:
    if wrong := sorted({id for id in named if id is not None} - set(known)):
        raise ModelError(f"the table names indicators that the taxonomy does not have: {', '.join(wrong)}")


def load_labels(folder: Path | None = None) -> LabelTable:
    """The table of all models, with that of this model's folder added where it brings one.

    Raises ModelError if a table is broken or translates into something Sito does not have.
    """
    general = _general()
    if folder is None or not (folder / OWN_FILE).is_file():
        return general
    own = _read(folder / OWN_FILE)
    return LabelTable(
        names={**general.names, **own.names},
        indicators={**general.indicators, **own.indicators},
        rename=own.rename,
        hypotheses=own.hypotheses,
        threshold=own.threshold,
    )


@cache
def _general() -> LabelTable:
    return _read(TABLE)


def _read(path: Path) -> LabelTable:
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise ModelError(f"{path}: the label table cannot be read ({_one_line(error)})") from error
    if not isinstance(said, dict) or set(said) - set(KEYS):
        raise ModelError(f"{path}: a label table has the keys {', '.join(KEYS)} and no others")
    names = _in_capitals(_words(path, said, "names"))
    if wrong := sorted(set(names.values()) - {*NAMES, DROP}):
        raise ModelError(f"{path}: names become {', '.join(NAMES)} or {DROP}, not {', '.join(wrong)}")
    indicators = _in_capitals(_words(path, said, "indicators"))
    return LabelTable(
        names={label: None if ours == DROP else EntityLabel(ours) for label, ours in names.items()},
        indicators={label: None if ours == DROP else ours for label, ours in indicators.items()},
        rename=_in_capitals(_words(path, said, "rename")),
        hypotheses=_words(path, said, "hypotheses"),
        threshold=_threshold(path, said.get("threshold", THRESHOLD)),
    )


def _words(path: Path, said: dict[str, Any], key: str) -> dict[str, str]:
    part = said.get(key) or {}
    if not isinstance(part, dict):
        raise ModelError(f"{path}: {key} is no table of labels")
    for label, ours in part.items():
        if not isinstance(label, str) or not isinstance(ours, str):
            raise ModelError(f"{path}: {key}: {label!r}: {ours!r} are not two words (quote NO, ON and numbers)")
    return part


def _in_capitals(table: Mapping[str, str]) -> dict[str, str]:
    return {label.upper(): ours for label, ours in table.items()}


def _threshold(path: Path, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise ModelError(f"{path}: threshold = {value!r}; it must be a number between 0 and 1")
    return float(value)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
