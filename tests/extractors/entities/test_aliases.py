import time

import pytest

from extractors.entities.aliases import find_aliases, find_announced_names, find_speakers, told_apart
from extractors.entities.candidates import Candidate, settle
from pipeline.document import EntityLabel


def announced(language):
    return lambda text: settle([*find_aliases(text), *find_announced_names(text, language)])


@pytest.mark.parametrize(
    "marked",
    [
        "жінка на ім'я ⟦alias|Марго⟧ зустріла",
        "чоловік на прізвисько ⟦alias|Сєрий⟧ забрав",
        "так званий ⟦alias|Боцман⟧",
        "відомий під ніком ⟦alias|Крук⟧",
        "під іменами ⟦alias|Емма⟧, ⟦alias|Еля⟧ та ⟦alias|Ліка⟧",
        "позивний ⟦alias|«Граніт»⟧",
        "він же ⟦alias|«Кент»⟧",
        "представився ⟦alias|Андрієм⟧",
        "на ім'я ⟦person|Марта Левчук⟧",
    ],
)
def test_ukrainian_alias_is_found_after_its_announcement(check, marked):
    check(announced("uk"), marked)


@pytest.mark.parametrize(
    "marked",
    [
        "мужчина по кличке ⟦alias|Седой⟧ ждал",
        "женщина по имени ⟦alias|Марго⟧",
        "по прозвищу ⟦alias|Боцман⟧",
        "назвался ⟦alias|Романом⟧",
        "под псевдонимом ⟦alias|«Грим»⟧",
        "так называемый ⟦alias|Боцман⟧",
        "он же ⟦alias|«Кент»⟧",
        "под именами ⟦alias|Эмма⟧, ⟦alias|Эля⟧ и ⟦alias|Лика⟧",
    ],
)
def test_russian_alias_is_found_after_its_announcement(check, marked):
    check(announced("ru"), marked)


@pytest.mark.parametrize(
    "text", ["на ім'я батька", "так звана волонтерка", "доверенность на имя Гук", "по имени и отчеству", "нікуди"]
)
def test_announcement_without_a_name_is_no_alias(text):
    assert announced("uk")(text) == []


@pytest.mark.parametrize(
    "marked",
    [
        "⟦alias|Шкет⟧: дарова\n⟦alias|Дядя Жора⟧: так\n⟦person|Микола⟧: ок",
        "[12.06.2025, 22:40] ⟦person|Оля⟧: ти де\n[12.06.2025, 22:41] ⟦alias|gamer_07⟧: тут",
    ],
)
def test_who_speaks_in_a_chat_is_found(check, marked):
    check(lambda text: find_speakers(text, "uk"), marked)


@pytest.mark.parametrize(
    "text",
    ["Шкет: один рядок", "Слідчий: так\nОСОБА_1: ні\nМама: що", "Умови: добрі\nОплата: щодня", "А.: так\nБ.: ні"],
)
def test_form_fields_roles_and_labels_do_not_speak(text):
    assert list(find_speakers(text, "uk")) == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("ждал нас Хромой у ворот", "Хромой", EntityLabel.ALIAS),
        ("приехал Михалыч вечером", "Михалыч", EntityLabel.ALIAS),
        ("контакт «Рая» у списку", "Рая", EntityLabel.ALIAS),
        ("тут дядя Вітя прийшов", "дядя Вітя", EntityLabel.ALIAS),
        ("сказав: «Марта приїхала»", "Марта", EntityLabel.PERSON),
        ("бачила Оксану Гнатюк", "Оксану Гнатюк", EntityLabel.PERSON),
    ],
)
def test_nickname_is_told_from_a_name_by_its_form(text, name, label):
    start = text.index(name)
    person = Candidate(start=start, end=start + len(name), label=EntityLabel.PERSON, rule="model")
    language = "ru" if any(c in text for c in "ыэ") else "uk"
    assert [c.label for c in told_apart(text, [person], language)] == [label]


def test_capitalised_ordinary_word_at_a_sentence_start_is_no_name():
    person = Candidate(start=0, end=11, label=EntityLabel.PERSON, rule="model")
    assert told_apart("Фармацевтам видали наказ", [person], "uk") == []


@pytest.mark.parametrize("piece", ["на ім'я ", "А, ", "«", "він же ", "А: б\n", "[", "1:1 ", "під іменами А, А, "])
def test_no_pattern_is_slow_on_repeated_input(piece):
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    announced("uk")(text)
    list(find_speakers(text, "uk"))
    assert time.perf_counter() - started < 15
