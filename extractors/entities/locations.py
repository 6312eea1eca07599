"""Places by their form: a settlement with its type word, an oblast or raion, a street with house and flat.

Neighbouring pieces of one address («м. Полтава, вул. Садова, 47») are one location.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.entities.candidates import Candidate
from extractors.entities.morphology import uses_capitals
from extractors.entities.persons import LOWER, UPPER
from pipeline.document import EntityLabel

WORD = rf"[{UPPER}][{LOWER}'’ʼ]+"
PLACE = rf"{WORD}(?:-(?:на|над|под|під)-{WORD}|-{WORD}|-\d+)*"
ADJECTIVE = (
    r"(?:Біл|Бел|Велик|Больш|Мал|Нов|Стар|Верхн|Нижн|Вишн|Вышн|Середн|Средн|Красн|Червон|Зелен|Жовт|Желт|Ясн|Крив|"
    r"Кам['’ʼ]?ян|Камен|Добр|Остр|Гостр|Холодн|Сух|Солон|Чорн|Черн|Перш|Друг|Перв|Втор|Висок|Высок|Глибок|Глубок|"
    r"Широк|Довг|Долг|Золот|Син|Рав|Хмельов|Гол|Горішн|Сердюк|Софіївськ|Михайлівськ|Петропавлівськ)"
    rf"[{LOWER}]{{1,4}}"
)
NUMBERED = r"(?:[ \t]+(?:Перш|Друг|Перв|Втор|Трет)\w+|[ \t]+[IVX]+(?!\w))?"
NAME = rf"(?:(?:{ADJECTIVE}[ \t]+(?={WORD}))?{PLACE}{NUMBERED})"

DOTTED_TYPE = r"(?:м|с|сел|с-ще|пос|п\.г\.т|г|гор|дер|хут|х|ст-ця)\.[ \t]?"
BARE_TYPE = r"(?:смт|сел|пгт|с-ще|хут)[ \t]\.?"
SETTLEMENT = re.compile(rf"(?<![\w.\d])(?<!\d[ \t])(?:{DOTTED_TYPE}|{BARE_TYPE}){NAME}(?!\w)")
"""A number before the type word makes it a year («2022 г. Иванов») or a length («12 м. Кабель»)."""

REGION = re.compile(
    rf"""(?<![\w-])
    {WORD}(?:-{WORD})* (?:(?<=к\w)|(?<=к\w\w)|(?<=к\w\w\w))                       # …ська, …ського
    (?: [ \t]+ (?:та|і|й|и) [ \t]+ {WORD}(?:[сцз]ьк|[сцз]к)\w{{1,3}} )?   # … та Сумська
    [ \t]+
    (?: обл\. | обл(?!\w) | област(?:ь|і|и|ю|ей|ях|ями)(?!\w)
      | р-н(?:у|і|ом|е|а)?(?!\w) | район(?:у|і|ом|а|е|ів|ах|ов)?(?!\w)
      | громад(?:а|и|і|у|ою)(?!\w) | кра(?:й|я|ю|е|ї|єм|ем)(?!\w) | во[єе]водств\w{{1,2}} )""",
    re.VERBOSE,
)
STREET_TYPES = (
    "вул\\.", "ул\\.", r"вул(?=[ \t])", r"ул(?=[ \t])", r"вулиц\w{1,3}", r"улиц\w{1,3}", "просп?\\.", r"пр-т\w{0,2}",
    "пр\\.", r"проспект\w{0,3}", "бул\\.", "б-р", r"бульвар\w{0,3}", "пров\\.", "пер\\.", r"провул\w{2,4}",
    r"переул\w{2,4}", "пл\\.", r"площ\w{1,3}", "шосе", "шоссе", "наб\\.", r"набережн\w{1,3}", r"узвіз\w{0,2}",
    "мкр\\.?", "мкр-н", "м-н", "ж/м", r"мікрорайон\w{0,2}", r"микрорайон\w{0,2}",
)  # fmt: skip
FIRST_WORD = rf"(?:\d{{1,3}}(?:-[{LOWER}]{{1,3}})?[ \t]+)?(?:[{UPPER}]\.[ \t]?){{0,2}}[{UPPER}][\w'’ʼ-]*"
STREET_NAME = rf"{FIRST_WORD}(?:[ \t]+[{UPPER}][{LOWER}'’ʼ-]+){{0,2}}"
NUMBER = rf"\d{{1,4}}(?:[ \t]?[-/][ \t]?\d{{1,4}})?(?:[ \t]?-?[{LOWER}{UPPER}](?![\w.]))?"
HOUSE = rf"(?:,?[ \t]*(?:буд|д|дом|будинок|б)?\.?[ \t]?(?:№[ \t]?)?{NUMBER})"
FLAT = r"(?:,?[ \t]*(?:корп|к|кв|квартира|оф|офіс|офис|кім|комн)\.?[ \t]?(?:№[ \t]?)?\d{1,4})"
STREET = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?i:{t})' for t in STREET_TYPES)})[ \t]?"
    rf"(?:«{STREET_NAME}»|{STREET_NAME}|\d{{1,2}}-?(?:та|а|й|я)?(?!\w))(?:{HOUSE}{FLAT}{{0,2}})?(?!\w)"
)
LOWER_STREET = re.compile(
    rf"(?<![\w-])(?:ул|вул|пр|просп)\.[ \t]?[{LOWER}'’-]{{4,}}(?:[ \t][{LOWER}'’-]{{4,}})?{HOUSE}{FLAT}?(?!\w)"
)
"""Streets of a writer who uses no capitals; a house number must follow."""

TYPE_BEFORE = re.compile(rf"(?<![\w.])(?<!\d[ \t])(?:{DOTTED_TYPE}|{BARE_TYPE})$")
ADDRESS_PART = frozenset({"settlement", "region", "street", "address"})


def find_locations(text: str) -> Iterator[Candidate]:
    """Places whose form gives them away, the pieces of one address still apart."""
    for pattern, rule in ((SETTLEMENT, "settlement"), (REGION, "region"), (STREET, "street")):
        for match in pattern.finditer(text):
            yield _location(match.start(), match.end(), rule, 0.95)
    if not uses_capitals(text):
        for match in LOWER_STREET.finditer(text):
            yield _location(match.start(), match.end(), "street", 0.8)


def with_type_word(text: str, location: Candidate) -> Candidate:
    """The location with the settlement's type word before it («м. », «с. ») taken in."""
    before = TYPE_BEFORE.search(text, max(0, location.start - 7), location.start)
    return location if before is None else _location(before.start(), location.end, location.rule, location.score)


def apart(text: str, location: Candidate) -> Iterator[Candidate]:
    """The location in pieces if dashes or strokes with places on both sides part it («Суми – Київ», «Київ/Одеса»)."""
    at = location.start
    for mark in re.finditer(r"[ \t]+[-–—→>]+[ \t]+|/(?=[^\W\d])", text[location.start : location.end]):
        yield _location(at, location.start + mark.start(), location.rule, location.score)
        at = location.start + mark.end()
    yield _location(at, location.end, location.rule, location.score)


def joined_addresses(text: str, locations: Sequence[Candidate]) -> list[Candidate]:
    """Sorted locations, neighbours joined where one of the two is part of an address."""
    joined: list[Candidate] = []
    for location in locations:
        last = joined[-1] if joined else None
        if last is not None and _is_one_address(text[last.end : location.start], last, location):
            joined[-1] = _location(last.start, location.end, "address", max(last.score, location.score))
        else:
            joined.append(location)
    return joined


def _is_one_address(between: str, first: Candidate, second: Candidate) -> bool:
    """A comma joins street, house, settlement and region; a blank joins a settlement and its region alone."""
    if not between.strip(" \t"):
        return second.rule == "region" and first.rule in ADDRESS_PART
    if not re.fullmatch(r"[ \t]*,[ \t\n]{0,2}", between):
        return False
    return "street" in (first.rule, second.rule) or "region" in (first.rule, second.rule)


def _location(start: int, end: int, rule: str, score: float) -> Candidate:
    return Candidate(start=start, end=end, label=EntityLabel.LOCATION, rule=rule, score=score)
