"""Dates in figures: 17.10.2023, 17/10/23, 2023-10-17, 2023-10-17T14:25, 01.2019, 12.IV.2023, «з 6.06», 1–5.06.2024."""

import re
from collections.abc import Iterator

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.calendar import Dated, full_year, iso
from extractors.values.currency import WORDS as CURRENCY_WORDS
from extractors.values.tokens import DASHES, Tokens

ROMAN = {
    form: month
    for month, form in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}
ROMAN_LOOKALIKES = str.maketrans("іхІХ", "ixix")
SEPARATORS = frozenset("./-")
BEFORE_SHORT = all_forms("з із с со до по від от на к ко за в у")
YEAR_AFTER = all_forms(uk.YEAR_WORDS, ru.YEAR_WORDS)
CLOCK = by_form({True: "о об в у"})
TIME = re.compile(r"T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


def numeric_dates(t: Tokens) -> Iterator[Dated]:
    """Every date in figures, from left to right."""
    done = 0
    for i in t.digit_indexes():
        found = _at(t, i) if i >= done and not _hangs_on(t, i) else None
        if found:
            yield found
            done = found.end


def _hangs_on(t: Tokens, i: int) -> bool:
    """Whether the digits are the rest of a number, a code or a path."""
    before = t.form(i - 1)
    if not t.glued(i):
        return False
    return before in ("№", "/", ".", ",", ":", "+", "#") or before[:1].isalnum() or (before == "-" and t.is_word(i - 2))


def _at(t: Tokens, i: int) -> Dated | None:
    for read in (_day_month_year, _year_month_day, _roman, _month_year, _day_month):
        if found := read(t, i):
            return found
    return None


def _joined(t: Tokens, i: int, mark: str) -> bool:
    """Whether `mark` and then digits follow token `i` without a blank before the mark, «17. 10. 2023» included."""
    if t.form(i + 1) != mark or not t.glued(i + 1) or not t.is_digits(i + 2):
        return False
    return t.glued(i + 2) or (mark == "." and t.blank(i + 2))


def _closed(t: Tokens, end: int) -> bool:
    """Whether the date is not the beginning of a longer code."""
    form = t.form(end)
    if not t.glued(end):
        return True
    if form in (".", "/", ":", ",") or form in DASHES:
        more = t.glued(end + 1) and t.is_digits(end + 1)
        return not more or (form in DASHES and len(t.form(end + 1)) <= 2) or form == ","
    return not form[:1].isalnum() or form in YEAR_AFTER or form == "t"


def year_words(t: Tokens, end: int) -> int:
    """The index after «року», «р.», «года», «г.» behind a date, unless they begin «р.н.», «г.р.», «року народження»."""
    if t.form(end) not in YEAR_AFTER or t.breaks(end):
        return end
    j = end + 1
    if len(t.form(end)) <= 2 and t.form(j) == "." and t.glued(j):
        j += 1
    after = t.form(j) if t.form(j) != "." else t.form(j + 1)
    if after in ("н", "р", "нар", "рожд") or after.startswith(("народж", "рожден")):
        return end
    return j


def _day_month_year(t: Tokens, i: int) -> Dated | None:
    mark = t.form(i + 1)
    if mark not in SEPARATORS or not _joined(t, i, mark) or not _joined(t, i + 2, mark) or not _closed(t, i + 5):
        return None
    day, month, year = t.forms[i], t.forms[i + 2], t.forms[i + 4]
    if len(day) > 2 or len(month) > 2 or (len(year) == 2 and (len(month) != 2 or mark == "-")):
        return None
    known = full_year(year)
    value = iso(known, int(month), int(day)) if known else None
    if value is None:
        return None
    first, value = _from_day(t, i, value)
    return Dated(first, year_words(t, i + 5), value, 0.98 if len(year) == 4 else 0.85)


def _from_day(t: Tokens, i: int, value: str) -> tuple[int, str]:
    """«1–5.06.2024»: the first day of a stretch within one month, joined to the date that ends it."""
    if t.form(i - 1) not in DASHES or not t.is_digits(i - 2) or len(t.form(i - 2)) > 2 or _hangs_on(t, i - 2):
        return i, value
    day = int(t.form(i - 2))
    if not 1 <= day < int(t.forms[i]) or t.form(i - 3) in (".", ":", ",", "/"):
        return i, value
    return i - 2, f"{value[:-2]}{day:02}/{value}"


def _year_month_day(t: Tokens, i: int) -> Dated | None:
    mark = t.form(i + 1)
    if len(t.forms[i]) != 4 or mark not in SEPARATORS or not (_joined(t, i, mark) and _joined(t, i + 2, mark)):
        return None
    year, month, day = full_year(t.forms[i]), t.forms[i + 2], t.forms[i + 4]
    if year is None or len(month) > 2 or len(day) > 2:
        return None
    value = iso(year, int(month), int(day))
    if value is None:
        return None
    clock = TIME.match(t.text, t.ends[i + 4])
    if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        end = i + 5
        while end < len(t) and t.ends[end] <= clock.end():
            end += 1
        return Dated(i, end, f"{value}T{clock[1]}:{clock[2]}", 0.98)
    return Dated(i, i + 5, value, 0.98) if _closed(t, i + 5) else None


def _roman(t: Tokens, i: int) -> Dated | None:
    """12.IV.2023, 12-IV-2023, 12 XI 2023."""
    marked = t.form(i + 1) in SEPARATORS
    step = 2 if marked else 1
    month = ROMAN.get(t.form(i + step).translate(ROMAN_LOOKALIKES))
    end = i + 2 * step
    if month is None or not t.is_capital(i + step) or len(t.forms[i]) > 2 or not t.is_digits(end):
        return None
    if marked and t.form(i + 3) != t.form(i + 1):
        return None
    year = full_year(t.form(end)) if len(t.form(end)) == 4 else None
    value = iso(year, month, int(t.forms[i])) if year else None
    return Dated(i, year_words(t, end + 1), value, 0.9) if value else None


def _month_year(t: Tokens, i: int) -> Dated | None:
    """01.2019, 01/2019: a month of a year."""
    mark = t.form(i + 1)
    if mark not in (".", "/") or not t.glued(i + 2) or not _joined(t, i, mark) or len(t.forms[i]) != 2:
        return None
    year, month = t.form(i + 2), int(t.forms[i])
    if len(year) != 4 or not 1 <= month <= 12 or not _closed(t, i + 3) or full_year(year) is None:
        return None
    if t.form(i - 1) in ("№", "/") or t.form(i + 3) in CURRENCY_WORDS:
        return None
    return Dated(i, year_words(t, i + 3), f"{year}-{month:02}", 0.85)


def _day_month(t: Tokens, i: int) -> Dated | None:
    """«з 6.06», «до 28.07», «04.02 – 6 000»: day and month in figures, where the words around leave no doubt."""
    if t.form(i + 1) != "." or not t.glued(i + 2) or not _joined(t, i, ".") or len(t.forms[i]) > 2:
        return None
    month = t.form(i + 2)
    value = iso(None, int(month), int(t.forms[i])) if len(month) == 2 else None
    if value is None or not _closed(t, i + 3) or not _is_calendar_context(t, i):
        return None
    return Dated(i, i + 3, value, 0.7)


def _is_calendar_context(t: Tokens, i: int) -> bool:
    before, after = t.form(i - 1), t.form(i + 3)
    if after in CURRENCY_WORDS or after in (
        "%",
        "м",
        "кг",
        "км",
        "год",
        "см",
        "га",
        "т",
        "тис",
        "тыс",
        "л",
        "ч",
        "г",
        "час",
    ):
        return False
    if before in ("ст", "п", "пп", "ч", "о", "об", "v", "№", "x", "х"):
        return False
    whole = len(t.forms[i]) == 2 or before in BEFORE_SHORT
    if before in BEFORE_SHORT and whole:
        return before not in ("в", "у", "за", "по", "на") or len(t.forms[i]) == 2
    dated_dash = after in DASHES or after in (":", "+") or before in ("[", "(")
    if before in DASHES and t.form(i - 3) == "." and t.is_digits(i - 2):
        return True
    if before in ("", "«", "[", '"') and after in DASHES and not t.glued(i + 3):
        return True
    return len(t.forms[i]) == 2 and (dated_dash or _clock_follows(t, i + 3))


def _clock_follows(t: Tokens, i: int) -> bool:
    """Whether «о 14:25» or «14:25» follows."""
    j = i + 1 if t.form(i) in CLOCK else i
    return t.is_digits(j) and t.form(j + 1) in (":", ".") and t.glued(j + 1) and len(t.form(j + 2)) == 2
