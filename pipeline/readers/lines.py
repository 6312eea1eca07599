"""Lines of a large text file, one after the other, in the encoding its beginning is in."""

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from pipeline.errors import ReadError
from pipeline.readers.encodings import decode, one_byte_encoding
from pipeline.readers.reader import File

WIDE = ("utf-16", "utf-32")


class Line(NamedTuple):
    """A line without its end, its number from 1, its bytes as found; `text` is None if it is too long to be one."""

    number: int
    text: str | None
    raw: bytes


def lines_of(file: File) -> Iterator[Line]:
    """The file's lines, never more than one in memory. Raises ReadError (wrong_encoding)."""
    most = file.limits.max_text_chars
    encoding = _encoding(file.head)
    with file.open() as stream:
        if encoding.startswith(WIDE):
            for number, text in enumerate(_wide_lines(stream, encoding, most), 1):
                yield Line(number, text if len(text) <= most else None, text.encode("utf-8", "replace"))
            return
        number = 0
        while raw := stream.readline(most):
            number += 1
            raw = raw[3:] if number == 1 and raw.startswith(b"\xef\xbb\xbf") else raw
            too_long = len(raw) >= most and not raw.endswith(b"\n")
            yield Line(number, None if too_long else _text(raw, encoding), raw.rstrip(b"\r\n"))


def _wide_lines(stream: BinaryIO, encoding: str, most: int) -> Iterator[str]:
    with io.TextIOWrapper(stream, encoding, errors="replace") as text:
        while line := text.readline(most):
            yield line.rstrip("\r\n").removeprefix("\ufeff")


def _encoding(head: bytes) -> str:
    """The encoding of the beginning, cut at its last whole line."""
    whole = head[: head.rindex(b"\n") + 1] if b"\n" in head and len(head) > 4096 else head
    try:
        return decode(whole).encoding
    except ReadError:
        return "utf-8"


def _text(raw: bytes, encoding: str) -> str:
    raw = raw.rstrip(b"\r\n")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        named = encoding if encoding not in ("utf-8",) and " and " not in encoding else None
        if named is None and raw.decode("utf-8", "ignore").isascii():
            named = one_byte_encoding(raw)
        return raw.decode(named or "utf-8", "replace")
