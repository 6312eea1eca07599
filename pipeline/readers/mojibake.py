"""Text that was once decoded in the wrong encoding and saved so ("РџСЂРёРІРµС‚", "Ïðèâåò"), recognised and mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.readers.letter_pairs import readability

MISTAKES = (
    ("cp1251", "utf-8"),
    ("cp1252", "utf-8"),
    ("cp866", "utf-8"),
    ("koi8-u", "utf-8"),
    ("mac-cyrillic", "utf-8"),
    ("cp1252", "cp1251"),
    ("koi8-u", "cp1251"),
    ("cp1251", "koi8-u"),
    ("cp866", "cp1251"),
    ("cp1251", "cp866"),
    ("cp1252", "koi8-u"),
    ("cp1252", "cp866"),
    ("cp866", "koi8-u"),
    ("koi8-u", "cp866"),
)
"""(read as, really was): what the letters are turned back by."""
DEPTH = 3
GARBLED = 0.0
READABLE = 0.3
"""Readability of lines below and above which they count as garbled and as read (see `readability`)."""
GAIN = 1.5
"""What mending must gain at least. Source of all three: benchmarks/encoding_accuracy.py mojibake."""
LOST_SHARE = 0.1
"""Characters that may have been lost on the way: beyond that it was another mistake."""
EVIDENCE_CHARS = 4
"""Fewer characters beyond ASCII than this turn into something readable by chance ("ВБ" into "ба")."""
SAMPLE_CHARS = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The text put right, and by which mistakes: ("UTF-8 read as cp1251", …)."""

    text: str
    mistakes: tuple[str, ...]


def mend(text: str) -> Mended | None:
    """The text with garbled lines put right, or None if there are none.

    >>> mend("РџСЂРёРІРµС‚, СЏРє СЃРїСЂР°РІРё?").text
    'Привет, як справи?'
    """
    if text.isascii():
        return None
    chain = next(filter(None, (_chain(sample) for sample in _samples(text))), None)
    if chain is None:
        return None
    lines = [_mended_line(line, chain) for line in text.split("\n")]
    mended = "\n".join(lines)
    return Mended(text=mended, mistakes=tuple(f"{b} read as {a}" for a, b in chain)) if mended != text else None


Chain = tuple[tuple[str, str], ...]


def _samples(text: str) -> Iterator[str]:
    """Garbled stretches of the text, the first of them; lines are looked at one by one, since files mix both."""
    taken: list[str] = []
    for line in text.split("\n"):
        if not line.isascii() and not _is_plain(line) and readability(line[:SAMPLE_CHARS]) < GARBLED:
            taken.append(line[:SAMPLE_CHARS])
            if sum(map(len, taken)) >= SAMPLE_CHARS:
                break
    if sum(c > "\x7f" for line in taken for c in line) >= EVIDENCE_CHARS:
        yield "\n".join(taken)[: 2 * SAMPLE_CHARS]
        yield from taken[:3]


PLAIN = re.compile("[А-ЯЁІЇЄҐ]?[а-яёіїєґ]{3,}")
PLAIN_SHARE = 0.6
TELLTALE = re.compile("[─-▟ЀЂЃЅЈ-ЏѐђѓѕјљњћќѝўџÀ-ÿ√]")
"""Box drawing, letters of other Cyrillic alphabets and Western letters: what mistaken Cyrillic turns into."""


def _is_plain(line: str) -> bool:
    """Whether most letters beyond ASCII stand in words written as usual: enough not to look closer.

    Mistakes between KOI8 and other encodings swap the case, so that capitals turn into small letters: a line without
    any capital is looked at.
    """
    letters = len(line.encode("utf-8", "surrogatepass")) - len(line)
    plain = sum(map(len, PLAIN.findall(line)))
    return plain > PLAIN_SHARE * letters and not line.islower() and TELLTALE.search(line) is None


def _chain(sample: str) -> Chain | None:
    """The shortest series of mistakes that turns the sample into readable text, the best of equals.

    Only texts saved as UTF-8 went through several: one-byte encodings swapped twice are not met.
    """
    level: list[tuple[str, Chain]] = [(sample, ())]
    for _ in range(DEPTH):
        steps = ((turned_back(text, *mistake), (*chain, mistake)) for text, chain in level for mistake in MISTAKES)
        level = [(text, chain) for text, chain in steps if text is not None]
        scored = [(readability(text), chain) for text, chain in level]
        best, chain = max(scored, default=(READABLE - 1, ()))
        if best >= READABLE and best - readability(sample) >= GAIN:
            return chain
        level = [(text, chain) for text, chain in level if chain[-1][1] == "utf-8"]
    return None


def _mended_line(line: str, chain: Chain) -> str:
    if line.isascii():
        return line
    turned: str | None = line
    for mistake in chain:
        turned = turned_back(turned, *mistake) if turned is not None else None
    return turned if turned is not None and readability(turned) >= readability(line) + GAIN else line


def turned_back(text: str, read_as: str, really: str) -> str | None:
    """The text as it was before it was read in the wrong encoding, or None if it cannot have come about so."""
    table = _bytes_of(read_as)
    pieces, lost, total = [], 0, 0
    for known, piece in _runs(text, table):
        if not known:
            pieces.append(piece)
            total += len(piece)
            lost += len(piece)
            continue
        data = bytes(table[c] for c in piece)
        decoded = (_patched(data) if really == "utf-8" else data).decode(really, "replace")
        lost += decoded.count("\N{REPLACEMENT CHARACTER}")
        total += len(decoded)
        pieces.append(decoded)
    return "".join(pieces) if total and lost <= LOST_SHARE * total else None


def _runs(text: str, table: dict[str, int]) -> Iterator[tuple[bool, str]]:
    """Stretches of characters that the encoding has, and that it has not."""
    start, known = 0, True
    for at, character in enumerate(text):
        if (character in table) != known:
            if at > start:
                yield known, text[start:at]
            start, known = at, not known
    if start < len(text):
        yield known, text[start:]


def _patched(data: bytes) -> bytes:
    """UTF-8 with what careless programs drop put back: byte A0 made a blank, byte 98 (not in cp1251) a "?"."""
    return LONE_QUESTION.sub(b"\xd0\x98", LONE_BLANK.sub(b"\\1\xa0", data))


LONE_BLANK = re.compile(rb"([\xd0\xd1]) ")
LONE_QUESTION = re.compile(rb"\xd0\?")


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    """The byte of each character; control characters and U+FFFD stand for bytes that the encoding leaves undefined."""
    table = {chr(i): i for i in range(128, 160)}
    if encoding == "cp1251":
        table["\N{REPLACEMENT CHARACTER}"] = 0x98
    for i in range(256):
        character = bytes([i]).decode(encoding, "replace")
        if character != "\N{REPLACEMENT CHARACTER}":
            table[character] = i
    return table
