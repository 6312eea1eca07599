import pytest

from flows.evaluation import ablation
from flows.evaluation.ablation import by_group, measure_ablation, measure_curve, voice_share
from flows.evaluation.bag import train_bag
from flows.evaluation.judging import NotMeasuredError
from pipeline.document import Kind
from tests.flows.evaluation.cases import Ready, passage

SEEN = [
    passage(text.format(n), id=f"{voice}-{n}", voice=voice, language=language)
    for voice, language, texts in (
        ("a", "uk", ("[[document_confiscation|Паспорт забрали]] {}-го числа", "Привезли дрова {}-го числа")),
        ("b", "ru", ("[[document_confiscation|Забрали паспорт]] {}-го числа", "Привезли песок {}-го числа")),
    )
    for n, text in enumerate(texts * 24)
]
UNSEEN = [
    passage("[[document_confiscation|Паспорт забрали]] вчора", id="u-1"),
    passage("Забрали [[document_confiscation|паспорт]] вчера", id="u-2", kind=Kind.CASE_FILE),
    passage("Привезли дрова вчора", id="u-3"),
]


def test_bag_of_words_learns_in_both_languages():
    found = train_bag(SEEN).find([one.text for one in UNSEEN])
    assert found == [{"document_confiscation"}, {"document_confiscation"}, set()]


def test_figures_by_kind_of_document():
    values = by_group(UNSEEN, [{"document_confiscation"}, set(), {"document_confiscation"}])
    assert values["ads micro F1"] == pytest.approx(2 / 3)
    assert values["case files micro F1"] == 0
    assert values["all macro F1"] == pytest.approx(1 / 2)


def test_shares_hold_each_voice_alike_and_lie_inside_each_other():
    quarter, half = voice_share(SEEN, 0.25), voice_share(SEEN, 0.5)
    assert [sum(p.voice == voice for p in quarter) for voice in "ab"] == [12, 12]
    assert {p.id for p in quarter} < {p.id for p in half}
    assert voice_share(SEEN, 1.0) == SEEN


def inquiry(tmp_path, pack):
    one = Ready([], tmp_path, pack)
    one.passages = UNSEEN
    return one


def test_learning_curve_has_a_line_for_each_size_and_a_picture(tmp_path, pack, monkeypatch):
    monkeypatch.setattr(ablation, "load_passages", lambda voices: iter(SEEN))
    measured = measure_curve(inquiry(tmp_path, pack))
    assert [row[0] for row in measured.sheets[0].rows] == [12, 24, 48, 96]
    assert (tmp_path / measured.pictures[0]).is_file()


def test_who_learns_from_the_measured_voices_is_stopped(tmp_path, pack):
    with pytest.raises(NotMeasuredError, match="choose another split"):
        measure_curve(Ready([], tmp_path, pack, split="training"))


def test_a_system_that_is_not_there_has_a_note_for_a_line(tmp_path, pack, monkeypatch):
    def absent(_):
        raise NotMeasuredError("there is no model")

    systems = {"rules": lambda i: [set() for _ in i.passages], "encoder": absent}
    monkeypatch.setattr(ablation, "SYSTEMS", systems)
    (sheet,) = measure_ablation(inquiry(tmp_path, pack)).sheets
    assert [row[0] for row in sheet.rows] == ["rules"]
    assert sheet.note == "encoder: there is no model"
