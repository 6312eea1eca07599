"""Which encoding a text is in: byte-order marks, UTF-8, UTF-16/32 by shape, one-byte Cyrillic by its letter pairs."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.errors import ReadCode, ReadError
from pipeline.readers.letter_pairs import BROKEN, SYMBOLS, pair_scores, symbol_of

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ONE_BYTE = {
    "cp1251": 3.0,
    "koi8-u": 1.0,
    "cp866": 1.0,
    "cp1125": 0.5,
    "mac-cyrillic": 0.0,
    "iso8859-5": 0.0,
    "cp1252": 1.0,
    "cp1250": 0.0,
}
"""Encodings asked, with what each has in its favour before the text is looked at (natural logarithm of the odds).
Windows saved nearly all one-byte Cyrillic text of the last thirty years, DOS and Unix little, others hardly any."""
SAMPLE_BYTES = 4 * 1024
CONTROL_SHARE = 0.02
"""Control characters among the bytes of a text: real texts have none; 2 % leaves room for damage."""
WIDE_SHARE = 0.9
"""Share of high bytes that are those of Latin, Cyrillic or punctuation in a text of two bytes a character."""
Pairs = dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the encoding it was in, and how many characters could not be decoded (each is U+FFFD in the text)."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The bytes as text.

    Args: `declared` is what the content says of itself (HTML meta, e-mail header), believed if the bytes agree.
    Raises ReadError (wrong_encoding) if they are no text in any encoding known here.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    is_text = control_share(data) <= CONTROL_SHARE
    if (text := _strict(data, "utf-8")) is not None and is_text and "\0" not in text:
        return Decoded(text=text, encoding="utf-8")
    if (wide := _wide(data[:SAMPLE_BYTES])) is not None:
        return _lossy(data, wide)
    if not is_text:
        raise ReadError(ReadCode.WRONG_ENCODING, "The bytes are no text in any encoding that is known here.")
    if text is not None:
        return Decoded(text=text, encoding="utf-8")
    if declared and (text := _as_declared(data, declared)) is not None:
        return Decoded(text=text, encoding=declared.lower())
    return _utf8_in_part(data) or _lossy(data, one_byte_encoding(data))


def one_byte_encoding(data: bytes) -> str:
    """The likeliest one-byte encoding by its letter pairs."""
    pairs = _pairs(data)
    return max(ONE_BYTE, key=lambda encoding: _score(pairs, encoding) + ONE_BYTE[encoding])


def control_share(data: bytes) -> float:
    """Control characters (beside blanks and line ends) among the first bytes, 0-1."""
    sample = data[:SAMPLE_BYTES]
    return 1 - len(sample.translate(None, CONTROLS)) / len(sample) if sample else 0.0


CONTROLS = bytes(i for i in range(32) if i not in b"\t\n\v\f\r\x1a\x1b")


def _as_declared(data: bytes, declared: str) -> str | None:
    """The text in the declared encoding, unless the letter pairs speak clearly for another one."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    text = _strict(data, name)
    if text is None or not name.startswith(("cp125", "iso8859", "koi8", "mac", "cp866", "latin")):
        return text
    pairs = _pairs(data)
    best = max(_score(pairs, other) for other in ONE_BYTE)
    return text if best - _score(pairs, name) <= CLEARLY else None


CLEARLY = 10.0
"""Odds of e^10 to 1, about 20,000 to 1, before what a page says of its own encoding is not believed."""


def _utf8_in_part(data: bytes) -> Decoded | None:
    """The text if most of its non-ASCII lines are UTF-8: the others, if any, are read in the encoding they have."""
    lines = data.splitlines(keepends=True)
    read = [_strict(line, "utf-8") for line in lines]
    good = sum(len(line) - len(text) for line, text in zip(lines, read, strict=True) if text is not None)
    bad = [line for line, text in zip(lines, read, strict=True) if text is None]
    patched = [line.decode("utf-8", "replace") for line in bad]
    lost = sum(text.count("\N{REPLACEMENT CHARACTER}") for text in patched)
    kept = sum(len(line) - len(text) for line, text in zip(bad, patched, strict=True))
    if lost * MOSTLY <= good + kept:
        return Decoded(text=data.decode("utf-8", "replace"), encoding="utf-8", lost=lost)
    if not good:
        return None
    encoding = one_byte_encoding(b"".join(bad))
    text = "".join(t if t is not None else b.decode(encoding, "replace") for b, t in zip(lines, read, strict=True))
    return Decoded(text=text, encoding=f"utf-8 and {encoding}", lost=text.count("\N{REPLACEMENT CHARACTER}"))


MOSTLY = 10
"""A text is damaged UTF-8, and no one-byte text, if it has ten good many-byte characters for each broken one;
one-byte Cyrillic has fewer good than broken ones."""


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text=text, encoding=encoding, lost=text.count("\N{REPLACEMENT CHARACTER}"))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the high bytes are nearly all those of Latin, Cyrillic or punctuation."""
    if len(sample) < 4:
        return None
    for encoding, at in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        if all(not any(sample[i::4]) for i in at) and len(sample) % 4 == 0:
            return encoding
    high = {"utf-16-le": sample[1::2], "utf-16-be": sample[::2]}
    share = {name: sum(map(part.count, (0, 4, 0x20))) / len(part) for name, part in high.items()}
    name = max(share, key=lambda n: share[n])
    return name if share[name] >= WIDE_SHARE and min(share.values()) < WIDE_SHARE / 2 else None


def _pairs(data: bytes) -> Pairs:
    """How often each pair of bytes stands in a sample of the lines that are not plain ASCII."""
    sample = b""
    for found in NOT_ASCII_LINE.finditer(data):
        sample += found[0][: SAMPLE_BYTES - len(sample)]
        if len(sample) >= SAMPLE_BYTES:
            break
    sample = b" " + sample + b" "
    return {p: n for p, n in Counter(pairwise(sample)).items() if p[0] > 127 or p[1] > 127}


NOT_ASCII_LINE = re.compile(rb"[^\n]*?[\x80-\xff][^\n]*\n?")


def _score(pairs: Pairs, encoding: str) -> float:
    """Log-likelihood of the pairs in this encoding, beside chance."""
    symbols, table = _symbols(encoding), pair_scores()
    return sum(table[symbols[a] * SYMBOLS + symbols[b]] * n for (a, b), n in pairs.items())


@cache
def _symbols(encoding: str) -> tuple[int, ...]:
    """The letter-pair symbol of each byte in this encoding."""
    characters = (bytes([i]).decode(encoding, "replace") for i in range(256))
    return tuple(symbol_of(c) if len(c) == 1 else BROKEN for c in characters)
