"""Numbers of criminal proceedings: ЄРДР (17 digits, Ukraine since 2012), Russian and older ones after their word."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import digits_of, is_run
from extractors.identifiers.proposal import NEEDS_WORD, POSSIBLE, propose
from pipeline.document import Entity, EntityLabel, Validation

PATTERN = re.compile(r"[0-9](?<![\w+][0-9])(?:[0-9]{16}|(?:[ \xa0-]?[0-9]){16})(?![\w])")
FIRST_YEAR, LAST_YEAR = 2012, 2039
# Criminal cases of Russia and, before 2012, of Ukraine: five digits and more, in groups or not, right after the word.
CASE = re.compile(
    r"(?:уголовн\w{2,4}\s+дел\w{1,2}|кримінальн\w{1,3}\s+справ\w{1,2}|уголовн\w{2,4}\s+производств\w{1,2}|"
    r"кримінальн\w{1,3}\s+проваджен\w{1,3}|\bу/д|\bУД)"
    r"[^\d\n;]{0,12}(?:№|N)?\s?(?<![\d/-])(?P<number>[0-9](?:[0-9]|[-/ ](?=[0-9])){4,24})(?![\w/-]|\.[0-9])",
    re.I,
)
COURT_FORM = re.compile(r"(?:[0-9]{1,2}/)?[0-9]{1,2}-[0-9]{1,5}/(?:[0-9]{2}|[0-9]{4})|[0-9]{3}/[0-9]{1,6}/[0-9]{2}")
RUSSIAN = re.compile(r"уголовн\w+\s+дел|\bСК\b|МВД|Росси|\bРФ\b|следовател|\bФСБ\b|КУСП")
RUSSIAN_YEAR = re.compile(r"[1-9](?:1[6-9]|2[0-9]|3[0-9])")
HINT = re.compile(r"[нН]\w{2,5}\s+(?:дел|спра|про)|у/д|УД")
AROUND, SPECIFIC, NAMED = 200, 0.9, 0.6
LENGTH = 17


def find(text: str) -> Iterator[Entity]:
    """17-digit numbers with a plausible year, and others that need their word nearby."""
    for match in PATTERN.finditer(text):
        digits = digits_of(match.group())
        if not is_run(digits):
            yield _seventeen(text, match.span(), digits)
    for match in CASE.finditer(text) if HINT.search(text) else ():
        number = match.group("number")
        if not COURT_FORM.fullmatch(number) and len(digits_of(number)) != LENGTH:
            value = number.replace(" ", "")
            yield _found(match.span("number"), value, NAMED, Validation.FORMAT_OK, "number of a criminal case")


def _seventeen(text: str, span: tuple[int, int], digits: str) -> Entity:
    russian = RUSSIAN.search(text, max(0, span[0] - AROUND), span[1] + AROUND)
    if digits[0] != "0" and FIRST_YEAR <= int(digits[1:5]) <= LAST_YEAR:
        reason = "17 digits; may be a Russian case number" if russian else f"ЄРДР number of {digits[1:5]}"
        return _found(span, digits, SPECIFIC, Validation.FORMAT_OK, reason)
    if russian:
        return _found(span, digits, NAMED, Validation.FORMAT_OK, "17 digits, Russian case number")
    if RUSSIAN_YEAR.match(digits):
        return _found(span, digits, POSSIBLE, Validation.FORMAT_OK, "17 digits, form of a Russian case number")
    return _found(span, digits, NEEDS_WORD, Validation.SUSPICIOUS, "17 digits without the year of an ЄРДР number")


def _found(span: tuple[int, int], digits: str, score: float, validation: Validation, reason: str) -> Entity:
    return propose(EntityLabel.PROCEEDING_NUMBER, *span, digits, score=score, validation=validation, reason=reason)
