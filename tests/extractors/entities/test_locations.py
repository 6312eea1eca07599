import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities.candidates import Candidate, settle
from extractors.entities.locations import find_locations, joined_addresses, with_type_word
from pipeline.document import EntityLabel


def locations(text):
    return joined_addresses(text, settle(find_locations(text)))


@pytest.mark.parametrize(
    "marked",
    [
        "мешкає: ⟦м. Полтава, вул. Садова, 47, кв. 12⟧",
        "у ⟦с. Липівка Тульчинського району Вінницької обл.⟧ живе",
        "⟦м.Суми⟧ та ⟦смт Велика Михайлівка⟧",
        "на ⟦вулиці Київській⟧ зупинили",
        "в ⟦Харківській та Сумській областях⟧",
        "⟦пр-т Миру, 44⟧",
        "⟦вул. 8 Березня, 3⟧",
        "до ⟦Шевченківського району⟧ прибув",
        "⟦м. Біла Церква⟧",
        "біля ⟦с. Журавлівка, Тульчинський район⟧",
    ],
)
def test_ukrainian_place_is_found_by_form(check, marked):
    check(locations, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "проживает: ⟦г. Киев, ул. Речная, д. 5⟧",
        "в ⟦г. Нижний Новгород⟧ работал",
        "⟦дер. Малиновка⟧ и ⟦пос. Лесном⟧",
        "в ⟦Одесской области⟧ и ⟦Ставропольском крае⟧",
        "на ⟦улице Парковой, 9⟧ жила",
        "⟦г. Ростов-на-Дону⟧",
        "⟦пер. Тихий, 2⟧",
    ],
)
def test_russian_place_is_found_by_form(check, marked):
    check(locations, marked)


@pytest.mark.parametrize(
    "text",
    [
        "12 м. Кабель привезли",
        "в 2022 г. Иванов уехал",
        "ч. 2 ст. 149 КК України",
        "с. 15 протоколу",
        "в районі вокзалу",
        "область застосування",
        "вул",
    ],
)
def test_what_only_looks_like_a_place_is_none(text):
    assert locations(text) == []


@pytest.mark.parametrize(
    ("text", "found"), [("з м. Бурштин", "м. Бурштин"), ("у 2022 г. Сумы", "Сумы"), ("місто Ніжин", "Ніжин")]
)
def test_type_word_is_part_of_the_place_unless_a_number_stands_before(text, found):
    name = text.split()[-1]
    place = Candidate(start=text.index(name), end=len(text), label=EntityLabel.LOCATION, rule="model")
    whole = with_type_word(text, place)
    assert text[whole.start : whole.end] == found


@given(st.text(alphabet="м. Київвулиця,12\nобл", max_size=60), st.integers(0, 5))
def test_spans_lie_inside_and_move_with_the_text(text, blanks):
    spans = [(c.start, c.end) for c in locations(text)]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert [(c.start, c.end) for c in locations(" " * blanks + "\n" + text)] == [
        (s + blanks + 1, e + blanks + 1) for s, e in spans
    ]


@pytest.mark.parametrize("piece", ["м. ", "вул. А ", "А", "Аа-", "1", "вул. 1 ", "обл. ", "Аська ", ",", "с. Б, "])
def test_no_pattern_is_slow_on_repeated_input(piece):
    started = time.perf_counter()
    list(find_locations(piece * (100_000 // len(piece))))
    assert time.perf_counter() - started < 10
