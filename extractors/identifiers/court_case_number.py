"""Court case and court proceeding numbers of Ukraine (ЄУН since 2011, older forms) and Russia."""

import re
from collections.abc import Iterator

from extractors.identifiers.letters import cyrillic
from extractors.identifiers.proposal import LIKELY, propose
from pipeline.document import Entity, EntityLabel, Validation

DASH = "[-–—‑]"
START = r"(?<![\w/])(?<![0-9][.,-])"
STOP = r"(?![\w/]|[-–.,][0-9])"
LETTERS = r"[а-яіїєa-z]{1,3}"

# 369/12025/15-к: court, serial, year, kind of case
EUN = re.compile(
    rf"{START}[0-9]{{3}}\s?/\s?[0-9]{{1,6}}\s?/\s?(?P<year>[0-9]{{2}})(?:\s?{DASH}\s?[а-яіїєa-z]{{1,2}})?{STOP}", re.I
)
# 11-кп/803/2754/25, 1-кс/405/7712/13, 2-а/152/20: proceeding, court, serial, year
PROCEEDING = re.compile(
    rf"{START}[0-9]{{1,2}}{DASH}{LETTERS}(?:/[0-9]{{1,6}}){{1,2}}/(?P<year>[0-9]{{2}}(?:[0-9]{{2}})?){STOP}", re.I
)
# 51-898км18: Supreme Court
SUPREME = re.compile(rf"{START}[0-9]{{2}}{DASH}[0-9]{{1,5}}[а-яіїє]{{2,3}}(?P<year>[0-9]{{2}}){STOP}", re.I)
# 1-214/2008, 2-1148/19, 22-345/2020, 1-кп-97/2021: older Ukrainian and Russian
SHORT = re.compile(
    rf"{START}(?:[0-9]{{1,2}}/)?[0-9]{{1,2}}[а-яіїєa-z]{{0,2}}{DASH}"
    rf"(?:{LETTERS}{DASH})?[0-9]{{1,5}}\s?/\s?(?P<year>(?:19|20)[0-9]{{2}}|[012][0-9])"
    rf"(?:{DASH}[0-9]{{1,3}}(?![0-9]))?{STOP}",
    re.I,
)
# 3/1-45/2020: material on detention, Russia
MATERIAL = re.compile(rf"{START}[0-9]{{1,2}}/[0-9]{{1,2}}{DASH}[0-9]{{1,5}}/(?P<year>20[0-9]{{2}}|[012][0-9]){STOP}")
# А40-12345/2021: Russian commercial court; 02RS0001-01-2021-000123-45: Russian unique number
RUSSIAN = re.compile(
    rf"{START}(?:[0-9]{{1,3}}-(?:УД|УДП|КГ|ДП|АПУ|О)[0-9]{{2}}-[0-9]{{1,4}}(?:-[А-Я][0-9]{{1,2}})?|"
    rf"[АA][0-9]{{2}}{DASH}[0-9]{{1,7}}/(?P<year>20[0-9]{{2}})|"
    rf"[0-9]{{2}}RS[0-9]{{4}}-[0-9]{{2}}-[0-9]{{4}}-[0-9]{{6}}-[0-9]{{2}}){STOP}"
)

HINT = re.compile(r"[0-9]-(?:УД|КГ|ДП|АПУ)|[0-9](?: ?/ ?[0-9]|[-–—‑][0-9]{1,5}[а-яіїєА-ЯІЇЄ]{2}[0-9]{2}|RS[0-9])")

SPECIFIC = 0.85
ROWS = ((EUN, SPECIFIC), (PROCEEDING, SPECIFIC), (SUPREME, LIKELY), (MATERIAL, LIKELY), (SHORT, 0.3), (RUSSIAN, LIKELY))


def find(text: str) -> Iterator[Entity]:
    """Case numbers; the short forms («1-214/2008») need their word nearby."""
    if not HINT.search(text):
        return
    for pattern, score in ROWS:
        for match in pattern.finditer(text):
            value = re.sub(r"\s", "", re.sub(DASH, "-", match.group())).lower()
            yield propose(
                EntityLabel.COURT_CASE_NUMBER,
                *match.span(),
                value.upper() if pattern is RUSSIAN else cyrillic(value),
                score=score,
                validation=Validation.FORMAT_OK,
                reason="form of a court case number",
            )
