"""The word that a disguised spelling stands for: «з@рплата», "pa6oTa", «ескoрт», «н*ркотики»."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from pipeline.stages.dictionary import is_word
from pipeline.stages.repairs.letters import (
    GUESSES,
    HIDING_SIGNS,
    LATIN_TWINS,
    ROUND_SIGNS,
    TWINS,
    VOWELS_FIRST,
)

MAX_WORD_CHARS = 40
MAX_READINGS = 256  # readings of one spelling that are looked up
MIN_LETTERS = 3
MIN_GUESSED_CHARS = 4  # «3а» is a house number as often as a word
CACHED = 50_000
CYRILLIC = re.compile("[Ѐ-ԯ]")
LATIN = re.compile("[A-Za-z]")
PLAIN_CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґ'’]+")
ROMAN = re.compile("[IVXLCDM]+")
NUMBER_ENDS = re.compile(r"^\d+|\d+$")


@lru_cache(maxsize=CACHED)
def respell(word: str) -> str | None:
    """The plain spelling of a word with foreign letters, digits or signs inside; None if it is fine or unknown.

    >>> respell("зaрплaта"), respell("раб0та"), respell("10грн")
    ('зарплата', 'работа', None)
    """
    word = word.replace("\ufe0f", "").replace("\u20e3", "")
    if not 2 <= len(word) <= MAX_WORD_CHARS or PLAIN_CYRILLIC.fullmatch(word):
        return None
    if all(c.isalpha() or c in "'’" for c in word):
        return _letters(word)
    return _guess(word) if _may_be_guessed(word) else None


def as_word(spelling: str, *, shortest: int = MIN_GUESSED_CHARS) -> str | None:
    """A dictionary word which this spelling may stand for, in its case; None if there is none."""
    if len(spelling) < shortest:
        return None
    found = next((reading for reading in _readings(spelling.lower()) if is_word(reading)), None)
    return None if found is None else case_of(spelling, found)


def _letters(word: str) -> str | None:
    """For a word of letters of two scripts: all Cyrillic or all Latin, whichever the look-alikes allow."""
    cyrillic, latin = len(CYRILLIC.findall(word)), len(LATIN.findall(word))
    if not cyrillic:
        return None
    as_cyrillic, as_latin = "".join(TWINS.get(c, c) for c in word), "".join(LATIN_TWINS.get(c, c) for c in word)
    if ROMAN.fullmatch(as_latin) and not is_word(as_cyrillic):
        return as_latin
    if all(c in TWINS for c in word[1:] if c.isupper()):
        as_cyrillic = case_of(word, as_cyrillic)
    cyrillic_fits, latin_fits = bool(PLAIN_CYRILLIC.fullmatch(as_cyrillic)), as_latin.isascii()
    if cyrillic_fits and (cyrillic >= latin or not latin_fits or is_word(as_cyrillic)):
        return as_cyrillic
    if guess := as_word(word, shortest=MIN_LETTERS):
        return guess
    return as_latin if latin_fits and latin > cyrillic else None


def _may_be_guessed(word: str) -> bool:
    """Whether digits and signs in a word may be letters: not in «10грн», «4-кімнатна», «ОСОБА1», "AB123"."""
    digits, letters = sum(c.isdigit() for c in word), sum(c.isalpha() for c in word)
    if letters < 3 or digits > letters or not (CYRILLIC.search(word) or digits):
        return False
    rest = NUMBER_ENDS.sub("", word)
    return not (rest != word and (len(rest) < 3 or is_word(rest)))


def _guess(word: str) -> str | None:
    hidden = sum(c in HIDING_SIGNS for c in word)
    if not hidden:
        return as_word(word)
    if hidden > 1 or sum(c.isalpha() for c in word) < MIN_GUESSED_CHARS:
        return None
    fillings = (word.replace(c, letter) for c in word if c in HIDING_SIGNS for letter in VOWELS_FIRST)
    found = [filling for filling in fillings if is_word(filling)]
    return case_of(word, found[0]) if found else None


def _readings(spelling: str) -> Iterator[str]:
    """Spellings with every disguised character replaced by letters it may stand for, likeliest first."""
    choices = [_choices(c) for c in spelling]
    return islice(map("".join, product(*choices)), MAX_READINGS)


def _choices(sign: str) -> str:
    return "о" if sign in ROUND_SIGNS else GUESSES.get(sign, sign)


def case_of(spelling: str, word: str) -> str:
    """`word`, of as many characters as `spelling`, with its capitals; a lone one inside small letters is none."""
    letters = [c for c in spelling if c.isalpha()]
    if all(c.isupper() for c in letters):
        return word.upper()
    if sum(c.isupper() for c in letters[1:]) * 2 > len(letters):
        return "".join(w.upper() if s.isupper() else w for s, w in zip(spelling, word, strict=True))
    return word[0].upper() + word[1:].lower() if spelling[0].isupper() else word.lower()
