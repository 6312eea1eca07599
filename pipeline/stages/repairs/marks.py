"""Marks nobody sees and letters in disguise: zero-width and bidi signs, stacked accents, letter fonts, apostrophes."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain

from pipeline.stages.repairs.edits import Edit
from pipeline.stages.repairs.letters import COUNTRY_CODES, LETTER_EMOJI, SMALL_CAPITALS

# A text of these alone (and no apostrophe that is spelt otherwise) has nothing for this repair.
UNUSUAL = re.compile("[^\n\r\t -~А-яЁёІіЇїЄєҐґ№«»—–…„“”•·§°€₴‘’]")
APOSTROPHE = re.compile(
    r"""[’ʼ‘`´′ʹʻ‛＇](?<=[^\W\d_].)(?=[^\W\d_])
    | ["“”*](?<=[бпвмфкрздтнжшщчлБПВМФКРЗДТНЖШЩЧЛ].)(?=[яюєїЯЮЄЇ])""",
    re.VERBOSE,
)

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufffe\x02\U000e0000-\U000e01ef"
)
COMBINING = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\u20e4-\u20ff\ufe20-\ufe2f"
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
CONTROLS = "\x00\x01\x03-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f"
LETTERS_SHIFTED = (  # blocks of letters that compatibility normalisation maps one to one
    chain(
        range(0x1D400, 0x1D800), range(0xFF01, 0xFF5F), range(0x24B6, 0x24EA), range(0x1F130, 0x1F14A),
        range(0x2100, 0x2140),
    )
)  # fmt: skip


def _fonts() -> dict[str, str]:
    found = {}
    for code in LETTERS_SHIFTED:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain.isascii() and plain.isalnum() | (code > 0xFF00):
            found[chr(code)] = plain
    squared = {chr(base + i): chr(65 + i) for base in (0x1F150, 0x1F170) for i in range(26)}
    return found | {sign: letter for sign, letter in squared.items() if sign not in LETTER_EMOJI}


FONTS = _fonts()
LIGATURES = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in chain(range(0xFB00, 0xFB07), range(0x2160, 0x2180))}
FONT_TABLE = str.maketrans(FONTS | SMALL_CAPITALS)
REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")

PATTERN = re.compile(
    rf"""
      (?P<reversed>\u202e[^\u202c-\u202e\n]{{0,500}}\u202c?)
    | (?P<broken>(?<=[^\W\d_])[\u00ad\ufffe\x02][ \t]*(?:\r?\n[ \t]*)?(?=[^\W\d_]))
    | (?P<stacked>[^\W_]?[{COMBINING}]+)
    | (?P<joiner>(?<=[\w\s])\u200d|\u200d(?=[\w\s]))
    | (?P<invisible>[{INVISIBLE}]+)
    | (?P<space>[{SPACES}{CONTROLS}]+)
    | (?P<small>[{"".join(SMALL_CAPITALS)}]{{2,}})
    | (?P<font>[{"".join(FONTS)}]+)
    | (?P<raised>[\u02b0-\u02b8\u1d2c-\u1d78\u2071\u207f\u2090-\u209c]{{3,}})
    | (?P<ligature>[{"".join(LIGATURES)}])
    | (?P<emoji>[{"".join(LETTER_EMOJI)}]\ufe0f?)
    | (?P<flags>[\U0001f1e6-\U0001f1ff](?:[ \u200b]?[\U0001f1e6-\U0001f1ff])*)
    """,
    re.VERBOSE,
)


def repair_marks(text: str) -> Iterator[Edit]:
    """Edits that take away unseen marks and noise accents, and write disguised letters and apostrophes plainly."""
    edits = [Edit(m.start(), m.end(), "'") for m in APOSTROPHE.finditer(text)]
    taken = {edit.start for edit in edits}
    return iter(sorted(chain(edits, (edit for edit in _unusual(text) if edit.start not in taken))))


def _unusual(text: str) -> Iterator[Edit]:
    at = 0
    while hit := UNUSUAL.search(text, at):
        start = hit.start()
        match = (PATTERN.match(text, start - 1) if start > at else None) or PATTERN.match(text, start)
        if match and match.end() > start and (edit := _edit(text, match)):
            yield edit
        at = max(hit.end(), match.end() if match else 0)


def _edit(text: str, match: re.Match[str]) -> Edit | None:
    kind = match.lastgroup or ""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    written = PLAIN[kind](match.group(), before, after)
    return None if written is None or written == match.group() else Edit(match.start(), match.end(), written)


def _reversed(found: str, _before: str, _after: str) -> str:
    return found.strip("\u202e\u202c")[::-1]


def _nothing(_found: str, _before: str, _after: str) -> str:
    return ""


def _spaces(found: str, _before: str, _after: str) -> str:
    return " " * len(found)


def _plain(found: str, _before: str, _after: str) -> str:
    return unicodedata.normalize("NFKC", found.translate(FONT_TABLE))


def _unstacked(found: str, before: str, _after: str) -> str:
    """The base letter with the one accent that makes it another letter (й, ї, ё, é), without all others."""
    base, marks = (found[0], found[1:]) if found[0].isalnum() else ("", found)
    if not base:
        return "" if before.strip() else found
    cyrillic = "\u0400" <= base <= "\u04ff"
    whole = [c for mark in marks if len(c := unicodedata.normalize("NFC", base + mark)) == 1]
    known = [c for c in whole if c in "йїёўЙЇЁЎ"] if cyrillic else whole if len(marks) <= 2 else []
    return known[0] if known else base


def _emoji(found: str, before: str, after: str) -> str | None:
    return LETTER_EMOJI[found[0]] if before.isalpha() or after.isalpha() or before in LETTER_EMOJI else None


def _flags(found: str, before: str, after: str) -> str | None:
    """Letters for regional indicators that cannot be flags: a lone one, an odd number, or no country's code."""
    signs = REGIONAL.findall(found)
    letters = "".join(chr(ord(sign) - 0x1F1E6 + 65) for sign in signs)
    pairs = [letters[i : i + 2] for i in range(0, len(letters), 2)]
    if all(pair in COUNTRY_CODES for pair in pairs):
        return None
    lone = len(letters) == 1 and not (before.isalpha() or after.isalpha())
    return None if lone else REGIONAL.sub(lambda m: chr(ord(m.group()) - 0x1F1E6 + 65), found)


PLAIN: dict[str, Callable[[str, str, str], str | None]] = {
    "reversed": _reversed,
    "broken": _nothing,
    "stacked": _unstacked,
    "joiner": _nothing,
    "invisible": _nothing,
    "space": _spaces,
    "small": _plain,
    "font": _plain,
    "raised": _plain,
    "ligature": _plain,
    "emoji": _emoji,
    "flags": _flags,
}
