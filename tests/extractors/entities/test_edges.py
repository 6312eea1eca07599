import pytest

from extractors.entities.candidates import Candidate
from extractors.entities.edges import trimmed
from pipeline.document import EntityLabel


@pytest.mark.parametrize(
    ("text", "start", "end", "label", "found"),
    [
        ("у «Мрія»,", 2, 9, EntityLabel.ORGANIZATION, "«Мрія»"),
        ("у «Мрія», та", 2, 7, EntityLabel.ORGANIZATION, "Мрія"),
        ("Гнатюк О. та", 0, 8, EntityLabel.PERSON, "Гнатюк О."),
        ("Гнатюк О.П. та", 0, 10, EntityLabel.PERSON, "Гнатюк О.П."),
        ("Жив у Києві.", 6, 12, EntityLabel.LOCATION, "Києві"),
        ("Сумська обл.", 0, 12, EntityLabel.LOCATION, "Сумська обл."),
        ("з Русланом із", 2, 13, EntityLabel.PERSON, "Русланом"),
        ("- Одесса -", 0, 10, EntityLabel.LOCATION, "Одесса"),
    ],
)
def test_edges_of_a_name_are_made_true(text, start, end, label, found):
    candidate = trimmed(text, Candidate(start=start, end=end, label=label, rule="model"))
    assert candidate is not None
    assert text[candidate.start : candidate.end] == found


def test_name_without_a_letter_is_none():
    assert trimmed("12 - 34", Candidate(start=0, end=7, label=EntityLabel.LOCATION, rule="model")) is None
