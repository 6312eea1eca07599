"""Resolves location names to places: КАТОТТГ codes with oblast and raion, or ISO codes of countries.

A name alone often fits many places. All that fit are kept as alternatives with a share of one; a type word («с.»),
an oblast or raion in the same address or nearby narrows them; nothing is chosen by force.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.entities.morphology import plain
from extractors.entities.place_names import FOLDED, lemma_skeletons, noun_skeletons, skeleton, stem
from pipeline.document import Alternative, Document, Entity, EntityLabel
from pipeline.errors import ModelError

DATA = Path(__file__).parent / "data"
KEPT_CANDIDATES = 12
NEAR_CHARS = 300
KYIV, SEVASTOPOL, CRIMEA = "UA80", "UA85", "UA01"
NOT_OBLASTS = frozenset({KYIV, SEVASTOPOL, CRIMEA})
TITLES = {
    "O": "область", "P": "район", "H": "громада", "M": "м.", "K": "м.", "X": "селище", "C": "с.", "B": "район міста",
}  # fmt: skip
SETTLEMENTS = "KMXCOxfc"
"""Kinds a bare name may mean: КАТОТТГ's letters, x for a former name, f for a foreign city, c for a country."""

WELL_KNOWN = "KMfc"

WEIGHTS = {"K": 60.0, "M": 20.0, "X": 3.0, "C": 1.0, "B": 1.0, "O": 60.0, "P": 5.0, "H": 2.0, "p": 2.0, "x": 2.0}
"""How much likelier a bare name means a place of this kind than a village: about as its people to a village's."""

COUNTRY_WEIGHT, FOREIGN_CITY_WEIGHT, CENTRE_WEIGHT = 400.0, 60.0, 60.0
CENTRES = frozenset({
    "Вінниця", "Луцьк", "Дніпро", "Донецьк", "Житомир", "Ужгород", "Запоріжжя", "Івано-Франківськ", "Кропивницький",
    "Луганськ", "Львів", "Миколаїв", "Одеса", "Полтава", "Рівне", "Суми", "Тернопіль", "Харків", "Херсон",
    "Хмельницький", "Черкаси", "Чернівці", "Чернігів", "Сімферополь", "Севастополь",
})  # fmt: skip
REGION_NAMES = {
    "волин": "Волинська", "волын": "Волинська", "закарпатт": "Закарпатська", "закарпать": "Закарпатська",
    "буковин": "Чернівецька", "прикарпатт": "Івано-Франківська", "прикарпать": "Івано-Франківська",
    "хмельниччин": "Хмельницька", "вінниччин": "Вінницька", "донеччин": "Донецька", "чернігівщин": "Чернігівська",
    "галичин": "Львівська", "крим": "Автономна Республіка Крим", "крым": "Автономна Республіка Крим",
}  # fmt: skip
"""Beginnings of an oblast's other names."""


class Place(NamedTuple):
    """A place a name may mean: its code (КАТОТТГ, КОАТУУ or ISO country), kind, name, and where it lies."""

    code: str
    kind: str
    name: str
    where: str
    weight: float


Spelling = tuple[str, Place]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the stem of their name. Stems are made for one first letter at a time, when it is asked for."""

    oblasts: dict[str, str]
    raions: dict[str, str]
    named: dict[str, list[Spelling]]
    """Written names with their places, by first letter."""
    well_known: dict[str, set[str]]
    """Skeletons of countries and cities by stem."""
    _by_stem: dict[str, dict[str, list[Spelling]]] = field(default_factory=dict)

    def fitting(self, name: str, language: str, kinds: str = "") -> list[Place]:
        """Places (of these kinds, if any are given) whose name this may be: spelled so, or so in a dictionary form;
        by stem if there are none."""
        exact = {skeleton(name)} | lemma_skeletons(name, language)
        stems = {stem(name)} | {stem(s) for s in exact}
        rows = [r for s in sorted(stems) for r in self._with_stem(s) if not kinds or r[1].kind in kinds]
        sure = [place for spelling, place in rows if spelling in exact]
        return list(dict.fromkeys(sure or [place for _, place in rows]))

    def has(self, name: str, language: str) -> bool:
        """Whether a place is spelled like the name or one of its dictionary forms."""
        exact = {skeleton(name)} | lemma_skeletons(name, language)
        return any(spelling in exact for s in exact for spelling, _ in self._with_stem(stem(s)))

    def is_well_known(self, words: str) -> bool:
        """Whether the words, in any case form, can only be a country, a large foreign city or a Ukrainian city."""
        spellings = self.well_known.get(stem(words))
        if spellings is None or " " in words:
            return spellings is not None
        read = noun_skeletons(words)
        return bool(read) and read <= spellings

    def _with_stem(self, wanted: str) -> Sequence[Spelling]:
        letter = wanted[:1]
        if letter not in self._by_stem:
            stems: dict[str, list[Spelling]] = defaultdict(list)
            for name, place in self.named.get(letter, ()):
                stems[stem(name)].append((skeleton(name), place))
            self._by_stem[letter] = dict(stems)
        return self._by_stem[letter].get(wanted, ())


@cache
def load_gazetteer(folder: Path = DATA) -> Gazetteer:
    """The gazetteer in `folder`. Raises ModelError if a file of it is missing or broken."""
    try:
        rows = [line.split("\t") for line in _lines(folder / "places.tsv")]
        oblasts = {r[0][:4]: r[2] for r in rows if r[1] == "O"} | {KYIV: "Київ", SEVASTOPOL: "Севастополь"}
        raions = {r[0][:6]: r[2] for r in rows if r[1] == "P"}
        places = [_place(row, oblasts, raions) for row in rows]
        others = [*_other_names(folder, places), *_foreign(folder)]
    except (OSError, IndexError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: the gazetteer is missing or broken ({error})") from error
    named: dict[str, list[Spelling]] = defaultdict(list)
    for place in places:
        named[place.name[:1].lower().translate(FOLDED)].append((place.name, place))
    for name, place in others:
        named[skeleton(name)[:1]].append((name, place))
    well_known: dict[str, set[str]] = defaultdict(set)
    for name, place in [*((p.name, p) for p in places), *others]:
        if place.kind in WELL_KNOWN:
            well_known[stem(name)].add(skeleton(name))
    return Gazetteer({stem(n): c for c, n in oblasts.items()}, raions, dict(named), dict(well_known))


def _lines(path: Path) -> Iterator[str]:
    return iter(path.read_text(encoding="utf-8").splitlines())


def _place(row: Sequence[str], oblasts: dict[str, str], raions: dict[str, str]) -> Place:
    code, kind, name = row[:3]
    oblast = row[3] if len(row) > 3 else oblasts.get(code[:4], "")
    raion = raions.get(code[:6]) if kind not in "OP" else None
    where = "" if kind in "OK" else oblast if code[:4] in NOT_OBLASTS else f"{oblast} область"
    if raion:
        where = f"{raion} район, {where}"
    weight = CENTRE_WEIGHT if kind == "M" and name in CENTRES else WEIGHTS[kind]
    return Place(code, kind, name, where, weight)


def _other_names(folder: Path, places: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """Russian, Latin and former names of towns, each with its place of today."""
    towns = {(p.name.lower(), _oblast_word(p)): p for p in places if p.kind in "KMX"}
    for line in _lines(folder / "other_names.tsv"):
        name, russian, latin, oblast = line.split("\t")
        if place := towns.get((name.lower(), oblast if oblast != name else "")):
            yield from ((n, place) for n in (russian, *_latin_names(latin)))
    for line in _lines(folder / "renamed.tsv"):
        old, russian, name, oblast = line.split("\t")
        if place := towns.get((name.lower(), oblast)):
            former = place._replace(where=f"{place.where}; до перейменування {old}")
            yield from ((n, former) for n in (old, russian))


def _latin_names(latin: str) -> list[str]:
    return [latin] if latin.count(" ") == 1 and latin.split()[0] in ("Kryvyi", "Bila", "Nova") else latin.split()


def _oblast_word(place: Place) -> str:
    last = place.where.rpartition(", ")[2]
    return last.removesuffix(" область")


def _foreign(folder: Path) -> Iterator[tuple[str, Place]]:
    names: dict[str, str] = {}
    for line in _lines(folder / "countries.tsv"):
        code, uk, russian, english = line.split("\t")
        names[code] = uk
        place = Place(code, "c", uk, "", COUNTRY_WEIGHT)
        yield from ((n, place) for n in (uk, russian, english))
    for line in _lines(folder / "other_countries.tsv"):
        code, uk, russian = line.split("\t")
        place = Place(code, "c", names[code], "", COUNTRY_WEIGHT)
        yield from ((n, place) for n in (uk, russian))
    for line in _lines(folder / "foreign_cities.tsv"):
        uk, russian, latin, code = line.split("\t")
        place = Place(code, "f", uk, names[code], FOREIGN_CITY_WEIGHT)
        yield from ((n, place) for n in (uk, russian, latin))


TYPE_WORD = re.compile(
    r"(?i)^(?:(?P<city>м|міст[оаіуе]м?|г|гор|город[аеу]?м?)|(?P<village>с|сел[оаіуе]м?|дер|деревн[яиею]|хут|хутор\w*)|"
    r"(?P<selyshche>смт|сел|селищ\w+|пос|пос[её]л\w+|пгт|с-ще))(?:\.[ \t]?|[ \t]+)"
)
KINDS = {"city": "KMfx", "village": "Cx", "selyshche": "XCx"}
STREET = re.compile(
    r"(?i)^(?:вул|ул\b|улиц|просп|пр-т|пр\.|бул|б-р|пров|пер|пл\.|площ|шосе|шоссе|наб|узвіз|мкр|м-н|ж/м|буд|д\.|кв|оф|\d)"
)
REGION = re.compile(
    r"""(?ix) ^ (?P<name> [\w'’ʼ\ -]+?) [\ \t]+
    (?: (?P<oblast> об(?:л|ласт\w*)\.? | во[єе]водств\w+ ) | (?P<raion> р-н\w? | район\w* )
      | (?P<hromada> громад\w+ ) | кра[йяюе]м? ) $"""
)
REGION_IN_PIECE = re.compile(r"(?i)[ \t]+(?=[\w'’ʼ-]+(?:[сцз]ьк|[сцз]к)\w{1,3}[ \t]+(?:обл|р-н|район|громад))")


@dataclass(frozen=True, slots=True)
class Reading:
    """A location taken apart: the settlement's name, the kinds its type word allows, and its regions."""

    name: str
    kinds: str
    oblasts: frozenset[str]
    raions: frozenset[str]
    region: tuple[str, str] | None


def read_location(text: str) -> Reading:
    """Settlement, type word and regions of a written location or address."""
    pieces = [q for p in text.split(",") for q in REGION_IN_PIECE.split(p.strip('()«»" \t\n'))]
    name, kinds = "", ""
    found: dict[str, list[str]] = {"oblast": [], "raion": [], "hromada": []}
    for piece in pieces:
        if match := REGION.match(piece):
            for kind in found:
                if match[kind]:
                    found[kind].append(match["name"])
        elif not name and piece and not STREET.match(piece):
            typed = TYPE_WORD.match(piece)
            kinds = next((KINDS[k] for k, v in typed.groupdict().items() if v), "") if typed else ""
            name = piece[typed.end() :] if typed else piece
    region = None
    if oblast := _region_name(name):
        name, region = "", ("oblast", oblast)
    elif not name:
        region = next(((kind, names[0]) for kind in ("hromada", "raion", "oblast") if (names := found[kind])), None)
    return Reading(name, kinds, frozenset(map(stem, found["oblast"])), frozenset(map(stem, found["raion"])), region)


def _region_name(name: str) -> str | None:
    """The oblast that a name of its own means: «Харківщина», «Закарпаття», «Крим»."""
    word = plain(name)
    known = (o for start, o in REGION_NAMES.items() if word.startswith(start) and len(word) < len(start) + 4)
    if oblast := next(known, None):
        return oblast
    return name if re.fullmatch(r"[\w'’ʼ-]{3,}щин(?:а|и|і|у|ою|е|ы|ой)", word) else None


def candidates(
    text: str, language: str, gazetteer: Gazetteer, near: frozenset[str] = frozenset()
) -> list[tuple[Place, float]]:
    """Places a written location may mean, likeliest first, with shares that sum to one.

    `near` holds the first four signs of the codes of oblasts named nearby; they narrow, if any candidate lies there.
    """
    reading = read_location(text)
    if reading.region:
        kind, name = reading.region
        kinds = {"oblast": "O", "raion": "PpB", "hromada": "H"}[kind]
        places = gazetteer.fitting(name, language, kinds)
    else:
        places = gazetteer.fitting(reading.name, language, SETTLEMENTS) if reading.name else []
    if reading.kinds:
        places = [p for p in places if p.kind in reading.kinds] or places
    own = {code for s in reading.oblasts if (code := gazetteer.oblasts.get(s))}
    for wanted in (own, set(near)):
        places = [p for p in places if p.code[:4] in wanted] or places
    if reading.raions:
        places = [p for p in places if stem(gazetteer.raions.get(p.code[:6], "")) in reading.raions] or places
    places = _without_shadowed(places)
    total = sum(p.weight for p in places) or 1.0
    ranked = sorted(places, key=lambda p: (-p.weight, p.code, p.name))
    return [(p, p.weight / total) for p in ranked]


def _without_shadowed(places: Sequence[Place]) -> list[Place]:
    """Each code once; an old КОАТУУ name only where no place of today fits."""
    today = [p for p in places if p.kind not in "px"]
    return list({(p.code, p.name): p for p in (today or places)}.values())


def with_places(entities: Sequence[Entity], document: Document, gazetteer: Gazetteer) -> list[Entity]:
    """The entities, locations with the places they may mean as alternatives."""
    places = [e for e in entities if e.label is EntityLabel.LOCATION]
    text, language = document.text, document.language
    oblasts = [(e.start, c) for e in places for c in _oblasts(text[e.start : e.end], gazetteer)]
    resolved = {}
    for entity in places:
        near = frozenset(c for at, c in oblasts if abs(at - entity.start) <= NEAR_CHARS)
        found = candidates(text[entity.start : entity.end], language, gazetteer, near)
        resolved[entity] = _resolved(entity, found)
    return [resolved.get(e, e) for e in entities]


def _oblasts(text: str, gazetteer: Gazetteer) -> Iterator[str]:
    reading = read_location(text)
    yield from (code for s in reading.oblasts if (code := gazetteer.oblasts.get(s)))
    if reading.region and reading.region[0] == "oblast" and (code := gazetteer.oblasts.get(stem(reading.region[1]))):
        yield code


def _resolved(entity: Entity, found: Sequence[tuple[Place, float]]) -> Entity:
    if not found:
        return entity
    alternatives = tuple(
        Alternative(label=EntityLabel.LOCATION, value=p.code, score=round(share, 3), reason=describe(p))
        for p, share in found[:KEPT_CANDIDATES]
    )
    best = found[0][0]
    value = best.name.lower().replace("ё", "е") if len({p.name for p, _ in found}) == 1 else entity.value
    reason = entity.reason
    if len(found) > KEPT_CANDIDATES:
        reason = f"{len(found)} places have this name; the {KEPT_CANDIDATES} likeliest are kept"
    return replace(entity, value=value, alternatives=alternatives, reason=reason)


def describe(place: Place) -> str:
    """The place as an officer writes it: «м. Дніпро, Дніпровський район, Дніпропетровська область»."""
    if place.kind == "c":
        return f"{place.name} (країна)"
    if place.kind == "f":
        return f"{place.name}, {place.where}"
    if place.kind in "px":
        return f"{place.name} (назва чи район до 2020 року), {place.where} область".replace(", область", "")
    if place.kind in "OPH" or place.kind == "B":
        head = f"{place.name} {TITLES[place.kind]}" if "Крим" not in place.name else place.name
    else:
        head = f"{TITLES[place.kind]} {place.name}"
    return ", ".join(p for p in (head, place.where) if p)
