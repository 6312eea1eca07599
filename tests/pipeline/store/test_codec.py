"""Any text and any value can be written and come back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import EntityLabel, Money, WordBox
from pipeline.store import codec
from pipeline.store.query import parse_query
from pipeline.store.terms import Analyzer, forms, plain_terms

ANY_TEXT = st.text(st.characters())
ODD_TEXT = st.text(st.sampled_from("а\x00\ufdd0\ud83d\udc800f"))


@given(ANY_TEXT | ODD_TEXT)
def test_escaped_text_can_be_stored_and_comes_back(text: str) -> None:
    written = codec.escape(text)
    assert codec.unescape(written) == text
    assert b"\x00" not in written.encode("utf-8")


@given(ANY_TEXT)
def test_usual_text_is_written_as_it_is(text: str) -> None:
    if not any(c == "\x00" or c == "\ufdd0" or "\ud800" <= c <= "\udfff" for c in text):
        assert codec.escape(text) == text


@pytest.mark.parametrize(
    "value",
    [None, "", "текст", "25", 0, -3, (15, 17), (-2, -1), Money(min=1.5, max=None, currency="UAH", period=None)],
)
def test_values_keep_their_type(value: codec.Value) -> None:
    assert codec.decode_value(*codec.encode_value(value)) == value


@given(st.lists(st.tuples(*([st.floats(-1e9, 1e9)] * 4)), max_size=20))
def test_word_boxes_come_back_to_the_last_bit(boxes: list[tuple[float, float, float, float]]) -> None:
    words = tuple(WordBox(n, n + 1, *box) for n, box in enumerate(boxes))
    assert codec.decode_words(codec.encode_words(words)) == words


def test_word_boxes_are_compact() -> None:
    words = tuple(WordBox(n * 6, n * 6 + 5, 72.0 + n % 9, 90.5, 99.25, 101.0) for n in range(500))
    assert len(codec.encode_words(words)) < 500 * 24


@given(ANY_TEXT, st.sampled_from(EntityLabel))
def test_keys_are_short_and_of_any_text(text: str, label: EntityLabel) -> None:
    key = codec.value_key(label, text * 50)
    assert key is not None
    assert len(codec.escape(key).encode()) < 2704  # what a PostgreSQL index takes


@pytest.mark.parametrize("piece", ["а", "1", "a-", "'", "@", "1 ", "т.me/", "+(", "a1", "«", '"', "\x00", "🙂"])
def test_no_pattern_is_slow_on_hostile_input(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    analyzer = Analyzer(plain_terms)
    started = time.process_time()
    forms(text)
    codec.escape(text)
    codec.number_key(text)
    parse_query(text, analyzer, None)
    assert time.process_time() - started < 2.0
