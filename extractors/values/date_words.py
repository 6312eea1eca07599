"""Dates in words: «17 жовтня 2023 року», «у травні 2024 р.», «влітку 2021», «2019 року», «в 2014»."""

from collections.abc import Iterator

from extractors.languages import en, ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.calendar import Dated, full_year, is_day, is_year, iso
from extractors.values.currency import WORDS as CURRENCY_WORDS
from extractors.values.date_numeric import year_words
from extractors.values.numbers import WORDS as NUMBER_WORDS
from extractors.values.tokens import DASHES, Tokens

MONTHS = by_form(uk.MONTHS, ru.MONTHS, en.MONTHS, en.TRANSLITERATED_MONTHS)
SHORT_MONTHS = by_form(uk.MONTHS_SHORT, ru.MONTHS_SHORT)
SEASONS = by_form(uk.SEASONS, ru.SEASONS)
ORDINALS = by_form(uk.ORDINALS, ru.ORDINALS)
PREPOSITIONS = all_forms(uk.CALENDAR_PREPOSITIONS, ru.CALENDAR_PREPOSITIONS)
YEAR_WORDS = all_forms(uk.YEAR_WORDS, ru.YEAR_WORDS)
COUNTED = all_forms(uk.COUNTED, ru.COUNTED) - YEAR_WORDS
RANGE = DASHES | all_forms("по до")
LIST = all_forms(", і й и та или або")
DAY_ENDINGS = all_forms("го е ого ше те")
YEAR_ENDINGS = all_forms("го му м й ого ому ом ий ті х")
UNSURE = all_forms("лютий лютим лютого лютому май мая март марта марті августа августе маєм липень may march")
"""Months that are also names, adjectives or other words: alone they need a preposition."""
SHORT_NAMED = frozenset(("may", "march"))


def word_dates(t: Tokens) -> Iterator[Dated]:
    """Every date with the name of a month or a season."""
    for i, form in enumerate(t.forms):
        if form in MONTHS:
            yield from _around_month(t, i, MONTHS[form])
        elif form in SHORT_MONTHS:
            yield from _around_short_month(t, i, SHORT_MONTHS[form])
        elif form in SEASONS:
            yield from _season(t, i)


def _around_month(t: Tokens, i: int, month: int) -> Iterator[Dated]:
    """The dates that share this name of a month: «3, 7 и 12 апреля» are three."""
    year, end = _year_after(t, i + 1)
    days = _days_before(t, i)
    if not days:
        yield from _month_alone(t, i, month, year, end)
        return
    for first, last, low, high in days:
        value = iso(year, month, high)
        start = iso(year, month, low) if low != high else None
        if value and (low == high or start):
            stop = end if last == i else last
            yield Dated(first, stop, f"{start}/{value}" if start else value)


def _days_before(t: Tokens, i: int) -> list[tuple[int, int, int, int]]:
    """(first, end, low, high) of the days before the month at `i`, in order; the last one's end is `i`."""
    days: list[tuple[int, int, int, int]] = []
    j = i
    while len(days) < 31 and (read := _day_ending_at(t, j)) is not None:
        first, day = read
        low = day
        if t.form(first - 1) in DASHES and (before := _day_ending_at(t, first - 1)) and before[1] < day:
            first, low = before
        days.append((first, j, low, day))
        if t.form(first - 1) not in LIST or not t.is_digits(first - 2) or len(t.form(first - 2)) > 2:
            break
        j = first - 1
    return _without_foreign_days(t, days[::-1])


def _without_foreign_days(t: Tokens, days: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Days of a list must rise: in «кв. 14, 12 травня» the flat is no day."""
    while len(days) > 1 and not (days[0][3] < days[1][2] and t.form(days[0][0] - 1) not in (".", "№", "кв", "буд")):
        days = days[1:]
    return days


def _day_ending_at(t: Tokens, end: int) -> tuple[int, int] | None:
    """(first, day) of the day right before token `end`: «12», «12-го», «першого», «двадцять третього»."""
    i = end - 1
    if t.breaks(end):
        return None
    if t.form(i) in DAY_ENDINGS and t.form(i - 1) in DASHES and t.is_digits(i - 2):
        i -= 2
    if is_day(t.form(i)):
        inside = t.glued(i) and (t.form(i - 1) in (".", ":", "/", ",") or t.form(i - 1)[:1].isalnum())
        return None if inside or (t.form(i)[0] == "0" and len(t.form(i)) == 1) else (i, int(t.form(i)))
    day = ORDINALS.get(t.form(i))
    if day is None:
        return None
    tens = NUMBER_WORDS.get(t.form(i - 1))
    if day < 10 and tens in (20, 30) and day + tens <= 31:
        return i - 1, int(day + tens)
    return i, day


def _year_after(t: Tokens, i: int) -> tuple[int | None, int]:
    """(year, end) of a year from token `i`: «2023», «, 2023 року», «2023-го», «22 р.»; (None, i) if there is none."""
    j = i + 1 if t.form(i) == "," and is_year(t.form(i + 1)) and not t.is_digits(i + 2) else i
    form = t.form(j)
    if t.breaks(j) or not t.is_digits(j):
        return None, i
    if is_year(form) and t.form(j + 1) not in CURRENCY_WORDS:
        return int(form), _year_end(t, j)
    words = year_words(t, j + 1)
    if len(form) == 2 and words > j + 1:
        return full_year(form), words
    return None, i


def _year_end(t: Tokens, j: int) -> int:
    """The index after a year with its ending and its words: «2014-му», «2019 року», «2024 р.»."""
    end = j + 1
    if t.form(end) in DASHES and t.glued(end) and t.form(end + 1) in YEAR_ENDINGS and t.glued(end + 1):
        end += 2
    return year_words(t, end)


def _month_alone(t: Tokens, i: int, month: int, year: int | None, end: int) -> Iterator[Dated]:
    """A month with or without its year; «з березня по жовтень 2024» is one stretch."""
    if year is not None:
        start = _stretch_start(t, i, month)
        value = iso(year, month, None)
        if start and value:
            yield Dated(start[0], end, f"{iso(year, start[1], None)}/{value}")
        elif value and (t.forms[i] not in SHORT_NAMED or t.is_capital(i)):
            yield Dated(i, end, value)
        return
    if _is_stretch_begun(t, i) or not _is_month_used_as_month(t, i):
        return
    value = iso(None, month, None)
    if value:
        yield Dated(i, i + 1, value, 0.75, "A month without a year.")


def _stretch_start(t: Tokens, i: int, month: int) -> tuple[int, int] | None:
    """(token, month) of the month that begins a stretch which ends with the month at `i`."""
    earlier = MONTHS.get(t.form(i - 2))
    if earlier is None or t.form(i - 1) not in RANGE or _days_before(t, i - 2):
        return None
    return (i - 2, earlier) if earlier < month else None


def _is_stretch_begun(t: Tokens, i: int) -> bool:
    """Whether this month begins a stretch that the next month, with a year, will report."""
    following = MONTHS.get(t.form(i + 2))
    if following is None or t.form(i + 1) not in RANGE or following <= MONTHS[t.forms[i]]:
        return False
    return _year_after(t, i + 3)[0] is not None


def _is_month_used_as_month(t: Tokens, i: int) -> bool:
    """Whether a month alone means the month: a name of August or a fierce (лютий) dog does not."""
    if t.form(i - 1) in PREPOSITIONS and not t.breaks(i):
        return not (t.is_capital(i) and t.forms[i] in UNSURE and t.form(i - 1) not in ("в", "у", "с", "з"))
    if t.forms[i].isascii() or t.forms[i] in UNSURE:
        return t.form(i - 1) in LIST and t.form(i - 2) in MONTHS
    return not (t.is_capital(i) and not t.ends_sentence(i - 1) and i > 0)


def _around_short_month(t: Tokens, i: int, month: int) -> Iterator[Dated]:
    """«12 окт. 2023», «5 груд»: a shortened month needs its day, and a dot or a year."""
    dotted = t.form(i + 1) == "." and t.glued(i + 1)
    year, end = _year_after(t, i + 2 if dotted else i + 1)
    day = _day_ending_at(t, i)
    if day is None or not (dotted or year):
        return
    value = iso(year, month, day[1])
    if value:
        yield Dated(day[0], end, value, 0.9 if year else 0.8)


def _season(t: Tokens, i: int) -> Iterator[Dated]:
    """«влітку 2021», «осінь 2014 року»: the year is known, the season is told in the reason."""
    year, end = _year_after(t, i + 1)
    if year is not None:
        yield Dated(i, end, str(year), 0.9, f"The {SEASONS[t.forms[i]]} of that year.")


def year_dates(t: Tokens) -> Iterator[Dated]:
    """Years on their own: «2019 року», «в 2014», «(2014)», «2012–2013 роки», «з 2004 по 2008 рік»."""
    for i in t.digit_indexes():
        form = t.forms[i]
        if (is_year(form) or _is_old_year(t, i)) and not (
            t.glued(i) and t.form(i - 1) in (".", "/", ":", "№", "+", ",")
        ):
            found = _year(t, i)
            if found:
                yield found


def _is_old_year(t: Tokens, i: int) -> bool:
    """Whether four digits before «року» are a year of an older century."""
    return len(t.forms[i]) == 4 and t.forms[i][:2] in ("17", "18") and t.form(i + 1) in YEAR_WORDS


def _year(t: Tokens, i: int) -> Dated | None:
    if t.glued(i) and (t.form(i - 1)[:1].isalnum() or (t.form(i - 1) in DASHES and not is_year(t.form(i - 2)))):
        return None
    second = i + 2 if t.form(i + 1) in DASHES and is_year(t.form(i + 2)) and t.forms[i] < t.form(i + 2) else None
    last = second or i
    end = _year_end(t, last)
    after = t.form(end)
    if t.glued(last + 1) and after[:1].isalnum() and end == last + 1:
        return None
    if t.glued(last + 1) and after in (".", "/", ":", ",") and t.glued(last + 2) and t.is_digits(last + 2):
        return None
    value = f"{t.forms[i]}/{t.forms[last]}" if second else t.forms[i]
    if end > last + 1 or _born_follows(t, last + 1):
        if t.form(end - 1) in ("р", ".") and t.form(last + 1) == "р" and not t.is_ukrainian_near(i):
            return None
        return Dated(i, end, value, 0.95)
    score = _bare_year_score(t, i, last)
    return Dated(i, end, value, score) if score else None


def _born_follows(t: Tokens, i: int) -> bool:
    """Whether «р.н.», «г.р.», «рн», «года рождения» follow a year."""
    if t.form(i) in ("рн", "гр", "нар", "народження", "рождения"):
        return True
    return t.form(i) in YEAR_WORDS and t.form(i + 1) in (".", "н", "р", "народження", "рождения", "рожд", "нар")


def _bare_year_score(t: Tokens, i: int, last: int) -> float:
    """How likely four digits without «року» are a year; 0 if they count or number something."""
    before, after = t.form(i - 1), t.form(last + 1)
    if (
        after in CURRENCY_WORDS
        or after in COUNTED
        or after in ("%", "°", "№", "+", "х", "x", "*")
        or before in ("№", "+")
    ):
        return 0.0
    if t.is_digits(last + 1) or t.is_digits(i - 1):
        return 0.0
    open_end = not t.is_word(last + 1) or t.breaks(last + 1)
    if before in ("в", "у", "с", "з", "зі", "із", "со") and not t.breaks(i):
        return 0.85
    if before in PREPOSITIONS and not t.breaks(i):
        return 0.7 if open_end or after in PREPOSITIONS or after in YEAR_WORDS else 0.0
    if (before in ("(", "[") and after in (")", "]", ",", ";")) or (after == ")" and before == ","):
        return 0.75
    if last > i:
        return 0.75 if open_end else 0.0
    return 0.6 if before == "," and open_end and after in (".", ",", ":", ";", "", ")") else 0.0
