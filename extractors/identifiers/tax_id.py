"""Tax numbers of persons: РНОКПП (ІПН) of Ukraine, ИНН of a person in Russia, 12-digit VAT numbers."""

import re
from collections.abc import Iterator

from stdnum.ru import inn
from stdnum.ua import rntrc

from extractors.identifiers.letters import is_run
from extractors.identifiers.proposal import NEEDS_WORD, propose
from pipeline.document import Entity, EntityLabel, Validation

PATTERN = re.compile(r"[0-9](?<![\w+][0-9])(?<![0-9][.,/-][0-9])(?:[0-9]{11}|[0-9]{9})(?![\w]|[.,/-][0-9])")
FIRST_DAY, LAST_DAY = 1, 44_000
"""Days since 31.12.1899 that a living person's number may hold (to 2020; younger people have none or are rare)."""
CHECKED = 0.3


def find(text: str) -> Iterator[Entity]:
    """Ten- and twelve-digit numbers that may be a person's tax number; each needs its word nearby."""
    for match in PATTERN.finditer(text):
        digits = match.group()
        if not is_run(digits):
            yield _ukrainian(match, digits) if len(digits) == 10 else _twelve(match, digits)


def _ukrainian(match: re.Match[str], digits: str) -> Entity:
    if not rntrc.is_valid(digits):
        reason, score, validation = "РНОКПП check digit fails", NEEDS_WORD, Validation.INVALID
    elif FIRST_DAY <= int(digits[:5]) <= LAST_DAY:
        reason, score, validation = "РНОКПП check digit holds, birth date plausible", CHECKED, Validation.CHECKSUM_OK
    else:
        reason, score, validation = "РНОКПП check digit holds, birth date impossible", NEEDS_WORD, Validation.SUSPICIOUS
    return propose(EntityLabel.TAX_ID, *match.span(), digits, score=score, validation=validation, reason=reason)


def _twelve(match: re.Match[str], digits: str) -> Entity:
    if inn.is_valid(digits):
        reason, score, validation = "both check digits of a personal ИНН hold", 0.4, Validation.CHECKSUM_OK
    else:
        reason, score, validation = "12 digits, no ИНН by its check digits", NEEDS_WORD, Validation.INVALID
    return propose(EntityLabel.TAX_ID, *match.span(), digits, score=score, validation=validation, reason=reason)
