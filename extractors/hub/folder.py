"""A folder with a transformer, judged before anything in it is loaded: what shape it has, and whether it is safe.

Only safetensors weights are taken: the older formats are pickles, which run whatever code their maker put in. For the
same reason a model that needs code of its own is refused.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError

CONFIG, WEIGHTS, INDEX = "config.json", "model.safetensors", "model.safetensors.index.json"
PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.pickle", "*.h5", "*.msgpack")
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "*.model")
READ_FILES = ("*.json", "*.txt", "*.model", "*.yaml", "*.safetensors")
"""The files a transformer is loaded from."""


class Shape(StrEnum):
    """What a transformer labels."""

    TOKENS = "token classification"
    TEXTS = "sequence classification"


ENDINGS = {"ForTokenClassification": Shape.TOKENS, "ForSequenceClassification": Shape.TEXTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A transformer's folder that may be loaded: its shape and its labels in the order of its outputs.

    `several`: a token or text may carry several labels (sigmoid instead of softmax).
    """

    path: Path
    shape: Shape
    labels: tuple[str, ...]
    several: bool


def open_folder(path: Path, shapes: Sequence[Shape]) -> ModelFolder:
    """What lies in a transformer's folder. ModelError if it is missing, damaged, unsafe or of another shape."""
    config = _config(path)
    if "auto_map" in config:
        raise ModelError(f"{path}: the model needs program code of its own (auto_map), which Sito never runs")
    shape = _shape(path, config)
    if shape not in shapes:
        raise ModelError(f"{path}: a model for {shape}; needed here: {' or '.join(shapes)}")
    _check_weights(path)
    if not any(_has(path, pattern) for pattern in TOKENIZERS):
        raise ModelError(f"{path}: the tokenizer is missing ({TOKENIZERS[0]})")
    kind = config.get("problem_type")
    if kind == "regression":
        raise ModelError(f"{path}: the model gives a number (problem_type regression), not labels")
    labels = _labels(path, config)
    several = kind == "multi_label_classification"
    if len(labels) < 2 and not several:
        raise ModelError(f"{path}: the model has only one label, so it would find it everywhere")
    return ModelFolder(path=path, shape=shape, labels=labels, several=several)


def _config(path: Path) -> dict[str, Any]:
    if not path.is_dir():
        raise ModelError(f"{path}: there is no such folder")
    if not (path / CONFIG).is_file():
        raise ModelError(f"{path}: no model there ({CONFIG} is missing)")
    try:
        config = json.loads((path / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path / CONFIG}: the file is damaged ({error})") from error
    if not isinstance(config, dict):
        raise ModelError(f"{path / CONFIG}: the file is damaged (it holds no table)")
    return config


def _shape(path: Path, config: dict[str, Any]) -> Shape:
    named = config.get("architectures")
    name = named[0] if isinstance(named, list) and named and isinstance(named[0], str) else "nothing"
    for ending, shape in ENDINGS.items():
        if name.endswith(ending):
            return shape
    raise ModelError(f"{path}: the model was trained as {name}; needed: {' or '.join(f'…{e}' for e in ENDINGS)}")


def _has(path: Path, pattern: str) -> bool:
    return next(path.glob(pattern), None) is not None


def _check_weights(path: Path) -> None:
    """Raises ModelError if weights are missing, pickled, cut off or no safetensors; nothing large is read."""
    from safetensors import SafetensorError, safe_open

    if not (path / WEIGHTS).is_file() and not (path / INDEX).is_file():
        if found := sorted(file.name for pattern in PICKLES for file in path.glob(pattern)):
            raise ModelError(
                f"{path}: the weights are no safetensors but {', '.join(found)}. Such files can hide program code; "
                "take the model's safetensors files or convert them (docs/hub.md)"
            )
        raise ModelError(f"{path}: the weights are missing ({WEIGHTS})")
    for file in _weight_files(path):
        try:
            with safe_open(file, framework="np"):
                pass
        except (OSError, SafetensorError) as error:
            raise ModelError(f"{file}: the weights are missing or damaged ({error})") from error


def _weight_files(path: Path) -> list[Path]:
    if (path / WEIGHTS).is_file():
        return [path / WEIGHTS]
    try:
        names = set(json.loads((path / INDEX).read_text(encoding="utf-8"))["weight_map"].values())
        files = [path / Path(name).name for name in sorted(names)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path / INDEX}: the list of weight files is damaged ({error})") from error
    if {file.name for file in files} != names or not files or any(f.suffix != ".safetensors" for f in files):
        raise ModelError(f"{path / INDEX}: the list of weight files names other things than safetensors beside it")
    return files


def _labels(path: Path, config: dict[str, Any]) -> tuple[str, ...]:
    said = config.get("id2label", {"0": "LABEL_0", "1": "LABEL_1"})
    try:
        table = {int(number): label for number, label in said.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{path / CONFIG}: id2label is no table of labels") from error
    labels = tuple(table[number] for number in sorted(table))
    if sorted(table) != list(range(len(said))) or not labels or not all(isinstance(label, str) for label in labels):
        raise ModelError(f"{path / CONFIG}: id2label does not number its labels from 0 on")
    return labels


def fingerprint(path: Path) -> str:
    """Name of a model and 8 hex digits over its files, as sources carry them, for example "ukr-ner@91c0a5fe".

    An exchanged file, the label table too, makes another version, so that documents are read again. Takes about a
    second for a gigabyte. Raises ModelError if a file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for file in sorted(_files(path)):
            digest.update(f"{file.relative_to(path).as_posix()}\0".encode())
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        name = re.sub(r"[^\w.-]+", "-", path.resolve().name) or "model"
    except OSError as error:
        raise ModelError(f"{path}: a file of the model cannot be read ({error})") from error
    return f"{name}@{digest.hexdigest()[:8]}"


def _files(path: Path) -> Iterator[Path]:
    if (path / "config.cfg").is_file():
        found = (f for f in path.rglob("*") if f.suffix.lower() not in (".md", ".whl"))
    else:
        found = (f for pattern in READ_FILES for f in path.glob(pattern))
    for file in found:
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file
