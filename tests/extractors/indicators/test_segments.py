import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.indicators.segments import clause_texts, segment, word_range


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Паспорти забрали «на реєстрацію» і не повернули.", ["Паспорти забрали «на реєстрацію» і не повернули"]),
        ("Обещали кафе, а привезли в цех; денег нет", ["Обещали кафе", "а привезли в цех", "денег нет"]),
        ("Їде сама - чоловік не знає", ["Їде сама", "чоловік не знає"]),
        ("Дівчата 18-25, зміна 8:30–20:00", ["Дівчата 18-25", "зміна 8:30–20:00"]),
        ("Працюй если хочешь", ["Працюй", "если хочешь"]),
        ("м. Київ, вул. Лісова", ["м. Київ", "вул. Лісова"]),
    ],
)
def test_clauses_end_at_marks_and_conjunctions(text: str, clauses: list[str]) -> None:
    assert list(clause_texts(text)) == clauses


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Приїхав у м. Львів. Жив там.", 2),
        ("Платили 500 грн. на тиждень.", 1),
        ("Заплатили 500 грн. Поїхав.", 2),
        ("Паспорт забрав. потім телефон", 2),
        ("Оплата 3.5 тис. евро", 1),
        ("ПОТРІБНІ ЖІНКИ\nОплата щодня\nПишіть", 3),
        ("довгий рядок протоколу, який обірвано там, де скінчився\nаркуш паперу, тому речення йде далі", 1),
    ],
)
def test_sentences_know_abbreviations_and_wrapped_lines(text: str, count: int) -> None:
    assert len([u for u in segment(text).sentences if u[0] < u[1]]) == count


def test_blank_line_ends_a_paragraph() -> None:
    assert len(segment("Один.\n\nДва.\nТри.").paragraphs) == 2


def test_thousands_with_a_blank_are_one_number() -> None:
    assert segment("плата 22 000 грн").forms == ["плата", "22 000", "грн"]


@given(st.text(max_size=200))
def test_words_lie_in_the_text_in_order_and_units_cover_them(text: str) -> None:
    found = segment(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(found.starts, found.ends, strict=True))
    assert found.starts == sorted(found.starts)
    for units in (found.clauses, found.sentences, found.paragraphs):
        assert [w for low, high in units for w in range(low, high)] == list(range(len(found.forms)))


def test_word_range_is_the_words_touched() -> None:
    found = segment("один два три")
    assert word_range(found, 5, 8) == (1, 2)
    assert word_range(found, 4, 5) == (1, 1)
