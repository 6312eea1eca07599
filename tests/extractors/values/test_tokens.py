"""Tokens carry true offsets whatever the text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.tokens import tokenize


@given(st.text())
def test_tokens_lie_in_order_inside_the_text(text: str) -> None:
    t = tokenize(text)
    assert list(t.starts) == sorted(t.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(t.starts, t.ends, strict=True))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("П’ятсот ЄВРО", ("п'ятсот", "євро")),
        ("3к$", ("3", "к", "$")),
        ("ещё", ("еще",)),
        ("18-річна", ("18", "-", "річна")),
    ],
)
def test_forms_are_folded(text: str, forms: tuple[str, ...]) -> None:
    assert tokenize(text).forms == forms


def test_a_letter_that_grows_when_lowered_moves_no_offset() -> None:
    t = tokenize("İstanbul 500 €")
    assert t.text[t.starts[-2] : t.ends[-2]] == "500"
