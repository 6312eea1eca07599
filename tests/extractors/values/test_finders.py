"""What holds for every finder of values: true offsets, stable spans, time that grows with the text and no faster."""

import re
import time
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values import FINDERS, relative_date, with_route_roles
from pipeline.document import Entity, EntityLabel

FINDER_LIST = (*FINDERS, relative_date.find)
PIECES_WRITTEN = (
    "від 25 тис. грн|1500-2000 євро|$1200|полторы тысячи евро|17.10.2023|12 марта 2022 г.|у травні|2019 року|15 років|"
    "мне 19|18+|ч. 2 ст. 149 КК України|ст.ст. 149, 303|УК РФ|Ольга, 26,|учениця 9 класу| |\n|,|.|–|-|(|)|до|по|за|№|"
    "ОСОБА_1|слово|7|к|р.|год|сто|двадцять|тисяч|€|$|крон|закон|§|«а»|влітку|вчора|чч|ст"
)
PIECES = PIECES_WRITTEN.split("|")
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES)).map("".join),
)
HOSTILE_WRITTEN = (
    "1 а . , - – ( ) ч ст п год р к $ № ' € / : сто двадцять тисяча травня закон клас річна ч. ст. п. ч.ч. 1- 1. 1, "
    "1: 1/ ч.1, ст.149, ст.149УК 1.111 сто_ 5крон_ 1,_травня 18- 15років_ мені_ закон_№ з_Одеси_ 149-149- «а»,_ п.«а» "
    "100,_ 2019- Ол,26, УК_ кк_ст.1_ 1_травня_ 5_грн,_"
)
HOSTILE = HOSTILE_WRITTEN.split()
HOSTILE_CHARS = 100_000
SECONDS_ALLOWED = 5.0
"""Processor time for them; the slowest finder needs about one on a shared core."""


def key(entity: Entity) -> tuple[object, ...]:
    return (entity.label, entity.value, entity.role, entity.score, entity.reason)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_lie_inside_the_text_and_never_overlap(text: str) -> None:
    for find in FINDER_LIST:
        spans = sorted((e.start, e.end) for e in find(text))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end].strip() == text[start:end] for start, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


@given(TEXTS, st.integers(min_value=1, max_value=40))
@settings(max_examples=200, deadline=None)
def test_blanks_in_front_move_spans_and_change_nothing_else(text: str, count: int) -> None:
    for find in FINDER_LIST:
        plain = [(e.start + count, e.end + count, *key(e)) for e in find(text)]
        assert plain == [(e.start, e.end, *key(e)) for e in find(" " * count + text)]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_finding_twice_gives_the_same(text: str) -> None:
    for find in FINDER_LIST:
        assert list(find(text)) == list(find(text))


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_repeated_piece_makes_a_finder_slow(piece: str) -> None:
    piece = piece.replace("_", " ")
    for glue in ("", " "):
        text = (piece + glue) * (HOSTILE_CHARS // len(piece + glue))
        for find in FINDER_LIST:
            started = time.process_time()
            for _ in find(text):
                pass
            assert time.process_time() - started < SECONDS_ALLOWED, find.__module__


def test_routes_are_linear_in_places() -> None:
    text = "з Одеси через Київ до Львова – " * 3_000
    places = [
        Entity(start=m.start(), end=m.end(), label=EntityLabel.LOCATION, source="names.test@1")
        for m in re.finditer("Одеси|Київ|Львова", text)
    ]
    started = time.process_time()
    with_route_roles(text, places)
    assert time.process_time() - started < SECONDS_ALLOWED


@pytest.mark.parametrize("find", FINDER_LIST)
def test_source_names_the_stage_and_the_rule(find: Callable[[str], Iterable[Entity]]) -> None:
    text = "учениця, 15 років, ч. 2 ст. 149 КК України, 17.10.2023, вчора, 500 грн"
    found = list(find(text))
    assert found
    assert all(re.fullmatch(r"identifiers\.[a-z_]+@\d+", entity.source) for entity in found)
