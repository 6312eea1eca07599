"""Where paragraphs begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Перший.\n\nДругий", ["Перший.", "Другий"]),
        ("Первый абзац,\nв две строки.\nВторой", ["Первый абзац,\nв две строки.", "Второй"]),
        ("Рядок сторінки\nйде далі", ["Рядок сторінки\nйде далі"]),
        ("Сторінка\fнаступна", ["Сторінка", "наступна"]),
        ("  \n \n  слово  \n\n\n", ["слово"]),
        ("", []),
    ],
)
def test_paragraphs_end_at_blank_lines_and_after_sentences(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == pieces


@given(st.text("аб. \n\f!»", max_size=60))
def test_paragraphs_hold_all_that_is_not_white_space(text: str) -> None:
    spans = list(paragraphs(text))
    assert spans == sorted(spans)
    assert "".join(text[start:end] for start, end in spans).split() == text.split() or "".join(
        "".join(text[start:end].split()) for start, end in spans
    ) == "".join(text.split())
