import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities.candidates import Candidate, settle
from extractors.entities.persons import find_persons, without_role_words
from pipeline.document import EntityLabel


def persons(language):
    return lambda text: settle(find_persons(text, language))


@pytest.mark.parametrize(
    "marked",
    [
        "⟦Коваленко Олена Іванівна⟧, 1990 р.н.",
        "допитано ⟦КОВАЛЕНКО Олену Іванівну⟧ як свідка",
        "Потерпіла ⟦Гнатюк Дарина Олексіївна⟧ показала",
        "за заявою ⟦ГНАТЮК ДАРИНИ ОЛЕКСІЇВНИ⟧ від 3 травня",
        "свідка ⟦Мельника О. П.⟧ допитано",
        "слідчий ⟦О.П. Мельник⟧",
        "⟦Мельник О.П⟧ та ⟦Сорока І. В.⟧",
        "інспектор ⟦В. Панасюк⟧ склав",
        "затримано ⟦МАРЧУК Степана⟧",
        "⟦Степан МАРЧУК⟧ визнав",
        "ПІБ: ⟦Гнатюк Степан⟧",
        "Шановна ⟦Оксано Василівно⟧!",
        "адвокат ⟦Гречаний⟧ наполягав",
        "свідок ⟦Гнатюк⟧ і слідчий ⟦Панасюк Р.⟧",
        "дзвонити ⟦Тетяні⟧ ввечері",
    ],
)
def test_ukrainian_person_is_found_by_form(check, marked):
    check(persons("uk"), marked)


@pytest.mark.parametrize(
    "marked",
    [
        "⟦Кравцова Елена Ивановна⟧, 1990 г.р.",
        "допрошена ⟦КРАВЦОВА Елена Ивановна⟧",
        "Потерпевшая ⟦Елена Ивановна Кравцова⟧ пояснила",
        "⟦Мамедов Рашид Ахмед оглы⟧ задержан",
        "показания ⟦Сидоренко П. А.⟧ и ⟦А.В. Громовой⟧",
        "следователь ⟦Д. Чернов⟧ постановил",
        "гражданка ⟦ЛАРИНА Ольга⟧ выехала",
        "Фамилия, имя: ⟦Ларина Ольга⟧",
        "свидетель ⟦Ларина⟧ видела водителя ⟦Громова⟧",
        "некий ⟦Гурам⟧ открывал дверь",
        "звонить ⟦Татьяне⟧ вечером",
        "Хозяйка ⟦Инна Львовна⟧ ушла",
    ],
)
def test_russian_person_is_found_by_form(check, marked):
    check(persons("ru"), marked)


@pytest.mark.parametrize(
    "text",
    [
        "ч. 2 ст. 149 КК України",
        "Кримінальний процесуальний кодекс України",
        "Петрівна село велике",
        "ОСОБА_1 та ОСОБА_2",
        "В. о. начальника",
        "прокурор Київської обласної прокуратури",
        "громадянин України",
        "слідчий СВ ВП",
        "Надія є завжди",
        "читає Роман про море",
    ],
)
def test_what_only_looks_like_a_person_is_none(text):
    assert list(find_persons(text, "uk")) == []


@pytest.mark.parametrize(
    ("text", "name"), [("Інспекторка Довгань", "Довгань"), ("Потерпевшая Л.", "Л."), ("Маленька Ліля", "Ліля")]
)
def test_role_word_before_a_name_is_no_part_of_it(text, name):
    person = Candidate(start=0, end=len(text), label=EntityLabel.PERSON, rule="model")
    found = without_role_words(text, person, "uk")
    assert found is not None and text[found.start : found.end] == name


def test_role_word_alone_is_no_person():
    assert (
        without_role_words("Потерпіла", Candidate(start=0, end=9, label=EntityLabel.PERSON, rule="model"), "uk") is None
    )


@given(st.text(alphabet="АІванов. -\nПетрович,О'", max_size=60), st.integers(0, 5))
def test_spans_lie_inside_and_move_with_the_text(text, blanks):
    spans = [(c.start, c.end) for c in find_persons(text, "uk")]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert [(s + blanks, e + blanks) for s, e in spans] == [
        (c.start, c.end) for c in find_persons(" " * blanks + text, "uk")
    ]


@pytest.mark.parametrize("piece", ["А", "А.", "а", "Іван ", "ІВАН ", "А-", "Аа-", "'", " ", "Ааович", "ПІБ: "])
def test_no_pattern_is_slow_on_repeated_input(piece):
    started = time.perf_counter()
    list(find_persons(piece * (100_000 // len(piece)), "uk"))
    assert time.perf_counter() - started < 10
