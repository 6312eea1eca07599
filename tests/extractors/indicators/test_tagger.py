from pathlib import Path
from typing import Any

import pytest

from extractors.indicators.tagger import TaggedSpan, label_table, load_tagger, spans_of
from pipeline.errors import ModelError

IDS = frozenset({"document_confiscation", "withheld_wages"})
LABELS = ["O", "B-document_confiscation", "I-document_confiscation", "withheld_wages"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random model of two thin layers with a word tokenizer of its own."""
    folder = tmp_path_factory.mktemp("tiny")
    _save_tokenizer(folder)
    _save_model(folder, LABELS)
    return folder


def _save_tokenizer(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = ["[UNK]", "[PAD]", "паспорт", "забрали", "не", "платили", "слово"]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=32
    )
    fast.save_pretrained(folder)


def _save_model(folder: Path, labels: list[str], **fields: Any) -> None:
    import torch
    from transformers import BertConfig, BertForTokenClassification

    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=7,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
        **fields,
    )
    BertForTokenClassification(config).save_pretrained(folder)


def test_every_token_of_a_long_text_is_read(folder: Path) -> None:
    tagger = load_tagger(folder, IDS)
    text = "паспорт забрали не платили слово " * 60
    (tokens,) = tagger._probabilities([text])
    assert len(tokens) == len(text.split())
    assert max(end for _, end in tokens) == len(text.rstrip())


def test_spans_lie_in_their_texts_in_order(folder: Path) -> None:
    tagger = load_tagger(folder, IDS)
    texts = ["паспорт забрали", "", "не платили слово " * 40]
    found = list(tagger.tag(texts))
    assert len(found) == 3
    assert found[1] == []
    for text, spans in zip(texts, found, strict=True):
        assert spans == sorted(spans)
        assert all(0 <= s.start < s.end <= len(text) and s.id in IDS and 0 <= s.score <= 1 for s in spans)


def test_version_names_folder(folder: Path) -> None:
    assert load_tagger(folder, IDS).version == f"{folder.name}@1"


def test_missing_folder_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        load_tagger(tmp_path, IDS)


def test_damaged_model_is_a_model_error(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_tagger(tmp_path, IDS)


def test_unknown_label_is_a_model_error(folder: Path) -> None:
    with pytest.raises(ModelError, match="withheld_wages"):
        load_tagger(folder, {"document_confiscation"})


def test_labels_with_and_without_prefix_are_read() -> None:
    table = label_table(dict(enumerate(LABELS)), IDS)
    assert table == (
        (None, False),
        ("document_confiscation", True),
        ("document_confiscation", False),
        ("withheld_wages", False),
    )


def test_runs_become_spans_and_a_beginning_cuts_them() -> None:
    table = label_table(dict(enumerate(LABELS)), IDS)
    text = "паспорт забрали, паспорт"
    tokens = [
        ((0, 7), [0, 0.9, 0.1, 0]),
        ((8, 15), [0.1, 0, 0.9, 0]),
        ((15, 16), [1, 0, 0, 0]),
        ((17, 24), [0.2, 0.8, 0, 0]),
    ]
    assert spans_of(tokens, table, text) == [
        TaggedSpan(0, 15, "document_confiscation", 0.95),
        TaggedSpan(17, 24, "document_confiscation", 0.8),
    ]
