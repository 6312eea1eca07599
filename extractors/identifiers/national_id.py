"""Numbers of persons in state registers: УНЗР (Ukraine), СНИЛС (Russia), PESEL (Poland)."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum.pl import pesel

from extractors.identifiers.letters import digits_of, is_run
from extractors.identifiers.proposal import LIKELY, NEEDS_WORD, propose
from pipeline.document import Entity, EntityLabel, Validation

UNZR = re.compile(r"[12](?<!\w[12])(?:8|9|0)[0-9]{6}\s?[-–—‑]\s?[0-9]{5}(?![\w-])")
SNILS = re.compile(r"[0-9](?<![\w+-][0-9])[0-9]{2}[- ][0-9]{3}[- ][0-9]{3}[- –][0-9]{2}(?![\w-])")
ELEVEN = re.compile(r"[0-9](?<![\w+-][0-9])[0-9]{10}(?![\w-])")
WEIGHTS = (7, 3, 1)

# Personal numbers of other countries right after their name: parts of it in lower case, it, the form.
FOREIGN = (
    (("иин", "іін", "жсн"), r"ИИН|ІІН|ЖСН", r"[0-9]{12}", "Kazakh ИИН"),
    (
        ("пин", "пін", "jshshir", "жшшир"),
        r"ПИНФЛ|ПІНФЛ|JSHSHIR|ЖШШИР|ПИН",
        r"[0-9]{14}",
        "personal number, Uzbekistan or Kyrgyzstan",
    ),
    (("idnp",), r"IDNP", r"[0-9]{13}", "Moldovan IDNP"),
    (("cnp",), r"CNP", r"[0-9]{13}", "Romanian CNP"),
    (
        ("личн", "идентиф", "особист", "ідентиф"),
        r"(?:личн|идентификационн|особист|ідентифікаційн)\w+ номер\w?",
        r"[0-9]{7}[ABCHKEMАВСНКЕМ][0-9]{3}[A-ZА-Я]{2}[0-9]",
        "Belarusian personal number",
    ),
    (
        ("личн", "персонал", "особист", "идентиф"),
        r"(?:личн|персональн|особист|идентификационн)\w+ (?:номер|код)\w?",
        r"[0-9]{9,14}",
        "personal number",
    ),
    (
        ("rodné", "rč", "родн"),
        r"rodné číslo|RČ|родне число|родное число",
        r"[0-9]{6}/?[0-9]{3,4}",
        "Czech or Slovak birth number",
    ),
    (("nie", "dni"), r"NIE|DNI", r"[XYZ]?-?[0-9]{7,8}-?[A-Z]", "Spanish NIE or DNI"),
    (
        ("codice", "c.f", "cf"),
        r"codice fiscale|C\.?F\.?",
        r"[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]",
        "Italian tax code",
    ),
    (("kimlik",), r"T\.?C\.?\s?kimlik|kimlik", r"[0-9]{11}", "Turkish identity number"),
    (("теудат",), r"теудат.зеут|теудат.зехут", r"[0-9]{9}", "Israeli identity number"),
    (
        ("asmens", "isiku", "personas"),
        r"asmens kodas|isikukood|personas kods",
        r"[0-9]{6}-?[0-9]{5}",
        "Baltic personal code",
    ),
    (("pesel", "песель"), r"PESEL|песель", r"[0-9]{6}[ -]?[0-9]{5}", "PESEL"),
    (
        ("снилс", "сніл", "страхов"),
        r"СНИЛС|СНІЛС|страхов\w+ (?:номер|свидетельств\w+)",
        r"[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}[- –]?[0-9]{2}",
        "СНИЛС",
    ),
    (("унзр",), r"УНЗР", r"[0-9]{8}\s?[-–—]?\s?[0-9]{5}", "УНЗР"),
)
_FOREIGN = tuple(
    (hints, re.compile(rf"(?<!\w)(?:{word})\b[^\d\n]{{0,25}}?(?P<n>(?<!\w){form})(?!\w)", re.I), name)
    for hints, word, form, name in FOREIGN
)
LONG = re.compile(r"[0-9]{6}|[0-9]{3}[- ][0-9]{3}[- ][0-9]{3}|[XYZ]-?[0-9]{7}")


def find(text: str) -> Iterator[Entity]:
    """Register numbers of persons; a bare eleven-digit number is proposed as both PESEL and СНИЛС."""
    for match in UNZR.finditer(text):
        if entity := _unzr(match):
            yield entity
    for match in SNILS.finditer(text):
        yield _snils(match, formatted=True)
    for match in ELEVEN.finditer(text):
        if is_run(match.group()):
            continue
        if pesel.is_valid(match.group()):
            yield _found(match, match.group(), 0.4, Validation.CHECKSUM_OK, "PESEL check digit and birth date hold")
        else:
            yield _found(match, match.group(), NEEDS_WORD, Validation.INVALID, "11 digits, no PESEL by its check digit")
        if snils_holds(match.group()):
            yield _snils(match, formatted=False)
    if LONG.search(text):
        yield from _foreign(text)


def _foreign(text: str) -> Iterator[Entity]:
    lower = text.lower()
    for hints, pattern, name in _FOREIGN:
        for match in pattern.finditer(text) if any(hint in lower for hint in hints) else ():
            value = re.sub(r"[\s/–—-]", "", match.group("n"))
            reason = f"{name}, by the word before it"
            yield propose(
                EntityLabel.NATIONAL_ID,
                *match.span("n"),
                value,
                score=0.5,
                validation=_check(name, value),
                reason=reason,
            )


def _check(name: str, value: str) -> Validation:
    """What the check of the named register says; forms without one are format_ok."""
    if name == "СНИЛС":
        return Validation.CHECKSUM_OK if snils_holds(value) else Validation.INVALID
    if name == "PESEL":
        return Validation.CHECKSUM_OK if pesel.is_valid(value) else Validation.INVALID
    if name == "УНЗР":
        return Validation.SUSPICIOUS if _is_date(value) else Validation.INVALID
    return Validation.FORMAT_OK


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _unzr(match: re.Match[str]) -> Entity | None:
    digits = digits_of(match.group())
    if not _is_date(digits):
        return None
    if unzr_check(digits[:12]) == digits[12]:
        validation, reason = Validation.CHECKSUM_OK, "УНЗР: birth date and check digit hold"
    else:
        # Whether the hyphen counts as a position is not settled (entities.md), so a failing digit is no proof.
        validation, reason = Validation.SUSPICIOUS, "УНЗР: birth date holds, check digit does not"
    return _found(match, f"{digits[:8]}-{digits[8:]}", LIKELY, validation, reason)


def unzr_check(digits: str) -> str:
    """Check digit by ICAO 9303: weights 7-3-1, modulo 10.

    >>> unzr_check("520727")
    '3'
    """
    return str(sum(int(d) * WEIGHTS[i % 3] for i, d in enumerate(digits)) % 10)


def snils_holds(digits: str) -> bool:
    """True if the last two of eleven digits are the СНИЛС check of the first nine.

    >>> snils_holds("11223344595")
    True
    """
    total = sum(int(d) * (9 - i) for i, d in enumerate(digits[:9])) % 101
    return total % 100 == int(digits[9:]) and digits[:9] != "000000000"


def _snils(match: re.Match[str], *, formatted: bool) -> Entity:
    digits = digits_of(match.group())
    value = f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"
    if snils_holds(digits):
        return _found(match, value, 0.6 if formatted else 0.2, Validation.CHECKSUM_OK, "СНИЛС check digits hold")
    return _found(match, value, 0.2, Validation.INVALID, "СНИЛС check digits fail")


def _found(match: re.Match[str], value: str, score: float, validation: Validation, reason: str) -> Entity:
    return propose(EntityLabel.NATIONAL_ID, *match.span(), value, score=score, validation=validation, reason=reason)
