"""Loads models of names by path, offline: spaCy pipelines and transformers. spaCy is imported late."""

import importlib.machinery
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from extractors.hub import Shape, fingerprint, open_folder, tags_of
from extractors.labels import OWN_FILE, load_labels
from pipeline.document import EntityLabel
from pipeline.errors import ModelError

BUNDLED_KEY = "sito"
"""Of meta.json: models of Sito's own training have it, and a version that changes with their weights."""

NOTHING_THERE = "no model there (neither config.cfg of a spaCy pipeline nor config.json of a transformer)"
IDLE = ["parser", "senter", "sentencizer", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "textcat"]
"""Components of public pipelines that names do not need: they are not even loaded."""


def load_names_model(folder: Path) -> Any:
    """A spaCy pipeline with a named-entity component "ner", from a local folder: a spaCy pipeline or a transformer.

    Raises ModelError if the folder is missing or damaged, or if the model has a label no table translates.
    """
    if (folder / "config.cfg").is_file():
        nlp = _load_pipeline(folder)
    elif (folder / "config.json").is_file():
        check_names_folder(folder)
        nlp = _wrap_transformer(folder)
    else:
        raise ModelError(f"{folder}: {NOTHING_THERE}")
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"{folder}: the model finds no names; it has {', '.join(nlp.pipe_names) or 'no components'}")
    _check_labels(folder, nlp.get_pipe("ner").labels)
    return nlp


def _load_pipeline(folder: Path) -> Any:
    with nullcontext() if _needs_torch(folder) else without_torch():
        import spacy

        import extractors.encoder.component
        import extractors.hub.component  # noqa: F401  registers the factories of our components

        try:
            return spacy.load(folder, exclude=IDLE)
        except Exception as error:  # spaCy, thinc, srsly and a pipeline's own components share no narrower class
            raise ModelError(
                f"{folder}: the model is damaged or was made by another version ({_line(error)})"
            ) from error


def _wrap_transformer(folder: Path) -> Any:
    with without_torch():
        from extractors.hub.component import transformer_pipeline
    return transformer_pipeline(folder)


def _needs_torch(folder: Path) -> bool:
    """Whether a component of the pipeline runs on torch inside thinc (spacy-transformers and its kin)."""
    try:
        return "transformer" in (folder / "config.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ModelError(f"{folder / 'config.cfg'}: the file cannot be read ({error})") from error


def check_names_folder(folder: Path) -> None:
    """Nothing, for a folder that holds a model of names as far as can be told without loading it.

    Raises ModelError if it is missing, damaged or unsafe, or if the model has a label no table translates.
    """
    if (folder / "config.cfg").is_file():
        _check_meta(folder)
        return
    if folder.is_dir() and not (folder / "config.json").is_file():
        raise ModelError(f"{folder}: {NOTHING_THERE}")
    labels = load_labels(folder).renamed(open_folder(folder, [Shape.TOKENS]).labels)
    _check_labels(folder, dict.fromkeys(tag.kind for tag in tags_of(labels)))


def _check_meta(folder: Path) -> None:
    meta = _meta(folder)
    said = meta.get("labels")
    labels = said.get("ner") if isinstance(said, dict) else None
    if isinstance(labels, list) and labels:
        _check_labels(folder, map(str, labels))


def _check_labels(folder: Path, labels: Iterable[str]) -> None:
    table, found = load_labels(folder), list(labels)
    if unknown := table.unknown_names(found):
        raise ModelError(
            f"{folder}: no table translates the labels {', '.join(unknown)}; say in {folder / OWN_FILE} what they are"
        )
    if not any(table.name(label) for label in found):
        raise ModelError(f"{folder}: the model finds no names: all its labels are dropped ({', '.join(found)})")


def model_name(folder: Path) -> str:
    """Name and version of the model in `folder` as sources carry them, for example "bundled@1".

    A model of another maker has eight digits over its files for a version. Raises ModelError if a file is missing or
    broken.
    """
    if not (folder / "meta.json").is_file() and (folder / "config.json").is_file():
        return fingerprint(folder)
    meta = _meta(folder)
    if BUNDLED_KEY not in meta:
        return fingerprint(folder)
    try:
        return f"{meta['name']}@{meta['version']}"
    except KeyError as error:
        raise ModelError(f"{folder / 'meta.json'}: missing or broken ({error})") from error


def model_precision(folder: Path) -> dict[EntityLabel, float]:
    """The share of right answers by label that the model had on development data; empty if its meta does not say.

    spaCy's transition parser has no probability for a name, so this is the score its names carry.
    """
    if not (folder / "meta.json").is_file() and (folder / "config.json").is_file():
        return {}
    table, said = load_labels(folder), _meta(folder).get(BUNDLED_KEY, {})
    try:
        shares = {table.name(label): float(share) for label, share in said.get("precision", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / 'meta.json'}: missing or broken ({error})") from error
    return {label: share for label, share in shares.items() if label is not None}


def _meta(folder: Path) -> dict[str, Any]:
    path = folder / "meta.json"
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: missing or broken ({error})") from error
    if not isinstance(meta, dict):
        raise ModelError(f"{path}: missing or broken (it holds no table)")
    return meta


def _line(error: Exception) -> str:
    """The error in one line of bearable length."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"


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
