"""What the dictionaries know."""

import pytest

from pipeline.stages.dictionary import is_word


@pytest.mark.parametrize(
    ("form", "language", "known"),
    [
        ("дівчину", "uk", True),
        ("дівчину", "ru", False),
        ("девушек", "ru", True),
        ("девушек", "uk", False),
        ("Робота", None, True),
        ("вайбер", None, True),
        ("вайберити", None, False),
        ("закладчиком", None, True),
        ("абракадабрик", None, False),
        ("", None, False),
        ("а" * 1000, None, False),
    ],
)
def test_words_are_looked_up_in_their_language(form: str, language: str | None, known: bool) -> None:
    assert is_word(form, language) is known
