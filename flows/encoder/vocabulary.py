"""The encoder's subwords: lower-case word pieces of both languages, digits in groups of up to three."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

SIZE = 20_000
MIN_FREQUENCY = 5
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъёabcdefghijklmnopqrstuvwxyz0123456789"
ALPHABET = 400
LONGEST_WORD_CHARS = 80
WORDS = r"[\p{L}\p{M}]+|\p{N}{1,3}|[^\p{L}\p{M}\p{N}]"
"""Runs of letters, up to three digits, any other sign alone: no gold span cuts such a word."""
ONE_SIGN = (("[\u2019\u02bc\u2018`\u2032\u02b9]", "'"), ('[«»“”„‟"]', '"'), ("[–—‒―−]", "-"))
"""Apostrophes, quotes and dashes of all keyboards are one sign each."""


def train_vocabulary(texts: Iterable[str], path: Path) -> None:
    """Write the tokenizer of these texts to `path`."""
    from tokenizers import trainers

    tokenizer = _blank()
    trainer = trainers.WordPieceTrainer(
        vocab_size=SIZE,
        min_frequency=MIN_FREQUENCY,
        special_tokens=list(MARKS),
        limit_alphabet=ALPHABET,
        initial_alphabet=list(LETTERS),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))


def _blank() -> Any:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=LONGEST_WORD_CHARS))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            *(normalizers.Replace(Regex(signs), one) for signs, one in ONE_SIGN),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex(WORDS), "isolated")]
    )
    return tokenizer
