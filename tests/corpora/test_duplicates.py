import pytest

from corpora.duplicates import near_duplicates
from corpora.passages import load_passages

AD = "Потрібні пакувальники на склад, Познань, 24 зл/год, договір, житло 500 зл на місяць"


def test_no_two_passages_say_nearly_the_same():
    passages = list(load_passages())
    pairs = near_duplicates([p.text for p in passages], at_least=0.5)
    assert [(passages[a].id, passages[b].id, round(likeness, 2)) for a, b, likeness in pairs] == []


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (AD, True),
        (AD.upper().replace(" ", "\n  "), True),
        (AD.replace("Познань", "Вроцлав"), True),
        ("Нужны упаковщики на склад, Познань, 24 зл/час, договор, жильё 500 зл в месяц", False),
        ("Продам дачу, колодязь, електрика", False),
    ],
)
def test_likeness_decides(other, alike):
    assert bool(near_duplicates([AD, "інший текст про інше", other], at_least=0.5)) is alike


def test_pairs_carry_positions_and_exact_likeness_most_alike_first():
    pairs = near_duplicates(["abcdef", "abcdefg", "zzzzzz", "abcdef"], at_least=0.5)
    assert [tuple(p) for p in pairs] == [(0, 3, 1.0), (0, 1, 2 / 3), (1, 3, 2 / 3)]


@pytest.mark.parametrize("texts", [[], ["", ""], ["аб"], ["абв", "гґд"]])
def test_short_or_no_texts_are_no_trouble(texts):
    assert all(pair.likeness == 1.0 for pair in near_duplicates(texts, at_least=0.5))
