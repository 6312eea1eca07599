"""Passports: Ukrainian booklet, ID card and travel passport; Russian inner and travel passport; foreign ones."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import cyrillic, digits_of, is_run, latin
from extractors.identifiers.proposal import NEEDS_WORD, POSSIBLE, propose
from pipeline.document import Entity, EntityLabel, Validation

LETTER = "А-ЩЬЮЯІЇЄҐЫЭA-Z"
SERIES = re.compile(
    rf"[{LETTER}](?<![\w\-][{LETTER}])[{LETTER}][ \xa0]?(?:№|N|No\.?|номер)?[ \xa0-]?"
    rf"(?P<digits>[0-9]{{3}}[ ]?[0-9]{{3}})(?![\w/]|-[0-9])"
)
QUOTED = re.compile(rf"[«\"](?P<letters>[{LETTER}]{{2}})[»\"]\s?(?:№|N)?\s?(?P<digits>[0-9]{{6}})(?!\w)")
LOWER = re.compile(r"(?:паспорт\w*|сері[яїю]|сери[яию])\W{1,4}(?P<all>[а-щьюяіїє]{2}\s?№?\s?[0-9]{6})(?!\w)")
FOREIGN = re.compile(r"[A-ZАВЕКМНОРСТ](?<!\w[A-ZАВЕКМНОРСТ])[A-ZАВЕКМНОРСТ]?[ \xa0]?(?:№\s?)?[0-9]{7,8}(?![\w/-])")
RUSSIAN = re.compile(
    r"[0-9](?<![\w.,/+-][0-9])[0-9](?:[ \xa0-]?[0-9]{2}[ \xa0,/]{0,2}(?:№|N|номер|ном\.)?[ \xa0-]?"
    r"(?:[0-9]{6}|[0-9]{3} [0-9]{3})|"
    r"[ \xa0]?(?:№|N|номер)?[ \xa0]?[0-9]{7})(?![\w]|[-/][0-9])"
)
NINE = re.compile(r"[0-9](?<![\w.,/+-][0-9])[0-9]{8}(?![\w]|[.,/-][0-9])")
LATIN_ONLY = frozenset("DFGJLNQRSUVWYZ")
TRAVEL_SERIES = frozenset("FEGPKH")


def find(text: str) -> Iterator[Entity]:
    """Passport numbers; most forms need their word nearby, because licences and certificates look the same."""
    for match in SERIES.finditer(text):
        yield _series(match.span(), match.group()[:2], match.group("digits"))
    for pattern in (QUOTED, LOWER):
        for match in pattern.finditer(text):
            letters = match.group("letters") if pattern is QUOTED else match.group("all")[:2].upper()
            span = match.span() if pattern is QUOTED else match.span("all")
            yield _series(span, letters, digits_of(match.group()), score=0.45)
    for match in FOREIGN.finditer(text):
        value = re.sub(r"[\s\xa0№]", "", latin(match.group()))
        yield _found(match.span(), value, 0.15, "letters and 7-8 digits, as in several countries' passports")
    yield from _digits_only(text)


def _series(span: tuple[int, int], letters: str, digits: str, score: float = POSSIBLE) -> Entity:
    number = digits.replace(" ", "")
    if set(letters) & LATIN_ONLY:
        is_travel = latin(letters)[0] in TRAVEL_SERIES
        return _found(
            span, latin(letters) + number, 0.45 if is_travel else 0.35, "form of a passport for travel abroad"
        )
    if len(set(number)) == 1:
        return _found(span, cyrillic(letters) + number, NEEDS_WORD, "form of a passport booklet", Validation.SUSPICIOUS)
    return _found(span, cyrillic(letters) + number, score, "form of a Ukrainian passport booklet")


def _digits_only(text: str) -> Iterator[Entity]:
    for match in RUSSIAN.finditer(text):
        digits = digits_of(match.group())
        if is_run(digits):
            continue
        if len(digits) == 10:
            score = 0.18 if match.group().isdigit() else 0.35
            yield _found(match.span(), f"{digits[:4]} {digits[4:]}", score, "form of a Russian passport")
        elif not match.group().isdigit():
            yield _found(match.span(), f"{digits[:2]} {digits[2:]}", 0.15, "form of a Russian travel passport")
    for match in NINE.finditer(text):
        if not is_run(match.group()):
            yield _found(match.span(), match.group(), NEEDS_WORD, "nine digits, as on a Ukrainian ID card")


def _found(
    span: tuple[int, int], value: str, score: float, reason: str, validation: Validation = Validation.FORMAT_OK
) -> Entity:
    return propose(EntityLabel.PASSPORT, *span, value, score=score, validation=validation, reason=reason)
