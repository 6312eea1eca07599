import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.hub import LocalTransformer, Shape, open_folder
from pipeline.errors import ModelError
from tests.tiny_models import (
    TEXTS,
    change_config,
    knowing_words,
    random_model,
    trained_tokenizer,
    word_tokenizer,
)

KINDS = ["wordpiece", "unigram", "bytes"]
LABELS = ["O", "B-PER", "I-PER", "B-LOC"]


@pytest.fixture(scope="module", params=KINDS)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LocalTransformer:
    """A random token model with a tokenizer of each family: like BERT's, like XLM-R's, like GPT's and RoBERTa's."""
    folder = tmp_path_factory.mktemp(request.param)
    words = trained_tokenizer(folder, request.param)
    random_model(folder, "TokenClassification", LABELS, words=words)
    return LocalTransformer(open_folder(folder, [Shape.TOKENS]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    words = word_tokenizer(tmp_path, ["Оксана", "Ольга", "слово"])
    return random_model(tmp_path, "TokenClassification", LABELS, words=words)


def reading(folder: Path) -> LocalTransformer:
    return LocalTransformer(open_folder(folder, list(Shape)))


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_the_words_of_the_text(model, text):
    (words,) = model.words([text])
    found = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    letters = [word for word in found if word[0].isalpha()]
    assert [
        w for w in letters if w in text.replace("«", " ").replace("»", " ").replace(",", " ").replace(".", " ").split()
    ] == letters
    assert "".join(found) == text.replace(" ", "")


@pytest.mark.parametrize("times", [1, 20, 400])
def test_every_word_of_a_long_text_is_read_once(model, times):
    text = "Оксана Гнатюк поїхала до Варшави. Ольга Ларина уехала в Стамбул. " * times
    (words,) = model.words([text])
    assert len(words.starts) == 12 * times
    assert words.ends[-1] == len(text) - 1
    assert words.shares.shape == (12 * times, len(LABELS))


def test_texts_keep_their_order_whatever_their_length(model):
    texts = ["Ольга " * 200, "", "  \n ", "Оксана", "Варшави " * 50]
    found = model.words(texts)
    assert [len(words.starts) for words in found] == [200, 0, 0, 1, 50]
    alone = [model.words([text])[0] for text in texts]
    assert all(np.allclose(a.shares, b.shares, atol=1e-5) for a, b in zip(found, alone, strict=True) if len(a.starts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="аяіґёъ Ы«»'’ʼ-.,\n\t\u00a0\u200b\u0301😀Zz1", max_size=120))
def test_words_lie_inside_the_text_in_order(model, text):
    (words,) = model.words([text])
    last = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize("text", ["а" * 100_000, " " * 100_000, ". " * 50_000, "\u0301" * 100_000])
def test_hostile_text_is_read_to_its_end(folder, text):
    (words,) = reading(folder).words([text])
    assert all(0 <= start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))


def test_a_word_near_a_windows_edge_is_judged_by_the_window_around_it(tmp_path):
    known = {"Оксана": "B-PER", "Ольга": "B-PER"}
    model = reading(knowing_words(tmp_path, LABELS, known))
    (words,) = model.words(["слово " * 29 + "Оксана слово Ольга " + "слово " * 40])
    assert [i for i, row in enumerate(words.shares) if row.argmax() == 1] == [29, 31]


def test_whole_texts_are_read_in_stretches_that_overlap(tmp_path):
    words = word_tokenizer(tmp_path, ["слово"])
    model = reading(random_model(tmp_path, "SequenceClassification", ["none", "bad"], words=words))
    text = "слово " * 100
    (stretches,) = model.stretches([text])
    assert stretches[0].start == 0
    assert stretches[-1].end == len(text) - 1
    assert all(b.start < a.end for a, b in pairwise(stretches))
    assert all(abs(float(s.shares.sum()) - 1) < 1e-5 for s in stretches)
    assert model.stretches(["", " "]) == [[], []]


def test_loading_asks_no_network_and_runs_no_code_of_the_folder(folder):
    for name in ("modeling.py", "tokenization.py", "__init__.py", "setup.py"):
        (folder / name).write_text("raise SystemExit('code of the model was run')")
    reading(folder).load()


def test_damaged_tokenizer_is_named(folder):
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        reading(folder).load()


def test_tokenizer_of_another_model_is_named(folder):
    word_tokenizer(folder, [f"слово{n}" for n in range(50)])
    with pytest.raises(ModelError, match="do not belong together"):
        reading(folder).load()


def test_weights_without_a_trained_head_are_refused_not_filled_at_random(folder, tmp_path):
    import transformers

    bare = transformers.BertModel.from_pretrained(folder)
    bare.save_pretrained(tmp_path / "bare")
    shutil.copyfile(tmp_path / "bare" / "model.safetensors", folder / "model.safetensors")
    with pytest.raises(ModelError, match="weights lack classifier"):
        reading(folder).load()


def test_labels_that_do_not_fit_the_weights_are_named(folder):
    change_config(folder, id2label={"0": "O", "1": "PER"}, label2id={"O": 0, "PER": 1})
    with pytest.raises(ModelError, match=str(folder)):
        reading(folder).load()


def test_a_label2id_that_contradicts_does_not_matter(folder):
    change_config(folder, label2id={f"LABEL_{n}": n for n in range(len(LABELS))})
    assert reading(folder).words(["Оксана"])[0].shares.shape == (1, len(LABELS))


def test_weights_that_are_no_numbers_are_named(folder):
    from safetensors.numpy import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    save_file({k: np.full_like(v, np.nan) for k, v in weights.items()}, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelError, match="damaged"):
        reading(folder).load()


def test_a_kind_of_model_nobody_knows_is_named(folder):
    change_config(folder, model_type="zorglub")
    with pytest.raises(ModelError, match="cannot be loaded"):
        reading(folder).load()


def test_half_precision_weights_are_read(folder):
    import torch
    import transformers

    model = transformers.BertForTokenClassification.from_pretrained(folder).to(torch.float16)
    model.save_pretrained(folder)
    (words,) = reading(folder).words(["Оксана Ольга"])
    assert words.shares.dtype == np.float32
