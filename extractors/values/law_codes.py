"""Which law an article belongs to: the code's name behind it, or what the rest of the text suggests.

Codes in values: CC criminal, CPC criminal procedure, CAO administrative offences, LC labour, CIV civil, CIVPC civil
procedure, FC family, PEC penal, TC tax, CONST constitution, LAW a numbered law; countries by ISO 3166:
"UA-CC:149:2", "UA-LAW:3739-VI:16".
"""

import re
from typing import NamedTuple

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms, by_form
from extractors.values.tokens import Tokens

UKRAINIAN_CODES = by_form(uk.CODES)
RUSSIAN_CODES = by_form(ru.CODES)
ADJECTIVES = by_form(uk.CODE_ADJECTIVES, ru.CODE_ADJECTIVES)
NOUNS = all_forms(uk.CODE_NOUNS, ru.CODE_NOUNS)
COUNTRIES = by_form(uk.COUNTRIES, ru.COUNTRIES)
CONSTITUTIONS = all_forms(uk.CONSTITUTION, ru.CONSTITUTION)
LAWS = all_forms(uk.LAW_NOUNS, ru.LAW_NOUNS)
PROCEDURE = (uk.PROCEDURE_STEM, ru.PROCEDURE_STEM)
PENAL = (uk.PENAL_STEM, ru.PENAL_STEM)
OFFENCES = (uk.OFFENCES_STEM, ru.OFFENCES_STEM)
NAMED = [(title, number) for table in (uk.NAMED_LAWS, ru.NAMED_LAWS) for number, title in table.items()]
NUMBER = re.compile(r"(?:№|N|No)\s?(\d{1,5}(?:/\d{2,4})?[-–](?:[IVXLCІХ]{1,7}|ВР|ФЗ))(?!\w)")
LAW_CHARS = 260
"""How far behind the word «Закон» its number may stand: title and date take about two hundred characters."""
ROMAN = str.maketrans("ІХ–", "IX-")


class Code(NamedTuple):
    """A code: its country (None where the text does not say), letters, the token after it, a law's number."""

    country: str | None
    letters: str
    end: int
    number: str | None = None


def read_code(t: Tokens, i: int) -> Code | None:
    """The code named from token `i` on, or None."""
    if t.form(i) in (")", "»") and not t.glued(i + 1):
        return None
    form = t.form(i)
    if form in UKRAINIAN_CODES or form in RUSSIAN_CODES:
        return _abbreviated(t, i)
    if form in CONSTITUTIONS:
        country, end = read_country(t, i + 1)
        return Code(country, "CONST", end)
    if form in ADJECTIVES or form in NOUNS:
        return _spelled(t, i)
    if form == "k":
        return _polish(t, i)
    if form in ("kk", "kpk"):
        return Code("PL", "CC" if form == "kk" else "CPC", i + 1)
    return read_law(t, i) if form in LAWS else None


def code_before(t: Tokens, i: int) -> Code | None:
    """The code whose name ends right before token `i`: «УК РФ, ст. 127.1»."""
    for k in range(max(0, i - 7), i):
        code = read_code(t, k)
        if (
            code
            and code.letters != "LAW"
            and (code.end == i or (code.end == i - 1 and t.form(i - 1) in (",", ":", "(")))
        ):
            return code._replace(end=i)
    return None


def read_country(t: Tokens, i: int) -> tuple[str | None, int]:
    """(country, end) of a country's name at token `i`."""
    country = COUNTRIES.get(t.form(i))
    if country is None and t.form(i).startswith("республ"):
        country, i = COUNTRIES.get(t.form(i + 1)), i + 1
    if country is None:
        return None, i
    federation = country == "RU" and t.form(i + 1).startswith("федерац")
    return country, i + 2 if federation else i + 1


def _abbreviated(t: Tokens, i: int) -> Code:
    form = t.form(i)
    country, end = read_country(t, i + 1)
    only_ukrainian = form in UKRAINIAN_CODES and form not in RUSSIAN_CODES
    letters = UKRAINIAN_CODES.get(form) or RUSSIAN_CODES[form]
    return Code(country or ("UA" if only_ukrainian else None), letters, end if country else i + 1)


def _spelled(t: Tokens, i: int) -> Code | None:
    """«Кримінального процесуального кодексу України», «Кодексу України про адміністративні правопорушення»."""
    letters = ADJECTIVES.get(t.form(i), "")
    j = i
    while j < i + 4 and t.form(j) not in NOUNS:
        if t.form(j).startswith(PROCEDURE):
            letters += "PC" if letters.startswith("CIV") else ""
            letters = "CPC" if letters == "CC" else letters
        elif t.form(j).startswith(PENAL):
            letters = "PEC"
        j += 1
    if t.form(j) not in NOUNS:
        return None
    country, end = read_country(t, j + 1)
    end = end if country else j + 1
    if not letters:
        for k in range(end, min(end + 4, len(t))):
            if t.form(k).startswith(OFFENCES):
                return Code(country, "CAO", k + 1)
        return None
    return Code(country, letters, end)


def _polish(t: Tokens, i: int) -> Code | None:
    """«k.k.», «k.p.k.»"""
    letters = [t.form(k) for k in range(i, i + 6)]
    if letters[:4] == ["k", ".", "k", "."]:
        return Code("PL", "CC", i + 4)
    return Code("PL", "CPC", i + 6) if letters == ["k", ".", "p", ".", "k", "."] else None


def read_law(t: Tokens, i: int) -> Code | None:
    """The law named from the word «Закон» on, by its number or its well-known title."""
    country, j = read_country(t, i + 1)
    start = t.starts[i]
    near = t.text[start : start + LAW_CHARS]
    match = NUMBER.search(near)
    if match and "." not in re.sub(r"\d\.\d|р\.|г\.", "", near[: match.start()]):
        number = match[1].translate(ROMAN)
        russian = number.endswith("ФЗ")
        end = j
        while end < len(t) and t.starts[end] < start + match.end():
            end += 1
        return Code("RU" if russian else country or "UA", "LAW", end, number)
    return _titled(t, i, country, j)


def _titled(t: Tokens, i: int, country: str | None, j: int) -> Code | None:
    forms = " ".join(t.forms[j : j + 14])
    for title, number in NAMED:
        words = title.replace("-", " - ")
        at = forms.find(words)
        if 0 <= at <= 6:
            end = j + forms[:at].count(" ") + len(words.split())
            while end < min(len(t), j + 40) and t.form(end) not in ("»", '"', "”", ".", ",", ";"):
                end += 1
            return Code(country or "UA", "LAW", end + 1 if t.form(end) in ("»", '"', "”") else end, number)
    return None


def leaning(t: Tokens) -> int:
    """Above 0 if the text names Ukraine more often than Russia, below 0 if less often."""
    ukraine = sum(COUNTRIES.get(form) == "UA" or form.startswith(("украинск", "українськ")) for form in t.forms)
    return ukraine - sum(COUNTRIES.get(form) == "RU" or form.startswith("российск") for form in t.forms)


def country_of(t: Tokens, i: int, article: str, letters: str, leans: int) -> tuple[str, float, str]:
    """(country, score, reason) of an article whose country is not written; `leans` is the `leaning` of the text."""
    if "." in article:
        return "RU", 0.8, "The country is not written; an article with a point in its number is Russian."
    if t.is_surely_ukrainian_near(i) or leans > 0 or (letters == "CC" and article in ONLY_UKRAINIAN):
        return "UA", 0.75, "The country is not written; read as Ukrainian by the language and places of the text."
    return "RU", 0.65, "The country is not written; read as Russian by the language of the text."


ONLY_UKRAINIAN = frozenset(("149", "301-1", "301-2", "303", "302", "332", "150-1", "126-1", "151-2"))
"""Articles of the watch list (domain/entities.md, section 5) that mean other things or nothing in the Russian code."""
