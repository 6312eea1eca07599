from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.identifiers import FINDERS, identifiers_stage
from extractors.values import FINDERS as VALUE_FINDERS
from pipeline.document import Document, Entity, EntityLabel, Source
from pipeline.offsets import Rewriter

TEXT = "Звоните О67 12З 45 67, зарплата 2000 евро, паспорт МЕ 304127, t.me/robota_x, IBAN UA213996220000026007233566001"
SOURCE = Source(path="a.txt", media_type="text/plain")


def document(text: str) -> Document:
    return Document(id="0" * 64, source=SOURCE, text=text)


def run(text: str) -> Document:
    (result,) = identifiers_stage().run([document(text)])
    return result


def test_stage_finds_identifiers_and_values():
    labels = {e.label for e in run(TEXT).entities}
    assert {EntityLabel.PHONE, EntityLabel.PASSPORT, EntityLabel.HANDLE, EntityLabel.IBAN, EntityLabel.MONEY} <= labels


def test_offsets_are_those_of_the_document_not_of_the_working_text():
    rewriter = Rewriter("<<" + TEXT)
    rewriter.drop(2)
    (result,) = identifiers_stage().run([replace(document("<<" + TEXT), working=rewriter.finish())])
    phone = next(e for e in result.entities if e.label is EntityLabel.PHONE)
    assert result.text[phone.start : phone.end] == "О67 12З 45 67"


def test_stage_replaces_what_it_found_before():
    once = run(TEXT)
    (twice,) = identifiers_stage().run([once])
    assert once == twice


def test_stage_leaves_the_findings_of_others():
    other = Entity(start=0, end=7, label=EntityLabel.PERSON, source="names.bundled-uk@1")
    (result,) = identifiers_stage().run([document(TEXT).with_entities([other], stage="names")])
    assert other in result.entities


def test_stage_keeps_order_and_text():
    documents = [document(t) for t in ("а", "", "тел 067 123 45 67")]
    results = list(identifiers_stage().run(documents))
    assert [d.text for d in results] == [d.text for d in documents]
    assert len(results[2].entities) == 1


def test_every_source_names_its_stage():
    assert all(e.source.startswith("identifiers.") for e in run(TEXT).entities if e.label is not EntityLabel.MONEY)


PIECES = st.sampled_from(
    [
        "067 123 45 67",
        "+48 512 345 678",
        "РНОКПП",
        "тел.",
        "4149 4993 2087 1156",
        "@name_x",
        "a@b.example",
        "№ 5",
        "АА 1234 ВВ",
        "паспорт",
        "МЕ 304127",
        "ОСОБА_1",
        "справа 1-2/2020",
        "\n",
        ", ",
        "(",
        ")",
        "нуль шістдесят сім",
        "О67",
        "0️⃣",
        "t.me/x_name",
        ".",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map(" ".join))
def test_spans_lie_in_the_text_without_overlap_and_are_repeatable(text):
    result = run(text)
    spans = [(e.start, e.end) for e in result.entities]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(0 <= e.score <= 1 for e in result.entities)
    assert run(text) == result


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=10).map(" ".join), st.integers(1, 5))
def test_blanks_in_front_move_every_identifier(text, count):
    for finder in FINDERS:
        before = [(e.label, e.start + count, e.end + count, e.value) for e in finder.find(text)]
        assert before == [(e.label, e.start, e.end, e.value) for e in finder.find(" " * count + text)]


def test_value_finders_are_asked_too():
    assert VALUE_FINDERS
