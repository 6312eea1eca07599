import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encoder.tokens import LINE_START, LOWER, MIXED, TITLE, UPPER, TextCoder, coded, writing_of
from flows.encoder.vocabulary import train_vocabulary
from pipeline.errors import ModelError


def test_case_of_a_word():
    assert [writing_of(word) for word in ("паспорт", "Паспорт", "ПАСПОРТ", "ПАТ«М", "я", "Я", "123", "іPhone")] == [
        LOWER,
        TITLE,
        UPPER,
        UPPER,
        LOWER,
        TITLE,
        LOWER,
        MIXED,
    ]


def test_subwords_of_a_word_share_its_writing_and_only_the_first_begins_it():
    code = coded("Забрали\nПАСПОРТ-и", [7, 8, 9, 10, 11], [(0, 4), (4, 7), (8, 15), (15, 16), (16, 17)])
    assert list(code.first) == [True, False, True, True, True]
    assert list(code.writing) == [TITLE + LINE_START, TITLE, UPPER + LINE_START, LOWER, LOWER]


@pytest.fixture(scope="module")
def coder(tmp_path_factory):
    path = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"
    train_vocabulary(["паспорт забрали у марії"] * 9, path)
    return TextCoder.load(path)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_offsets_lie_in_the_text_in_order(coder, text):
    (code,) = coder.code([text])
    assert all(0 <= low < high <= len(text) for low, high in zip(code.starts, code.ends, strict=True))
    assert list(code.starts) == sorted(code.starts)


def test_missing_or_damaged_tokenizer_is_named(tmp_path):
    with pytest.raises(ModelError, match="missing"):
        TextCoder.load(tmp_path / "tokenizer.json")
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        TextCoder.load(tmp_path / "tokenizer.json")
