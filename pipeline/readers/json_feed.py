"""JSON: a list of ads is a feed with one document a record, anything else is one document."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from pipeline.document import Document
from pipeline.errors import ReadCode, ReadError
from pipeline.readers.feed_fields import Role, role_of
from pipeline.readers.feed_records import broken_record, has_body, labelled_text, record_document
from pipeline.readers.json_items import BROKEN, broken_items, decode_dict, decode_list, utf8_of, value_of
from pipeline.readers.reader import File, Read, Reader, record_id
from pipeline.readers.text import looks_like_text

LOOKED_AT = 50
PROSE_CHARACTERS = 40
"""A value this long that holds blanks is something to read, whatever its field is called."""
DEPTH = 3
CONTEXT_NAMES = ("name", "title")
Records = Iterator[msgspec.Raw]


def read_json(file: File) -> Iterator[Read]:
    """A document for each record of a feed, failures for broken ones; else one document. Raises ReadError."""
    data = utf8_of(file)
    try:
        raw = msgspec.json.decode(data, type=msgspec.Raw)
    except BROKEN:
        yield from _broken(file, data)
        return
    found = _feed_in(raw, DEPTH)
    if found is None:
        yield file.document(labelled_text(_as_record(value_of(raw))))
        return
    channel, records = found
    number = 0
    for number, record in enumerate(records(), 1):
        yield _read(file, bytes(record), f"record {number}", channel)
    if not number:
        raise ReadError(ReadCode.EMPTY, "The list in it is empty.")


def _feed_in(raw: msgspec.Raw, depth: int) -> tuple[str | None, Callable[[], Records]] | None:
    """The channel named around a list of records, and the records; None if there is no such list."""
    start = bytes(memoryview(raw)[:1])
    if start == b"[":
        items = decode_list(raw)
        return (None, lambda: iter(items)) if not items or _is_feed(items) else None
    if start != b"{" or depth == 0:
        return None
    fields = decode_dict(raw)
    if len(fields) > 1 and all(_first_byte(v) == b"{" for v in fields.values()) and _is_feed(list(fields.values())):
        return None, lambda: iter(fields.values())
    largest = max(fields.values(), key=_size, default=None)
    if largest is None or _size(largest) * 2 < _size(raw):
        return None
    inner = _feed_in(largest, depth - 1) if _first_byte(largest) in (b"[", b"{") else None
    if inner is None or (_first_byte(largest) == b"[" and _size(largest) <= 2):
        return None
    return inner[0] or _channel(fields), inner[1]


def _first_byte(raw: msgspec.Raw) -> bytes:
    return bytes(memoryview(raw)[:1])


def _size(raw: msgspec.Raw) -> int:
    return memoryview(raw).nbytes


def _is_feed(items: list[msgspec.Raw]) -> bool:
    """Whether most of the first records hold something to read."""
    looked = [value_of(item) for item in islice(items, LOOKED_AT)]
    return 2 * sum(map(_has_prose, looked)) >= len(looked)


def _has_prose(value: Any) -> bool:
    if isinstance(value, str):
        return " " in value.strip()
    return isinstance(value, Mapping) and (has_body(value) or any(_is_prose(v) for v in value.values()))


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= PROSE_CHARACTERS and " " in value


def _channel(fields: dict[str, msgspec.Raw]) -> str | None:
    """What the list's surroundings call it."""
    named = [v for k, v in fields.items() if role_of(k) is Role.CHANNEL or k.lower() in CONTEXT_NAMES]
    return next((str(value_of(v)) for v in named if _first_byte(v) == b'"'), None)


def _read(file: File, raw: bytes, item: str, channel: str | None) -> Read:
    try:
        record = _as_record(value_of(raw))
        identity = record_id(record)
        return record_document(file, record, item=item, id=identity, size=len(raw), channel=channel)
    except ReadError as error:
        return broken_record(file, raw, item, f"This record is broken and was left out: {error.message}")
    except RecursionError:
        return broken_record(file, raw, item, "This record is nested too deeply to be read.")


def _as_record(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    return {"text": value} if isinstance(value, str) else {"value": value}


def _broken(file: File, data: Any) -> Iterator[Read]:
    """The records of a list that is broken somewhere. Raises ReadError (damaged) if there is no sound one."""
    start = LIST_OF_RECORDS.search(data, 0, len(file.head)) if bytes(data[:200]).lstrip()[:1] == b"{" else None
    waiting: list[Read] = []
    good = False
    for number, item in enumerate(broken_items(data, start.start() if start else 0), 1):
        read = _read(file, item.raw, f"record {number} (line {item.line})", None)
        good = good or isinstance(read, Document)
        waiting.append(read)
        if good:
            yield from waiting
            waiting = []
    if not good:
        raise ReadError(ReadCode.DAMAGED, "It is no valid JSON, and no sound record could be found in it.")


LIST_OF_RECORDS = re.compile(rb"\[\s*\{")


def read_json_lines(file: File) -> Iterator[Read]:
    """A document for each line, a failure for each broken one. Raises ReadError."""
    from pipeline.readers.lines import lines_of

    for line in lines_of(file):
        item = f"line {line.number}"
        if line.text is None:
            yield broken_record(file, line.raw, item, "This line is too long to be a record.")
        elif line.text.strip():
            yield _read(file, line.text.encode("utf-8", "replace"), item, None)


def looks_like_json_lines(file: File) -> bool:
    """Whether most of the first lines are JSON objects of their own."""
    if b"{" not in file.head or not looks_like_text(file.head):
        return False
    lines = [line for line in _first_lines(file) if line.strip()]
    if len(lines) < 2 and file.extension not in JSON_LINES.extensions:
        return False
    good = sum(map(_is_object, lines))
    return good > 0 and 2 * good >= len(lines)


def _first_lines(file: File) -> list[bytes]:
    from pipeline.readers.encodings import decode

    try:
        head = decode(file.head).text if b"\0" in file.head else None
    except ReadError:
        return []
    data = head.encode("utf-8", "replace") if head is not None else file.head.removeprefix(b"\xef\xbb\xbf")
    lines = data.split(b"\n")
    whole = lines if file.size <= len(file.head) else lines[:-1]
    return whole[:20]


def _is_object(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(value_of(line.decode("utf-8", "replace").encode()), dict)
    except ReadError:
        return False


def looks_like_json(file: File) -> bool:
    """Whether it begins like a JSON list or object, or is called JSON."""
    if not looks_like_text(file.head):
        return False
    start = file.head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:200]
    if file.extension in ("json", "geojson"):
        return start[:1] in (b"[", b"{", b'"')
    return start[:1] in (b"[", b"{") and start[1:].lstrip()[:1] in (b'"', b"{", b"]", b"}", b"[")


JSON_LINES = Reader(
    name="JSON Lines",
    media_type="application/jsonl",
    extensions=("jsonl", "ndjson", "ldjson"),
    sniff=looks_like_json_lines,
    read=read_json_lines,
    version="1",
)
JSON = Reader(
    name="JSON",
    media_type="application/json",
    extensions=("json", "geojson"),
    sniff=looks_like_json,
    read=read_json,
    version="1",
)
