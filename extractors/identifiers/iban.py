"""IBAN: account numbers with their country's length and the ISO 7064 mod 97 check."""

import re
from collections.abc import Iterator

from stdnum.iso7064 import mod_97_10

from extractors.identifiers.letters import latin
from extractors.identifiers.proposal import NEEDS_WORD, propose
from pipeline.document import Entity, EntityLabel, Validation

# Two letters, two digits, then digits and capitals, possibly in groups of up to 6.
PATTERN = re.compile(
    r"[A-ZАВЕІКМНОРСТХУ]{2}(?<![^\W_][A-ZА-Я]{2})[0-9]{2}(?:[ \xa0-]?[0-9A-ZАВЕІКМНОРСТХ]{1,6}){2,12}(?!\w)"
)

# Source: SWIFT IBAN registry, total length by country; the countries that occur in this work.
LENGTHS = {
    "UA": 29,
    "PL": 28,
    "DE": 22,
    "CZ": 24,
    "SK": 24,
    "RO": 24,
    "MD": 24,
    "HU": 28,
    "TR": 26,
    "IT": 27,
    "ES": 24,
    "FR": 27,
    "GB": 22,
    "NL": 18,
    "BE": 16,
    "AT": 20,
    "CH": 21,
    "LT": 20,
    "LV": 21,
    "EE": 20,
    "BY": 28,
    "GE": 22,
    "AE": 23,
    "IL": 23,
    "CY": 28,
    "GR": 27,
    "PT": 25,
    "BG": 22,
    "HR": 21,
    "SI": 19,
    "RS": 22,
    "ME": 22,
    "AL": 28,
    "MT": 31,
    "IE": 22,
    "DK": 18,
    "SE": 24,
    "NO": 15,
    "FI": 18,
    "LU": 20,
    "KZ": 20,
    "AZ": 28,
    "SA": 24,
    "QA": 29,
    "BH": 22,
    "KW": 30,
    "JO": 30,
    "LB": 28,
    "EG": 29,
    "MK": 19,
    "BA": 20,
    "XK": 20,
    "RU": 33,
    "LI": 21,
    "MC": 27,
}
SPECIFIC, VALID, OTHER = 0.55, 0.95, 0.3


def find(text: str) -> Iterator[Entity]:
    """IBANs of `text`; a wrong check is proposed as invalid."""
    for match in PATTERN.finditer(text):
        compact = latin(re.sub(r"[ \xa0-]", "", match.group()))
        length = LENGTHS.get(compact[:2])
        if length is None or not compact[2:4].isdigit():
            continue
        end = _end_after(match.group(), length)
        if len(compact) == length or end:
            yield _proposal(match.start(), match.start() + (end or len(match.group())), compact[:length])
        elif compact.startswith("UA") and 25 <= len(compact) <= 32 and compact[2:].isdigit():
            reason = f"{len(compact)} characters where UA has 29"
            yield propose(
                EntityLabel.IBAN, *match.span(), compact, score=OTHER, validation=Validation.INVALID, reason=reason
            )


def _end_after(written: str, length: int) -> int | None:
    """Where the first `length` letters and digits end, if a blank or the end follows them; else None."""
    seen = 0
    for at, char in enumerate(written):
        seen += char.isalnum()
        if seen == length:
            rest = written[at + 1 :]
            return at + 1 if not rest or not rest[0].isalnum() else None
    return None


def _proposal(start: int, end: int, compact: str) -> Entity:
    if mod_97_10.is_valid(compact[4:] + compact[:4]):
        reason, score, validation = "mod 97 check holds", VALID, Validation.CHECKSUM_OK
    else:
        score = SPECIFIC if compact[:2] in ("UA", "RU") and compact[2:].isdigit() else OTHER
        reason, validation = "mod 97 check fails", Validation.INVALID
    if len(set(compact[4:])) == 1:
        score = NEEDS_WORD
    return propose(EntityLabel.IBAN, start, end, compact, score=score, validation=validation, reason=reason)
