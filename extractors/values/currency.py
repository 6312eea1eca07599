"""Currency words, signs and codes beside an amount."""

from functools import lru_cache
from typing import NamedTuple

from extractors.languages import en, ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.numbers import starts_number
from extractors.values.tokens import Tokens, stem_in

SIGNS = by_form(en.CURRENCY_SIGNS)
CODES = by_form(en.CURRENCIES)
WORDS = {**by_form(uk.CURRENCIES, ru.CURRENCIES, en.CURRENCIES), **SIGNS}
ADJECTIVES = by_form(uk.CURRENCY_ADJECTIVES, ru.CURRENCY_ADJECTIVES)
DOTTED = all_forms("грн руб дол долл зл коп тис крб злот")
SUBUNITS = all_forms(uk.SUBUNITS, ru.SUBUNITS)
CROWNS = frozenset(form for form, code in WORDS.items() if code == "CZK" and form.startswith("крон"))
PLACES = {
    code: frozenset((uk.CURRENCY_PLACES.get(code, "") + " " + ru.CURRENCY_PLACES.get(code, "")).split())
    for code in ("NOK", "SEK", "DKK", "ISK", "CZK")
}
CONDITIONAL_UNITS = frozenset(("уо", "уе", "ye"))
SMALLEST = {"KRW": 1_000, "UZS": 1_000, "KGS": 100, "BGN": 10, "THB": 100, "RON": 10, "GBP": 10, "INR": 100}
"""Below these amounts the word is more likely a bag, a fish, a lion or a pound of meat."""
CROWNS_WITHIN = 40
"""Tokens around crowns in which a country or town may say whose they are: one advert."""
PLAIN = "An amount with its currency."
BETWEEN = all_forms("чистими чистыми грязными брудними (")


class Currency(NamedTuple):
    """A currency, the tokens it takes, cents written after it, and how sure the reading is."""

    code: str
    first: int
    end: int
    score: float = 0.97
    reason: str = PLAIN
    fraction: float = 0.0


def read_sign_before(t: Tokens, i: int) -> Currency | None:
    """The currency sign or code right before an amount: «$1200», «€ 500», «USD 300»."""
    form = t.form(i - 1)
    if t.breaks(i) or t.starts[i] - t.ends[i - 1] > 1:
        return None
    if form in SIGNS:
        return Currency(SIGNS[form], i - 1, i)
    if form in CODES and len(form) in (3, 4) and form.isascii() and form not in ("try", "nis"):
        return Currency(CODES[form], i - 1, i)
    return None


def read_currency(t: Tokens, i: int, amount: float) -> Currency | None:
    """The currency that stands at token `i`, right after an amount, with an adjective or a bracketed amount between."""
    if t.form(i) == "+" and t.glued(i):
        i += 1
    i = _after_bracket(t, i)
    if t.breaks(i) or t.starts[i] - t.ends[i - 1] > 2:
        return None
    adjective = ADJECTIVES.get(t.form(i))
    j = i + 1 if adjective else i
    form = t.form(j)
    if form in ("у", "y") and t.form(j + 1) in (".", "/") and t.form(j + 2) in ("о", "е", "e", "o"):
        return _conditional(i, j + (4 if t.form(j + 3) == "." and t.form(j + 1) == "." else 3))
    if form in CONDITIONAL_UNITS:
        return _conditional(i, j + 1)
    if form in ("р", "p"):
        return _read_rubles(t, j, amount)
    code = WORDS.get(form)
    if form == "гр" and (amount < 1_000 or 1900 <= amount <= 2100):
        return None
    if code is None or amount < SMALLEST.get(code, 0):
        return None
    return _finish(t, i, j, adjective, code)


def _conditional(i: int, end: int) -> Currency:
    return Currency("USD", i, end, 0.85, "Conditional units, nearly always dollars.")


def _finish(t: Tokens, i: int, j: int, adjective: str | None, code: str) -> Currency:
    """The currency with its dot, its country and its cents."""
    form, end, score, reason = t.form(j), j + 1, 0.97, PLAIN
    if form in DOTTED and t.form(end) == "." and t.glued(end) and (form != "грн" or _goes_on(t, end + 1)):
        end += 1
    if t.form(end) in ("сша", "usa") and code == "USD":
        end += 1
    if adjective:
        code = adjective
    elif form in CROWNS:
        code, score, reason = _whose_crowns(t, j)
    elif form.startswith("зелен"):
        score, reason = 0.8, "Slang for dollars."
    fraction, end = _read_cents(t, end)
    return Currency(code, i, end, score, reason, fraction)


def _goes_on(t: Tokens, i: int) -> bool:
    """Whether the sentence goes on after the dot of an abbreviation."""
    return not t.breaks(i) and not t.is_capital(i)


def _after_bracket(t: Tokens, i: int) -> int:
    """The index after «(дві тисячі п'ятсот)» between figures and currency; the same index if there is none."""
    if t.form(i) != "(":
        return i
    if t.form(i + 1) in WORDS:
        return i + 1
    for j in range(i + 1, min(i + 14, len(t)) if starts_number(t, i + 1) else i):
        if t.form(j) == ")":
            return j + 1
    return i


def _whose_crowns(t: Tokens, j: int) -> tuple[str, float, str]:
    for away in range(1, CROWNS_WITHIN):
        for form in (t.form(j - away), t.form(j + away)):
            if code := _crowns_of(form):
                return code, 0.9, f"Crowns, read as {code} by the place named near."
    return "CZK", 0.75, "Whose crowns is not said; Czech ones are the most usual."


@lru_cache(maxsize=20_000)
def _crowns_of(form: str) -> str | None:
    """The currency of the country that a word names, if people count in crowns there."""
    return next((code for code, stems in PLACES.items() if len(form) > 3 and stem_in(form, stems)), None)


def _read_rubles(t: Tokens, j: int, amount: float) -> Currency | None:
    """«2000 р.»: roubles in Russian text; «2019 р.» and «26 р.» are years in Ukrainian."""
    year_like = 1900 <= amount <= 2100
    ukrainian = t.is_ukrainian_near(j)
    if amount < 100 or (year_like and (ukrainian or amount != round(amount, -2))) or t.form(j + 1) in ("-",):
        return None
    if t.form(j + 1) == "." and t.form(j + 2) in ("н", "нар"):
        return None
    end = j + 2 if t.form(j + 1) == "." and t.glued(j + 1) else j + 1
    return Currency("RUB", j, end, 0.85, "A single «р» after an amount: roubles.")


def _read_cents(t: Tokens, i: int) -> tuple[float, int]:
    """(fraction, end) of «50 коп.» after «312 грн»."""
    if t.is_digits(i) and len(t.forms[i]) <= 2 and t.form(i + 1) in SUBUNITS:
        dotted = t.form(i + 2) == "." and t.form(i + 1) == "коп"
        return int(t.forms[i]) / 100, i + 3 if dotted else i + 2
    return 0.0, i
