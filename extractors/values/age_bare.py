"""Ages with no word of years: «мені 19», «дівчата 18–25», «від 18 до 30», «18+», «Ольга, 26, Суми»."""

from collections.abc import Iterator

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms
from extractors.values.age_numbers import (
    AGE_WORDS,
    AND,
    FROM,
    OLDEST,
    PEOPLE,
    UNITS,
    Aged,
    Span,
    ends_clause,
    has_people,
    is_owned,
    number_at,
    span_at,
    with_limits,
)
from extractors.values.currency import WORDS as CURRENCY_WORDS
from extractors.values.numbers import WORDS as NUMBER_WORDS
from extractors.values.tokens import DASHES, Tokens, stem_in

COUNTED = all_forms(uk.COUNTED, ru.COUNTED) - UNITS
STREETS = all_forms(uk.STREET_WORDS, ru.STREET_WORDS)
INVITING = all_forms(uk.INVITING, ru.INVITING)
SCHEDULE = all_forms(uk.SCHEDULE, ru.SCHEDULE)
YOUNGEST_AD, OLDEST_AD = 12, 70
"""Ages asked for without a word of years in the development passages; below and above stand hours, sizes, prices."""
STREET_ENDINGS = ("ской", "ській", "цькій", "цкой", "штрассе", "straße", "strasse", "вулиця")


def bare_ages(t: Tokens) -> Iterator[Aged]:
    """«мені 19», «вік 18–25», «дівчата від 18 до 30», «18+», «хостес 20-27»: no word of years, but words of people."""
    done = 0
    for i in t.digit_indexes(NUMBER_WORDS):
        span = span_at(t, i) if i >= done else None
        found = _bare(t, span) if span else None
        if found:
            yield found
            done = found.end


def _bare(t: Tokens, span: Span) -> Aged | None:
    after = t.form(span.end)
    if after == "+" and t.glued(span.end) and not t.is_digits(span.end + 1) and t.is_digits(span.first):
        return _plus(t, span)
    if (
        after in UNITS
        or after in COUNTED
        or after in CURRENCY_WORDS
        or after in ("%", "°", "/", ":", "+", "*", "х", "x")
    ):
        return None
    if (t.glued(span.end) and after[:1].isalnum()) or t.is_digits(span.end) or t.is_digits(span.first - 1):
        return None
    if (
        t.glued(span.end)
        and (after in (".", ",") or after in DASHES)
        and t.glued(span.end + 1)
        and t.is_digits(span.end + 1)
    ):
        return None
    if is_owned(t, span.first) and ends_clause(t, span.end) and span.high >= 1:
        first, low, high = with_limits(t, span)
        return Aged(first, span.end, low, high, 0.85)
    return _asked_for(t, span)


def _plus(t: Tokens, span: Span) -> Aged | None:
    """«18+», «21+»: an age limit."""
    if not 12 <= span.low <= 60 or span.low != span.high or t.form(span.first - 1) in ("+", "№"):
        return None
    people = has_people(t, span.first, span.end + 1)
    score = 0.9 if people else 0.6 if span.low in (16, 18, 21) else 0.0
    return Aged(span.first, span.end + 1, span.low, OLDEST, score) if score else None


def _asked_for(t: Tokens, span: Span) -> Aged | None:
    """An age an advert asks for: people words close before, a plausible range, nothing counted after it."""
    if not YOUNGEST_AD <= span.high <= OLDEST_AD or not ends_clause(t, span.end) or span.high - span.low > 45:
        return None
    ranged = span.low < span.high
    before = t.form(span.first - 1)
    if ranged and before in ("з", "с", "із", "со") and span.high <= 24:
        return None
    limited = before in FROM or before == "до"
    people = _people_before(t, span.first, reach=5 if ranged else 4)
    if limited and not ranged and not people and t.is_digits(span.first):
        people = 2 * any(t.form(span.first - k) in INVITING for k in (2, 3)) if 14 <= span.low <= 40 else 0
    if ranged and people and span.low >= 3 and t.is_digits(span.first):
        return Aged(span.first, span.end, span.low, span.high, 0.8)
    if limited and people and t.is_digits(span.first) and (before not in ("з", "с", "із", "со") or people > 1):
        first, low, high = with_limits(t, span)
        return Aged(first, span.end, low, high, 0.75)
    return Aged(span.first, span.end, span.low, span.high, 0.55) if _is_unnamed_range(t, span) else None


def _is_unnamed_range(t: Tokens, span: Span) -> bool:
    """«Від 21 до 29, гарні зуби», «Оплата відразу. 20–27, без дітей»: a range of youth set off on both sides."""
    if not (
        14 <= span.low <= 35 and 20 <= span.high <= 55 and 2 <= span.high - span.low <= 30 and t.is_digits(span.first)
    ):
        return False
    before, after = t.form(span.first - 1), t.form(span.end)
    if after not in (",", ".", "!", ";", "") and not t.breaks(span.end):
        return False
    if before in ("від", "от"):
        return True
    dashed = t.form(span.first + 1) in DASHES
    opened = (
        (before in ("ж", "м") and t.form(span.first - 2) == "/")
        or t.breaks(span.first)
        or t.ends_sentence(span.first - 1)
        or (before == "," and t.is_word(span.first - 2))
    )
    return dashed and opened and t.form(span.first - 2) not in SCHEDULE and after != ""


def _people_before(t: Tokens, first: int, *, reach: int) -> int:
    """0 no words of people or age before; 1 words of people; 2 words of age."""
    for k in range(first - 1, max(first - 1 - reach, -1), -1):
        form = t.form(k)
        if t.breaks(k + 1) or form in (".", ";", "!", "?") or t.is_digits(k):
            return 0
        if form in AGE_WORDS:
            return 2
        if stem_in(form, PEOPLE):
            return 1
    return 0


def name_ages(t: Tokens) -> Iterator[Aged]:
    """«Ольга, 26, Суми», «Толочко А., 24,», «Ірина (31)», «донька, 20, працює»: set off behind a name or a person."""
    for i in (k - 1 for k in t.digit_indexes()):
        form = t.form(i)
        if form not in (",", "(") or len(t.forms[i + 1]) > 2 or t.forms[i + 1][0] == "0":
            continue
        years = int(t.forms[i + 1])
        if not 3 <= years <= 99 or not _after_name(t, i + 1):
            continue
        if _closes(t, i + 1):
            yield Aged(i + 1, i + 2, years, years, 0.7, "A number set off behind a name.")
        elif form == "(" and t.form(i + 2) in AND and t.is_digits(i + 3) and t.form(i + 4) == ")":
            yield Aged(i + 1, i + 2, years, years, 0.7, "A number set off behind a name.")
            if (second := number_at(t, i + 3)) is not None:
                yield Aged(i + 3, i + 4, second[0], second[0], 0.7, "A number set off behind a name.")


def _closes(t: Tokens, i: int) -> bool:
    """Whether a mark that ends an apposition follows the number at token `i`."""
    after = t.form(i + 1)
    if t.form(i - 1) == "(":
        return after in (")", ",")
    if after in (",", ".", ";", ":", "") or t.breaks(i + 1):
        return not (t.glued(i + 2) and t.is_digits(i + 2))
    return after in DASHES and not t.glued(i + 1)


def _after_name(t: Tokens, i: int) -> bool:
    """Whether the words before «, 26» are a name or a person, and no address."""
    j = i - 2
    if t.form(j) == "." and len(t.form(j - 1)) == 1 and t.is_capital(j - 1):
        return t.is_capital(j - 2) or t.form(j - 2) == "."
    if not t.is_word(j) or len(t.form(j)) < 3 or _is_address(t, j):
        return False
    if not t.is_capital(j):
        return stem_in(t.form(j), PEOPLE)
    return not t.text[t.starts[j] : t.ends[j]].isupper()


def _is_address(t: Tokens, j: int) -> bool:
    """Whether the word at token `j` ends an address: street words before it, or the shape of a street's name."""
    form, before = t.form(j), t.form(j - 1)
    if form.endswith(STREET_ENDINGS):
        return True
    if form.endswith(("ська", "ская", "цька", "цкая")) and not t.is_capital(j - 1):
        return True
    if t.is_capital(j - 1) and len(before) > 1 and t.text[t.starts[j - 1] : t.ends[j - 1]].isupper():
        return True
    for k in range(j, max(j - 6, -1), -1):
        if t.form(k) in STREETS or t.form(k) in ("№", "тел"):
            return True
        if t.breaks(k) or t.ends_sentence(k):
            return False
    return False
