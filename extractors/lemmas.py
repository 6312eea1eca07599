"""Words of a text with their dictionary forms, Ukrainian and Russian alike.

pymorphy3 knows both languages. A form is looked up in the language of its paragraph and, because people mix
them, in the other one too when the first does not know it. Forms repeat, so each is analysed once a process.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`\-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_")
APOSTROPHES = str.maketrans("’ʼ`", "'''")
KEPT_FORMS = 3  # «роботи» is of робот and of робота; more than three are rare misreadings


class Word(NamedTuple):
    """A token: half-open offsets, lower-case form, dictionary forms (best first; unknown: the form)."""

    start: int
    end: int
    form: str
    lemmas: tuple[str, ...]


def words(text: str, language: str = "mixed") -> Iterator[Word]:
    """Every word, number and mark of `text`. `language`: "uk", "ru", anything else reads as both."""
    for match in WORD.finditer(text):
        form = match.group().lower().translate(APOSTROPHES)
        yield Word(match.start(), match.end(), form, lemmas(form, language))


@lru_cache(maxsize=400_000)
def lemmas(form: str, language: str = "mixed") -> tuple[str, ...]:
    """Dictionary forms of a lower-case form, most likely first.

    >>> lemmas("дівчину", "uk")
    ('дівчина',)
    """
    if not form[:1].isalpha() or len(form) < 2:
        return (form,)
    first, second = ("ru", "uk") if language == "ru" else ("uk", "ru")
    known = _known(form, first)
    if language not in ("uk", "ru") or not known:
        known += tuple(x for x in _known(form, second) if x not in known)
    return known or _guess(form, first)


@lru_cache(maxsize=200_000)
def _known(form: str, language: str) -> tuple[str, ...]:
    analyzer = _analyzer(language)
    if not analyzer.word_is_known(form):
        return ()
    return tuple(dict.fromkeys(p.normal_form for p in analyzer.parse(form)))[:KEPT_FORMS]


def _guess(form: str, language: str) -> tuple[str, ...]:
    parses = _analyzer(language).parse(form)
    return tuple(dict.fromkeys((form, *(p.normal_form for p in parses[:1]))))


def analyzer(language: str) -> Any:
    """The process's one pymorphy3 analyzer for "uk" or "ru"; its dictionary loads on first use."""
    return _analyzer(language)


@lru_cache(maxsize=2)
def _analyzer(language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)
