"""The route a text tells: which of its places a journey starts from, goes through, ends at.

A place gets a role by the preposition right before it («з Одеси», «через Краків», «до Берліна»), by a chain of
dashes or arrows («Київ – Львів – Варшава»), or as a crossing point (ПП «Шегині»), and only where words of travel
stand in the same sentence: «родом з Одеси», «живе в Одесі» are no journeys.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.languages import ru, uk
from extractors.languages.tables import all_forms
from extractors.values.tokens import DASHES, Tokens, stem_in, tokenize
from pipeline.document import Entity, EntityLabel

FROM = all_forms(uk.ROUTE_FROM, ru.ROUTE_FROM)
TO = all_forms(uk.ROUTE_TO, ru.ROUTE_TO)
VIA = all_forms(uk.ROUTE_VIA, ru.ROUTE_VIA)
CROSSINGS = all_forms(uk.CROSSING_WORDS, ru.CROSSING_WORDS)
TYPES = all_forms(uk.PLACE_TYPES, ru.PLACE_TYPES)
TRANSPORT = frozenset((uk.TRANSPORT_STEMS + " " + ru.TRANSPORT_STEMS).split())
ORIGIN = frozenset((uk.ORIGIN_STEMS + " " + ru.ORIGIN_STEMS).split())
ARROWS = DASHES | frozenset("→➔➡⇒>⟶")
QUOTES = frozenset('«»"“”„')
NEAR_TOKENS = 18
"""How far a word of travel may stand from the place it moves somebody to: one clause of case-file prose."""


def with_route_roles(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities, in order, with role from, via or to on locations that a journey in the text touches.

    Args: offsets of `entities` are those of `text`. A role already set stays.
    """
    t = tokenize(text)
    chains = _chains(text, entities)
    return [
        replace(entity, role=role) if entity.label is EntityLabel.LOCATION and not entity.role and role else entity
        for entity in entities
        for role in (_role(t, entity, chains) if entity.label is EntityLabel.LOCATION else None,)
    ]


def _role(t: Tokens, entity: Entity, chains: dict[int, str]) -> str | None:
    first, end = _tokens_of(t, entity)
    if first >= len(t):
        return None
    travel = _has_near(t, first, end, TRANSPORT)
    if entity.start in chains and (travel or chains[entity.start].endswith("!")):
        return chains[entity.start].rstrip("!")
    before, crossing = _preposition(t, first)
    if crossing:
        return "via"
    if not travel:
        return None
    if before in VIA:
        return "via"
    if before in FROM:
        return None if _is_origin(t, first) else "from"
    return "to" if before in TO and _moves(t, first) else None


def _tokens_of(t: Tokens, entity: Entity) -> tuple[int, int]:
    """The tokens [first, end) that an entity covers."""
    return bisect_left(t.starts, entity.start), bisect_left(t.starts, entity.end)


def _preposition(t: Tokens, first: int) -> tuple[str, bool]:
    """(word before the place, past quotes and «м.», «аеропорт»; whether it is a crossing point)."""
    i = first - 1
    crossing = False
    if t.form(first) in CROSSINGS:
        crossing = True
    for _ in range(6):
        form = t.form(i)
        if form in CROSSINGS and not t.breaks(i + 1):
            crossing, i = True, i - 1
        elif (
            (form in TYPES and t.form(i + 1) == ".")
            or (form in TYPES and len(form) > 1)
            or form in QUOTES
            or form == "."
        ):
            if form == "." and t.form(i - 1) not in TYPES:
                break
            i -= 1
        else:
            break
    return t.form(i), crossing


def _has_near(t: Tokens, first: int, end: int, stems: frozenset[str]) -> bool:
    """Whether a word with one of the stems stands in the same sentence, near the tokens."""
    return any(stem_in(t.forms[k], stems) for k in _around(t, first, end))


def _around(t: Tokens, first: int, end: int) -> Iterator[int]:
    for k in range(first - 1, max(first - 1 - NEAR_TOKENS, -1), -1):
        if t.ends_sentence(k):
            break
        yield k
    for k in range(end, min(end + NEAR_TOKENS, len(t))):
        if t.ends_sentence(k):
            break
        yield k


def _is_origin(t: Tokens, first: int) -> bool:
    """Whether somebody comes from the place rather than travels from it: «родом з Одеси»."""
    return any(stem_in(t.form(k), ORIGIN) for k in range(max(0, first - 5), first))


def _moves(t: Tokens, first: int) -> bool:
    """Whether a word of travel, not one of staying, is the nearest verb-like word before «до», «в», «на»."""
    for k in range(first - 1, max(first - 1 - NEAR_TOKENS, -1), -1):
        if t.ends_sentence(k):
            return False
        if stem_in(t.form(k), ORIGIN):
            return False
        if stem_in(t.form(k), TRANSPORT):
            return True
    return False


def _chains(text: str, entities: Sequence[Entity]) -> dict[int, str]:
    """Start of place → role for places joined by dashes or arrows; "!": an arrow, which needs no words of travel."""
    places = sorted({(e.start, e.end) for e in entities if e.label is EntityLabel.LOCATION})
    roles: dict[int, str] = {}
    chain: list[tuple[int, int]] = []
    arrow = False
    for place in [*places, (len(text) + 1, len(text) + 1)]:
        between = text[chain[-1][1] : place[0]].strip(' \t«»"()') if chain else ""
        joined = bool(chain) and 0 < len(between) <= 2 and all(mark in ARROWS for mark in between)
        if joined and place[0] <= len(text):
            arrow = arrow or not all(mark in DASHES for mark in between)
            chain.append(place)
            continue
        if len(chain) > 1:
            mark = "!" if arrow else ""
            roles |= {start: f"via{mark}" for start, _ in chain[1:-1]}
            roles |= {chain[0][0]: f"from{mark}", chain[-1][0]: f"to{mark}"}
        chain, arrow = [place], False
    return roles
