"""A token-classification transformer as a component of a spaCy pipeline: `nlp.add_pipe("sito_transformer_ner")`."""

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span

from extractors.hub.folder import READ_FILES, Shape, open_folder
from extractors.hub.names import Run, name_runs
from extractors.hub.tags import Tag, tags_of
from extractors.hub.transformer import LocalTransformer
from extractors.labels import LabelTable, load_labels
from pipeline.errors import ModelError

FACTORY = "sito_transformer_ner"
SCORES = "sito_name_scores"
"""Key of `doc.user_data`: the probability of each name by its character offsets, as the bundled component has it."""
OUTSIDE = "O"


@Language.factory(FACTORY, assigns=["doc.ents"])
def make_component(nlp: Language, name: str) -> "TransformerNames":
    """The component, empty until `from_disk` gives it a model."""
    return TransformerNames()


class TransformerNames:
    """Sets `doc.ents` to the names a transformer finds, under its own labels or what the folder's table renames."""

    def __init__(self) -> None:
        self._model: LocalTransformer | None = None
        self._tags: tuple[Tag, ...] = ()
        self._labels: LabelTable = load_labels()

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of names the model knows; none before there is a model (spaCy asks while it loads)."""
        return tuple(dict.fromkeys(tag.kind for tag in self._tags if tag.kind != OUTSIDE))

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """Each document with its names, read in batches."""
        if self._model is None:
            raise ModelError(f"the component {FACTORY} has no model: load the pipeline from its folder")
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, words in zip(batch, self._model.words([doc.text for doc in batch]), strict=True):
                self._set(doc, name_runs(words, self._tags))
                yield doc

    def _set(self, doc: Doc, runs: Iterable[Run]) -> None:
        scores: dict[tuple[int, int], float] = {}
        spans: list[Span] = []
        for run in runs:
            if self._labels.names.get(run.kind.upper()) is None:
                continue
            span = doc.char_span(run.start, run.end, run.kind, alignment_mode="expand")
            if span is not None and (not spans or span.start >= spans[-1].end):
                spans.append(span)
                scores[span.start_char, span.end_char] = run.score
        doc.set_ents(spans)
        doc.user_data[SCORES] = scores

    def from_disk(self, path: Path, *, exclude: Iterable[str] = (), load: bool = True) -> "TransformerNames":
        """The component with the model in this folder. Raises ModelError if it is missing, damaged or unsafe."""
        folder = open_folder(Path(path), [Shape.TOKENS])
        self._labels = load_labels(folder.path)
        self._tags = tags_of(self._labels.renamed(folder.labels))
        self._model = LocalTransformer(folder)
        if load:
            self._model.load()
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model's files to a folder."""
        if self._model is None:
            raise ModelError(f"the component {FACTORY} has no model to save")
        Path(path).mkdir(parents=True, exist_ok=True)
        for file in sorted(f for pattern in READ_FILES for f in self._model.folder.path.glob(pattern)):
            shutil.copyfile(file, Path(path) / file.name)


def transformer_pipeline(folder: Path) -> Any:
    """A spaCy pipeline whose component "ner" is the transformer in a folder; its weights are in memory.

    Raises ModelError if the folder is missing, damaged or unsafe, or holds no token-classification model.
    """
    nlp = spacy.blank("xx")
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=re.compile(r"^(?:[^\w]|_)").search,
        suffix_search=re.compile(r"(?:[^\w]|_)$").search,
        infix_finditer=re.compile(r"[^\w]|_|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)").finditer,
    )
    nlp.add_pipe(FACTORY, name="ner").from_disk(folder)
    return nlp
