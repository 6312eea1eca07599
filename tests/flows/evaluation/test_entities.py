from pathlib import Path

import pytest

from flows.evaluation.entities import entity_counts, measure_entities
from flows.evaluation.judging import Judged, NotMeasuredError
from pipeline.document import Entity, EntityLabel
from pipeline.settings import Settings
from tests.flows.evaluation.cases import Ready, judged, passage


def row(gold: str, found: str, **more) -> Judged:
    one = judged(gold, passage(gold).text, **more)
    entities = [Entity(start=e.start, end=e.end, label=e.label, source="names.x@1") for e in passage(found).entities]
    return Judged(gold=one.gold, found=one.found.with_entities(entities, stage="names"))


def test_exact_spans_and_overlaps_are_counted_apart():
    rows = [row("{{person|Олена Коваль}} в {{location|Києві}}", "{{person|Олена}} Коваль в {{location|Києві}}")]
    exact, touching = entity_counts(rows), entity_counts(rows, exact=False)
    assert (exact[EntityLabel.PERSON].tp, exact[EntityLabel.PERSON].fp, exact[EntityLabel.PERSON].fn) == (0, 1, 1)
    assert (touching[EntityLabel.PERSON].tp, touching[EntityLabel.LOCATION].tp) == (1, 1)


def test_another_label_is_wrong_and_missed():
    counts = entity_counts([row("{{person|Мария}}", "{{location|Мария}}")])
    assert counts[EntityLabel.LOCATION].fp == counts[EntityLabel.PERSON].fn == 1


def test_jobs_are_no_entities_of_the_contract():
    assert entity_counts([row("слідчий", "{{job|слідчий}}")]) == {}


def inquiry(rows, tmp_path, pack):
    return Ready(rows, tmp_path, pack, settings=Settings(models=tmp_path / "none"), shared=Path(tmp_path))


def test_without_a_model_own_passages_are_measured_and_the_rest_named(tmp_path, pack):
    rows = [row("{{person|Олена Коваль}}", "{{person|Олена Коваль}}"), row("{{person|Иван}}", "Иван", language="ru")]
    measured = measure_entities(inquiry(rows, tmp_path, pack))
    assert measured.figures["entities.own.person.f1"] == pytest.approx(2 / 3)
    assert measured.figures["entities.own.ru.f1"] == 0
    assert "there is no model" in measured.sheets[-1].note


def test_passages_with_unmarked_entities_are_left_out(tmp_path, pack):
    with pytest.raises(NotMeasuredError, match="all its entities"):
        measure_entities(inquiry([row("Олена", "{{person|Олена}}", entities_complete=False)], tmp_path, pack))
