"""How the data of a language is written down, and how it is read.

A table maps a meaning to its written forms in one string: words apart by blanks, and "stem/ending/ending" for a
declined word, so that "долар//а/ів" stands for долар, долара, доларів. Forms are lower-case, ё is written е, the
apostrophe is '.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

Meaning = TypeVar("Meaning")


def forms(written: str) -> Iterator[str]:
    """Every form that `written` stands for.

    >>> list(forms("лея долар//а/ів"))
    ['лея', 'долар', 'долара', 'доларів']
    """
    for entry in written.split():
        stem, *endings = entry.split("/")
        yield from (stem + ending for ending in endings) if endings else (stem,)


def by_form(*tables: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """Form → meaning, over the tables of several languages; where two disagree the first one holds."""
    found: dict[str, Meaning] = {}
    for table in tables:
        for meaning, written in table.items():
            for form in forms(written):
                found.setdefault(form, meaning)
    return found


def all_forms(*written: str) -> frozenset[str]:
    """The set of all forms of several strings."""
    return frozenset(form for text in written for form in forms(text))
