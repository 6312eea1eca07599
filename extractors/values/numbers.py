"""Numbers as people write them, digits and words alike: «25 000», «2,5 тис.», «полторы тысячи», «двадцять п'ять»."""

from typing import NamedTuple

from extractors.languages import en, ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.tokens import DASHES, Tokens

WORDS = by_form(uk.NUMBERS, ru.NUMBERS)
MULTIPLIERS = by_form(uk.MULTIPLIERS, ru.MULTIPLIERS, en.MULTIPLIERS)
SHORT_MULTIPLIERS = all_forms("тис тыс тищ тыщ млн mln")
"""May be followed by a dot."""
GLUED_MULTIPLIERS = all_forms("k к kk кк m")
"""Mean thousands or millions only right behind digits."""
LONE_MULTIPLIERS = all_forms(uk.LONE_MULTIPLIERS, ru.LONE_MULTIPLIERS)
HALVES = all_forms(uk.HALVES, ru.HALVES)
WITH = frozenset(("з", "із", "с"))
LONGEST = 9
"""Digits in a written amount: above a billion people write «млрд»."""
STARTERS = frozenset(WORDS) | LONE_MULTIPLIERS


class Number(NamedTuple):
    """A number, the token after it, its largest multiplier (1 if none is written), whether digits wrote it."""

    value: float
    end: int
    factor: int
    digits: bool


def starts_number(t: Tokens, i: int) -> bool:
    """Whether a number can begin at this token."""
    return t.is_digits(i) or t.form(i) in STARTERS


def read_number(t: Tokens, i: int, *, after_dash: bool = False) -> Number | None:
    """The number that begins at token `i`, with its multipliers, or None. `after_dash`: it ends a range."""
    total, largest, scale, j = 0.0, 1, 0, i
    while scale != 1:
        part = _read_part(t, j, first=j == i, below=scale, after_dash=after_dash and j == i)
        if part is None:
            break
        value, j, scale = part
        total += value * scale
        largest = max(largest, scale)
    return Number(total, j, largest, t.is_digits(i)) if j > i else None


def _read_part(t: Tokens, i: int, *, first: bool, below: int, after_dash: bool) -> tuple[float, int, int] | None:
    """(value, end, multiplier) of one step, as the two in «1 млн 200 тис.»; later steps need a smaller multiplier."""
    read = read_digits(t, i, after_dash=after_dash) if t.is_digits(i) else _read_words(t, i)
    if read is None:
        multiplier = MULTIPLIERS[t.form(i)] if t.form(i) in LONE_MULTIPLIERS else 0
        return (1.0, i + 1, multiplier) if multiplier and first else None
    value, j = read
    if t.form(j) in WITH and t.form(j + 1) in HALVES:
        value, j = value + 0.5, j + 2
    scale, j = _read_multiplier(t, j, after_digits=t.is_digits(i))
    if not first and (scale >= below or (scale == 1 and (t.is_digits(i) or value < 1))):
        return None
    return value, j, scale


def _read_multiplier(t: Tokens, i: int, *, after_digits: bool) -> tuple[int, int]:
    form = t.form(i)
    scale = MULTIPLIERS.get(form, 1)
    if scale == 1:
        return _read_short_thousand(t, i) if form in ("т", "t") and after_digits else (1, i)
    behind_digits = after_digits and (t.glued(i) or _money_follows(t, i + 1))
    if form in GLUED_MULTIPLIERS and (not behind_digits or (t.glued(i + 1) and t.is_digits(i + 1))):
        return 1, i
    dotted = form in SHORT_MULTIPLIERS and t.form(i + 1) == "." and t.glued(i + 1)
    return scale, i + 2 if dotted and not t.breaks(i + 2) else i + 1


def _read_short_thousand(t: Tokens, i: int) -> tuple[int, int]:
    """«2,2 т. дол.», «30 т.р.»: a single letter that means a thousand only before a currency."""
    j = i + 2 if t.form(i + 1) == "." else i + 1
    return (1_000, j) if _money_follows(t, j) else (1, i)


def _money_follows(t: Tokens, i: int) -> bool:
    return t.form(i) in MONEY_MARKS and (t.glued(i) or t.blank(i))


MONEY_MARKS = all_forms(
    "$ € ₴ ₽ £ zł pln czk usdt грн гривень дол долларов доларів руб р євро евро у.о у уе уо usd eur"
)


def read_digits(t: Tokens, i: int, *, after_dash: bool = False) -> tuple[float, int] | None:
    """(value, end) of digits with thousands and decimals; None for parts of dates, times, phones and codes."""
    first = t.forms[i]
    if len(first) > LONGEST or (len(first) > 1 and first[0] == "0"):
        return None
    if not after_dash and _is_inside(t, i):
        return None
    whole, j = _read_groups(t, i)
    if whole is None:
        return None
    fraction = ""
    if t.form(j) in (".", ",") and t.glued(j) and t.glued(j + 1) and t.is_digits(j + 1):
        fraction, j = t.forms[j + 1], j + 2
        if len(fraction) > 3:
            return None
    if t.form(j) in (".", ":", "/", "°") and t.glued(j) and t.glued(j + 1) and t.is_digits(j + 1):
        return None
    if len(whole) > LONGEST:
        return None
    return float(f"{whole}.{fraction or 0}"), j


def _is_inside(t: Tokens, i: int) -> bool:
    """Whether the digits hang on something that makes them part of a code, a date or a phone number."""
    if not t.glued(i):
        return False
    before = t.form(i - 1)
    if before in ("№", "#", "@", "&", "=", "\\"):
        return before != "="
    if before in (".", ",", ":", "/", "'") or before in DASHES:
        return t.glued(i - 1) and t.is_digits(i - 2) and before not in (",",)
    return before[:1].isalpha() and before not in MONEY_MARKS


def _read_groups(t: Tokens, i: int) -> tuple[str | None, int]:
    """Digits joined over thousands separators («25 000», «1.500», «10'000»), and the index after them."""
    whole, j = t.forms[i], i + 1
    if len(whole) > 3:
        return whole, j
    while t.blank(j) and t.is_digits(j) and len(t.forms[j]) == 3 and len(whole) <= LONGEST:
        whole, j = whole + t.forms[j], j + 1
    if j > i + 1:
        phone = t.blank(j) and t.is_digits(j) and len(t.forms[j]) in (2, 4)
        return (None if phone else whole), j
    mark = t.form(j)
    while (
        mark in (".", ",", "'")
        and whole != "0"
        and t.form(j) == mark
        and t.glued(j)
        and t.glued(j + 1)
        and t.is_digits(j + 1)
        and len(t.forms[j + 1]) == 3
        and len(whole) <= LONGEST
    ):
        whole, j = whole + t.forms[j + 1], j + 2
    return whole, j


def _read_words(t: Tokens, i: int) -> tuple[float, int] | None:
    """(value, end) of number words from large to small, as in «сто двадцать пять»."""
    value, j, room = 0.0, i, 1_000.0
    while t.form(j) in WORDS:
        word = WORDS[t.form(j)]
        if word >= room or (j > i and (word == 0 or t.breaks(j))):
            break
        value, j = value + word, j + 1
        room = 100 if word >= 100 else 10 if word >= 20 else 0
        if word in (0, 0.5, 1.5, 150):
            room = 0
    if j == i and WORDS.get(t.form(i), 0) > 1_000:
        return WORDS[t.form(i)], i + 1
    return (value, j) if j > i else None
