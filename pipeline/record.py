"""The result record of the contract: what goes out of the pipeline, one JSON object a document."""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from pipeline.document import Document, Failure


def record(document: Document, versions: Mapping[str, Any], language: str = "uk") -> dict[str, Any]:
    """The contract's record of a document. `versions` is its last part (sito, taxonomy, models); reasons are in `language`."""
    raise NotImplementedError


def failure_record(failure: Failure) -> dict[str, Any]:
    """The contract's record of a file, archive member or feed item that has no document."""
    raise NotImplementedError


def write_jsonl(records: Iterable[Mapping[str, Any]], stream: BinaryIO) -> int:
    """How many records were written, one a line, UTF-8."""
    raise NotImplementedError


def check_record(record: Mapping[str, Any], text: str) -> list[str]:
    """What is wrong with a record as sentences: against the JSON Schema, and each span against the document's text."""
    raise NotImplementedError
