"""Numbers of firms: ЄДРПОУ (8), ИНН of a firm (10), ОГРН (13) and ОГРНИП (15), NIP (10), others by their word."""

import re
from collections.abc import Iterator
from functools import lru_cache

from stdnum.pl import nip
from stdnum.ru import inn, ogrn
from stdnum.ua import edrpou

from extractors.identifiers.letters import digits_of, is_run
from extractors.identifiers.proposal import NEEDS_WORD, POSSIBLE, propose
from pipeline.document import Entity, EntityLabel, Validation

PATTERN = re.compile(
    r"[0-9](?<![\w+-][0-9])(?:(?<![0-9][.,/][0-9])(?:[0-9]{14}|[0-9]{12}|[0-9]{9}|[0-9]{7})(?![\w]|"
    r"[.,-][0-9]|/[0-9](?![0-9]{8}))"
    r"|[0-9]{2}-[0-9]{3}-[0-9]{2}-[0-9]{2}(?![\w-])|[0-9]{2}-[0-9]{2}-[0-9]{2}-[0-9]{3}(?![\w-]))"
)
NUMBER = re.compile(r"[0-9]{6}-[0-9]{4}(?!\w)|[0-9]{5,14}(?!\w)")
REGISTER = re.compile(
    r"KvK|KRS|REGON|УНП|HRB|VAT|IČO?|ICO|CUI|IDNO|БИН|БІН|КПП|ОКПО|UAB|OÜ|AB|организационн\w+|"
    r"organisations\w+|орг",
    re.I,
)
WORD = re.compile(r"[^\W\d_]+|[\n;!?]")
BEFORE, WORDS = 45, 3
CHECKED = 0.25


def find(text: str) -> Iterator[Entity]:
    """Numbers that may be a firm's; all but the checked 13-digit ones need their word nearby."""
    for match in PATTERN.finditer(text):
        digits = digits_of(match.group())
        if not is_run(digits):
            yield _by_length(match, digits)
    for match in NUMBER.finditer(text):
        if (word := _register_word(text, match.start())) and not _register(digits_of(match.group()))[1]:
            reason = f"register number after {word}"
            yield propose(EntityLabel.COMPANY_ID, *match.span(), digits_of(match.group()), score=0.55, reason=reason)


def _register_word(text: str, start: int) -> str | None:
    words = WORD.findall(text, max(0, start - BEFORE), start)[-WORDS:]
    return next((word for word in reversed(words) if is_register(word)), None)


@lru_cache(maxsize=100_000)
def is_register(word: str) -> bool:
    """True for the name of a register of firms other than ЄДРПОУ, ОГРН and ИНН."""
    return REGISTER.fullmatch(word) is not None


def _by_length(match: re.Match[str], digits: str) -> Entity:
    name, holds = _register(digits)
    if holds:
        score = POSSIBLE if len(digits) in (13, 15) else CHECKED
        validation, reason = Validation.CHECKSUM_OK, f"{name} check digit holds"
    else:
        score, validation, reason = NEEDS_WORD, Validation.INVALID, f"{name} check digit fails"
    return propose(EntityLabel.COMPANY_ID, *match.span(), digits, score=score, validation=validation, reason=reason)


def _register(digits: str) -> tuple[str, bool]:
    if len(digits) == 8:
        return "ЄДРПОУ", edrpou.is_valid(digits)
    if len(digits) in (13, 15):
        return "ОГРН", ogrn.is_valid(digits)
    return ("NIP", True) if nip.is_valid(digits) else ("ИНН", inn.is_valid(digits))
