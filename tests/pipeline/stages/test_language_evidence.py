"""What single words say of Ukrainian and Russian."""

import pytest

from pipeline.settings import ROOT
from pipeline.stages.language_evidence import evidence, is_surzhyk, mixed_gain
from pipeline.stages.language_model import load_language_model, words_of

VOICES = evidence(load_language_model(ROOT / "models" / "language"))


@pytest.mark.parametrize("word", ["мєсяц", "каждий", "строїтєльство", "воспітатель", "нікто"])
def test_russian_words_in_ukrainian_spelling_are_surzhyk(word: str) -> None:
    assert is_surzhyk(word)


@pytest.mark.parametrize("word", ["місяць", "месяц", "кожний", "робота", "ні", "хто", "абвгд"])
def test_words_of_either_dictionary_are_not(word: str) -> None:
    assert not is_surzhyk(word)


@pytest.mark.parametrize("word", ["дівчина", "поїхала", "що", "їхній"])
def test_ukrainian_words_lean_to_ukrainian(word: str) -> None:
    assert VOICES.lean(word) > 1


@pytest.mark.parametrize("word", ["девушка", "поехала", "что", "объект", "каждий"])
def test_russian_words_lean_to_russian(word: str) -> None:
    assert VOICES.lean(word) < -1


@pytest.mark.parametrize("word", ["паспорт", "телефон", "водій", "лис"][:2])
def test_shared_words_lean_little(word: str) -> None:
    assert abs(VOICES.lean(word)) < 1.6


@pytest.mark.parametrize(
    ("leans", "mixed"),
    [
        ([], False),
        ([3, 3, 3], False),
        ([3, 3, -1, 3], False),
        ([4, 4, 4, -4, -4, -4], True),
        ([-4, -4, 4, 4, -4, -4], True),
    ],
)
def test_two_languages_must_gain_something_over_one(leans: list[float], mixed: bool) -> None:
    assert (mixed_gain(leans) > 3) is mixed


def test_words_are_lower_case_with_one_apostrophe() -> None:
    assert words_of("Об’єкт №5, п'ЯТЬ — 10грн") == ["об'єкт", "п'ять", "грн"]
