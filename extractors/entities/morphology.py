"""What the dictionaries say of a word that may be part of a name."""

from functools import lru_cache
from typing import NamedTuple

from extractors.lemmas import APOSTROPHES, analyzer

KEPT_READINGS = 8


class Reading(NamedTuple):
    """One reading of a form: dictionary form, its grammemes, whether the dictionary knows the form."""

    lemma: str
    grammemes: frozenset[str]
    known: bool

    @property
    def gender(self) -> str | None:
        return next((g for g in ("masc", "femn") if g in self.grammemes), None)


@lru_cache(maxsize=100_000)
def readings(form: str, language: str) -> tuple[Reading, ...]:
    """Readings of a lower-case form: of the language's dictionary, then of the other one if it alone knows the form."""
    first, second = ("ru", "uk") if language == "ru" else ("uk", "ru")
    if not analyzer(first).word_is_known(form) and analyzer(second).word_is_known(form):
        return _readings(form, second)
    return _readings(form, first)


def known_readings(form: str, language: str) -> tuple[Reading, ...]:
    """Readings of a lower-case form in this language's own dictionary; none if it does not know the form."""
    return _readings(form, language) if analyzer(language).word_is_known(form) else ()


@lru_cache(maxsize=100_000)
def _readings(form: str, language: str) -> tuple[Reading, ...]:
    known = analyzer(language).word_is_known(form)
    parses = analyzer(language).parse(form)[:KEPT_READINGS]
    return tuple(Reading(p.normal_form, frozenset(p.tag.grammemes), known) for p in parses)


def plain(word: str) -> str:
    """The word in lower case with one kind of apostrophe."""
    return word.lower().translate(APOSTROPHES)


def is_kind(word: str, kind: str, language: str) -> bool:
    """Whether a dictionary knows the word as "Name", "Surn", "Patr" or "Geox"."""
    return any(r.known and kind in r.grammemes for r in readings(plain(word), language))


def is_ordinary(word: str, language: str) -> bool:
    """Whether a dictionary knows the word, and as an ordinary word alone: no name, surname or patronymic, and not
    only a place."""
    found = [r for r in readings(plain(word), language) if r.known]
    names = {"Name", "Surn", "Patr", "Orgn", "Trad", "Init", "Abbr"}
    return bool(found) and not any(names & r.grammemes for r in found) and not all("Geox" in r.grammemes for r in found)


def uses_capitals(text: str) -> bool:
    """Whether the writer uses capitals: at least one letter in a hundred is one (in our passages: two to five)."""
    return sum(map(str.isupper, text)) * 100 >= sum(map(str.isalpha, text))
