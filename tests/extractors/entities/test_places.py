import time
from pathlib import Path

import pytest

from extractors.entities.places import candidates, describe, load_gazetteer, read_location, with_places
from pipeline.document import Document, Entity, EntityLabel, Source
from pipeline.errors import ModelError


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("м. Дніпро", "uk", "UA12020010010037010"),
        ("Дніпропетровськ", "uk", "UA12020010010037010"),
        ("Днепропетровске", "ru", "UA12020010010037010"),
        ("Кіровограда", "uk", "UA35040210010019355"),
        ("с. Липівка Тульчинського району Вінницької обл.", "uk", "UA05100130150080174"),
        ("м. Полтава, вул. Садова, 47", "uk", "UA53080370010073240"),
        ("Черновцах", "ru", "UA73060610010033137"),
        ("Lviv", "uk", "UA46060250010015970"),
        ("Києві", "uk", "UA80000000000093317"),
        ("Белой Церкви", "ru", "UA32020010010081183"),
        ("Київській області", "uk", "UA32000000000030281"),
        ("Харьковской обл.", "ru", "UA63000000000041885"),
        ("Харківщині", "uk", "UA63000000000041885"),
        ("Крыму", "ru", "UA01000000000013043"),
        ("Туреччині", "uk", "TR"),
        ("Турции", "ru", "TR"),
        ("Варшавы", "ru", "PL"),
        ("ОАЭ", "ru", "AE"),
    ],
)
def test_likeliest_place_of_a_written_name(gazetteer, text, language, code):
    assert candidates(text, language, gazetteer)[0][0].code == code


def test_ambiguous_name_keeps_its_candidates_with_shares_of_one(gazetteer):
    found = candidates("Іванівка", "uk", gazetteer)
    assert len(found) > 50
    assert sum(share for _, share in found) == pytest.approx(1)
    assert found[0][1] < 0.1


def test_type_word_narrows(gazetteer):
    assert {p.kind for p, _ in candidates("с. Суми", "uk", gazetteer)} <= {"C", "M"}
    assert all(p.kind == "C" for p, _ in candidates("с. Іванівка", "uk", gazetteer))


@pytest.mark.parametrize("text", ["вул. Садова, 3", "", "…", "Абракадабрівськеград"])
def test_unknown_place_has_no_candidates(gazetteer, text):
    assert candidates(text, "uk", gazetteer) == []


@pytest.mark.parametrize("word", ["Варшаву", "варшава", "Німеччини", "Турции", "Харькове", "Стамбуле"])
def test_word_that_can_only_be_a_place_is_well_known(gazetteer, word):
    assert gazetteer.is_well_known(word)


@pytest.mark.parametrize("word", ["того", "Порту", "Суми", "рівне", "Надія", "Абвгд", "Радом"])
def test_word_with_another_meaning_is_not(gazetteer, word):
    assert not gazetteer.is_well_known(word)


def test_oblast_named_nearby_narrows_but_does_not_force(gazetteer):
    text = "у Вінницькій області, с. Іванівка"
    document = Document(id="1", source=Source(path="a", media_type="text/plain"), text=text, language="uk")
    places = [
        Entity(start=2, end=20, label=EntityLabel.LOCATION, source="names.region@1"),
        Entity(start=22, end=33, label=EntityLabel.LOCATION, source="names.settlement@1"),
    ]
    village = with_places(places, document, gazetteer)[1]
    assert len(village.alternatives) > 1
    assert all(str(a.value).startswith("UA05") for a in village.alternatives)


def test_candidate_is_described_as_an_officer_writes_it(gazetteer):
    place = candidates("Дніпро", "uk", gazetteer)[0][0]
    assert describe(place) == "м. Дніпро, Дніпровський район, Дніпропетровська область"


def test_address_is_taken_apart():
    reading = read_location("с. Журавлівка, Тульчинський район, Вінницька область")
    assert (reading.name, reading.kinds[:1], len(reading.oblasts), len(reading.raions)) == ("Журавлівка", "C", 1, 1)


def test_missing_gazetteer_is_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match="gazetteer"):
        load_gazetteer(tmp_path)


def test_hostile_location_text_is_read_quickly(gazetteer):
    started = time.perf_counter()
    for piece in ("а ", "А,", "область ", "м. ", "щина"):
        candidates(piece * 5_000, "uk", gazetteer)
    assert time.perf_counter() - started < 5
