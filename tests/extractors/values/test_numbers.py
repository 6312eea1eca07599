"""Numbers in figures and words, and figures that are no numbers."""

import pytest

from extractors.values.numbers import read_number
from extractors.values.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25 000", 25_000),
        ("25\u00a0000", 25_000),
        ("1.500", 1_500),
        ("1,500", 1_500),
        ("12 300,50", 12_300.5),
        ("2,5 тис.", 2_500),
        ("3к", 3_000),
        ("2,2 т. дол.", 2_200),
        ("1 млн 200 тис.", 1_200_000),
        ("пів мільйона", 500_000),
        ("полмиллиона", 500_000),
        ("полторы тысячи", 1_500),
        ("півтори тисячі", 1_500),
        ("двісті", 200),
        ("сто двадцать пять", 125),
        ("пять тысяч двести", 5_200),
        ("чотири з половиною тисячі", 4_500),
        ("четыре с половиной тысячи", 4_500),
        ("тисяча", 1_000),
        ("п’ятсот", 500),
    ],
)
def test_number_is_read(text: str, value: float) -> None:
    number = read_number(tokenize(text), 0)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    "text", ["17.10.2023", "10:05", "067 123 45 67", "24/7", "1234567890123", "044 502 18 36", "слово"]
)
def test_date_time_phone_and_code_are_no_numbers(text: str) -> None:
    assert read_number(tokenize(text), 0) is None


@pytest.mark.parametrize("text", ["5 к врачу", "2 к другу"])
def test_preposition_is_no_multiplier(text: str) -> None:
    number = read_number(tokenize(text), 0)
    assert number is not None
    assert number.factor == 1
