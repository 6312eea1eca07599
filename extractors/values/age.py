"""Ages of people: «15 років», «18-25 лет», «23-річна», «їй шістнадцять», «Ольга, 26», «18+», «учениця 9 класу».

The same words measure sentences, service and time («15 років позбавлення волі», «стаж 15 років», «5 років тому»), so
each shape asks for the company of its own words. Birth years are dates with the role "birth" (`date`).
"""

from collections.abc import Iterator
from itertools import chain

from extractors.values.age_bare import bare_ages, name_ages
from extractors.values.age_years import adjective_ages, unit_ages
from extractors.values.school import school_ages
from extractors.values.tokens import tokenize
from pipeline.document import Entity, EntityLabel

SOURCE = "identifiers.age@1"


def find(text: str) -> Iterator[Entity]:
    """Every age of the text; `value` is an int, or (low, high) for a range."""
    t = tokenize(text)
    found = sorted(
        chain(unit_ages(t), adjective_ages(t), bare_ages(t), name_ages(t), school_ages(t)),
        key=lambda a: (a.first, -a.end),
    )
    last = 0
    for age in found:
        if age.first < last:
            continue
        last = age.end
        yield Entity(
            start=t.starts[age.first],
            end=t.ends[age.end - 1],
            label=EntityLabel.AGE,
            value=age.low if age.low == age.high else (age.low, age.high),
            source=SOURCE,
            score=age.score,
            reason=age.reason,
        )
