import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encoder.reader import (
    OUTPUTS,
    WINDOW_TOKENS,
    EncoderReader,
    Heads,
    _windows,
    load_encoder,
    load_heads,
)
from extractors.encoder.tokens import TextCoder
from pipeline.document import Polarity
from pipeline.errors import ModelError

HEADS = Heads(
    name="test",
    version="1",
    tags=("O", "B-PER", "I-PER"),
    indicators=("document_confiscation",),
    polarities=(Polarity.ASSERTED, Polarity.DENIED),
    kinds=("ad", "case_file"),
    thresholds=(0.0,),
    slope=1.0,
    evidence=0.4,
    precision={},
    fusion={},
)


class WordSession:
    """Answers by the case of each word: a capital is a person, capitals throughout are evidence, denied."""

    def __init__(self):
        self.calls = 0

    def run(self, wanted, feed):
        assert wanted == list(OUTPUTS)
        self.calls += 1
        case = feed["token_type_ids"] % 4
        there = feed["attention_mask"] == 1
        names = np.stack([4 - 8.0 * (case == 1), -4 + 8.0 * (case == 1), np.full(case.shape, -9.0)], -1)
        shout = np.where(there & (case == 2), 5.0, -5.0)[..., None]
        polarity = np.stack([-shout[..., 0], shout[..., 0]], -1)
        rows = len(case)
        return [names, shout, polarity, shout.max(1), np.tile([1.0, 0.0], (rows, 1)), np.zeros(rows)]


@pytest.fixture
def reader():
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return EncoderReader(TextCoder(tokenizer), WordSession(), HEADS)


def test_names_and_evidence_carry_offsets_of_the_text(reader):
    text = "сказала Марія що ПАСПОРТ ЗАБРАЛИ учора"
    (reading,) = reader.read([text])
    assert [(text[n.start : n.end], n.label) for n in reading.names] == [("Марія", "PER")]
    (found,) = reading.indicators
    assert (text[found.start : found.end], found.id, found.polarity) == (
        "ПАСПОРТ ЗАБРАЛИ",
        "document_confiscation",
        Polarity.DENIED,
    )


def test_long_text_is_read_whole_and_nothing_twice(reader):
    words = [f"Марія{'x' * (i % 3)}" if i % 7 == 0 else "слово" for i in range(5 * WINDOW_TOKENS)]
    text = " ".join(words)
    (reading,) = reader.read([text])
    assert len(reading.names) == sum(i % 7 == 0 for i in range(len(words)))
    assert all(a.end <= b.start for a, b in pairwise(reading.names))


def test_order_of_texts_is_kept_and_the_second_question_costs_nothing(reader):
    texts = ["Марія", "", "слово " * 50, "ОДИН Петро"]
    first = reader.read(texts)
    calls = reader._session.calls
    assert [len(r.names) for r in first] == [1, 0, 0, 1]
    assert reader.read(texts[::-1]) == first[::-1]
    assert reader._session.calls == calls


@given(st.integers(0, 3_000))
def test_windows_own_every_subword_once(length):
    windows = list(_windows(0, length))
    owned = [place for w in windows for place in range(w.own_low, w.own_high)]
    assert owned == list(range(length))
    assert all(w.low <= w.own_low and w.own_high <= w.high and w.high - w.low <= WINDOW_TOKENS for w in windows)


def test_missing_model_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"encoder\.json"):
        load_encoder(tmp_path)


def test_damaged_weights_are_named(tmp_path, reader):
    said = {name: getattr(HEADS, name) for name in Heads.__slots__}
    (tmp_path / "encoder.json").write_text(json.dumps(said), encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text(reader._coder._tokenizer.to_str(), encoding="utf-8")
    with pytest.raises(ModelError, match="missing"):
        load_encoder(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="damaged"):
        load_encoder(tmp_path)


def test_thresholds_must_fit_the_indicators(tmp_path):
    said = {name: getattr(HEADS, name) for name in Heads.__slots__} | {"thresholds": [0, 0]}
    (tmp_path / "encoder.json").write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(ModelError, match="2 thresholds for 1"):
        load_heads(tmp_path)
