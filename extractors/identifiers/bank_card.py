"""Bank cards: 13-19 digits with the Luhn check, masked cards as partial numbers."""

import re
from collections.abc import Iterator

from stdnum import luhn

from extractors.identifiers.letters import digits_of, is_run
from extractors.identifiers.proposal import LIKELY, propose
from pipeline.document import Entity, EntityLabel, Validation

FULL = re.compile(
    r"[0-9](?<![\w.,/+-][0-9])(?:[0-9]{12,18}|[0-9]{3}([ \xa0.\-–/])[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(?:\1[0-9]{1,3})?)"
    r"(?![\w]|[/-][0-9]|[.,][0-9])"
)
MASK = r"[*xXхХ•●·#_]"
MASKED = re.compile(
    rf"(?:[0-9]{{4}}[ \xa0-]?(?:[0-9]{{2}}{MASK}{{2}}|{MASK}{{2,4}})[ \xa0-]?)?(?:{MASK}{{2,8}}[ "
    rf"\xa0-]?){{1,3}}[0-9]{{4}}(?!\w)|[*•][0-9]{{4}}(?!\w)"
)
MARKS = ("*", "xx", "XX", "хх", "ХХ", "•", "●", "##", "··", "__")
FIRST_DIGITS = "23456"
GROUPED_INVALID, PLAIN_INVALID = 0.35, 0.1


def find(text: str) -> Iterator[Entity]:
    """Card numbers of `text`, whole or masked."""
    for match in FULL.finditer(text):
        digits = digits_of(match.group())
        if 13 <= len(digits) <= 19 and digits[0] in FIRST_DIGITS and not is_run(digits):
            yield _whole(match, digits)
    if not any(mark in text for mark in MARKS):
        return
    for match in MASKED.finditer(text):
        if not text[: match.start()][-1:].isalnum():
            yield _masked(match)


def _whole(match: re.Match[str], digits: str) -> Entity:
    grouped = match.group(1) is not None
    if luhn.is_valid(digits):
        score = LIKELY if grouped or len(digits) == 16 else 0.3
        return propose(
            EntityLabel.BANK_CARD,
            *match.span(),
            digits,
            score=score,
            validation=Validation.CHECKSUM_OK,
            reason="Luhn check holds",
        )
    score = GROUPED_INVALID if grouped and len(digits) == 16 else PLAIN_INVALID
    return propose(
        EntityLabel.BANK_CARD,
        *match.span(),
        digits,
        score=score,
        validation=Validation.INVALID,
        reason="Luhn check fails",
    )


def _masked(match: re.Match[str]) -> Entity:
    compact = re.sub(r"[ \xa0-]", "", match.group())
    value = "".join(c if c.isdigit() else "*" for c in compact)
    score = 0.6 if value[0].isdigit() else 0.2
    return propose(EntityLabel.BANK_CARD, *match.span(), value, score=score, reason="masked: part of the number")
