"""From text to search terms: words are cut here, their dictionary forms come from above.

Terms are written so that both databases take them as they are: Latin and Cyrillic letters and digits stay,
ё is е, and every other character becomes its code. So "п'ять" is one term in both, and hostile text is only odd.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

Terms = Callable[[str, str], list[str]]
"""From a lower-case word and a language ("uk", "ru", "mixed" …) to its dictionary forms, several if it is ambiguous."""

Translations = Mapping[str, Collection[str]]
"""For a dictionary form those of the other language."""

BOTH = "mixed"
MAX_WORD_CHARS = 60
"""Longer runs are cut: no word is so long, and analysing one is slow."""
REMEMBERED = 100_000
"""Forms, the latest ones; each takes about half a kilobyte."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`\-][^\W\d_]+)*|\d+")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")
_ODD = re.compile(r"[^0-9a-z\u0400-\u0481\u048a-\u0527]")


class Token(NamedTuple):
    """A word or a run of digits: half-open offsets, lower-case form."""

    start: int
    end: int
    form: str


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Words and numbers of a text from `start` on; marks between them are nothing."""
    for match in _WORD.finditer(text, start):
        yield Token(match.start(), match.end(), _form(match.group()))


def forms(text: str) -> set[str]:
    """The distinct lower-case words and numbers of a text."""
    return {_form(word) for word in set(_WORD.findall(text))}


def _form(word: str) -> str:
    return word[:MAX_WORD_CHARS].lower().translate(_APOSTROPHES)


def plain_terms(text: str, language: str) -> list[str]:
    """Words in lower case: what is searched when nobody supplies dictionary forms."""
    del language
    return [token.form for token in tokens(text)]


def encode_term(term: str) -> str:
    """The term in letters and digits that both databases keep.

    >>> encode_term("п'ять")
    'п_27_ять'
    """
    return _ODD.sub(lambda m: f"_{ord(m.group()):x}_", term.lower().replace("ё", "е"))


class Analyzer:
    """Terms of single words, remembered: forms repeat."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.encoded = lru_cache(maxsize=REMEMBERED)(self._encoded)

    def _encoded(self, form: str, language: str = BOTH) -> frozenset[str]:
        """The encoded terms of a word, any of which stands for it."""
        return frozenset(map(encode_term, self._raw(form, language)))

    def _raw(self, form: str, language: str) -> list[str]:
        return self._terms(form, language) or [form]

    def widened(self, form: str, translations: Translations | None) -> frozenset[str]:
        """The encoded terms of a sought word, and with `translations` those of the other language."""
        raw = self._raw(form, BOTH)
        others = (other for term in raw for other in (translations or {}).get(term, ()))
        return frozenset(map(encode_term, (*raw, *others)))
