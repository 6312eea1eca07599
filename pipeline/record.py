"""The result record of the contract: what goes out of the pipeline, one JSON object a document."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.document import Alternative, Document, Entity, EntityLabel, Failure, Indicator, Money, Page, Source, Value

SCHEMA = Path(__file__).with_name("record.schema.json")
INTERNAL = frozenset({EntityLabel.JOB})
"""Labels kept inside, for they are not in the contract."""
BOX_DIGITS = 2
"""Hundredths of a point are finer than any screen or printer."""

Box = list[float]


def record(document: Document, versions: Mapping[str, Any], language: str = "uk") -> dict[str, Any]:
    """The contract's record of a document, with reasons in `language`. `versions` is its last part."""
    verdict = document.assessment
    at = _PageFinder(document.pages)
    return {
        "id": document.id,
        "source": _source(document.source),
        "kind": document.kind.value,
        "language": document.language,
        "text_chars": len(document.text),
        "pages": len(document.pages),
        "ocr": document.ocr,
        "priority": verdict.priority.value if verdict else None,
        "score": verdict.score if verdict else None,
        "reasons": [reason.en if language == "en" else reason.uk for reason in verdict.reasons] if verdict else [],
        "entities": [_entity(e, document.text, at) for e in document.entities if e.label not in INTERNAL],
        "indicators": [_indicator(i, document.text, at) for i in document.indicators],
        "problems": [{"code": p.code, "page": p.page, "message": p.message} for p in document.problems],
        "versions": dict(versions),
    }


def failure_record(failure: Failure) -> dict[str, Any]:
    """The contract's record of a file, archive member or feed item that has no document."""
    return {
        "id": failure.id,
        "source": _source(failure.source),
        "failure": {"code": str(failure.code), "message": failure.message},
    }


def _source(source: Source) -> dict[str, Any]:
    return {"path": source.path, "media_type": source.media_type, "item": source.item, "bytes": source.bytes}


class _PageFinder:
    """Which page a span lies on, and its boxes there. Pages are in the order of the text."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._starts = [page.start for page in pages]

    def __call__(self, start: int, end: int) -> dict[str, Any]:
        index = bisect_right(self._starts, start) - 1
        page = self._pages[index] if index >= 0 else None
        if page is None or start >= max(page.end, page.start + 1):
            return {"page": None, "boxes": []}
        return {"page": page.number, "boxes": [[round(x, BOX_DIGITS) for x in box] for box in page.boxes(start, end)]}


def _entity(e: Entity, text: str, at: _PageFinder) -> dict[str, Any]:
    """An entity of the record; `reason`, `role` and `alternatives` are there where there are any."""
    row: dict[str, Any] = {
        "label": e.label.value,
        "start": e.start,
        "end": e.end,
        "text": text[e.start : e.end],
        "value": plain_value(e.value),
        "validation": e.validation.value if e.validation else None,
        "source": e.source,
        "score": e.score,
        **at(e.start, e.end),
    }
    more = {"reason": e.reason, "role": e.role, "alternatives": [_alternative(a) for a in e.alternatives]}
    return row | {key: value for key, value in more.items() if value}


def _alternative(a: Alternative) -> dict[str, Any]:
    return {"label": a.label.value, "value": plain_value(a.value), "score": a.score, "reason": a.reason}


def _indicator(i: Indicator, text: str, at: _PageFinder) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": i.id,
        "stage": i.stage,
        "start": i.start,
        "end": i.end,
        "text": text[i.start : i.end],
        "polarity": i.polarity.value,
        "score": i.score,
        "source": i.source,
        **at(i.start, i.end),
    }
    return row | ({"reason": i.reason} if i.reason else {})


def plain_value(value: Value) -> Any:
    """A value as JSON has it: a range as a list of two, money as an object."""
    if isinstance(value, Money):
        return {"min": value.min, "max": value.max, "currency": value.currency, "period": value.period}
    return list(value) if isinstance(value, tuple) else value


def write_jsonl(records: Iterable[Mapping[str, Any]], stream: BinaryIO) -> int:
    """How many records were written, one a line, UTF-8; lone surrogates (file names that are no UTF-8) are escaped."""
    count = 0
    for row in records:
        stream.write(json_line(row))
        count += 1
    return count


def json_line(row: Mapping[str, Any]) -> bytes:
    """One line of JSON with its line feed."""
    import msgspec

    try:
        return msgspec.json.encode(row) + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def check_record(row: Mapping[str, Any], text: str | None = None) -> list[str]:
    """What is wrong with a record, as sentences: against the JSON Schema, and its spans against the text."""
    wrong = [f"{error.json_path}: {error.message}" for error in _validator().iter_errors(row)]
    if wrong or text is None or "failure" in row:
        return wrong
    return list(_wrong_spans(row, text))


def _wrong_spans(row: Mapping[str, Any], text: str) -> Iterator[str]:
    if row["text_chars"] != len(text):
        yield f"$.text_chars: {row['text_chars']}, but the text has {len(text)}"
    for part in ("entities", "indicators"):
        for n, span in enumerate(row[part]):
            start, end = span["start"], span["end"]
            if not start < end <= len(text):
                yield f"$.{part}[{n}]: [{start}, {end}) lies outside of the text or is empty"
            elif text[start:end] != span["text"]:
                yield f"$.{part}[{n}]: its text is not what the document has at [{start}, {end})"


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
