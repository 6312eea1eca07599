"""Items of large JSON without building all of it: fast where it is sound, item by item where it is broken."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.encodings import decode
from pipeline.readers.reader import File

RawList = list[msgspec.Raw]
RawDict = dict[str, msgspec.Raw]
decode_list = msgspec.json.Decoder(RawList).decode
decode_dict = msgspec.json.Decoder(RawDict).decode
BROKEN = (msgspec.DecodeError, ValueError, RecursionError)
"""What msgspec and the standard library raise on JSON that is none."""
TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*+"|[{}]|"')
"""A string (which cannot go on in the next line), a brace, a quotation mark that is never closed."""


class Item(NamedTuple):
    """A stretch of JSON text, and its line in the file (0: not known)."""

    raw: bytes
    line: int = 0


def utf8_of(file: File) -> Any:
    """The file's bytes as UTF-8, copied only if they are in another encoding. Raises ReadError (wrong_encoding)."""
    head = file.head
    data = file.buffer()
    if head.startswith(b"\xef\xbb\xbf"):
        return memoryview(data)[3:]
    try:
        head[: len(head) - 4 if len(head) > 4096 else None].decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) <= 4096 or error.start < len(head) - 8:
            return decode(bytes(data)).text.encode("utf-8", "replace")
    if b"\0" in head:
        return decode(bytes(data)).text.encode("utf-8", "replace")
    return data


def value_of(raw: bytes | msgspec.Raw) -> Any:
    """The JSON value. Raises ReadError (broken_record); NaN and single quotes in keys are no reason to."""
    try:
        return msgspec.json.decode(raw)
    except BROKEN:
        pass
    try:
        return json.loads(bytes(raw).decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise ReadError(ReadCode.BROKEN_RECORD, "It is no valid JSON.") from error


def broken_items(data: Any, start: int = 0) -> Iterator[Item]:
    """The objects of an array whose JSON is broken, each by its braces; what lies between them is passed over.

    An object that is never closed ends where a line begins like the line of the first object, or with the file.
    """
    view = bytes(data[start:])
    lines = _LineCounter(view, 1 + bytes(data[:start]).count(b"\n"))
    depth, begin, margin = 0, 0, None
    for found in TOKEN.finditer(view):
        token, at = found[0], found.start()
        if token == b"{":
            if depth and margin is not None and _margin(view, at) == margin:
                yield Item(view[begin:at].rstrip(b", \t\r\n"), lines.at(begin))
                depth = 0
            if depth == 0:
                begin = at
                margin = _margin(view, at) if margin is None else margin
            depth += 1
        elif token == b"}" and depth:
            depth -= 1
            if depth == 0:
                yield Item(view[begin : found.end()], lines.at(begin))
    if depth:
        yield Item(view[begin:].rstrip(b", \t\r\n]}"), lines.at(begin))


class _LineCounter:
    """Line numbers of positions asked in rising order."""

    def __init__(self, view: bytes, first: int) -> None:
        self._view, self._line, self._position = view, first, 0

    def at(self, position: int) -> int:
        self._line += self._view.count(b"\n", self._position, position)
        self._position = position
        return self._line


def _margin(view: bytes, at: int) -> bytes | None:
    """The blanks before a brace that stands first in its line, None for others."""
    blanks = view[view.rfind(b"\n", max(0, at - 80), at) + 1 : at]
    return blanks if not blanks.strip() else None
