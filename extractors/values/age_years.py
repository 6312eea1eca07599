"""Ages with a word of years: «15 років», «18-25 лет», «26 р.», «23-річна», «семнадцатилетняя»."""

from collections.abc import Iterator
from functools import lru_cache

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.age_numbers import (
    AGE_WORDS,
    AND,
    CASE_ENDINGS,
    FROM,
    OWNERS,
    UNITS,
    Aged,
    Span,
    after_ending,
    has_people,
    is_inside_code,
    is_owned,
    number_at,
    span_at,
    with_limits,
)
from extractors.values.numbers import WORDS as NUMBER_WORDS
from extractors.values.tokens import DASHES, Tokens, stem_in

SHORT_UNITS = frozenset("рлг")
"""«26 р.», «19–26 л.», «34 г.»"""
ADJECTIVE_ENDINGS = ("річн", "літн", "летн")
NOT_BEFORE = all_forms(uk.NOT_AGE_BEFORE, ru.NOT_AGE_BEFORE)
NOT_AFTER = all_forms(uk.NOT_AGE_AFTER, ru.NOT_AGE_AFTER)
NOT_NOUNS = frozenset((uk.NOT_AGE_NOUNS + " " + ru.NOT_AGE_NOUNS).split())
DURATION_WORDS = all_forms(uk.DURATION_WORDS, ru.DURATION_WORDS)
COMPOUND = by_form(uk.COMPOUND_NUMBERS, ru.COMPOUND_NUMBERS)


def unit_ages(t: Tokens) -> Iterator[Aged]:
    """«15 років», «18-25 лет», «від 18 до 35 років», «2,5 года», «26 р.»."""
    for i, form in enumerate(t.forms):
        if form in UNITS or (form in SHORT_UNITS and t.form(i + 1) == "."):
            span = _before_unit(t, i) or _approximate(t, i)
            if span and (found := _judge(t, span, i)):
                yield from _coordinated(t, span)
                yield found


def _before_unit(t: Tokens, i: int) -> Span | None:
    """The number or range that ends right before the unit at token `i`."""
    j = i
    if t.form(j - 1) in CASE_ENDINGS and t.form(j - 2) in DASHES:
        j -= 2
    for k in range(max(0, j - 6), j):
        span = span_at(t, k)
        if span and after_ending(t, span.end) in (j, i):
            fraction = t.form(k - 1) in (",", ".") and t.glued(k) and t.is_digits(k - 2)
            return None if fraction else span
    two = t.form(j - 2) in (",", ".") and t.glued(j - 1) and t.is_digits(j - 3) and t.is_digits(j - 1)
    if two and len(t.form(j - 3)) <= 2 and len(t.form(j - 1)) == 1:
        return Span(j - 3, j, int(t.form(j - 3)), int(t.form(j - 3)))
    return None


def _approximate(t: Tokens, i: int) -> Span | None:
    """«років двадцяти», «лет под сорок»: about that old."""
    j = i + 2 if t.form(i + 1) in ("під", "под", "до", "з", "с") else i + 1
    read = number_at(t, j) if not t.is_digits(j) else None
    return Span(i, read[1], read[0], read[0]) if read and read[0] > 4 and has_people(t, i, len(t)) else None


def _coordinated(t: Tokens, span: Span) -> Iterator[Aged]:
    """The 19 of «19 та 22 років»: a number joined to an age."""
    if t.form(span.first - 1) in AND and t.form(span.first - 1) != ",":
        for k in (span.first - 2, span.first - 3):
            read = number_at(t, k) if k >= 0 else None
            if (
                read
                and read[1] == span.first - 1
                and not is_inside_code(t, k)
                and t.is_digits(k) == t.is_digits(span.first)
            ):
                yield Aged(k, read[1], read[0], read[0], 0.85)
                return


def _judge(t: Tokens, span: Span, unit: int) -> Aged | None:
    """The age if the words around say that somebody is that old."""
    short = t.forms[unit] in SHORT_UNITS
    end = max(span.end, unit + 2 if short else unit + 1)
    if _is_duration(t, span, end) or t.form(span.first - 1) in ("№", "ст") or span.high < 1:
        return None
    bracketed = t.form(span.first - 1) == "("
    if short and not (13 <= span.high <= 99 or bracketed or has_people(t, span.first, end)):
        return None
    limited = t.form(span.first - 1) in ("від", "от", "до", "с", "з") and t.form(end) in (",", ";", ")", "!")
    if short and limited and 14 <= span.high <= 65 and t.form(end - 1) == ".":
        return Aged(span.first, end, *with_limits(t, span)[1:], 0.6)
    if short and t.form(end) in ("н", "нар", "р", "рожд"):
        return None
    strong = _has_company(t, _first_of_pair(t, span.first), end)
    if not strong and (short or not _may_be_age(t, span, end)):
        return None
    first, low, high = with_limits(t, span)
    return Aged(first, end, low, high, 0.95 if strong else 0.7)


def _first_of_pair(t: Tokens, first: int) -> int:
    """The token where «18 та» of «18 та 19 років» begins; `first` if there is no pair."""
    joined = t.form(first - 1) in AND and t.form(first - 1) != "," and number_at(t, first - 2) if first > 1 else None
    return first - 2 if joined else first


def _has_company(t: Tokens, first: int, end: int) -> bool:
    """Whether anything beside the years speaks of a person."""
    if t.form(first - 1) in ("було", "было") or (t.form(first - 1) in ("у", "в") and t.is_digits(first)):
        return True
    return _is_apposition(t, first, end) or has_people(t, first, end) or is_owned(t, first)


def _is_duration(t: Tokens, span: Span, end: int) -> bool:
    """Whether the years are a sentence, a service, an experience or a time ago."""
    after = [t.form(end), t.form(end + 1)]
    if after[0] in NOT_AFTER or (after[0] in ("загального", "общего", "повного", "полных") and after[1] in NOT_AFTER):
        return True
    if (
        after[0] == "після"
        or after[0] == "после"
        or (after[0] in ("і", "и") and t.form(end + 2).startswith(("міс", "мес")))
    ):
        return True
    before = t.form(span.first - 1)
    if before in ("від", "от", "до", "з", "с") and t.form(span.first - 2) in NOT_BEFORE:
        before = t.form(span.first - 2)
    if before in NOT_BEFORE or (before in AND and t.form(span.first - 2) in ("протягом", "течение")):
        return not _is_age_anyway(t, span, end)
    near = {t.form(span.first - k) for k in range(1, 5)}
    return bool(near & DURATION_WORDS) and not _is_apposition(t, span.first, end)


def _is_age_anyway(t: Tokens, span: Span, end: int) -> bool:
    """Whether age words stand right beside in spite of «більше», «уже», «після»."""
    before = t.form(span.first - 1)
    if before in ("за", "на", "через", "протягом"):
        return False
    return any(t.form(span.first - k) in OWNERS or t.form(span.first - k) in AGE_WORDS for k in (2, 3))


def _is_apposition(t: Tokens, first: int, end: int) -> bool:
    """«Олена, 23 роки,», «(19 років)»: set off by marks, after a name or a noun."""
    before, after = t.form(first - 1), t.form(end)
    if before in ("(", "[") or after == ")":
        return True
    closed = after in (",", ".", ":", ";", ")", "", "(") or after in DASHES or t.breaks(end)
    return before == "," and closed


def _may_be_age(t: Tokens, span: Span, end: int) -> bool:
    """Whether years with no company at all may be an age: in figures, set off, from a first word on or as a limit."""
    if not t.is_digits(span.first) or t.form(span.first - 1) in NOT_BEFORE:
        return False
    if t.form(end - 1) == "год" and t.is_ukrainian_near(span.first):
        return False
    ranged = span.low < span.high or t.form(span.first - 1) in FROM or t.form(span.first - 1) == "до"
    return ranged or (
        not t.is_word(end) and (span.first == 0 or t.form(span.first - 1) in (",", "(", ":", "-", "–", "—"))
    )


def adjective_ages(t: Tokens) -> Iterator[Aged]:
    """«23-річна», «15-ти летняя», «18-20-летние», «семнадцатилетняя»."""
    for i, form in enumerate(t.forms):
        if len(form) < 4 or not _is_adjective(form):
            continue
        found = _figure_adjective(t, i) if form[:4] in ADJECTIVE_ENDINGS else _word_adjective(t, i)
        if found and not _is_of_things(t, i):
            yield found


def _is_adjective(form: str) -> bool:
    return "річн" in form or "літн" in form or "летн" in form


def _figure_adjective(t: Tokens, i: int) -> Aged | None:
    j = i - 1 if t.form(i - 1) in DASHES else i
    if t.form(j - 1) in CASE_ENDINGS and t.form(j - 2) in DASHES:
        j -= 2
    for k in (j - 3, j - 1):
        span = span_at(t, k) if k >= 0 and t.is_digits(k) else None
        if span and span.end in (j, i):
            return Aged(span.first, i + 1, span.low, span.high, 0.95)
    return None


@lru_cache(maxsize=4_000)
def _compound_years(form: str) -> int | None:
    """The years in an adjective written as one word."""
    cut = max(form.find(ending) for ending in ADJECTIVE_ENDINGS)
    head = form[:cut]
    if head in COMPOUND:
        return COMPOUND[head]
    for length in range(5, len(head) - 1):
        tens, unit = COMPOUND.get(head[:length], 0), COMPOUND.get(head[length:], 0)
        if tens in range(20, 100, 10) and 1 <= unit <= 9:
            return tens + unit
    return None


def _word_adjective(t: Tokens, i: int) -> Aged | None:
    years = _compound_years(t.forms[i])
    if years is None:
        return None
    tens = NUMBER_WORDS.get(t.form(i - 1), 0)
    if tens in range(20, 100, 10) and years < 10:
        return Aged(i - 1, i + 1, int(tens) + years, int(tens) + years, 0.9)
    return Aged(i, i + 1, years, years, 0.9)


def _is_of_things(t: Tokens, i: int) -> bool:
    """Whether the adjective belongs to a contract, a term, a war rather than to a person."""
    if t.forms[i].startswith(("річниц", "летие", "річч")) or "літт" in t.forms[i] or "річч" in t.forms[i]:
        return True
    following = [t.form(i + 1), t.form(i + 2)]
    return any(stem_in(form, NOT_NOUNS) for form in following if form[:1].isalpha())
