"""What the words beside an amount say of it: pay, fee, debt, fine, price."""

from collections.abc import Iterator
from functools import lru_cache

from extractors.languages import ru, uk
from extractors.values.tokens import Tokens, stem_in

STEMS = {
    "fine": frozenset((uk.FINE_STEMS + " " + ru.FINE_STEMS).split()),
    "debt": frozenset((uk.DEBT_STEMS + " " + ru.DEBT_STEMS).split()),
    "fee": frozenset((uk.FEE_STEMS + " " + ru.FEE_STEMS).split()),
    "pay": frozenset((uk.PAY_STEMS + " " + ru.PAY_STEMS).split()),
    "weak": frozenset((uk.FEE_STEMS_WEAK + " " + ru.FEE_STEMS_WEAK).split()),
    "price": frozenset((uk.PRICE_STEMS + " " + ru.PRICE_STEMS).split()),
}
BACK_TOKENS = 9
AHEAD_TOKENS = 5


def money_role(t: Tokens, first: int, end: int) -> str | None:
    """The role by the nearest telling word of the same sentence, before the money first, then after it."""
    return _role_among(_before(t, first)) or _role_among(_after(t, end)) or ("pay" if _in_hand(t, end) else None)


def _role_among(forms: Iterator[str]) -> str | None:
    """The role of the first strong word; a weak one makes a fee only where no strong word stands."""
    weak = False
    for role in map(word_role, forms):
        if role and role != "weak":
            return role
        weak = weak or role == "weak"
    return "fee" if weak else None


def _before(t: Tokens, first: int) -> Iterator[str]:
    """The forms before a token, nearest first, within the sentence and line."""
    for i in range(first - 1, max(first - 1 - BACK_TOKENS, -1), -1):
        if t.ends_sentence(i) or t.breaks(i + 1):
            return
        yield t.forms[i]


def _after(t: Tokens, end: int) -> Iterator[str]:
    """The forms from a token on, within the sentence and line."""
    for i in range(end, min(end + AHEAD_TOKENS, len(t))):
        if t.ends_sentence(i) or t.breaks(i):
            return
        yield t.forms[i]


def role_beside(t: Tokens, first: int, fillers: frozenset[str]) -> str | None:
    """The role by a strong word right before the money, with at most three filling words or marks between."""
    for i in range(first - 1, max(first - 5, -1), -1):
        if t.breaks(i + 1) or t.is_digits(i):
            return None
        role = word_role(t.forms[i])
        if role in ("pay", "fine", "fee", "debt"):
            return role
        if t.forms[i] not in fillers:
            return None
    return None


def _in_hand(t: Tokens, end: int) -> bool:
    """Whether «на руки» follows."""
    return t.form(end) == "на" and t.form(end + 1) == "руки"


@lru_cache(maxsize=20_000)
def word_role(form: str) -> str | None:
    """The role one lower-case word tells, or None."""
    if len(form) < 2 or not form[0].isalpha():
        return None
    return next((role for role, stems in STEMS.items() if stem_in(form, stems)), None)
