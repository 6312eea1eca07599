"""How values are written in the database: any text at all, JSON, entities' values, word boxes.

Databases refuse some of the text that hostile files hold: PostgreSQL has no NUL, and neither takes lone
surrogates, which are also how Python spells file names that are not UTF-8. Such characters are written as ESCAPE
and four or more hex digits and ESCAPE again, and read back as they were.
"""

import json
import re
import unicodedata
import zlib
from array import array
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from pipeline.document import Alternative, EntityLabel, Money, Value, WordBox

ESCAPE = "\ufdd0"
"""A noncharacter, which Unicode keeps for such internal use (Unicode core specification, section 23.7)."""
MAX_KEY_CHARS = 200
_UNSAFE = re.compile("[\x00\ufdd0\ud800-\udfff]")
_ESCAPED = re.compile("\ufdd0([0-9a-f]+)\ufdd0")

_NUMBERED = frozenset(
    {
        EntityLabel.PHONE,
        EntityLabel.IBAN,
        EntityLabel.BANK_CARD,
        EntityLabel.CRYPTO_WALLET,
        EntityLabel.TAX_ID,
        EntityLabel.COMPANY_ID,
        EntityLabel.PASSPORT,
        EntityLabel.NATIONAL_ID,
        EntityLabel.VEHICLE_PLATE,
        EntityLabel.PROCEEDING_NUMBER,
        EntityLabel.COURT_CASE_NUMBER,
        EntityLabel.DOCUMENT_NUMBER,
    }
)
_LOOK_ALIKES = str.maketrans("авеікмнорстух", "abeikmhopctyx")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def escape(text: str) -> str:
    """The text as any database takes it; nearly always the same text."""
    return _UNSAFE.sub(lambda m: f"{ESCAPE}{ord(m.group()):04x}{ESCAPE}", text) if _UNSAFE.search(text) else text


def unescape(text: str) -> str:
    """The text that was escaped."""
    return _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), text) if ESCAPE in text else text


def encode_json(value: object) -> str:
    """Compact JSON that any database takes."""
    return escape(_to_json(value))


def decode_json(text: str) -> Any:
    """The value again, with lists for tuples."""
    return json.loads(unescape(text))


class SafeText(TypeDecorator[str]):
    """Text with the characters that databases refuse escaped."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unescape(value)


class Json(TypeDecorator[Any]):
    """JSON in a text column, the same on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        return None if value is None else encode_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else decode_json(value)


def encode_value(value: Value) -> tuple[str | None, str | None]:
    """An entity's value as text, and its type: text, number, range, money or None."""
    match value:
        case None:
            return None, None
        case str():
            return value, "text"
        case int():
            return str(value), "number"
        case Money():
            return encode_json([value.min, value.max, value.currency, value.period]), "money"
        case (low, high):
            return f"{low}-{high}", "range"


def decode_value(text: str | None, value_type: str | None) -> Value:
    """The value again."""
    if text is None or value_type == "text":
        return text
    if value_type == "number":
        return int(text)
    if value_type == "money":
        low, high, currency, period = decode_json(text)
        return Money(min=low, max=high, currency=currency, period=period)
    parts = re.fullmatch(r"(-?\d+)-(-?\d+)", text)
    assert parts is not None, "a range is written by encode_value"
    return int(parts[1]), int(parts[2])


def encode_alternatives(alternatives: Iterable[Alternative]) -> list[list[Any]] | None:
    """Alternatives for a JSON column; None if there are none."""
    return [[a.label, *encode_value(a.value), a.score, a.reason] for a in alternatives] or None


def decode_alternatives(rows: list[list[Any]] | None) -> tuple[Alternative, ...]:
    """The alternatives again."""
    return tuple(
        Alternative(label=EntityLabel(label), value=decode_value(value, kind), score=score, reason=reason)
        for label, value, kind, score, reason in rows or ()
    )


def short_key(text: str) -> str:
    """The text itself, or its SHA-256 if it is too long to be indexed (PostgreSQL: 2,704 bytes, SQLite: slow)."""
    return text if len(text) <= MAX_KEY_CHARS else sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def value_key(label: EntityLabel, value: Value) -> str | None:
    """What equal values share whatever their notation: letters and digits of identifiers, folded text of the rest.

    >>> value_key(EntityLabel.PHONE, "+380671234567"), value_key(EntityLabel.VEHICLE_PLATE, "АА 1234 ВС")
    ('380671234567', 'aa1234bc')
    """
    if value is None:
        return None
    if isinstance(value, str):
        return short_key(number_key(value) if label in _NUMBERED else text_key(value))
    return encode_value(value)[0]


def number_key(text: str) -> str:
    """Letters and digits alone, Cyrillic letters that look Latin as Latin."""
    folded = _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())
    return folded.translate(_LOOK_ALIKES)


def text_key(text: str) -> str:
    """Lower-case text with single blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def encode_words(words: tuple[WordBox, ...]) -> bytes:
    """Word boxes as bytes, deflated: offsets in 32 bits, boxes as 32-bit floats where those are exact, else 64-bit."""
    if not words:
        return b""
    starts, ends, *sides = zip(*words, strict=True)
    exact = array("d", chain.from_iterable(sides))
    short = array("f", exact)
    boxes = short if array("d", short) == exact else exact
    packed = array("I", chain(starts, ends)).tobytes() + boxes.tobytes()
    return boxes.typecode.encode() + zlib.compress(packed, 1)


def decode_words(blob: bytes) -> tuple[WordBox, ...]:
    """The word boxes again."""
    if not blob:
        return ()
    typecode, packed = blob[:1].decode(), zlib.decompress(blob[1:])
    boxes: array[float] = array(typecode)
    count = len(packed) // (8 + 4 * boxes.itemsize)
    offsets: array[int] = array("I", packed[: 8 * count])
    boxes.frombytes(packed[8 * count :])
    columns = [offsets[:count], offsets[count:], *(boxes[i * count : (i + 1) * count] for i in range(4))]
    return tuple(map(WordBox._make, zip(*columns, strict=True)))
