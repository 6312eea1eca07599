"""How likely one letter is after another in Ukrainian and Russian: the evidence for an encoding and against mojibake.

Source: benchmarks/encoding_accuracy.py counts the pairs; letter_pairs.txt holds log(P(second | first) / chance) in
twentieths, plus 128, one row for each first symbol, two hexadecimal digits for each second one.

Texts counted (two thirds of each, capped): Kyiv 1551 requests, laws of Ukraine, BrUK (CC BY-NC-SA 4.0), Telegram news
(CC BY 4.0), Koziev's sentences (CC0), RusLit, RuREBus, and lingua's test sentences (Apache-2.0) for Western letters.
"""

from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

TABLE = Path(__file__).with_name("letter_pairs.txt")
LOWER = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
SPACE, DIGIT, MARK, LATIN, LATIN_UPPER, WEST, WEST_UPPER, QUOTE, SIGN, BROKEN = range(10)
CYRILLIC = 10
CYRILLIC_UPPER = CYRILLIC + len(LOWER)
FOREIGN = CYRILLIC_UPPER + len(LOWER)
FOREIGN_UPPER = FOREIGN + 1
SYMBOLS = FOREIGN_UPPER + 1
CLASS_SIZES = {
    SPACE: 3,
    DIGIT: 10,
    MARK: 32,
    LATIN: 26,
    LATIN_UPPER: 26,
    WEST: 40,
    WEST_UPPER: 40,
    QUOTE: 14,
    SIGN: 60,
    BROKEN: 60,
    FOREIGN: 15,
    FOREIGN_UPPER: 15,
}
"""How many characters share a class in one-byte encodings: a class's likelihood is divided among them."""
QUOTES = frozenset("«»„“”‘’‚–—…№•\N{NO-BREAK SPACE}")
_LETTERS = {c: CYRILLIC + i for i, c in enumerate(LOWER)} | {c.upper(): CYRILLIC_UPPER + i for i, c in enumerate(LOWER)}


@lru_cache(maxsize=65_536)
def symbol_of(character: str) -> int:
    """The character's class: Cyrillic letters of both languages stand for themselves, all others for their kind."""
    if (letter := _LETTERS.get(character)) is not None:
        return letter
    if character.isspace() and character != "\N{NO-BREAK SPACE}":
        return SPACE
    if character.isascii():
        return _ascii_symbol(character)
    if "\u0400" <= character <= "\u04ff":
        return FOREIGN_UPPER if character.isupper() else FOREIGN
    if character.isalpha():
        return WEST_UPPER if character.isupper() else WEST
    if character in QUOTES:
        return QUOTE
    return SIGN if character.isprintable() and character != "\N{REPLACEMENT CHARACTER}" else BROKEN


def _ascii_symbol(character: str) -> int:
    if character.isdigit():
        return DIGIT
    if character.isalpha():
        return LATIN_UPPER if character.isupper() else LATIN
    return MARK if character.isprintable() else BROKEN


@cache
def pair_scores() -> tuple[float, ...]:
    """log(P(second | first) / chance) at first * SYMBOLS + second."""
    return tuple((byte - 128) / 20 for byte in bytes.fromhex(TABLE.read_text("ascii")))


def readability(text: str) -> float:
    """Mean log-likelihood of the pairs with a character beyond ASCII, beside chance; 0 if there are none.

    Of lines of 50 characters and more 99 % lie above 0.9, those decoded wrongly lie below 0
    (source: benchmarks/encoding_accuracy.py mojibake).
    """
    table, total, count = pair_scores(), 0.0, 0
    for first, second in pairwise(f" {text} "):
        if first > "\x7f" or second > "\x7f":
            total += table[symbol_of(first) * SYMBOLS + symbol_of(second)]
            count += 1
    return total / count if count else 0.0
