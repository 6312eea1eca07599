"""Small transformers on disk for tests: random ones of every shape, and two that know a few words."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TEXTS = (
    "Оксана Гнатюк поїхала до Варшави, де Андрій Мельник працював на фірмі «Мрія».",
    "Ольга Ларина уехала в Стамбул, её встретил Сергей Громов из фирмы «Заря».",
    "Паспорт забрали, зарплату не платили. Паспорта отобрали, зарплату не платят.",
)
UNKNOWN, PAD, FIRST, LAST = "[UNK]", "[PAD]", "[CLS]", "[SEP]"
MARKS = [UNKNOWN, PAD, FIRST, LAST]


def word_tokenizer(folder: Path, words: Sequence[str], *, longest: int = 32) -> int:
    """The number of words of a tokenizer saved in the folder that knows these words and marks borders like BERT's."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    known = [*MARKS, *dict.fromkeys(word.lower() for word in words)]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(known)}, unk_token=UNKNOWN))
    from tokenizers import normalizers

    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    _save(tokenizer, folder, longest)
    return len(known)


def trained_tokenizer(folder: Path, kind: str, *, longest: int = 32) -> int:
    """The number of subwords of a tokenizer of a kind (wordpiece, unigram, bytes) learnt from a few sentences."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    some: dict[str, Any] = {"vocab_size": 120, "special_tokens": MARKS, "show_progress": False}
    if kind == "wordpiece":
        tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN))
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer: Any = trainers.WordPieceTrainer(**some)
    elif kind == "unigram":
        tokenizer = Tokenizer(models.Unigram())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.UnigramTrainer(unk_token=UNKNOWN, **some)
    else:
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        tokenizer.decoder = decoders.ByteLevel()
        some["vocab_size"] = 400
        trainer = trainers.BpeTrainer(initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), **some)
    tokenizer.train_from_iterator(TEXTS * 3, trainer)
    _save(tokenizer, folder, longest)
    return int(tokenizer.get_vocab_size())


def _save(tokenizer: Any, folder: Path, longest: int) -> None:
    from tokenizers import processors
    from transformers import PreTrainedTokenizerFast

    ids = [(mark, tokenizer.token_to_id(mark)) for mark in (LAST, FIRST)]
    tokenizer.post_processor = processors.BertProcessing(*ids)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        unk_token=UNKNOWN,
        pad_token=PAD,
        cls_token=FIRST,
        sep_token=LAST,
        model_max_length=longest,
    ).save_pretrained(folder)


def random_model(folder: Path, kind: str, labels: Sequence[str], *, words: int, longest: int = 32, **more: Any) -> Path:
    """The folder, with a BERT of random weights for `kind` ("TokenClassification", "SequenceClassification", …)."""
    import torch
    import transformers

    torch.manual_seed(7)
    fields: dict[str, Any] = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2}
    config = transformers.BertConfig(
        vocab_size=words,
        num_attention_heads=2,
        max_position_embeddings=longest + 2,
        pad_token_id=1,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
        **(fields | more),
    )
    getattr(transformers, f"BertFor{kind}")(config).save_pretrained(folder)
    return folder


def knowing_words(folder: Path, labels: Sequence[str], known: Mapping[str, str], *, longest: int = 32) -> Path:
    """The folder, with a token model without layers that gives each known word (any case) its label, others the first.

    Other forms of the words are not known; neighbours do not matter.
    """
    import torch
    from transformers import BertConfig, BertForTokenClassification

    size = word_tokenizer(folder, list(known), longest=longest)
    config = BertConfig(
        vocab_size=size,
        hidden_size=16,
        num_hidden_layers=0,
        num_attention_heads=2,
        max_position_embeddings=longest + 2,
        id2label=dict(enumerate(labels)),
        pad_token_id=1,
    )
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for weights in model.parameters():
            weights.zero_()
        model.bert.embeddings.LayerNorm.weight.fill_(1.0)
        words = [*MARKS, *dict.fromkeys(word.lower() for word in known)]
        lowered = {word.lower(): label for word, label in known.items()}
        for number, word in enumerate(words):
            model.bert.embeddings.word_embeddings.weight[number, labels.index(lowered.get(word, labels[0]))] = 1.0
        for number in range(len(labels)):
            model.classifier.weight[number, number] = 3.0
    model.save_pretrained(folder)
    return folder


def knowing_texts(folder: Path, cues: Mapping[str, str], *, several: bool, longest: int = 32) -> Path:
    """The folder, with a text model trained in a second to give a text the labels whose cue words it holds.

    With `several` no cue means no label, else the label "none".
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(3)
    labels = list(dict.fromkeys(cues.values())) if several else ["none", *dict.fromkeys(cues.values())]
    size = word_tokenizer(folder, list(cues), longest=longest)
    ids = {word.lower(): number + len(MARKS) for number, word in enumerate(dict.fromkeys(w.lower() for w in cues))}
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=size,
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=longest + 2,
            id2label=dict(enumerate(labels)),
            problem_type="multi_label_classification" if several else "single_label_classification",
            pad_token_id=1,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(150):
        length = int(torch.randint(3, longest - 2, ()))
        rows = torch.zeros((24, length), dtype=torch.long)
        rows[:, 0], rows[:, -1] = 2, 3
        truth = torch.zeros((24, len(labels)))
        for row in range(24):
            if row % 3:
                word = list(cues)[int(torch.randint(len(cues), ()))]
                rows[row, int(torch.randint(1, length - 1, ()))] = ids[word.lower()]
                truth[row, labels.index(cues[word])] = 1.0
            elif not several:
                truth[row, 0] = 1.0
        loss = model(input_ids=rows, labels=truth if several else truth.argmax(1)).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    model.save_pretrained(folder)
    return folder


def change_config(folder: Path, **fields: Any) -> None:
    """Nothing; the fields of config.json are set, those that are None are gone."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | fields
    path.write_text(json.dumps({k: v for k, v in config.items() if v is not None}), encoding="utf-8")
