"""Loads trained weights by path, offline. The only extractor module that imports spaCy, and it does so late."""

import importlib.machinery
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.document import EntityLabel
from pipeline.errors import ModelError

LABELS: dict[str, EntityLabel] = {
    "PER": EntityLabel.PERSON,
    "PERS": EntityLabel.PERSON,
    "PERSON": EntityLabel.PERSON,
    "ORG": EntityLabel.ORGANIZATION,
    "LOC": EntityLabel.LOCATION,
    "GPE": EntityLabel.LOCATION,
    "FAC": EntityLabel.LOCATION,
    "JOB": EntityLabel.JOB,
}
"""A name model's labels in ours. A label that is in neither table fails at load, not silently at run."""

DROPPED = frozenset(
    {"MISC", "DATE", "TIME", "MON", "MONEY", "PCT", "PERCENT", "PERIOD", "QUANT", "ART", "DOC", "PRO", "EVT"}
)
"""Labels of other models that Sito reads with patterns of its own, or not at all."""


def translate(label: str) -> EntityLabel | None:
    """Our label for a model's, or None for one that is dropped."""
    return LABELS.get(label)


def load_names_model(folder: Path) -> Any:
    """A spaCy pipeline with a named-entity component, from a local folder.

    Raises ModelError if the folder is missing or damaged, or if the model has a label no table translates.
    """
    if not (folder / "config.cfg").is_file():
        raise ModelError(f"{folder}: no model there (config.cfg is missing); `sito train entities` makes one")
    with without_torch():
        import spacy

        try:
            nlp = spacy.load(folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{folder}: the model is damaged or was made by another version ({error})") from error
    _check_labels(folder, nlp)
    return nlp


def _check_labels(folder: Path, nlp: Any) -> None:
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"{folder}: the model finds no names; it has {', '.join(nlp.pipe_names) or 'no components'}")
    if unknown := set(nlp.get_pipe("ner").labels) - set(LABELS) - DROPPED:
        raise ModelError(f"{folder}: no table translates the labels {', '.join(sorted(unknown))}")


def model_name(folder: Path) -> str:
    """Name and version of the model in `folder` as sources carry it, for example "bundled@1".

    Raises ModelError if its meta.json is missing or broken.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['name']}@{meta['version']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / 'meta.json'}: missing or broken ({error})") from error


def model_precision(folder: Path) -> dict[EntityLabel, float]:
    """The share of right answers by label that the model had on development data; empty if its meta does not say.

    spaCy's transition parser has no probability for a name, so this is the score its names carry.
    """
    try:
        said = json.loads((folder / "meta.json").read_text(encoding="utf-8")).get("sito", {}).get("precision", {})
        return {LABELS[label]: float(share) for label, share in said.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / 'meta.json'}: missing or broken ({error})") from error


class _Absent:
    """Finder that says some packages are not installed."""

    def __init__(self, packages: Sequence[str]) -> None:
        self.packages = frozenset(packages)

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] in self.packages:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


@contextmanager
def without_torch() -> Iterator[None]:
    """Inside, torch cannot be imported for the first time: spaCy's thinc then does without it.

    thinc imports torch, if it is there, only to offer wrappers that our models do not use, and that costs seconds
    of every cold start (docs/models.md). A torch that is already imported stays as it is; afterwards torch imports
    as usual, only thinc's own torch wrappers stay switched off in this process.
    """
    finder = _Absent([p for p in ("torch", "tensorflow", "mxnet", "cupy") if p not in sys.modules])
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
