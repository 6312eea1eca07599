"""The encoder as a component of a spaCy pipeline: `nlp.add_pipe("sito_encoder", name="ner")`."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.encoder.reader import CARD_FILE, MODEL_FILE, TOKENIZER_FILE, EncoderReader, shared_encoder
from pipeline.errors import ModelError

SCORES = "sito_name_scores"
"""Key of `doc.user_data`: the probability of each name by its character offsets."""


@Language.factory("sito_encoder", assigns=["doc.ents"])
def make_component(nlp: Language, name: str) -> "EncoderComponent":
    """The component, empty until `from_disk` gives it a model."""
    return EncoderComponent()


class EncoderComponent:
    """Sets `doc.ents` to the names the encoder finds; of two that share a spaCy token the first one."""

    def __init__(self) -> None:
        self._reader: EncoderReader | None = None
        self._folder: Path | None = None

    @property
    def reader(self) -> EncoderReader:
        """The encoder. Raises ModelError before `from_disk`."""
        if self._reader is None:
            raise ModelError("the component sito_encoder has no model: load the pipeline from its folder")
        return self._reader

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels a name may have; none before there is a model (spaCy asks while it loads)."""
        if self._reader is None:
            return ()
        return tuple(dict.fromkeys(tag[2:] for tag in self.reader.heads.tags if tag[2:]))

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Each document with its names, read in batches."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, reading in zip(batch, self.reader.read([doc.text for doc in batch]), strict=True):
                scores: dict[tuple[int, int], float] = {}
                spans: list[Span] = []
                for name in reading.names:
                    span = doc.char_span(name.start, name.end, name.label, alignment_mode="expand")
                    if span is not None and (not spans or span.start >= spans[-1].end):
                        spans.append(span)
                        scores[span.start_char, span.end_char] = name.score
                doc.set_ents(spans)
                doc.user_data[SCORES] = scores
                yield doc

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "EncoderComponent":
        """The component with the model in this folder."""
        self._folder = Path(path)
        self._reader = shared_encoder(self._folder)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model's files to a folder."""
        if self._folder is None:
            raise ModelError("the component sito_encoder has no model to save")
        Path(path).mkdir(parents=True, exist_ok=True)
        for name in (CARD_FILE, MODEL_FILE, TOKENIZER_FILE):
            shutil.copyfile(self._folder / name, Path(path) / name)
