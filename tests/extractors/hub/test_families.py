"""Every family of encoders that public models of names or texts are made of, small and random, in both shapes."""

from pathlib import Path
from typing import Any

import pytest

from extractors.hub import LocalTransformer, Shape, open_folder
from tests.tiny_models import trained_tokenizer

TEXT = "Оксана Гнатюк поїхала до Варшави. Ольга Ларина уехала в Стамбул. " * 20
SMALL = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
FAMILIES: dict[str, dict[str, Any]] = {
    "XLMRoberta": {"max_position_embeddings": 34, "type_vocab_size": 1, "pad_token_id": 1, **SMALL},
    "Bert": {"max_position_embeddings": 34, "pad_token_id": 1, **SMALL},
    "DistilBert": {
        "max_position_embeddings": 34,
        "dim": 16,
        "hidden_dim": 16,
        "n_layers": 1,
        "n_heads": 2,
        "pad_token_id": 1,
    },
    "Electra": {"max_position_embeddings": 34, "embedding_size": 16, "pad_token_id": 1, **SMALL},
    "DebertaV2": {
        "max_position_embeddings": 34,
        "type_vocab_size": 0,
        "relative_attention": True,
        "position_buckets": 8,
        "pos_att_type": ["p2c", "c2p"],
        "position_biased_input": False,
        "pad_token_id": 1,
        **SMALL,
    },
    "GPT2": {"n_positions": 34, "n_embd": 16, "n_layer": 1, "n_head": 2, "bos_token_id": 2, "eos_token_id": 3},
}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("shape", ["TokenClassification", "SequenceClassification"])
def test_a_long_text_is_read_to_its_end(family: str, shape: str, tmp_path: Path) -> None:
    import transformers

    size = trained_tokenizer(tmp_path, "unigram")
    config = getattr(transformers, f"{family}Config")(
        vocab_size=size, id2label={0: "O", 1: "B-PER", 2: "I-PER"}, **FAMILIES[family]
    )
    getattr(transformers, f"{family}For{shape}")(config).save_pretrained(tmp_path)
    model = LocalTransformer(open_folder(tmp_path, list(Shape)))
    if shape == "TokenClassification":
        (words,) = model.words([TEXT])
        assert (len(words.starts), words.ends[-1]) == (12 * 20, len(TEXT) - 1)
    else:
        (stretches,) = model.stretches([TEXT])
        assert (stretches[0].start, stretches[-1].end) == (0, len(TEXT) - 1)
