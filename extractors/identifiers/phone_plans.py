"""Numbering plans as far as `phone` needs them: what digits may be, and which country the text speaks of."""

import re
from functools import lru_cache
from typing import NamedTuple

# Source: national numbering plan of Ukraine, mobile codes (checked against phonenumbers in the tests).
UA_MOBILE = re.compile(r"(?:39|50|6[3678]|7[12357]|9[1-9])[0-9]{7}")
RU_MOBILE = re.compile(r"79[0-9]{9}")
UA_FREE = re.compile(r"(?:800|900)[0-9]{6}")
UA_AREA = re.compile(r"[3-6][0-9]{8}")

# Word stems -> region whose notation a bare number may follow. One row a country; both languages, and its own names.
HINTS = {
    "PL": r"польщ|польш|поляк|polsk|poland|варшав|кракі?о?в|вроцлав|гданьск|познан|лодз|катовіц|катовиц|"
    r"злот|\bzł|\bpln|\bзл\b",
    "MD": r"молдов|молдав|кишин|chi[sș]in|придністр|приднестр|тирасполь|бєльц|бельц",
    "TR": r"туреч|турці|турци|стамбул|анталі|анталь|анкар|ізмір|измир|türk|turkey|\bлір|\bлир",
    "DE": r"німеч|герман|берл[іи]н|гамбург|мюнхен|франкфурт|кельн|кёльн|deutsch|germany",
    "CZ": r"чехі|чехи|чесь|чешск|\bпраг|брно|острав|česk|czech|\bкрон|kč",
    "SK": r"словач|словак|братислав|кошиц",
    "IT": r"італі|итали|мілан|милан|\bрим[іуе]?\b|неапол|ital|тури?н",
    "ES": r"іспан|испан|мадрид|барселон|валенсі|españ|spain",
    "PT": r"португал|ліссабон|лиссабон|portug",
    "RO": r"румун|румын|бухарест|români|romania|сучав",
    "HU": r"угорщ|венгр|будапешт|magyar",
    "LT": r"литв|вільнюс|вильнюс|каунас|lietuv",
    "LV": r"латві|латви|\bриг[аиі]\b",
    "EE": r"естоні|эстони|талл[іи]н",
    "IL": r"ізраїл|израил|тель-ав|хайф|шекел",
    "GR": r"греці|греци|афін|афин|салонік|салоник",
    "CY": r"кіпр|кипр|лімасол|лимассол|нікосі",
    "AE": r"дубай|дуба[йїя]|емірат|эмират|абу-дабі|абу-даби|дирхам",
    "GB": r"англі|англи|британ|лондон",
    "FR": r"франці|франци|париж|марсел",
    "NL": r"голланд|нідерланд|нидерланд|амстердам|роттердам",
    "BE": r"бельгі|бельги|брюссел|антверпен",
    "AT": r"австрі|австри|\bвіден|\bвен[аы]\b",
    "GE": r"грузі|грузи|тбіліс|тбилис|батум",
    "KZ": r"казах|алмат|астан|нур-султан|тенге",
    "BY": r"білорус|белорус|беларус|м[іи]нск|гомел|гродн|брест|витебск|вітебск|могил[её]в|мозыр",
    "RU": r"росі[йяюї]|росси|москв|\bрф\b|петербург|питер|крим|крым|донецк|луганск|рубл|\bруб\b|₽",
    "BG": r"болгар|софі[яї]|софи[яи]\b|варн[аіу]",
    "UZ": r"узбек|ташкент",
}
_HINTS = {region: re.compile(stems, re.I) for region, stems in HINTS.items()}


class Reading(NamedTuple):
    """One way to read a digit string: E.164 value, region, whether the plan knows it, prior score, reason."""

    value: str
    region: str
    valid: bool
    score: float
    reason: str


def regions_of(text: str) -> tuple[str, ...]:
    """Regions the text hints at, in the order of the table."""
    return tuple(region for region, pattern in _HINTS.items() if pattern.search(text))


def read_international(digits: str) -> Reading | None:
    """Reading of digits that stood after + or 00."""
    if digits.startswith("380"):
        return _ukrainian(digits[3:], 0.95, "written with +380") if len(digits) == 12 else None
    if RU_MOBILE.fullmatch(digits):
        return Reading("+" + digits, "RU", True, 0.95, "international number, RU")
    parsed = _parse("+" + digits, None)
    if parsed is None:
        return None
    value, region, valid = parsed
    if not valid and not 10 <= len(digits) <= 13:
        return None
    return Reading(value, region, valid, 0.95 if valid else 0.6, f"international number, {region or 'unknown country'}")


def read_national(digits: str) -> tuple[Reading, ...]:
    """Readings that the digits alone allow, Ukrainian and Russian habits of writing; empty if none."""
    size = len(digits)
    if size == 10 and digits[0] == "0" and digits[1] != "0":
        return _one(_ukrainian(digits[1:], 0.8, "ten digits with 0, Ukraine"))
    if size == 12 and digits.startswith("380"):
        return _one(_ukrainian(digits[3:], 0.85, "380 without plus"))
    if size == 14 and digits.startswith("810380"):
        return _one(_ukrainian(digits[5:], 0.9, "8-10-380, international call from abroad"))
    if size == 11 and digits.startswith("80"):
        return _eight_zero(digits)
    if size == 11 and digits[0] in "78" and digits[1] in "3456789":
        if RU_MOBILE.fullmatch("7" + digits[1:]):
            return (Reading("+7" + digits[1:], "RU", True, 0.75, "eleven digits with 7 or 8, Russian mobile"),)
        return _one(_foreign(digits[1:], "RU", 0.75, "eleven digits with 7 or 8, Russia or Kazakhstan"))
    if 11 <= size <= 15 and digits.startswith("00") and (reading := read_international(digits[2:])):
        return (reading._replace(score=0.8),)
    if size in (13, 14, 15) and digits.startswith("810") and (reading := read_international(digits[3:])):
        return (reading._replace(score=0.8, reason="8-10, international call"),)
    return ()


def read_abroad(digits: str, regions: tuple[str, ...]) -> tuple[Reading, ...]:
    """Readings of a bare number in the notation of the hinted regions."""
    found = []
    for region in regions:
        if region == "RU" and len(digits) != 10:
            continue
        reading = _foreign(digits, region, 0.3, f"bare number read as {region}, a country the text names")
        if reading and reading.valid:
            found.append(reading)
    if len(digits) == 9 and UA_MOBILE.fullmatch(digits):
        found.append(Reading("+380" + digits, "UA", True, 0.2, "Ukrainian mobile number without its 0"))
    if (
        len(digits) in (11, 12)
        and not digits.startswith("0")
        and (reading := read_international(digits))
        and reading.valid
    ):
        found.append(reading._replace(score=0.25, reason="international number without plus"))
    return tuple(found)


def _eight_zero(digits: str) -> tuple[Reading, ...]:
    ukrainian = _ukrainian(digits[2:], 0.75, "8 before the area code, Ukraine")
    belarusian = _foreign(digits, "BY", 0.6, "8 0, Belarus")
    found = [r for r in (ukrainian, belarusian) if r is not None and r.valid]
    return tuple(found) or _one(ukrainian)


def _one(reading: Reading | None) -> tuple[Reading, ...]:
    return (reading,) if reading else ()


def _ukrainian(national: str, score: float, reason: str) -> Reading | None:
    if len(set(national[2:])) == 1 and national[2:] in ("0000000",):
        return None
    if UA_MOBILE.fullmatch(national) or UA_FREE.fullmatch(national):
        return Reading("+380" + national, "UA", True, score, reason)
    if not UA_AREA.fullmatch(national):
        return None
    parsed = _parse("+380" + national, None)
    valid = parsed is not None and parsed[2]
    return Reading("+380" + national, "UA", valid, score - (0.05 if valid else 0.3), reason + ", landline")


def _foreign(digits: str, region: str, score: float, reason: str) -> Reading | None:
    parsed = _parse(digits, region)
    if parsed is None:
        return None
    value, found, valid = parsed
    return Reading(value, found or region, valid, score if valid else score - 0.2, reason)


@lru_cache(maxsize=50_000)
def _parse(digits: str, region: str | None) -> tuple[str, str, bool] | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    found = phonenumbers.region_code_for_number(number) or ""
    return value, found, phonenumbers.is_valid_number(number)
