"""One word at a time: what a disguised spelling stands for."""

import pytest

from pipeline.stages.repairs.spelling import as_word, respell


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("зaрплaта", "зарплата"),
        ("PAБOTA", "РАБОТА"),
        ("раб0та", "работа"),
        ("м0дeль", "модель"),
        ("д1вчата", "дівчата"),
        ("3арплата", "зарплата"),
        ("з@рплата", "зарплата"),
        ("$упер", "супер"),
        ("р⚽бота", "робота"),
        ("н*ркотики", "наркотики"),
        ("Иwу", "Ищу"),
        ("Viвеr", "Вівер"),
        ("XІV", "XIV"),
        ("кПa", "кПа"),
        ("Іvan", "Іван"),
    ],
)
def test_disguised_word(word: str, plain: str | None) -> None:
    assert respell(word) == plain


@pytest.mark.parametrize(
    "word", ["10грн", "2кімнатна", "5тис", "24год", "ОСОБА1", "3а", "а1", "робота", "PRшник", "к127ох77", "6ок"]
)
def test_no_disguise(word: str) -> None:
    assert respell(word) is None


@pytest.mark.parametrize(
    ("spelling", "word"), [("pa6oTa", "работа"), ("PA60TA", "РАБОТА"), ("strength", None), ("abc", None)]
)
def test_latin_spelling_of_a_cyrillic_word(spelling: str, word: str | None) -> None:
    assert as_word(spelling) == word
