"""The tables of languages are read as they are written, and hold no form that a text cannot have."""

import re

import pytest

from extractors.languages import en, ru, uk
from extractors.languages.tables import all_forms, by_form, forms

LANGUAGES = (uk, ru, en)
SHARED = ("MONTHS", "MULTIPLIERS", "CURRENCIES", "PERIODS")


def test_a_slash_joins_a_stem_and_its_endings() -> None:
    assert list(forms("лея долар//а/ів")) == ["лея", "долар", "долара", "доларів"]


def test_the_first_table_wins_where_two_disagree() -> None:
    assert by_form({"hour": "год"}, {"year": "год лет"}) == {"год": "hour", "лет": "year"}


def test_all_forms_joins_several_strings() -> None:
    assert all_forms("а б/в", "г") == {"а", "бв", "г"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_lower_case_without_yo_and_with_one_kind_of_apostrophe(language: object) -> None:
    for name, table in vars(language).items():
        if name.isupper():
            written = " ".join(table.values()) if isinstance(table, dict) and name != "NAMED_LAWS" else str(table)
            assert written == written.lower() or isinstance(table, dict), name
            assert not re.search("[ёЁ’ʼ`]", written), name


@pytest.mark.parametrize("name", SHARED)
def test_every_language_has_the_shared_tables(name: str) -> None:
    assert all(getattr(language, name) for language in LANGUAGES)


def test_every_name_of_ukrainian_has_its_russian_counterpart() -> None:
    names = {name for name in vars(uk) if name.isupper()}
    assert names == {name for name in vars(ru) if name.isupper()}


@pytest.mark.parametrize("language", (uk, ru))
def test_each_month_has_one_number(language: object) -> None:
    months = language.MONTHS  # type: ignore[attr-defined]
    assert sorted(months) == list(range(1, 13))
    every = [form for written in months.values() for form in forms(written)]
    assert len(every) == len(set(every))
