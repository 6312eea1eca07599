"""The interface speaks Ukrainian and English, completely."""

import re

import pytest

from flows.messages import MESSAGES, catalogue


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_exists_in_both_languages_with_the_same_gaps(key: str) -> None:
    ukrainian, english = MESSAGES[key]
    assert re.search("[а-яіїєґ]", ukrainian, re.IGNORECASE) or not re.search("[a-z]", english, re.IGNORECASE)
    assert not re.search("[а-яіїєґ]", english, re.IGNORECASE)
    assert re.findall(r"{\w+}", ukrainian) == re.findall(r"{\w+}", english)


def test_the_catalogue_speaks_the_language_asked_for() -> None:
    assert catalogue("uk")("priority.urgent") == "ТЕРМІНОВО"
    assert catalogue("en")("priority.urgent") == "URGENT"
