import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.entities.candidates import MODEL, Candidate
from extractors.entities.names import NameFinder, bundled_names, find_names, names_stage
from extractors.entities.places import load_gazetteer
from pipeline.document import Document, Entity, EntityLabel, Source, Validation
from pipeline.errors import ModelError
from pipeline.offsets import Rewriter, WorkingText

MODELS = Path(__file__).resolve().parents[3] / "models"


class NoModel(NameFinder):
    """The stage with a model that finds nothing: rules only."""

    def _load(self):
        self._gazetteer = load_gazetteer()

    def _model_candidates(self, batch):
        return [[] for _ in batch]


def document(text, language="uk", **kwargs):
    return Document(
        id="1", source=Source(path="a.txt", media_type="text/plain"), text=text, language=language, **kwargs
    )


def by_rules(text, language="uk", **kwargs):
    finder = NoModel(folder=Path("none"), model="none@0")
    return next(finder.run([document(text, language, **kwargs)]))


def found(result):
    return [(result.text[e.start : e.end], e.label.value) for e in result.entities if e.source.startswith("names.")]


def test_rules_alone_find_names_in_both_languages():
    text = "Потерпіла Гнатюк Дарина Олексіївна, м. Полтава, вул. Садова, 4, працювала у ТОВ «Мрія Плюс»."
    assert found(by_rules(text)) == [
        ("Гнатюк Дарина Олексіївна", "person"),
        ("м. Полтава, вул. Садова, 4", "location"),
        ("ТОВ «Мрія Плюс»", "organization"),
    ]
    text = "Потерпевшая Ларина Ольга Петровна, г. Киев, ул. Речная, 4, работала в ООО «Заря Плюс»."
    assert [label for _, label in found(by_rules(text, "ru"))] == ["person", "location", "organization"]


def test_name_says_its_rule_its_key_and_its_role():
    person = by_rules("Потерпіла Гнатюк Дарина Олексіївна").entities[0]
    assert person.source == "names.patronymic@1"
    assert (person.value, person.role) == ("гнатюк дарина олексіївна", "victim")


def test_offsets_are_those_of_the_original_text():
    text = "Г.н.а.т.ю.к Дарина Олексіївна"
    rewriter = Rewriter(text)
    rewriter.replace(11, "Гнатюк")
    result = by_rules(text, working=rewriter.finish())
    assert [(e.start, e.end) for e in result.entities] == [(0, len(text))]


def test_name_that_overlaps_an_identifier_is_dropped():
    text = "пише Мельник О. П. тут"
    handle = Entity(start=5, end=12, label=EntityLabel.HANDLE, source="identifiers.handle@1")
    assert found(by_rules(text, entities=(handle,))) == []


def test_place_may_hold_an_identifier():
    text = "вул. 8 Березня, 3"
    date = Entity(start=5, end=14, label=EntityLabel.DATE, source="identifiers.date@1", validation=Validation.FORMAT_OK)
    assert found(by_rules(text, entities=(date,))) == [(text, "location")]


def test_journey_gives_its_places_a_role():
    result = by_rules("Виїхали з м. Суми до м. Київ автобусом")
    assert [e.role for e in result.entities] == ["from", "to"]


def test_lower_case_countries_and_cities_are_found_by_their_forms():
    assert found(by_rules("робота в німеччині, виїзд з києва")) == [("німеччині", "location"), ("києва", "location")]
    assert found(by_rules("работа в турции", "ru")) == [("турции", "location")]


def test_writer_without_capitals_is_read_too():
    text = "потрібні дівчата, писати оксані, вул. садова 12, виїзд щодня"
    assert found(by_rules(text)) == [("оксані", "person"), ("вул. садова 12", "location")]
    assert found(by_rules("нужны девушки, писать татьяне, ул. речная 3", "ru")) == [
        ("татьяне", "person"),
        ("ул. речная 3", "location"),
    ]


def test_places_of_a_route_that_the_model_took_together_come_apart():
    text = "Маршрут Суми – Люблін щодня"
    model = Candidate(start=8, end=21, label=EntityLabel.LOCATION, rule=MODEL)
    places = find_names(text, "uk", [model], load_gazetteer())
    assert [text[c.start : c.end] for c in places] == ["Суми", "Люблін"]


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [("забрав у Мартинюка гроші", "Мартинюка", "uk"), ("паспорт у Громова", "Громова", "ru")],
)
def test_surname_that_the_model_took_for_a_place_is_a_person(text, name, language):
    start = text.index(name)
    model = Candidate(start=start, end=start + len(name), label=EntityLabel.LOCATION, rule=MODEL)
    assert [c.label for c in find_names(text, language, [model], load_gazetteer())] == [EntityLabel.PERSON]


def test_brand_in_quotes_is_kept_as_written_in_its_key():
    assert [e.value for e in by_rules('агентство "Голден Стар" обещало', "ru").entities] == ["голден стар"]


def test_city_in_capitals_is_a_place_and_no_person():
    text = "МЕШКАЄ М. ХАРКІВ"
    model = Candidate(start=7, end=16, label=EntityLabel.PERSON, rule=MODEL)
    assert [c.label for c in find_names(text, "uk", [model], load_gazetteer())] == [EntityLabel.LOCATION]


def test_model_name_without_a_capital_in_a_text_with_capitals_is_none():
    text = "Приїхала вона. Потім заснула в автобусі і прокинулась."
    model = Candidate(start=21, end=28, label=EntityLabel.PERSON, rule=MODEL)
    assert find_names(text, "uk", [model], load_gazetteer()) == []


def test_documents_come_back_in_order_and_running_twice_changes_nothing():
    texts = ["Мельник О. П.", "", "нічого", "м. Суми"]
    finder = NoModel(folder=Path("none"), model="none@0")
    once = list(finder.run(map(document, texts)))
    assert [d.text for d in once] == texts
    assert list(finder.run(once)) == once


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Гнатюк О.П.«»\nм Сумивул1,:-", max_size=80))
def test_entities_lie_inside_the_text(text):
    result = by_rules(text, working=WorkingText(text=text))
    assert all(0 <= e.start < e.end <= len(text) and e.value for e in result.entities)
    spans = sorted((e.start, e.end) for e in result.entities)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_missing_model_stops_the_start(tmp_path):
    with pytest.raises(ModelError, match="entities-bundled"):
        names_stage(bundled_names(tmp_path))


@pytest.mark.slow
def test_bundled_model_finds_names_in_both_languages_and_across_windows():
    stage = names_stage(bundled_names(MODELS))
    uk = (
        "Оксана Гнатюк поїхала до Варшави, де Андрій Мельник працював на фірмі. " * 200 + "Одеська обласна прокуратура."
    )
    ru = "Ольга Ларина уехала в Стамбул, её встретил Сергей Громов."
    first, second = stage.run([document(uk), document(ru, "ru")])
    persons = [e for e in first.entities if e.label is EntityLabel.PERSON]
    assert len(persons) >= 380
    assert persons[-1].end > len(uk) - 100
    assert ("Стамбул", "location") in found(second)
    assert any(label == "person" for _, label in found(second))
    assert any(e.source.startswith("names.bundled@") for e in [*first.entities, *second.entities])


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["а", "А", "А. ", "«", "\n", "1", "Іван "])
def test_bundled_model_is_not_slow_on_repeated_input(piece):
    started = time.perf_counter()
    list(names_stage(bundled_names(MODELS)).run([document(piece * (100_000 // len(piece)))]))
    assert time.perf_counter() - started < 30
