"""Dates that only the day of writing could fix: «вчора», «минулого тижня», «три дні тому», «на прошлой неделе».

They keep value None: dateparser turns «минулого тижня» silently into a day of this week (domain/entities.md, section
5). Not in the list of finders: the corpora's annotators mark 1 of 72 such words as a date. A flow that wants them
for a timeline calls `find`.
"""

from collections.abc import Iterator

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms
from extractors.values.date_words import MONTHS, SEASONS
from extractors.values.numbers import read_number, starts_number
from extractors.values.tokens import Tokens, tokenize
from pipeline.document import Entity, EntityLabel

SOURCE = "identifiers.relative_date@1"
ADVERBS = all_forms(uk.RELATIVE_DAYS, ru.RELATIVE_DAYS)
RELATIVE = all_forms(uk.RELATIVE_ADJECTIVES, ru.RELATIVE_ADJECTIVES)
UNITS = all_forms(uk.RELATIVE_UNITS, ru.RELATIVE_UNITS)
AGO = all_forms(uk.AGO, ru.AGO)
IN = frozenset(("через", "за"))
REASON = "Relative to the day of writing, which the text alone does not give."


def find(text: str) -> Iterator[Entity]:
    """Every relative date, with value None and role "relative"."""
    t = tokenize(text)
    i = 0
    while i < len(t):
        end = _end(t, i)
        if end > i:
            yield Entity(
                start=t.starts[i],
                end=t.ends[end - 1],
                label=EntityLabel.DATE,
                source=SOURCE,
                score=0.5,
                reason=REASON,
                role="relative",
            )
        i = max(end, i + 1)


def _end(t: Tokens, i: int) -> int:
    """The index after the relative date that begins at token `i`; `i` if there is none."""
    form = t.form(i)
    if form in ADVERBS:
        return i + 1
    if form in RELATIVE and _is_unit(t.form(i + 1)):
        return i + 2
    if starts_number(t, i) or form in UNITS:
        number = read_number(t, i) if form not in UNITS else None
        j = number.end if number else i
        if t.form(j) in UNITS and t.form(j + 1) in AGO:
            return j + 2
    return i


def _is_unit(form: str) -> bool:
    return form in UNITS or form in MONTHS or form in SEASONS
