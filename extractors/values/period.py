"""For how long an amount of money is paid: hour, shift, day, week, month, year, trip."""

from extractors.languages import en, ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.tokens import Tokens

UNITS = by_form(uk.PERIODS, ru.PERIODS, en.PERIODS)
ALONE = all_forms(uk.PERIOD_ALONE, ru.PERIOD_ALONE)
PREPOSITIONS = all_forms(uk.PERIOD_PREPOSITIONS, ru.PERIOD_PREPOSITIONS)
ONE = all_forms(uk.PERIOD_ONE, ru.PERIOD_ONE, "1")
FILLERS = all_forms(uk.PERIOD_FILLERS, ru.PERIOD_FILLERS, "netto brutto (")
LOOSE = all_forms(uk.PERIOD_LOOSE, ru.PERIOD_LOOSE)
"""Units that may follow an amount without preposition: «2200 р. день»."""
HOURLY_AT_MOST = 1_000
"""«/год» above this is a year even in Ukrainian: hourly pay in the development passages ends at a few hundred."""


def period_after(t: Tokens, i: int, amount: float, *, bare: bool = False) -> tuple[str | None, int]:
    """(period, end) read from token `i`, right after the money; `end` covers it only where nothing lies between."""
    period, end = _read(t, i, amount, loose=not bare)
    if period:
        return period, end
    for j in range(i, min(i + 4, len(t))):
        if t.form(j) not in FILLERS or t.breaks(j):
            period = _read(t, j, amount, loose=False)[0] if j > i else None
            return period, i
    return None, i


def period_before(t: Tokens, i: int) -> str | None:
    """The period named up to four words before the money: «за зміну 1500», «щомісяця від 2000 євро»."""
    for j in range(i - 1, max(i - 5, -1), -1):
        form = t.form(j)
        if t.breaks(j + 1) or form in (".", ";", ",", "!", "?") or t.is_digits(j):
            return None
        if form in ALONE or (form in UNITS and t.form(j - 1) in PREPOSITIONS and not _already_taken(t, j - 1)):
            return _resolve(t, j, 0)
        if form in UNITS and form[-2:] in ("на", "ая", "ня", "ий", "ый"):
            return _resolve(t, j, 0)
    return None


def _already_taken(t: Tokens, j: int) -> bool:
    """Whether the period belongs to a number right before its preposition."""
    return t.is_digits(j - 1) or t.form(j - 1) in ("грн", "€", "$", "євро", "евро", "руб", "₽", ".")


def _read(t: Tokens, i: int, amount: float, *, loose: bool) -> tuple[str | None, int]:
    form = t.form(i)
    if t.breaks(i):
        return None, i
    if form in ALONE:
        return _resolve(t, i, amount), i + 1
    j = i
    if form in ("/", "\\", "|"):
        j = i + 1
        if t.form(j) in PREPOSITIONS:
            j += 1
    elif form in PREPOSITIONS:
        j = i + 2 if t.form(i + 1) in ONE else i + 1
    elif not (loose and form in LOOSE):
        return None, i
    if t.form(j) not in UNITS or (form in ("на", "за") and t.form(j) in ("дні", "дні", "роки", "годы")):
        return None, i
    dotted = t.form(j + 1) == "." and len(t.form(j)) <= 3 and not t.breaks(j + 2) and not t.is_capital(j + 2)
    return _resolve(t, j, amount), j + 2 if dotted and t.form(j) not in ("день", "час", "дня") else j + 1


def _resolve(t: Tokens, j: int, amount: float) -> str | None:
    """The unit at token `j`; «год» is an hour in Ukrainian and a year in Russian."""
    if t.form(j) == "год":
        slash = t.form(j - 1) in ("/", "нетто", "брутто")
        hour = t.is_ukrainian_near(j) or (slash and amount < 100)
        return "hour" if hour and amount <= HOURLY_AT_MOST else "year"
    return UNITS.get(t.form(j))
