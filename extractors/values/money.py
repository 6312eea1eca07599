"""Amounts and ranges of money with currency, period and role.

price-parser reads «від 25 тис. грн» as 25, «1500-2000 євро» as 1500 "р" and «30-40к» as 30 (domain/entities.md,
section 5), hence this grammar: amount [– amount] currency [period], where multipliers, number words and signs in
front are understood. A number alone is money only where words of pay, debt or fine stand beside it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms
from extractors.values.currency import Currency, read_currency, read_sign_before
from extractors.values.numbers import STARTERS, Number, read_number, starts_number
from extractors.values.period import period_after, period_before
from extractors.values.role import money_role, role_beside
from extractors.values.tokens import DASHES, Tokens, tokenize
from pipeline.document import Entity, EntityLabel, Money

SOURCE = "identifiers.money@1"
AT_LEAST = all_forms(uk.AT_LEAST, ru.AT_LEAST, ">")
AT_MOST = all_forms(uk.AT_MOST, ru.AT_MOST, "<")
MORE = all_forms("більше больше")
THAN = all_forms(uk.LESS_OR_MORE, ru.LESS_OR_MORE)
RANGE_WORDS = frozenset(("до",))
JOINING = all_forms("до і й та и або или чи , /")
FUNCTION_WORDS = all_forms(uk.MONEY_FUNCTION_WORDS, ru.MONEY_FUNCTION_WORDS)
FILLERS = FUNCTION_WORDS | DASHES | frozenset(":=~≈") | all_forms(uk.MONEY_FILLERS, ru.MONEY_FILLERS)
COUNTED = all_forms(uk.COUNTED, ru.COUNTED)
SMALLEST_BARE = 20
"""A number alone below this is nearly always a count, an hour or a day in the development passages."""
CONTINUING = DASHES | all_forms(uk.CONTINUING, ru.CONTINUING)
CONTINUED_WITHIN = 16
"""Tokens between an amount and the next one that may take over its currency, about one clause."""
SMALLEST_PAID = 300
"""A number alone with «в месяц», «за ночь» is pay from here on; below stand speeds, times and counts."""
LARGEST = 1e12


class Amount(NamedTuple):
    """A number or range, and the index of the token after it."""

    low: float | None
    high: float | None
    end: int
    scaled: bool
    digits: bool


class Found(NamedTuple):
    """An amount that may be money: its tokens, its reading and what it costs to believe it."""

    first: int
    end: int
    money: Money
    role: str | None
    score: float
    reason: str


def find(text: str) -> Iterator[Entity]:
    """Every amount of money in the text, with `value` a Money and `role` pay, fee, debt, fine, price or None."""
    t = tokenize(text)
    for found in _joined(t, list(_candidates(t))):
        yield Entity(
            start=t.starts[found.first],
            end=t.ends[found.end - 1],
            label=EntityLabel.MONEY,
            value=found.money,
            source=SOURCE,
            score=found.score,
            reason=found.reason,
            role=found.role,
        )


def _candidates(t: Tokens) -> Iterator[Found | Amount]:
    """Money from left to right, and between it the bare amounts that a neighbour may still make money."""
    done = 0
    for i in t.digit_indexes(STARTERS):
        if i < done:
            continue
        amount = read_amount(t, i)
        if amount is None:
            done = _skip_code(t, i) if t.is_digits(i) else i + 1
            continue
        found = _with_currency(t, i, amount, done) or _without_currency(t, i, amount)
        if found:
            yield found
        elif amount.digits:
            yield amount._replace(end=i)
        done = found.end if found else amount.end


def _skip_code(t: Tokens, i: int) -> int:
    """The index after a run of digits and marks without blanks: a date, a phone number, a code."""
    i += 1
    while t.glued(i) and (t.is_digits(i) or not t.is_word(i)):
        i += 1
    return i


def read_amount(t: Tokens, i: int) -> Amount | None:
    """The number or range that begins at token `i`, with its multiplier on both ends («30-40к»), or None."""
    one = read_number(t, i)
    if one is None or one.value >= LARGEST:
        return None
    two = _range_end(t, i, one)
    if two is None:
        return Amount(one.value, one.value, one.end, one.factor > 1, one.digits)
    low = one.value * two.factor if one.factor == 1 and one.value * two.factor < two.value else one.value
    return Amount(low, two.value, two.end, two.factor > 1 or one.factor > 1, one.digits)


def _range_end(t: Tokens, i: int, one: Number) -> Number | None:
    """The second number of a range, if there is one and it is the larger."""
    j = one.end
    dash = t.form(j) in DASHES
    if not (dash or t.form(j) in RANGE_WORDS or t.form(j) == "…") or not starts_number(t, j + 1):
        return None
    two = read_number(t, j + 1, after_dash=dash)
    if two is None or two.value <= one.value or (dash and two.digits != one.digits):
        return None
    chain = dash and t.form(two.end) in DASHES and t.glued(two.end) and t.is_digits(two.end + 1)
    return None if chain else two


def _with_currency(t: Tokens, i: int, amount: Amount, free: int) -> Found | None:
    """The amount as money if a currency stands behind it, or before it from the token `free` on."""
    sign = read_sign_before(t, i) if i > free else None
    currency = read_currency(t, amount.end, amount.high or 0)
    if currency is None and sign is None:
        return None
    if currency is None or (sign and sign.first < i and t.glued(i) and not t.glued(amount.end)):
        currency = sign._replace(end=amount.end) if sign else None
    if currency is None or amount.high is None:
        return None
    amount, currency = _second_half(t, amount, currency)
    first = min(i, currency.first) if currency.first < i else i
    return _money(t, first, i, amount, currency)


def _second_half(t: Tokens, amount: Amount, currency: Currency) -> tuple[Amount, Currency]:
    """«1500 € – 2000 €», «$1500-$2000», «12 грн 50 коп.»: the amount widened by what follows the currency."""
    j = currency.end
    if t.form(j) not in DASHES or amount.low != amount.high:
        return amount, currency
    k = j + 2 if read_sign_before(t, j + 2) else j + 1
    two = read_number(t, k, after_dash=True) if starts_number(t, k) else None
    if two is None or amount.low is None or two.value <= amount.low:
        return amount, currency
    again = read_currency(t, two.end, two.value)
    if k == j + 1 and (again is None or again.code != currency.code):
        return amount, currency
    end = again.end if again else two.end
    return amount._replace(high=two.value, end=end), currency._replace(end=end)


def _money(t: Tokens, first: int, i: int, amount: Amount, currency: Currency) -> Found:
    end = max(currency.end, amount.end)
    period, after = period_after(t, end, amount.high or 0)
    period = period or period_before(t, first)
    low, high = _bounds(t, first, end, amount)
    cents = currency.fraction if low == high and low is not None else 0.0
    if cents and low is not None and high is not None:
        low, high = low + cents, high + cents
    money = Money(min=low, max=high, currency=currency.code, period=period)
    role = money_role(t, first, end)
    return Found(first, after, money, role, currency.score, currency.reason)


def _bounds(t: Tokens, first: int, end: int, amount: Amount) -> tuple[float | None, float | None]:
    """(min, max): «від 500» has no max, «до 500» has no min."""
    low, high = amount.low, amount.high
    before = t.form(first - 1)
    if any(t.form(k) == "+" and t.glued(k) and not t.is_digits(k + 1) for k in (amount.end, end)):
        return low, None
    if low != high or (before in AT_MOST and before != "не" and _is_second(t, first)):
        return low, high
    if before in AT_LEAST and before != "зі" and not (before == "от" and t.form(first - 2) == "вот"):
        return low, None
    if before in AT_MOST and (before != "не"):
        return None, high
    if before in THAN and t.form(first - 2) in MORE:
        return (None, high) if t.form(first - 3) == "не" else (low, None)
    return low, high


def _is_second(t: Tokens, first: int) -> bool:
    """Whether «до» stands between two amounts rather than before a limit."""
    return t.is_digits(first - 2)


def _without_currency(t: Tokens, i: int, amount: Amount) -> Found | None:
    """The amount as money without a currency, if words beside it say that it is money."""
    if not amount.high or amount.high < SMALLEST_BARE or _counts_things(t, i, amount):
        return None
    period, after = period_after(t, amount.end, amount.high, bare=True)
    if not (after > amount.end or _stands_free(t, amount.end)):
        return None
    role = role_beside(t, i, FILLERS)
    paid_by = period is not None and after > amount.end and amount.high >= SMALLEST_PAID
    if not amount.scaled and (not (role or paid_by) or _is_code(t, i, amount)):
        return None
    low, high = _bounds(t, i, amount.end, amount)
    money = Money(min=low, max=high, currency=None, period=period or period_before(t, i))
    role = role or ("pay" if paid_by else money_role(t, i, amount.end))
    reason = "Words of money stand beside the number; its currency is not written."
    return Found(i, max(after, amount.end), money, role, 0.7 if role else 0.55, reason)


def _stands_free(t: Tokens, i: int) -> bool:
    """Whether what follows an amount is not a thing that it counts."""
    if t.form(i) in DASHES and t.glued(i):
        return False
    return not t.is_word(i) or t.breaks(i) or t.form(i) in FUNCTION_WORDS


def _counts_things(t: Tokens, i: int, amount: Amount) -> bool:
    """Whether the number counts people, kilometres, kilograms … or says a year, an hour, a share."""
    follows = t.form(amount.end)
    if (
        follows in COUNTED
        or follows in ("%", "°", "№", "+", "м")
        or any(follows.startswith(c) for c in ("квартир", "кімн"))
    ):
        return True
    return t.form(i - 1) in ("№", "#", "+", "ст", "кв", "буд", "тел")


def _is_code(t: Tokens, i: int, amount: Amount) -> bool:
    """Whether a bare number looks like a year, or like a piece of a phone or card number."""
    if amount.digits and amount.high != int(amount.high or 0):
        return True
    if not amount.digits:
        return False
    year = amount.low == amount.high and 1900 <= (amount.high or 0) <= 2100 and len(t.form(i)) == 4
    neighbour = t.is_digits(amount.end) or (t.is_digits(i - 1) and not t.breaks(i))
    dashed = t.form(amount.end) in DASHES and t.glued(amount.end) and t.is_digits(amount.end + 1)
    return year or neighbour or dashed


def _joined(t: Tokens, candidates: list[Found | Amount]) -> Iterator[Found]:
    """The money among the candidates, and the bare amounts that a neighbour makes money."""
    following: Found | None = None
    kept: list[Found | Amount] = []
    for candidate in reversed(candidates):
        found = candidate if isinstance(candidate, Found) else _like(t, candidate, following)
        kept.append(found or candidate)
        following = found
    before: Found | None = None
    for candidate in reversed(kept):
        found = candidate if isinstance(candidate, Found) else _after(t, candidate, before)
        if found:
            yield found
            before = found


def _after(t: Tokens, bare: Amount, before: Found | None) -> Found | None:
    """A bare amount in the currency of the money before it: «їжа – 60 грн, прогул – 40», «600 євро, решту 400»."""
    i = bare.end
    if before is None or t.form(i - 1) not in CONTINUING or not 0 < i - before.end <= CONTINUED_WITHIN:
        return None
    amount = read_amount(t, i)
    if amount is None or not amount.low or amount.low < 10 or _counts_things(t, i, amount) or _is_code(t, i, amount):
        return None
    if not _stands_free(t, amount.end) or any(t.ends_sentence(k) for k in range(before.end, i)):
        return None
    money = Money(min=amount.low, max=amount.high, currency=before.money.currency, period=None)
    reason = "Follows another amount in the same sentence and is read in its currency."
    return Found(i, amount.end, money, money_role(t, i, amount.end), 0.6, reason)


def _like(t: Tokens, amount: Amount, following: Found | None) -> Found | None:
    """A bare amount read in the currency of the money right after it, if they are joined and of like size."""
    if following is None or following.money.currency is None or not amount.low or not following.money.max:
        return None
    again = read_amount(t, amount.end)
    if again is None or again.end + 1 != following.first or t.form(again.end) not in JOINING:
        return None
    if t.is_digits(amount.end - 1) or again.low != int(again.low or 0):
        return None
    if not following.money.max / 10 <= amount.low <= following.money.max * 10 or amount.low < SMALLEST_BARE:
        return None
    money = Money(min=again.low, max=again.high, currency=following.money.currency, period=following.money.period)
    reason = "Takes its currency from the amount right after it."
    return Found(amount.end, again.end, money, following.role, 0.8, reason)
