"""Articles of law: «ч. 2 ст. 149 КК України» → "UA-CC:149:2", «п. «а» ч. 2 ст. 127.1 УК РФ» → "RU-CC:127.1:2".

Several articles in one expression are several entities. Where the code is missing, the nearest article with a code
tells it, or the language of the text does; the reason says so and the score is lower. Numbered laws without article:
"UA-LAW:3739-VI".
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from extractors.languages import ru, uk
from extractors.values.law_codes import (
    LAWS,
    ONLY_UKRAINIAN,
    Code,
    code_before,
    country_of,
    leaning,
    read_code,
    read_country,
    read_law,
)
from extractors.values.law_grammar import STARTERS, Reference, read_references
from extractors.values.tokens import Tokens, stem_in, tokenize
from pipeline.document import Alternative, Entity, EntityLabel, Validation

SOURCE = "identifiers.law_article@1"
CRIME = frozenset((uk.CRIME_STEMS + " " + ru.CRIME_STEMS).split())
NOT_LAW = frozenset((uk.NOT_LAW_STEMS + " " + ru.NOT_LAW_STEMS).split())
CONTEXT_TOKENS = 12
UNSURE = 0.7
"""Below this score the reading in the other country's code is kept as an alternative."""
OLD_CODE = "1960"
OLD_TRAFFICKING = "124-1"
"""Trafficking in the Criminal Code of 1960 (in force until 31.08.2001); the present code has no such article."""


class Expression(NamedTuple):
    """References that share a code, and the code if one is written."""

    references: list[Reference]
    code: Code | None
    end: int


def find(text: str) -> Iterator[Entity]:
    """Every article of law in the text, in order."""
    t = tokenize(text)
    expressions, laws = _read(t)
    named = [e for e in expressions if e.code and e.code.letters != "LAW"]
    leans = leaning(t) if expressions else 0
    for expression in expressions:
        yield from _entities(t, expression, named, leans)
    for first, law in laws:
        yield _entity(t, first, law.end, f"{law.country}-LAW:{law.number}", 0.95, None)


def _read(t: Tokens) -> tuple[list[Expression], list[tuple[int, Code]]]:
    """The expressions of the text, and the laws named outside of them."""
    expressions: list[Expression] = []
    laws: list[tuple[int, Code]] = []
    i = 0
    while i < len(t):
        form = t.forms[i]
        references = read_references(t, i) if form in STARTERS else []
        if references:
            end = references[-1].end
            code = read_code(t, end) if not t.breaks(end) else None
            code = code or code_before(t, references[0].first)
            expressions.append(Expression(references, code, max(code.end, end) if code else end))
            i = max(expressions[-1].end, i + 1)
            continue
        law = read_law(t, i) if form in LAWS else None
        if law:
            laws.append((i, law))
        i = max(law.end if law else 0, i + 1)
    return expressions, laws


def _entities(t: Tokens, expression: Expression, named: list[Expression], leans: int) -> Iterator[Entity]:
    """One entity for every reference of an expression; the last one's span takes the code."""
    code, score, reason = expression.code, 0.98, None
    first = expression.references[0].first
    if code is None:
        if not _is_law(t, expression):
            return
        code, score, reason = _nearest(named, first)
    for reference in expression.references:
        end = expression.end if reference is expression.references[-1] else reference.end
        country, sure, why = code.country, score, reason
        if country is None:
            country, sure, why = country_of(t, first, reference.article, code.letters, leans)
        if f"{country}-{code.letters}" == "UA-CC" and _is_old_code(t, expression, reference):
            why = "The Criminal Code of 1960, in force until 2001."
            yield _entity(t, reference.first, end, _value("UA-CC-1960", reference, None), min(sure, score), why)
            continue
        value = _value(f"{country}-{code.letters}", reference, code.number)
        rivals = _rivals(country, code.letters, reference) if sure < UNSURE else ()
        yield _entity(t, reference.first, end, value, min(sure, score), why, rivals)


def _value(prefix: str, reference: Reference, number: str | None) -> str:
    parts = [prefix, number, reference.article, reference.part]
    return ":".join(part for part in parts if part)


def _rivals(country: str, letters: str, reference: Reference) -> tuple[Alternative, ...]:
    other = "UA" if country == "RU" else "RU"
    value = _value(f"{other}-{letters}", reference, None)
    reason = "The country of the code is not written."
    return (Alternative(label=EntityLabel.LAW_ARTICLE, value=value, score=0.3, reason=reason),)


def _nearest(named: list[Expression], first: int) -> tuple[Code, float, str]:
    """The code of the nearest expression that names one, else the criminal code."""
    at = bisect_left(named, first, key=lambda e: e.references[0].first)
    near = min(named[max(0, at - 1) : at + 1], key=lambda e: abs(e.references[0].first - first), default=None)
    if near is not None and near.code is not None:
        return near.code, 0.8, "The code is not written here; taken from the nearest article that names one."
    return Code(None, "CC", 0), 0.6, "The code is not written; read as the criminal code by the words around."


def _is_law(t: Tokens, expression: Expression) -> bool:
    """Whether an article without a code is one of law: not of a contract, of a newspaper, or a page of a book."""
    after = t.form(expression.end)
    if after[:1].isalpha() and stem_in(after, NOT_LAW):
        return False
    reference = expression.references[0]
    if any(r.part for r in expression.references) or any(r.article in ONLY_UKRAINIAN for r in expression.references):
        return True
    near = (
        *range(max(0, reference.first - CONTEXT_TOKENS), reference.first),
        *range(expression.end, min(len(t), expression.end + 6)),
    )
    return any(stem_in(t.forms[k], CRIME) or read_country(t, k)[0] for k in near if t.is_word(k))


def _is_old_code(t: Tokens, expression: Expression, reference: Reference) -> bool:
    near = t.forms[expression.end : expression.end + 6]
    return OLD_CODE in near or (reference.article == OLD_TRAFFICKING)


def _entity(
    t: Tokens, first: int, end: int, value: str, score: float, reason: str | None, rivals: tuple[Alternative, ...] = ()
) -> Entity:
    return Entity(
        start=t.starts[first],
        end=t.ends[end - 1],
        label=EntityLabel.LAW_ARTICLE,
        value=value,
        validation=Validation.FORMAT_OK,
        source=SOURCE,
        score=score,
        reason=reason,
        alternatives=rivals,
    )
