"""Numbers that could be an age, and the words of people beside them: what the shapes of ages share."""

from typing import NamedTuple

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms
from extractors.values.numbers import WORDS as NUMBER_WORDS
from extractors.values.tokens import DASHES, Tokens, stem_in

UNITS = all_forms(uk.AGE_UNITS, ru.AGE_UNITS)
AGE_WORDS = all_forms(uk.AGE_WORDS, ru.AGE_WORDS)
OWNERS = all_forms(uk.AGE_OWNERS, ru.AGE_OWNERS)
PEOPLE = frozenset((uk.AGE_PEOPLE + " " + ru.AGE_PEOPLE).split())
LINKING = all_forms(uk.AGE_LINKING, ru.AGE_LINKING)
FROM = all_forms("від от з із с со")
TO = all_forms("до по")
AND = all_forms("і й та и або или чи ,")
CASE_ENDINGS = frozenset(("ти", "х", "и", "ми", "го"))
"""«15-ти», «7-ми» hanging on digits."""
OLDEST = 105
CLAUSE_WORDS = all_forms(uk.CLAUSE_WORDS, ru.CLAUSE_WORDS)


class Aged(NamedTuple):
    """An age found: its tokens [first, end), the range it gives, how sure and why."""

    first: int
    end: int
    low: int
    high: int
    score: float = 0.9
    reason: str | None = None


class Span(NamedTuple):
    """A whole number or range of whole numbers that could be an age."""

    first: int
    end: int
    low: int
    high: int


def number_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """(value, end) of a whole number up to two digits or of number words («двадцять два»), or None."""
    form = t.form(i)
    if t.is_digits(i):
        if len(form) > 3 or (len(form) == 2 and form[0] == "0") or int(form) > OLDEST:
            return None
        return int(form), i + 1
    value = NUMBER_WORDS.get(form)
    if value is None or not 2 <= value <= 100 or value != int(value):
        return None
    unit = NUMBER_WORDS.get(t.form(i + 1), 0)
    if value in range(20, 100, 10) and 1 <= unit <= 9 and unit == int(unit):
        return int(value + unit), i + 2
    return int(value), i + 1


def span_at(t: Tokens, i: int) -> Span | None:
    """The number or range («18-25», «від 18 до 25», «двенадцать-тринадцать») from token `i`."""
    one = number_at(t, i)
    if one is None or is_inside_code(t, i):
        return None
    value, j = one
    if t.form(j) in DASHES and t.form(j + 1) in CASE_ENDINGS and t.glued(j + 1):
        j += 2
    ranged = t.form(j) in DASHES or t.form(j) in TO
    two = number_at(t, j + 1) if ranged else None
    if two and value < two[0] and not (t.form(two[1]) in DASHES and t.is_digits(two[1] + 1)):
        return Span(i, two[1], value, two[0])
    return Span(i, j, value, value)


def is_inside_code(t: Tokens, i: int) -> bool:
    """Whether a number is a piece of a date, a time, a phone number or a house number."""
    before = t.form(i - 1)
    if t.glued(i) and (before in (".", ":", "/", ",", "№", "+", "#", "@", "_") or before[:1].isalnum()):
        return True
    if t.glued(i) and before in DASHES and t.glued(i - 1) and i >= 2:
        return True
    return before == "№"


def after_ending(t: Tokens, j: int) -> int:
    """The index after «-ти», «-ми», «-х» hanging on digits."""
    return j + 2 if t.form(j) in DASHES and t.form(j + 1) in CASE_ENDINGS else j


def has_people(t: Tokens, first: int, end: int) -> bool:
    """Whether a word for people or for age stands within three tokens, on the same line."""
    for k in range(first - 1, max(first - 4, -1), -1):
        if t.breaks(k + 1) or t.form(k) in (".", ";", "!", "?") or (t.form(k) == ":" and t.is_capital(first)):
            break
        if t.form(k) in AGE_WORDS or stem_in(t.form(k), PEOPLE):
            return True
    return end < len(t) and not t.breaks(end) and t.is_word(end) and stem_in(t.form(end), PEOPLE)


def is_owned(t: Tokens, first: int) -> bool:
    """«мені 19», «їй було всього шістнадцять»."""
    for k in range(first - 1, max(first - 4, -1), -1):
        if t.form(k) in OWNERS or t.form(k) in AGE_WORDS or (t.form(k).endswith("ому") and t.is_capital(k)):
            return True
        if t.form(k) not in LINKING:
            return False
    return False


def with_limits(t: Tokens, span: Span) -> tuple[int, int, int]:
    """(first token, low, high): «до 30 років» and «від 18» are open ranges."""
    before = t.form(span.first - 1)
    if span.low == span.high and before == "до":
        return span.first, 0, span.high
    if span.low == span.high and before in ("від", "от") and not t.is_digits(span.first - 2):
        return span.first, span.low, OLDEST
    return span.first, span.low, span.high


def ends_clause(t: Tokens, i: int) -> bool:
    """Whether nothing that could be counted follows."""
    return not t.is_word(i) or t.breaks(i) or t.form(i) in AND or t.form(i) in CLAUSE_WORDS
