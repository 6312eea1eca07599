import pytest

from flows.evaluation.indicators import BOTH, MODEL, RULES, measure_indicators, speaker_of
from pipeline.document import Indicator, Kind, Polarity
from tests.flows.evaluation import cases
from tests.flows.evaluation.cases import Ready, judged

UK = "[[document_confiscation|Паспорт забрали]], [[withheld_wages:denied|зарплату віддали]]."
RU = "[[document_confiscation|Паспорт забрали]] и [[violence_threats|били]]."


def rows():
    return [
        judged(UK, UK),
        judged(UK, "[[document_confiscation:denied|Паспорт забрали]], зарплату віддали."),
        judged(RU, "[[document_confiscation|Паспорт]] [[forced_labour|забрали]] и били.", language="ru"),
        judged("Паспорт у мене.", "[[document_confiscation|Паспорт]] у мене.", kind=Kind.CASE_FILE),
    ]


@pytest.fixture
def measured(tmp_path, pack):
    return measure_indicators(Ready(rows(), tmp_path, pack))


def sheet(measured, title):
    (found,) = [one for one in measured.sheets if one.title.startswith(title)]
    return {row[0]: dict(zip(found.headings[1:], row[1:], strict=True)) for row in found.rows}


def test_micro_figures_count_every_indicator_of_every_text(measured):
    assert measured.figures["indicators.precision"] == pytest.approx(4 / 6)
    assert measured.figures["indicators.recall"] == pytest.approx(4 / 6)


def test_macro_is_the_mean_over_indicators_that_gold_has(measured):
    confiscation, wages, violence = 6 / 7, 2 / 3, 0
    assert measured.figures["indicators.macro_f1"] == pytest.approx((confiscation + wages + violence) / 3)


def test_spans_want_half_of_their_words(measured):
    assert sheet(measured, "Indicators, by text")["document_confiscation"]["span R"] == pytest.approx(2 / 3)


def test_languages_and_kinds_have_figures_of_their_own(measured):
    assert measured.figures["indicators.ru.micro_f1"] == pytest.approx(0.5)
    assert measured.figures["indicators.case_file.micro_f1"] == 0
    assert sheet(measured, "Indicators, by kind")["uk"]["texts"] == 3


def test_polarity_counts_found_spans_alone(measured):
    # of four touched gold spans one has another polarity
    assert measured.figures["indicators.polarity_accuracy"] == pytest.approx(3 / 4)
    assert sheet(measured, "Polarity of found")["asserted"]["denied"] == 1


def test_an_indicator_with_another_polarity_is_missed_under_its_own(measured):
    by_polarity = sheet(measured, "Indicators with their polarity")
    assert (by_polarity["denied"]["gold"], by_polarity["denied"]["found"]) == (2, 2)
    assert by_polarity["denied"]["R"] == pytest.approx(1 / 2)


def test_every_indicator_of_the_pack_has_a_line(measured, pack):
    assert set(sheet(measured, "Indicators, by text")) == set(pack.indicators)


def test_pictures_are_drawn(measured, tmp_path):
    assert {path.name for path in tmp_path.glob("*.png")} == set(measured.pictures)
    assert len(measured.pictures) == 3
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in measured.pictures)


@pytest.mark.parametrize(
    ("source", "reason", "speaker"),
    [
        ("rules.x.one@1", None, RULES),
        ("rules.x.one@1", "why [модель сумнівається / the model doubts it: 0.05]", RULES),
        ("rules.x.one@1", "why [rules.x.one@1 + tagger.bundled@1]", BOTH),
        ("tagger.bundled@1", None, MODEL),
    ],
)
def test_source_and_reason_say_who_spoke(source, reason, speaker):
    hit = Indicator(
        start=0, end=1, id="x", stage="y", polarity=Polarity.ASSERTED, score=1, source=source, reason=reason
    )
    assert speaker_of(hit) == speaker


def test_what_fusion_writes_is_understood():
    from extractors.indicators.fusion import fuse

    rule, model = (
        Indicator(start=0, end=4, id="x", stage="y", polarity=Polarity.ASSERTED, score=0.8, source=source)
        for source in (cases.RULE, cases.MODEL)
    )
    assert [speaker_of(hit) for hit in fuse([rule], [model], {})] == [BOTH]


def test_speakers_are_told_apart(tmp_path, pack):
    text = "[[document_confiscation|Паспорт забрали]]"
    spoken = [
        judged(text, text),
        judged(text, text, source=cases.MODEL),
        judged("Паспорт", "[[debt_bondage_fines|Паспорт]]"),
    ]
    lines = sheet(measure_indicators(Ready(spoken, tmp_path, pack)), "Who spoke")
    assert lines[RULES]["P"] == 0.5
    assert lines[MODEL]["P"] == 1
    assert lines[MODEL]["share of gold"] == 0.5
    assert lines[BOTH]["found in texts"] == 0


def test_nothing_found_and_nothing_to_find_is_measured_too(tmp_path, pack):
    assert measure_indicators(Ready([judged("Привіт", "Привіт")], tmp_path, pack)).figures["indicators.micro_f1"] == 0
