from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.passages import (
    DEVELOPMENT_VOICES,
    TRAINING_VOICES,
    VOICES,
    CorpusError,
    load_passages,
    parse_marked,
)
from pipeline.document import EntityLabel, Kind, Polarity, Priority


@pytest.fixture(scope="module")
def passages():
    return list(load_passages())


def voice_with(folder: Path, content: str, voice: str = "v1-tg-uk") -> Path:
    (folder / voice).mkdir()
    (folder / voice / "01.txt").write_text(content, encoding="utf-8")
    return folder


def spans(marked: str) -> tuple[str, list[tuple[str, str, str]]]:
    text, indicators, entities = parse_marked(marked)
    found = [(i.id, i.polarity.value, text[i.start : i.end]) for i in indicators]
    return text, found + [("entity", e.label.value, text[e.start : e.end]) for e in entities]


@pytest.mark.parametrize(
    ("marked", "text", "found"),
    [
        (
            "Він [[document_confiscation|забрав паспорт]].",
            "Він забрав паспорт.",
            [("document_confiscation", "asserted", "забрав паспорт")],
        ),
        (
            "[[violence_threats:denied|Никто не бил]], ушёл сам",
            "Никто не бил, ушёл сам",
            [("violence_threats", "denied", "Никто не бил")],
        ),
        (
            "[[unrealistic_pay|{{money|3000 €}} без досвіду]] 🙂",
            "3000 € без досвіду 🙂",
            [("unrealistic_pay", "asserted", "3000 € без досвіду"), ("entity", "money", "3000 €")],
        ),
        (
            "[[forced_labour|работал, [[confinement_surveillance|дверь запирали]]]]",
            "работал, дверь запирали",
            [
                ("forced_labour", "asserted", "работал, дверь запирали"),
                ("confinement_surveillance", "asserted", "дверь запирали"),
            ],
        ),
        ("[Переслано] [ред.] звичайні дужки {x}", "[Переслано] [ред.] звичайні дужки {x}", []),
    ],
)
def test_markup_gives_plain_text_and_true_offsets(marked, text, found):
    assert spans(marked) == (text, found)


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("[[passport_taken|забрав]]", "no indicator 'passport_taken'"),
        ("[[document_confiscation:maybe|забрав]]", "'maybe' is not a valid Polarity"),
        ("{{phonenumber|067}}", "'phonenumber' is not a valid EntityLabel"),
        ("[[document_confiscation|забрав", "document_confiscation is never closed"),
        ("забрав]]", "closes nothing"),
        ("[[document_confiscation|{{date|5 травня]]}}", "closes nothing"),
        ("[[document_confiscation|]]", "marks nothing"),
    ],
)
def test_faulty_markup_is_refused_with_its_place(marked, fault):
    with pytest.raises(CorpusError, match=rf"text \(line 1\): .*{fault}|text: .*{fault}"):
        parse_marked(marked)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("текст без заголовка", "01.txt:1: no record"),
        ("### id=a lang=uk\nтекст", "01.txt:1: the header lacks kind"),
        ("### id=a kind=ad lang=uk colour=red\nтекст", "01.txt:1: unknown header key colour"),
        ("### id=a kind=ad lang=en\nтекст", "01.txt:1: language 'en'"),
        ("### id=a kind=poem lang=uk\nтекст", "01.txt:1: 'poem' is not a valid Kind"),
        ("### id=a kind=ad lang=uk priority=later\nтекст", "'later' is not a valid Priority"),
        ("### id=a kind=ad lang=uk\n\n### id=b kind=ad lang=uk\nтекст", "01.txt:1: the record has no text"),
        ("### id=a kind=ad lang=uk\nодин\n### id=a kind=ad lang=uk\nдва", "01.txt: id a stands already in"),
        ("### id=a kind=ad lang=uk\nодин\nдва ]]", r"01.txt:1 \(line 3\): \]\] closes nothing"),
    ],
)
def test_faulty_file_is_refused_with_file_and_line(tmp_path, content, fault):
    with pytest.raises(CorpusError, match=fault):
        list(load_passages(["v1-tg-uk"], folder=voice_with(tmp_path, content)))


def test_unknown_voice_is_refused_with_the_choices():
    with pytest.raises(CorpusError, match="no such voice; choices: v1-tg-uk"):
        list(load_passages(["v99"]))


def test_header_becomes_typed_fields(tmp_path):
    content = "### id=a kind=ad lang=ru channel=vk priority=high ents=1\n\nтекст {{phone|067 000 00 00}}\n\n"
    (passage,) = load_passages(["v1-tg-uk"], folder=voice_with(tmp_path, content))
    assert (passage.kind, passage.language, passage.channel, passage.priority) == (Kind.AD, "ru", "vk", Priority.HIGH)
    assert passage.entities_complete
    assert passage.text == "текст 067 000 00 00"
    assert passage.entities[0].label is EntityLabel.PHONE


def test_all_voices_load_in_both_languages(passages):
    assert {p.voice for p in passages} == set(VOICES)
    languages = Counter(p.language for p in passages)
    assert min(languages["uk"], languages["ru"]) > 2500


def test_every_span_lies_inside_its_text_without_white_space_at_its_ends(passages):
    for passage in passages:
        for span in (*passage.entities, *passage.indicators):
            assert 0 <= span.start < span.end <= len(passage.text), passage.id
            assert passage.text[span.start : span.end].strip() == passage.text[span.start : span.end], passage.id


def test_no_mark_is_left_in_a_text(passages):
    for passage in passages:
        assert not any(mark in passage.text for mark in ("[[", "]]", "{{", "}}")), passage.id


def test_every_indicator_of_the_taxonomy_has_counting_and_not_counting_examples(passages):
    counting = Counter((i.id, i.polarity.counts) for p in passages for i in p.indicators)
    kinds = {name for name, _ in counting}
    assert len(kinds) == 40
    assert all(counting[name, True] >= 20 and counting[name, False] >= 1 for name in kinds)


def test_training_documents_with_an_escalating_cue_are_urgent(passages):
    escalating = {
        "minor_sought_or_involved",
        "child_exploitation",
        "handover_sale_of_person",
        "confinement_surveillance",
        "organ_sale",
    }
    wrong = [
        p.id
        for p in passages
        if p.voice in TRAINING_VOICES
        and p.priority not in (None, Priority.URGENT)
        and any(i.id in escalating and i.polarity.counts for i in p.indicators)
    ]
    assert wrong == []


def test_harmless_documents_have_no_counting_indicator(passages):
    assert [
        p.id
        for p in passages
        if p.voice in TRAINING_VOICES and p.priority is Priority.NONE and any(i.polarity.counts for i in p.indicators)
    ] == []


def test_training_and_development_voices_do_not_overlap():
    assert not set(TRAINING_VOICES) & set(DEVELOPMENT_VOICES)


@given(
    st.text(st.characters(exclude_characters="[]{}", exclude_categories=["Cs"]), max_size=30),
    st.text(st.characters(exclude_characters="[]{}", exclude_categories=["Cs"]), min_size=1, max_size=30),
)
def test_text_before_a_mark_moves_it_by_its_length(before, marked):
    text, (span,), _ = parse_marked(f"{before}[[organ_sale:reported|{marked}]]")
    assert (text, span.start, span.end) == (before + marked, len(before), len(before + marked))
    assert span.polarity is Polarity.REPORTED
