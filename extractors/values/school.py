"""Ages told by a school class: «учениця 9 класу», «в девятом классе», «дев'ятикласниця»."""

from collections.abc import Iterator

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.age_numbers import Aged
from extractors.values.tokens import DASHES, Tokens, stem_in

CLASS = all_forms(uk.SCHOOL_CLASS, ru.SCHOOL_CLASS)
PUPILS = frozenset((uk.PUPILS + " " + ru.PUPILS).split())
COMPOUNDS = tuple((uk.CLASS_COMPOUNDS + " " + ru.CLASS_COMPOUNDS).split())
ORDINALS = by_form(uk.ORDINALS, ru.ORDINALS)
STEMS = by_form(uk.COMPOUND_NUMBERS, ru.COMPOUND_NUMBERS)
YEARS_BEFORE_CLASS = (5, 7)
"""Class n is attended at n + 5 to n + 7, as school begins at six or seven (general knowledge; no source was read)."""
PUPIL_WITHIN = 8
"""Tokens between the class and the word that makes it somebody's class."""


def school_ages(t: Tokens) -> Iterator[Aged]:
    """An age range for every pupil whose class is told."""
    for i, form in enumerate(t.forms):
        if form in CLASS:
            first, grade = _grade_before(t, i)
            if grade and 1 <= grade <= 12 and _has_pupil(t, first, i):
                yield _aged(first, i + 1, grade)
        elif len(form) > 10 and (cut := _compound_cut(form)) and STEMS.get(form[:cut], 1) > 1:
            yield _aged(i, i + 1, STEMS[form[:cut]])


def _compound_cut(form: str) -> int:
    return max((form.find(stem) for stem in COMPOUNDS), default=-1) if "клас" in form else -1


def _aged(first: int, end: int, grade: int) -> Aged:
    low, high = (grade + years for years in YEARS_BEFORE_CLASS)
    reason = f"Not an age as written: a pupil of class {grade} is {low} to {high} years old."
    return Aged(first, end, low, high, 0.6, reason)


def _grade_before(t: Tokens, i: int) -> tuple[int, int | None]:
    """(first token, class) of «9», «9-го», «9-Б», «дев'ятого» before the word class."""
    j = i - 1
    if t.form(j) in ("»", '"', "“"):
        j -= 1
    if t.is_word(j) and len(t.form(j)) <= 3 and (t.form(j - 1) in DASHES or t.is_digits(j - 1)):
        j -= 2 if t.form(j - 1) in DASHES else 1
    elif t.form(j - 1) in ("«", '"') and t.is_digits(j - 3):
        j -= 3
    form = t.form(j)
    if t.is_digits(j) and len(form) <= 2 and 1 <= int(form) <= 12:
        counted = t.forms[i] in ("класів", "классов") or t.glued(j)
        return j, None if counted else int(form)
    return j, ORDINALS.get(form)


def _has_pupil(t: Tokens, first: int, i: int) -> bool:
    near = chain_range(first - PUPIL_WITHIN, first, len(t)), chain_range(i + 1, i + 5, len(t))
    return any(stem_in(t.forms[k], PUPILS) for part in near for k in part)


def chain_range(low: int, high: int, size: int) -> range:
    """The tokens from `low` to `high` that exist."""
    return range(max(0, low), min(high, size))
